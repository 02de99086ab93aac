"""Forgetting: at once, back for 30 days, then gone; whatever fails or ends in the middle."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from companion.domain.kept import About
from companion.problems import Problem
from companion.store.forgetting import (
    Forgotten,
    end,
    forget,
    forgotten,
    let_go_of_key,
    ours,
    settle,
    undo,
)
from companion.store.gathering import gather
from companion.store.home import FORGOTTEN, Home
from companion.store.opening import open_store
from tests.bundle.everything import CANARY, NOW, filled
from tests.small_disks import disk_of
from tests.store.places import program
from tests.store.test_processes import START, fill, interfere

LATER = NOW + timedelta(days=30, seconds=1)


def files(path: Path) -> dict[str, bytes]:
    """Every file of the member's below a home; signs and locks hold nothing."""
    return {
        str(p.relative_to(path)): p.read_bytes()
        for p in path.rglob("*")
        if p.is_file() and p.name != "lock" and p.parent.name != "running"
    }


def in_sight(path: Path) -> dict[str, bytes]:
    return {name: data for name, data in files(path).items() if not name.startswith(FORGOTTEN)}


@pytest.fixture
def full(home: Home) -> Home:
    """A home with one of everything, also of what could not be read."""
    filled(home.path, NOW)
    home.set_aside("words-0123456789abcdef", b":damaged")
    return home


def states(home: Home) -> list[str]:
    return [found.state for found in forgotten(home)]


def test_everything_is_out_of_sight_and_comes_back_as_it_was(full: Home) -> None:
    before = files(full.path)
    found = forget(Home(full.path), NOW)
    assert found.until == NOW + timedelta(days=30)
    assert in_sight(full.path) == {}
    assert not (full.path / "damaged").exists()
    store = open_store(Home(full.path))
    assert not (store.notes.all() or store.drafts.left_over() or store.sessions.all())
    assert store.settings.get("theme") == ""
    assert undo(Home(full.path))
    assert files(full.path) == before
    with pytest.raises(Problem, match="nothing_to_undo"):
        undo(Home(full.path))


def test_what_is_kept_is_for_the_member_alone(full: Home) -> None:
    found = forget(full, NOW)
    for path in (found.path, found.path.parent):
        assert path.stat().st_mode & 0o777 == 0o700
    assert {p.stat().st_mode & 0o777 for p in found.path.rglob("*") if p.is_file()} == {0o600}
    assert all(CANARY.encode() not in data for data in files(full.path).values())


def test_a_start_after_it_is_as_new(full: Home) -> None:
    [old_key] = full.path.glob("*.key")
    old = full.id(), old_key.read_bytes()
    forget(full, NOW)
    store = open_store(Home(full.path))
    note = store.notes.add("new words")
    [new_key] = full.path.glob("*.key")
    assert Home(full.path).id() != old[0]
    assert new_key.read_bytes() != old[1]
    assert [n.id for n in open_store(Home(full.path)).notes.all()] == [note.id]


def test_after_30_days_the_next_start_lets_go_and_not_before(full: Home) -> None:
    forget(full, NOW)
    before = files(full.path)
    settle(Home(full.path), NOW + timedelta(days=30))
    assert files(full.path) == before
    settle(Home(full.path), LATER)
    assert files(full.path) == {}
    assert list((full.path / FORGOTTEN).iterdir()) == []
    with pytest.raises(Problem, match="nothing_to_undo"):
        undo(Home(full.path))


def test_now_means_now_and_the_key_goes_first(full: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    log = (full.path / "words.log").read_bytes()
    [key] = full.path.glob("*.key")
    secret = key.read_bytes()
    forget(full, NOW)
    left: list[list[str]] = []
    real = os.unlink

    def unlink(path: str, **more: int) -> None:
        left.append([Path(name).name for name in files(full.path)])
        real(path, **more)

    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", unlink)
        end(Home(full.path))
    assert key.name in left[0]
    assert "words.log" in left[0]
    assert all(key.name not in names for names in left[1:])
    assert files(full.path) == {}
    for data in files(full.path.parent).values():
        assert secret not in data
        assert log[200:300] not in data


def test_a_key_is_written_over_before_it_goes(full: Home, tmp_path: Path) -> None:
    """A second name of the same file shows what stayed on the disk."""
    found = forget(full, NOW)
    [key] = found.path.glob("*.key")
    secret = key.read_bytes()
    os.link(key, tmp_path / "same")
    let_go_of_key(found.path, found.home_id)
    assert not key.exists()
    assert (tmp_path / "same").read_bytes() != secret


def test_a_key_that_lies_elsewhere_stays(
    full: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "mine.key"
    monkeypatch.setenv("COMPANION_KEY_FILE", str(place))
    other = Home(tmp_path / "other")
    open_store(other).notes.add(CANARY)
    secret = place.read_bytes()
    forget(other, NOW)
    end(Home(other.path))
    assert place.read_bytes() == secret
    assert files(other.path) == {}


def test_in_a_folder_with_other_things_only_ours_go(full: Home) -> None:
    others = ("id.key", "my words.log", "settings.txt", "damaged/mine", "photo.png")
    for name in others:
        (full.path / name).write_text("not ours")
    forget(full, NOW)
    end(Home(full.path))
    assert sorted(files(full.path)) == sorted(others)


def test_nothing_to_forget_or_to_undo_makes_nothing(home: Home) -> None:
    home.path.mkdir(parents=True)
    with pytest.raises(Problem, match="nothing_to_forget"):
        forget(home, NOW)
    with pytest.raises(Problem, match="nothing_to_undo"):
        undo(home)
    assert files(home.path) == {}


def test_undo_leaves_new_words_alone(full: Home) -> None:
    forget(full, NOW)
    open_store(Home(full.path)).notes.add("new")
    before = files(full.path)
    assert not undo(Home(full.path))
    assert files(full.path) == before


def test_the_old_settings_come_back_over_new_ones(full: Home) -> None:
    forget(full, NOW)
    open_store(Home(full.path)).settings.put("theme", "light")
    assert undo(Home(full.path))
    assert open_store(Home(full.path)).settings.get("theme") == "cream"


# Two companions

OPEN = (
    START
    + """
presence = home.presence()
note = next(n for n in store.notes.all() if n.aloud)
store.drafts.keep("d", About("note", note.id), "the canary, and more")
say("open"); sys.stdin.readline()
for call in (
    lambda: store.drafts.keep("d", About("note", note.id), "the canary, and still more"),
    lambda: store.notes.save(note),
    lambda: store.settings.put("theme", "dark"),
    lambda: store.journal.all(),
):
    try:
        say(call())
    except Problem as problem:
        say(problem.code)
"""
)


@pytest.mark.slow
def test_another_companion_that_is_open_is_closed_first(full: Home) -> None:
    with program(OPEN, full.path) as other:
        assert other.stdout
        assert other.stdout.readline() == b"open\n"
        before = files(full.path)
        for attempt in (lambda: forget(Home(full.path), NOW), lambda: undo(Home(full.path))):
            with pytest.raises(Problem) as caught:
                attempt()
            assert caught.value.code in ("open_elsewhere", "nothing_to_undo")
        assert files(full.path) == before
        other.communicate(b"\n", timeout=60)
    forget(Home(full.path), NOW)
    assert in_sight(full.path) == {}


@pytest.mark.slow
@pytest.mark.parametrize("then", ["nothing", "gone", "new"])
def test_one_whose_sign_is_not_seen_brings_no_word_back(full: Home, then: str) -> None:
    with program(OPEN, full.path) as other:
        assert other.stdout
        assert other.stdout.readline() == b"open\n"
        for sign in (full.path / "running").iterdir():
            sign.unlink()  # as where a sign could not be made
        forget(Home(full.path), NOW)
        if then == "gone":
            end(Home(full.path))
        if then == "new":
            open_store(Home(full.path)).notes.add("new words")
        before = in_sight(full.path)
        said = other.communicate(b"\n", timeout=60)[0].decode().split()
    assert said == ["words_forgotten"] * 3 + ["[]"]
    assert in_sight(full.path) == before
    assert [n.text for n in open_store(Home(full.path)).notes.all()] == (
        ["new words"] if then == "new" else []
    )


# A failure, or the end, at every call that writes

STEPS: dict[str, Callable[[Home], object]] = {
    "forget": lambda home: forget(home, NOW),
    "undo": undo,
    "now": end,
    "later": lambda home: settle(home, LATER),
}


def prepared(path: Path, step: str) -> tuple[Home, dict[str, bytes]]:
    filled(path, NOW)
    Home(path).set_aside("words-0123456789abcdef", b":damaged")
    before = files(path)
    if step != "forget":
        forget(Home(path), NOW)
    return Home(path), before


def assert_before_or_after(path: Path, step: str, before: dict[str, bytes]) -> None:
    """As the next start finds it: all of it is there, or out of sight, or gone."""
    settle(Home(path), LATER if step == "later" else NOW)
    there = in_sight(path)
    assert there in ({}, before)
    if there:
        assert step in ("forget", "undo")
        assert files(path) == before
        assert len(gather(open_store(Home(path), lambda: NOW), "1.0", NOW).notes) == 3
    elif states(Home(path)):
        assert step != "later"
        assert undo(Home(path))
        assert files(path) == before
    else:
        assert step in ("now", "later")
        assert files(path) == {}


@pytest.mark.parametrize("step", list(STEPS))
@pytest.mark.parametrize("ends", [True, False], ids=["ends", "fails"])
def test_every_call_that_writes_may_fail_or_be_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, ends: bool
) -> None:
    home, _before = prepared(tmp_path / "count", step)
    with monkeypatch.context() as patch:
        calls = interfere(patch, at=-1, end=False)
        STEPS[step](home)
    assert len(calls) > 5
    for at in range(len(calls)):
        home, before = prepared(tmp_path / str(at), step)
        child = os.fork() if ends else 0
        if not child:
            with pytest.MonkeyPatch.context() as patch:
                interfere(patch, at, end=ends)
                try:
                    STEPS[step](home)
                except Problem as problem:
                    assert problem.code == "not_saved"
            if ends:
                os._exit(0)
        else:
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        assert_before_or_after(home.path, step, before)


@pytest.mark.slow
def test_a_full_disk_does_not_keep_words_in_sight_or_alive(tmp_path: Path) -> None:
    with disk_of("64k", tmp_path) as disk:
        path = disk / "home"
        filled(path, NOW)
        fill(disk)
        forget(Home(path), NOW)
        assert in_sight(path) == {}
        end(Home(path))
        assert files(path) == {}


def test_half_done_in_a_home_that_cannot_be_written_shows_no_words(
    full: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        calls: list[str] = []
        real = os.replace

        def replace(*paths: str) -> None:
            calls.append("replace")
            if len(calls) > 1:
                raise OSError(5, "made to fail")
            real(*paths)

        patch.setattr(os, "replace", replace)
        with pytest.raises(Problem):
            forget(full, NOW)
        assert states(full) == ["going"]
        with pytest.raises(Problem):
            settle(Home(full.path), NOW)
    settle(Home(full.path), NOW)
    assert states(full) == ["kept"]


def test_strange_names_in_the_folder_are_left_alone(full: Home) -> None:
    found = forget(full, NOW)
    strange = ("notes.txt", "20261399T000000Z-" + "0" * 32 + ".kept", "x.going")
    for name in strange:
        (found.path.parent / name).mkdir()
    assert forgotten(full) == [found]
    end(Home(full.path))
    assert {path.name for path in found.path.parent.iterdir()} == set(strange)


def test_what_is_ours_is_all_that_a_full_home_has(full: Home) -> None:
    """A new kind of file in the home must be forgotten too: add it to forgetting.py."""
    store = open_store(full)
    store.drafts.keep("d", About(), "words")
    with full.presence():
        assert {str(p.relative_to(full.path)) for p in ours(full)} == set(files(full.path))


def test_a_time_is_kept_to_the_second() -> None:
    found = Forgotten(Path("x"), NOW, "0" * 32, "kept")
    assert found.until - found.at == timedelta(days=30)
