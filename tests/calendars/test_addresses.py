"""Where calendars come from: which addresses we ask, and what we call them."""

import os
from pathlib import Path

import pytest

from companion.calendars.addresses import (
    allowed,
    calendar_file,
    is_address,
    name_of_address,
    name_of_file,
)
from companion.problems import Problem

GOOGLE = "https://calendar.google.com/calendar/ical/x%40group/private-abc123/basic.ics"


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        (GOOGLE, GOOGLE),
        ("webcal://example.org/a.ics?k=1", "https://example.org/a.ics?k=1"),
        (" HTTP://example.org/a b.ics#part\n", "http://example.org/a%20b.ics"),
    ],
)
def test_addresses_on_the_web_are_asked(given: str, asked: str) -> None:
    assert allowed(given) == asked


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://example.org/a.ics",
        "data:text/calendar,BEGIN",
        "example.org/a.ics",
        "https://",
        "https:///a",
        "http://[broken/a",
        "http://example.org:99999/",
        "",
        "javascript:alert(1)",
        "https://example.org/" + "x" * 3_000,
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(Problem, match="address_not_allowed"):
        allowed(address)


def test_a_name_keeps_the_secret() -> None:
    name = name_of_address(GOOGLE)
    assert name.startswith("calendar.google.com (")
    assert "private" not in name
    assert name == name_of_address(GOOGLE)
    assert name != name_of_address(GOOGLE.replace("abc", "abd"))
    assert name_of_address("https://sam:pw@example.org/a").startswith("example.org (")


def test_a_file_is_called_by_its_name() -> None:
    assert name_of_file(f"folder{os.sep}Our \x1b[31mcalendar.ics") == "Our calendar.ics"
    assert name_of_file("") == "calendar.ics"
    assert len(name_of_file("x" * 1000)) == 100


def test_words_are_an_address_or_a_file() -> None:
    assert is_address(GOOGLE)
    assert is_address("webcal:x")
    assert not is_address("calendar.ics")
    assert not is_address("C:\\calendar.ics")


def test_files_are_read_within_bounds(tmp_path: Path) -> None:
    file = tmp_path / "a.ics"
    file.write_bytes(b"x" * 5_000_000)
    assert len(calendar_file(str(file))) == 5_000_000
    file.write_bytes(b"x" * 5_000_001)
    for path, code in (
        (file, "calendar_too_large"),
        (tmp_path, "calendar_not_read"),
        (tmp_path / "none.ics", "no_such_file"),
        (file / "below", "no_such_file"),
        ("\0", "no_such_file"),
    ):
        with pytest.raises(Problem, match=code):
            calendar_file(str(path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only some systems have pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Problem, match="calendar_not_read"):
        calendar_file(str(tmp_path / "pipe"))
