"""Files that were damaged, or made to do harm: refused with a sentence, or cleaned."""

import json
import random
import tracemalloc
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.bundle.packing import LARGEST, packed
from companion.bundle.reading import MOST, unpacked
from companion.domain.everything import Everything
from companion.domain.files import SharedFile
from companion.domain.kept import NEVER
from companion.domain.notes import Note
from companion.domain.shares import Share
from companion.domain.stored import Stored
from companion.problems import Problem
from tests.bundle.everything import NOW, everything_of
from tests.places import FULL

GOOD = everything_of([Note("k7m4d", "words", NOW, NOW, 1)], [FULL])


def document() -> dict[str, Any]:
    with ZipFile(BytesIO(packed(GOOD)[0])) as zipped:
        found: dict[str, Any] = json.loads(zipped.read("companion.json"))
    return found


def zipped(files: dict[str, bytes], kind: int = ZIP_DEFLATED) -> bytes:
    with BytesIO() as file:
        with ZipFile(file, "w", kind) as packing:
            for name, data in files.items():
                packing.writestr(name, data)
        return file.getvalue()


def code_of(data: bytes) -> str:
    with pytest.raises(Problem) as caught:
        unpacked(data)
    assert caught.value.say
    assert caught.value.next
    return caught.value.code


def read_with(change: Callable[[dict[str, Any]], object]) -> Everything:
    changed = document()
    change(changed)
    return unpacked(json.dumps(changed).encode())


def test_the_document_alone_is_taken_too() -> None:
    assert unpacked(json.dumps(document()).encode()) == unpacked(packed(GOOD)[0])


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"\x00" * 99, b"%PDF-1.7", zipped({"a.txt": b"a"}), b"[]"]
)
def test_a_file_of_something_else_is_not_ours(data: bytes) -> None:
    assert code_of(data) == "import_not_ours"


@pytest.mark.parametrize(
    "name", ["../../evil", "/etc/passwd", "C:\\evil", "folder/companion.json", "..\\evil"]
)
def test_a_zip_with_paths_in_it_is_not_ours(name: str) -> None:
    good = json.dumps(document()).encode()
    assert code_of(zipped({"companion.json": good, name: b"evil"})) == "import_not_ours"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_with_two_documents_or_thousands_of_files_is_not_ours() -> None:
    good = json.dumps(document()).encode()
    with BytesIO() as file:
        with ZipFile(file, "w") as packing:
            packing.writestr("companion.json", good)
            packing.writestr("companion.json", good)
        assert code_of(file.getvalue()) == "import_not_ours"
    many = {"companion.json": good} | {f"{n}": b"" for n in range(3_000)}
    assert code_of(zipped(many)) == "import_not_ours"


def test_a_zip_bomb_is_too_large_and_takes_no_more_memory_than_we_allow() -> None:
    bomb = zipped({"companion.json": b" " * (LARGEST + 5_000_000)})
    assert len(bomb) < 1_000_000
    tracemalloc.start()
    try:
        assert code_of(bomb) == "import_too_large"
        assert tracemalloc.get_traced_memory()[1] < 3 * LARGEST
    finally:
        tracemalloc.stop()


def test_a_zip_that_lies_about_its_size_is_damaged() -> None:
    data = bytearray(zipped({"companion.json": json.dumps(document()).encode()}, ZIP_STORED))
    at = data.index(b"PK\x01\x02") + 24  # the size, in the contents
    data[at : at + 4] = b"\x05\0\0\0"
    assert code_of(bytes(data)) == "import_damaged"


def test_an_encrypted_zip_is_damaged() -> None:
    data = bytearray(zipped({"companion.json": b"{}"}))
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + flags] |= 1
    assert code_of(bytes(data)) == "import_damaged"


def test_more_things_than_we_take_are_too_many() -> None:
    row = {"id": "a"}
    many = {**document(), "notes": [row] * (MOST + 1)}
    assert code_of(json.dumps(many).encode()) == "import_too_large"


def test_a_newer_version_and_another_format_are_told_before_anything_else() -> None:
    newer = {"format": "companion-export", "version": 2, "notes": "in another shape"}
    assert code_of(json.dumps(newer).encode()) == "import_newer"
    other = {"format": "other", "version": 1}
    assert code_of(json.dumps(other).encode()) == "import_not_ours"
    assert code_of(b"{}") == "import_damaged"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("notes", {}),
        ("notes", [1]),
        ("notes", [{"id": 1}]),
        ("notes", [{"id": "a", "text": ["x"]}]),
        ("notes", [{"id": "a", "aloud": "yes"}]),
        ("notes", [{"id": "a", "created": "yesterday"}]),
        ("journal", [{"id": "a", "helped": "x"}]),
        ("journal", [{"id": "a", "helped": {"symbols": "noise"}}]),
        ("drafts", [{"id": "a"}]),
        ("settings", {"theme": 1}),
        ("calendars", {"a": None}),
        ("sessions", {}),
        ("made", None),
        ("version", "1"),
        ("version", 1.5),
    ],
)
def test_wrong_types_are_damage(key: str, value: object) -> None:
    assert code_of(json.dumps({**document(), key: value}).encode()) == "import_damaged"


def test_endless_nesting_is_damage() -> None:
    deep = b'{"format": "companion-export", "version": 1, "x": ' + b"[" * 200_000
    assert code_of(deep) == "import_damaged"


def test_text_is_cleaned() -> None:
    everything = read_with(
        lambda d: d.update(
            notes=[{"id": "a", "text": "so\x1b[2J\x07 it\r\nis", "prompt": "x\x1b[1m\ny"}],
            sessions=[{**d["sessions"][0], "title": "t\x1b]0;x\x07\n" + "y" * 9_999}],
            settings={"theme\x1b": "cream"},
        )
    )
    [note] = [one.thing for one in everything.notes]
    assert (note.text, note.prompt) == ("so it\nis", "x y")
    assert everything.sessions[0].title.startswith("t y")
    assert len(everything.sessions[0].title) <= 4_000
    assert everything.settings == {"theme": "cream"}


def test_ids_pages_and_times_that_would_do_harm_become_others() -> None:
    row = {
        "id": "../x y",
        "created": "0001-01-01T00:00:00+14:00",
        "changed": "9999-12-31T23:59:59-14:00",
        "deleted": "2026-06-18T09:00:00",
        "version": -5,
        "session": "a b",
    }
    draft = {
        "id": "a b",
        "about": {"route": "../evil", "thing": "x\n"},
        "text": "w",
        "changed": NOW.isoformat(),
    }
    everything = read_with(lambda d: d.update(notes=[row], drafts=[draft]))
    [one] = everything.notes
    assert (one.thing.created, one.thing.changed, one.thing.version) == (NEVER, NEVER, 1)
    assert one.deleted is not None
    assert one.deleted.tzinfo is not None
    [kept] = everything.drafts
    assert kept.about.route == "note"
    for made in (one.thing.id, one.thing.session, kept.id, kept.about.thing):
        assert len(made) == 5
    assert read_with(lambda d: d.update(notes=[row], drafts=[draft])) == everything


def test_a_session_that_is_none_is_left_out_alone() -> None:
    far = {**document()["sessions"][0], "starts": "9999-12-31"}
    bad: list[object] = [{}, {"id": 1}, far, {"id": "a", "title": "t", "starts": "x"}]
    assert read_with(lambda d: d["sessions"].extend(bad)).sessions == GOOD.sessions


def test_what_a_later_version_adds_is_passed_over() -> None:
    def add(found: dict[str, Any]) -> None:
        found["photos"] = [1]
        found["notes"][0]["colour"] = "blue"

    assert read_with(add) == unpacked(packed(GOOD)[0])


def test_any_damage_is_told_and_nothing_else_is_raised() -> None:
    good = packed(GOOD)[0]
    chance = random.Random(7)
    for _time in range(600):
        data = bytearray(good)
        for _byte in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        try:
            read = unpacked(bytes(data))
        except Problem as problem:
            assert problem.code.startswith("import_")
        else:
            assert read == unpacked(good)  # it was the other files that were damaged


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=9,
)


@settings(max_examples=150)
@given(
    st.dictionaries(
        st.sampled_from(["notes", "journal", "drafts", "settings", "sessions", "made"]), JSON
    )
)
def test_any_document_is_read_or_refused(changes: dict[str, Any]) -> None:
    try:
        unpacked(json.dumps({**document(), **changes}).encode())
    except Problem as problem:
        assert problem.code.startswith("import_")


PNG = b"\x89PNG\r\n\x1a\n" + b"pixels" * 300
FILE = SharedFile("f" * 32, "image/png", len(PNG), sha256(PNG).hexdigest())


def with_drawing(**changes: object) -> dict[str, Any]:
    """A document with a share that has a drawing, of which something is changed."""
    share = Share("s7m4d", kind="drawing", files=(FILE,), created=NOW, changed=NOW, version=1)
    made = everything_of()._replace(shares=[Stored(share)], files={FILE.id: PNG})
    with ZipFile(BytesIO(packed(made)[0])) as whole:
        found: dict[str, Any] = json.loads(whole.read("companion.json"))
    found["shares"][0]["files"][0].update(changes)
    return found


def files_in(document: dict[str, Any], **files: bytes) -> tuple[list[SharedFile], dict[str, bytes]]:
    """What is taken of a zip with these files: what the share names, and what came."""
    named = {name.replace("_", "-") + ".png": data for name, data in files.items()}
    everything = unpacked(zipped({"companion.json": json.dumps(document).encode(), **named}))
    [share] = everything.shares
    return list(share.thing.files), dict(everything.files)


NAME = f"file_{'f' * 32}"


def test_a_drawing_comes_through() -> None:
    assert files_in(with_drawing(), **{NAME: PNG}) == ([FILE], {FILE.id: PNG})


@pytest.mark.parametrize(
    "data", [b"", PNG[:-1], PNG + b"x", PNG[:-1] + b"?", b"<html>" * 400, b"x" * 50_000_000]
)
def test_a_drawing_that_is_another_is_left_out_and_the_words_come(data: bytes) -> None:
    assert files_in(with_drawing(), **{NAME: data}) == ([FILE], {})


def test_a_drawing_that_is_not_there_is_left_out() -> None:
    assert files_in(with_drawing()) == ([FILE], {})


def test_a_file_that_is_no_picture_is_left_out_though_its_digest_fits() -> None:
    evil = b"<html><script>"
    changed = with_drawing(size=len(evil), sha256=sha256(evil).hexdigest())
    assert files_in(changed, **{NAME: evil})[1] == {}


@pytest.mark.parametrize(
    "change",
    [
        {"id": "../../../etc/passwd"}, {"id": ""}, {"id": "F" * 32}, {"id": "f" * 31 + "\u0663"},
        {"size": 0}, {"size": -5}, {"size": 2**40}, {"sha256": "x"}, {"sha256": "Z" * 64},
    ],
)  # fmt: skip
def test_what_names_no_file_is_left_out(change: dict[str, object]) -> None:
    assert files_in(with_drawing(**change), **{NAME: PNG}) == ([], {})


def test_more_files_than_a_share_has_are_left_out() -> None:
    changed = with_drawing()
    changed["shares"][0]["files"] *= 50
    assert len(files_in(changed, **{NAME: PNG})[0]) == 4


def test_more_bytes_of_files_than_we_hold_are_too_large() -> None:
    changed = with_drawing(size=8 * 2**20)
    share = changed["shares"][0]
    share["files"] *= 4
    changed["shares"] = [{**share, "id": f"s{n:04}"} for n in range(20)]
    assert code_of(zipped({"companion.json": json.dumps(changed).encode()})) == "import_too_large"
