"""Cuts a calendar file into its events, before a slow and trusting parser sees any of it."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

LARGEST = 5_000_000
_WINDOWS_LETTERS = "cp1252"  # old programs write so, and say nothing
_ZONED = r'(?:DTSTART|DTEND|RECURRENCE-ID|RDATE|EXDATE);(?:.*;)?TZID="?([^";]*)"?(?:;.*)?'
_ESCAPED = {"n": "\n", "N": "\n"}


class NotACalendar(Exception):
    """The bytes are no whole calendar."""


class Block(Struct):
    """One event as text, without its alarms, and the little that can be told at a glance."""

    lines: list[str]

    def value(self, name: str) -> str:
        """What stands after the colon in the first line of that name, or ""."""
        return next(self.values(name), "")

    def values(self, name: str) -> Iterator[str]:
        """What stands after the colon in each line of that name."""
        size = len(name)
        for row in self.lines:
            if row[:size].upper() == name and row[size : size + 1] in (":", ";"):
                yield _after_colon(row)

    def zone_names(self) -> set[str]:
        """The names of the zones that its times are in."""
        heads = (row.partition(":")[0] for row in self.lines)
        found = (re.fullmatch(_ZONED, head, re.IGNORECASE) for head in heads)
        return {name[1].strip() for name in found if name}

    @property
    def repeats(self) -> bool:
        """Whether it stands for a whole series."""
        return bool(self.value("RRULE") or self.value("RDATE"))

    @property
    def day(self) -> str:
        """Its first day, as "20260626", or "" where it has none."""
        found = re.match(r"\d{8}(?!\d)", self.value("DTSTART"))
        return found[0] if found else ""


class Blocks(Struct):
    """The parts of a calendar."""

    events: list[Block]
    zones: list[Block]
    method: str
    torn: bool = False  # an event has no beginning or no end


def blocks_of(data: bytes) -> Blocks:
    """The events and time zones of a calendar file. Raises NotACalendar.

    A file that ends too early is none either: what is missing in it would seem cancelled.
    """
    rows = _rows(data)
    begun = next((n for n, row in enumerate(rows) if _is(row, "BEGIN:VCALENDAR")), None)
    if begun is None or not any(_is(row, "END:VCALENDAR") for row in rows[-1:]):
        raise NotACalendar
    found = Blocks([], [], "")
    _sort(rows[begun:], found)
    return found


def unescaped(value: str) -> str:
    """A text as it was before it was put in a calendar."""
    return re.sub(r"\\([\\;,nN])", lambda sign: _ESCAPED.get(sign[1], sign[1]), value[:20_000])


def _rows(data: bytes) -> list[str]:
    """The lines, with folded ones made whole. A fold may cut a letter, so bytes are unfolded."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode()
    data = re.sub(rb"\r*\n[ \t]", b"", data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode(_WINDOWS_LETTERS, "replace")
    return [row for row in re.split(r"[\r\n]+", text.replace("\0", "")) if row.strip()]


def _sort(rows: Iterable[str], found: Blocks) -> None:
    """Put each part where it belongs. Parts inside events (alarms) are left out."""
    block: Block | None = None
    inside: list[str] = []  # names of the parts that are open below the calendar
    for row in rows:
        start, _, name = row.strip().upper().partition(":")
        if start in ("BEGIN", "END") and name == "VEVENT":
            found.torn |= ("VEVENT" in inside) == (start == "BEGIN")
        if start == "BEGIN" and name == "VEVENT":
            block, inside = Block([]), ["VEVENT"]  # the event before it was never closed
            found.events.append(block)
        elif start == "BEGIN" and name == "VTIMEZONE":
            block, inside = Block([row]), ["VTIMEZONE"]
            found.zones.append(block)
        elif start == "BEGIN" and name != "VCALENDAR":
            inside.append(name)
            _keep(block, inside, row)
        elif start == "END" and name in inside:
            _keep(block, inside, row)
            del inside[inside.index(name) :]
            block = block if inside else None
        elif start == "METHOD" and not inside:
            found.method = name
        elif block is not None:
            _keep(block, inside, row)


def _keep(block: Block | None, inside: list[str], row: str) -> None:
    if block is None or not inside:
        return
    if inside == ["VEVENT"] and not _is(row, "END:VEVENT"):
        block.lines.append(row)
    if inside[0] == "VTIMEZONE" and len(inside) <= 2:
        block.lines.append(row)


def _is(row: str, wanted: str) -> bool:
    return row.strip().upper() == wanted


def _after_colon(row: str) -> str:
    """What stands after the colon that ends the name; one in quotes does not."""
    found = re.match(r'(?:[^":]|"[^"]*")*:', row)
    return row[found.end() :].strip() if found else ""
