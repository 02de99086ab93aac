"""Pictures and sounds in a home: encrypted, crash-safe, and gone when they should be."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from companion.bundle.packing import packed
from companion.bundle.reading import unpacked
from companion.domain.files import SharedFile
from companion.domain.shares import Share
from companion.problems import Problem
from companion.store import forgetting
from companion.store.attachments import OWN
from companion.store.gathering import gather
from companion.store.home import Home
from companion.store.opening import Store, open_store
from companion.store.taking_in import take_in
from companion.wire.files import LARGEST
from tests.store.places import Watch, everything, program, run

PNG = b"\x89PNG\r\n\x1a\n" + b"the lamp was drawn like this " * 500


def opened(path: Path, watch: Watch | None = None) -> Store:
    """A store as a new run of the program opens it."""
    return open_store(Home(path), watch or Watch())


def drawn(store: Store, data: bytes = PNG) -> Share:
    """A share with a drawing, kept."""
    file = store.attachments.keep(data, "image/png")
    return store.shares.save(Share(kind="drawing", files=(file,)))


def in_folder(path: Path) -> list[str]:
    folder = path / OWN
    return sorted(one.name for one in folder.iterdir()) if folder.exists() else []


def lost(store: Store, file: SharedFile) -> str:
    with pytest.raises(Problem) as caught:
        store.attachments.data(file.id)
    return caught.value.code


def age(path: Path, days: float, watch: Watch) -> None:
    """Have every file be as old as that on the clock."""
    then = watch.at.timestamp() - days * 86_400
    for one in (path / OWN).iterdir():
        os.utime(one, (then, then))


@settings(max_examples=25, deadline=None)
@given(data=st.binary(min_size=1, max_size=20_000))
def test_any_bytes_come_back_as_they_were_in_the_next_run(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("home")
    file = opened(path).attachments.keep(data, "audio/ogg")
    assert opened(path).attachments.data(file.id) == data
    assert (file.size, file.type) == (len(data), "audio/ogg")


def test_nothing_of_it_is_plain_on_the_disk(tmp_path: Path) -> None:
    share = drawn(opened(tmp_path))
    kept = everything(tmp_path)
    for data in kept.values():
        assert b"lamp" not in data
        assert b"PNG" not in data
        assert share.files[0].sha256.encode() not in data
    [name] = in_folder(tmp_path)
    place = tmp_path / OWN / name
    assert place.stat().st_mode & 0o777 == 0o600
    assert place.parent.stat().st_mode & 0o777 == 0o700
    assert PNG[:200] not in kept[place]


def test_files_of_nearly_the_same_size_look_the_same(tmp_path: Path) -> None:
    store = opened(tmp_path)
    for size in (100, 2_000):
        store.attachments.keep(b"x" * size, "audio/ogg")
    sizes = {(tmp_path / OWN / name).stat().st_size for name in in_folder(tmp_path)}
    assert len(sizes) == 1


@pytest.mark.parametrize("data", [b"", bytes(LARGEST + 1)])
def test_none_or_too_many_bytes_are_not_kept(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ValueError, match="size"):
        opened(tmp_path).attachments.keep(data, "image/png")
    assert in_folder(tmp_path) == []


def test_the_largest_file_is_kept(tmp_path: Path) -> None:
    data = os.urandom(LARGEST)
    file = opened(tmp_path).attachments.keep(data, "image/jpeg")
    assert opened(tmp_path).attachments.data(file.id) == data


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "x" * 32, "0" * 32, "0" * 31 + "\x00"])
def test_a_name_that_is_no_id_finds_nothing_and_drops_nothing(tmp_path: Path, name: str) -> None:
    store = opened(tmp_path)
    drawn(store)
    before = everything(tmp_path)
    with pytest.raises(Problem, match="attachment_missing"):
        store.attachments.data(name)
    store.attachments.drop(name)
    assert everything(tmp_path) == before


def test_a_changed_byte_is_noticed_wherever_it_is(tmp_path: Path) -> None:
    store = opened(tmp_path)
    file = store.attachments.keep(PNG, "image/png")
    [place] = (tmp_path / OWN).iterdir()
    whole = place.read_bytes()
    for at in (0, 17, 19, 60, len(whole) // 2, len(whole) - 1):
        place.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert lost(opened(tmp_path), file) in ("attachment_damaged", "newer_home")
    for damaged in (b"", whole[:20], whole[:-1], whole + b"x"):
        place.write_bytes(damaged)
        assert lost(opened(tmp_path), file) == "attachment_damaged"


def test_one_file_in_the_place_of_another_is_noticed(tmp_path: Path) -> None:
    store = opened(tmp_path)
    one = store.attachments.keep(b"one", "image/png")
    other = store.attachments.keep(b"other", "image/png")
    (tmp_path / OWN / f"{other.id}.file").replace(tmp_path / OWN / f"{one.id}.file")
    assert lost(opened(tmp_path), one) == "attachment_damaged"


def test_a_newer_format_is_left_alone(tmp_path: Path) -> None:
    store = opened(tmp_path)
    file = store.attachments.keep(PNG, "image/png")
    [place] = (tmp_path / OWN).iterdir()
    place.write_bytes(place.read_bytes().replace(b"companion-file 1", b"companion-file 2"))
    assert lost(opened(tmp_path), file) == "newer_home"


def test_while_the_journal_is_locked_it_can_be_kept_and_read_in_this_run(tmp_path: Path) -> None:
    store = opened(tmp_path)
    old = drawn(store).files[0]
    store.lock.set("words", "a quiet corner")
    locked = opened(tmp_path)
    assert lost(locked, old) == "journal_locked"
    new = locked.attachments.keep(b"a sound", "audio/ogg")
    assert locked.attachments.data(new.id) == b"a sound"
    locked.lock.close()
    assert lost(locked, new) == "journal_locked"
    assert lost(opened(tmp_path), new) == "journal_locked"
    assert locked.lock.unlock("a quiet corner")
    assert locked.attachments.data(old.id) == PNG
    assert locked.attachments.data(new.id) == b"a sound"


def test_nothing_goes_while_what_names_it_cannot_be_read(tmp_path: Path) -> None:
    watch = Watch()
    store = opened(tmp_path, watch)
    drawn(store)
    store.lock.set("words", "a quiet corner")
    age(tmp_path, 400, watch)
    assert opened(tmp_path, watch).shares
    assert len(in_folder(tmp_path)) == 1
    store.lock.remove()
    log = tmp_path / "journal.log"
    log.write_bytes(log.read_bytes().replace(b":", b":!", 1))
    assert opened(tmp_path, watch).shares
    assert len(in_folder(tmp_path)) == 1


def test_what_nothing_names_goes_after_30_days(tmp_path: Path) -> None:
    watch = Watch()
    store = opened(tmp_path, watch)
    drawn(store)
    store.attachments.keep(b"chosen, and then another one was", "image/png")
    (tmp_path / OWN / f"{'0' * 32}.file.new").write_bytes(b"its writer was killed")
    (tmp_path / OWN / "a file of somebody else").write_bytes(b"not ours")
    age(tmp_path, 29, watch)
    assert opened(tmp_path, watch).shares
    assert len(in_folder(tmp_path)) == 3  # nobody goes on writing what a killed run began
    age(tmp_path, 31, watch)
    again = opened(tmp_path, watch)
    [share] = again.shares.all()
    assert again.attachments.data(share.files[0].id) == PNG
    assert len(in_folder(tmp_path)) == 2


def test_the_files_of_a_deleted_share_go_with_it(tmp_path: Path) -> None:
    watch = Watch()
    store = opened(tmp_path, watch)
    stays, goes = drawn(store), drawn(store, b"another drawing")
    both = store.shares.save(Share(kind="photo", files=stays.files))
    store.shares.delete(goes.id)
    store.shares.delete(both.id)
    watch.forward(days=29)
    assert opened(tmp_path, watch).shares.undelete(goes.id).files == goes.files
    store.shares.delete(goes.id)
    watch.forward(days=31)
    age(tmp_path, 0, watch)
    last = opened(tmp_path, watch)
    assert [one.id for one in last.shares.all()] == [stays.id]
    assert in_folder(tmp_path) == [f"{stays.files[0].id}.file"]


def test_dropping_is_at_once_and_unknown_ones_are_fine(tmp_path: Path) -> None:
    store = opened(tmp_path)
    file = store.attachments.keep(PNG, "image/png")
    store.attachments.drop(file.id)
    store.attachments.drop(file.id)
    assert in_folder(tmp_path) == []
    assert lost(store, file) == "attachment_missing"


def test_killed_while_it_keeps_one_it_is_whole_or_not_there(tmp_path: Path) -> None:
    code = """
import os, sys
from pathlib import Path
from companion.store import files
from companion.store.home import Home
from companion.store.opening import open_store

def killed(*_):
    os._exit(9)

setattr(files, sys.argv[2], killed)
open_store(Home(Path(sys.argv[1]))).attachments.keep(b"x" * 9000, "image/png")
"""
    kept = drawn(opened(tmp_path))
    for at in ("write_all", "sync"):
        killed = program(code, tmp_path, at)
        killed.communicate(timeout=120)
        assert killed.returncode == 9
        again = opened(tmp_path)
        assert again.attachments.data(kept.files[0].id) == PNG
        assert [one.files for one in again.shares.all()] == [kept.files]


def test_a_full_disk_is_a_plain_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(tmp_path)
    drawn(store)
    before = in_folder(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("companion.store.files.write_all", full)
    with pytest.raises(Problem, match="disk_full"):
        store.attachments.keep(PNG, "image/png")
    assert in_folder(tmp_path) == before


def test_forgetting_takes_the_files_and_undoing_brings_them_back(tmp_path: Path) -> None:
    watch = Watch()
    share = drawn(opened(tmp_path, watch))
    home = Home(tmp_path)
    assert any(path.suffix == ".file" for path in forgetting.ours(home))
    forgetting.forget(home, watch())
    assert in_folder(tmp_path) == []
    assert not (tmp_path / OWN).exists()
    assert forgetting.undo(Home(tmp_path))
    assert opened(tmp_path, watch).attachments.data(share.files[0].id) == PNG


def test_an_export_carries_the_files_and_an_import_changes_nothing_twice(tmp_path: Path) -> None:
    watch = Watch()
    here = opened(tmp_path / "here", watch)
    share = drawn(here)
    data, taken = packed(gather(here, "1.0", watch()))
    assert taken
    there = opened(tmp_path / "there", watch)
    for added in (1, 0):
        done = take_in(there, unpacked(data), settings=False)
        assert done.shares.added == added
        assert there.shares.get(share.id).files == share.files
        assert opened(tmp_path / "there").attachments.data(share.files[0].id) == PNG
        assert len(in_folder(tmp_path / "there")) == 1


def test_an_import_never_overwrites_a_file_of_the_same_id(tmp_path: Path) -> None:
    watch = Watch()
    store = opened(tmp_path, watch)
    share = drawn(store)
    everything = gather(store, "1.0", watch())
    [stored] = everything.shares
    other = b"\x89PNG\r\n\x1a\nanother picture"
    file = store.attachments.keep(other, "image/png")
    store.attachments.drop(file.id)
    coming = replace(stored.thing, files=(replace(file, id=share.files[0].id),))
    sent = everything._replace(
        shares=[stored._replace(thing=coming)], files={share.files[0].id: other}
    )
    for _ in range(2):
        take_in(store, sent, settings=False)
    assert store.attachments.data(share.files[0].id) == PNG
    found = {store.attachments.data(one.files[0].id) for one in store.shares.all()}
    assert found == {PNG, other}
    assert len(in_folder(tmp_path)) == 2


def test_a_file_that_is_lost_is_counted_and_not_left_out_in_silence(tmp_path: Path) -> None:
    watch = Watch()
    store = opened(tmp_path, watch)
    drawn(store)
    [place] = (tmp_path / OWN).iterdir()
    place.write_bytes(b"damaged")
    found = gather(opened(tmp_path, watch), "1.0", watch())
    assert (found.damaged, dict(found.files), len(found.shares)) == (1, {}, 1)


def test_a_start_without_files_loads_nothing_for_them(tmp_path: Path) -> None:
    said = run(
        "import sys\nfrom pathlib import Path\nfrom companion.store.home import Home\n"
        "from companion.store.opening import open_store\n"
        "store = open_store(Home(Path(sys.argv[1])))\nstore.settings.get('way')\n"
        "print('companion.store.attachments' in sys.modules)",
        tmp_path,
    )
    assert said == "False\n"
