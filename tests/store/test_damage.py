"""Every byte of a small vault, flipped or cut away: what is left is read, nothing is lost."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.problems import Problem
from companion.store.home import Home
from tests.store.places import open_log, texts

ALL = {"a", "b", "c"}


@pytest.fixture
def spoil(filled: Home, tmp_path: Path) -> Callable[[bytes], Home]:
    """Gives the same home again and again, with other bytes for its vault."""
    place = tmp_path / "spoilt"
    shutil.copytree(filled.path, place)

    def make(data: bytes) -> Home:
        shutil.rmtree(place / "damaged", ignore_errors=True)
        (place / "words.log").write_bytes(data)
        return Home(place)

    return make


def set_aside(home: Home) -> list[bytes]:
    folder = home.path / "damaged"
    return [p.read_bytes() for p in folder.iterdir()] if folder.exists() else []


def lines_of(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each line starts and where it ends, with its line end."""
    at = 0
    for line in data.splitlines(keepends=True):
        yield at, at + len(line)
        at += len(line)


def use(home: Home, spoilt: bytes, expected: set[str]) -> None:
    """Read, save and compact a spoilt vault: `expected` stays, and so do the spoilt bytes."""
    log = open_log(home)
    assert set(texts(log)) >= expected
    damaged = log.damaged
    assert damaged or set(texts(log)) == ALL  # nothing is missing without being told
    kept = set_aside(home)
    log.append("notes", {"d": {"text": "a further save"}})
    assert set(texts(open_log(home))) >= {*expected, "d"}
    now = (home.path / "words.log").read_bytes()
    for part in kept:
        assert part in now
    if not damaged:
        assert now.startswith(spoilt)
    log.compact()
    again = open_log(home)
    assert set(texts(again)) >= {*expected, "d"}
    now = (home.path / "words.log").read_bytes()
    assert all(part in now for part in kept)
    assert again.damaged == damaged


def places(data: bytes, step: int) -> list[int]:
    """Every byte near a line's ends, and of the others one in `step`."""
    ends = {0, *(end for _, end in lines_of(data))}
    near = {at + off for at in ends for off in range(-3, 4)}
    return sorted({at for at in near if 0 <= at < len(data)} | set(range(0, len(data), step)))


@pytest.mark.parametrize(
    ("mask", "step"),
    [
        (0xFF, 29),
        (0x01, 31),
        pytest.param(0xFF, 1, marks=pytest.mark.slow),
        pytest.param(0x01, 1, marks=pytest.mark.slow),
        pytest.param(0x40, 1, marks=pytest.mark.slow),
    ],
)
def test_each_byte_flipped(
    filled: Home, log_file: Path, spoil: Callable[[bytes], Home], mask: int, step: int
) -> None:
    whole = log_file.read_bytes()
    (_, header_end), *records = lines_of(whole)
    for at in places(whole, step):
        spoilt = whole[:at] + bytes([whole[at] ^ mask]) + whole[at + 1 :]
        home = spoil(spoilt)
        hit = {name for name, (start, end) in zip("abc", records, strict=True) if start <= at < end}
        if at == len(whole) - 1 or whole[at : at + 1] == b"\n" or at < header_end:
            hit = set()  # a line end or the first line: no record is touched
        use(home, spoilt, ALL - hit)


@pytest.mark.parametrize("step", [23, pytest.param(1, marks=pytest.mark.slow)])
def test_cut_at_each_byte(
    filled: Home, log_file: Path, spoil: Callable[[bytes], Home], step: int
) -> None:
    whole = log_file.read_bytes()
    _header, *records = lines_of(whole)
    for length in places(whole, step):
        home = spoil(whole[:length])
        expected = {
            name for name, (_, end) in zip("abc", records, strict=True) if end - 1 <= length
        }
        log = open_log(home)
        assert set(texts(log)) == expected
        log.append("notes", {"d": {"text": "a further save"}})
        for look in (log, open_log(home)):
            assert set(texts(look)) == {*expected, "d"}
            assert look.damaged == 0
        torn = whole[:length].rpartition(b"\n")[2]
        if torn and length + 1 not in {end for _, end in lines_of(whole)}:
            assert set_aside(home) == [torn]


@given(data=st.data())
@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_bytes_at_all(
    filled: Home, log_file: Path, spoil: Callable[[bytes], Home], data: st.DataObject
) -> None:
    """Pieces overwritten, put in and taken out: no surprise, and a save works or is refused."""
    whole = log_file.read_bytes()
    spoilt = whole
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(spoilt)))
        gone = data.draw(st.integers(0, 400))
        new = data.draw(st.one_of(st.binary(max_size=40), st.just(whole[:300]), st.just(b"\n")))
        spoilt = spoilt[:start] + new + spoilt[start + gone :]
    home = spoil(spoilt)
    log = open_log(home)
    try:
        there = texts(log)
        log.append("notes", {"d": {"text": "a further save"}})
    except Problem as problem:
        assert problem.code in {"key_wrong", "newer_home"}
        assert (home.path / "words.log").read_bytes() == spoilt
        return
    assert texts(open_log(home)) == {**there, "d": {"text": "a further save"}}
    for name in ALL & set(there):
        assert there[name] == {"text": f"the words of {name}"}
    log.compact()
    assert texts(open_log(home)) == {**there, "d": {"text": "a further save"}}


def test_the_first_block_of_zeros_leaves_the_rest(
    filled: Home, log_file: Path, spoil: Callable[[bytes], Home]
) -> None:
    """What some disks leave behind after a power cut."""
    whole = log_file.read_bytes()
    log = open_log(spoil(b"\x00" * 300 + whole[300:]))
    assert (set(texts(log)), log.damaged) == ({"b", "c"}, 1)


def test_damage_in_a_home_that_cannot_be_written_is_read_past(filled: Home, log_file: Path) -> None:
    whole = log_file.read_bytes()
    log_file.write_bytes(whole[:-20] + b"?" * 19 + b"\n")
    (filled.path / "damaged").touch()  # in the way of the folder
    log = open_log(filled)
    assert (set(texts(log)), log.damaged) == ({"a", "b"}, 1)
    assert (filled.path / "damaged").stat().st_size == 0
