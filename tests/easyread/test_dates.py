"""No date anywhere has a weekday that does not fit: a member could come on the wrong day."""

from pathlib import Path

import pytest

import companion
from companion.easyread.pack import Pack
from companion.easyread.reading import load_pack
from companion.easyread.rules.times import dates
from tests.easyread.test_program_words import MODULES, as_shown, messages

ROOT = Path(companion.__file__).parent.parent
PACKS = sorted(path.parent for path in (ROOT / "assets").rglob("pack.toml"))
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "assets").rglob("*.md")]


def wrong(text: str) -> list[str]:
    """The dates that are no such day, or not whole."""
    return [text[hit.start : hit.end] for hit in dates(text)]


def all_words(pack: Pack) -> list[str]:
    """Every word of a pack that a person can be shown, quotes and the community's own too."""
    return [
        *(pack.title, pack.note, pack.checked),
        *pack.glossary.values(),
        *(part.title for part in pack.parts),
        *(line.simple for part in pack.parts for line in part.lines),
        *(words for part in pack.parts for c in part.clauses for words in (c.full, c.original)),
    ]


@pytest.mark.parametrize("folder", PACKS, ids=lambda path: path.name)
def test_dates_in_packs(folder: Path) -> None:
    assert [date for words in all_words(load_pack(folder)) for date in wrong(words)] == []


def test_dates_in_what_the_program_says() -> None:
    said = (message for path in MODULES for _, message in messages(path))
    assert [date for message in said for date in wrong(as_shown(message))] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_weekdays_in_the_guides(page: Path) -> None:
    """The guides may write dates in other ways, but never with a wrong weekday."""
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    found = wrong(page.read_text(encoding="utf-8"))
    assert [date for date in found if date.startswith(days)] == []


def test_a_day_that_is_not_there_is_found() -> None:
    assert PACKS
    assert wrong("The group will tell us on Friday 27 June 2026.") == ["Friday 27 June 2026"]
    assert wrong("The group will tell us on Saturday 27 June 2026.") == []
