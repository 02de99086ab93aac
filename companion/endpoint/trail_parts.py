"""How the trails lie in files, and which of the files are to be made anew.

A file has all trails, or those whose names begin with the same hex digits. What has changed is
kept as the first 2 digits of the trails' names, so that a change costs as much with 100,000
trails as with 10,000.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, and_, func, select, true

from companion.endpoint.database import fact, keep_fact
from companion.endpoint.tables import contributions, happened, published, replies, worries
from companion.wire.trails import Mark, Reply, Trail

# Up to so many trails stand in one file. Above that, each file has at least FEWEST, so that
# which file somebody fetches says little about which trail they look for.
ALL_IN_ONE = 2_000
FEWEST = 50
# Files are split when each part has so many: else one that comes or goes would rename them all.
ENOUGH = 75
MOST_DIGITS = 4

UNPUBLISHED = "unpublished"  # the fact with what has changed
_DIGITS = "0123456789abcdef"
_KEPT_DIGITS = 2
Counts = Callable[[int], Mapping[str, int]]


def note_changed(connection: Connection, names: Iterable[str]) -> None:
    """The files with the trails of these names are to be made anew. Needs a writing connection."""
    note_changed_besides(connection, fact(connection, UNPUBLISHED), names)


def note_changed_besides(connection: Connection, before: str, names: Iterable[str]) -> None:
    """The same; `before` is the fact UNPUBLISHED, where it has been asked for already."""
    known = set(before.split())
    if more := {name[:_KEPT_DIGITS] for name in names} - known:
        keep_fact(connection, UNPUBLISHED, " ".join(sorted(known | more)))


def changed(connection: Connection) -> list[str]:
    """The first 2 digits of the names of the trails that have changed."""
    kept = fact(connection, UNPUBLISHED).split()
    if any(one not in _ALL_KEPT for one in kept):  # an earlier version kept "yes"
        return sorted(_ALL_KEPT)
    return kept


def note_published(connection: Connection, parts: Sequence[str]) -> None:
    """The files of these parts are made."""
    made = Counter(part[:_KEPT_DIGITS] for part in parts)
    digits = max(map(len, parts), default=0)
    # What is kept of a name covers several files of more digits: all of them must be made.
    most = 16 ** max(0, digits - _KEPT_DIGITS)
    heads = tuple(head for head, count in made.items() if count == most)
    before = changed(connection)
    left = [one for one in before if not one.startswith(heads)]
    if left != before:
        keep_fact(connection, UNPUBLISHED, " ".join(left))


def parts_of(names: Iterable[str], digits: int) -> list[str]:
    """The parts in which trails lie whose names begin so, sorted. "" is the part of all."""
    found: set[str] = set()
    for name in names:
        head = name[:digits]
        ends = [""] if len(head) == digits else _prefixes(digits - len(head))
        found.update(head + end for end in ends)
    return sorted(found)


def published_digits(connection: Connection) -> int | None:
    """By how many digits the files are named that are published now; None: there is none."""
    asked = select(published.c.name).where(published.c.name.startswith("trails")).limit(1)
    name = connection.scalar(asked)
    return None if name is None else len(name.removeprefix("trails").removeprefix("/"))


def fitting_digits(connection: Connection, before: int) -> int:
    """By how many digits the files should be named now, where it was `before`."""

    def counts(digits: int) -> Mapping[str, int]:
        head = func.substr(contributions.c.trail, 1, digits)
        asked = select(head, func.count()).where(contributions.c.whole == true())
        rows = connection.execute(asked.group_by(head))
        return {str(prefix): int(count) for prefix, count in rows}

    count = select(func.count()).select_from(contributions)
    total = connection.scalar(count.where(contributions.c.whole == true())) or 0
    return digits_for(total, counts, before)


def digits_for(total: int, counts: Counts, before: int) -> int:
    """As `fitting_digits`; `counts` tells how many trails each prefix of so many digits has."""
    digits = before
    while digits and not _each_has(counts(digits), digits, FEWEST):
        digits -= 1
    while _may_split(total, digits) and _each_has(counts(digits + 1), digits + 1, ENOUGH):
        digits += 1
    return digits


def _may_split(total: int, digits: int) -> bool:
    return digits < MOST_DIGITS and total > ALL_IN_ONE and total >= ENOUGH * 16 ** (digits + 1)


def _each_has(counts: Mapping[str, int], digits: int, least: int) -> bool:
    return len(counts) == 16**digits and min(counts.values()) >= least


def trails_in(connection: Connection, prefix: str) -> dict[str, Trail]:
    """The trails whose names begin so, in the order of their names, which tells nothing."""
    within = _within(prefix)
    marks: dict[int, list[Mark]] = defaultdict(list)
    answers: dict[int, list[Reply]] = defaultdict(list)
    steps = select(happened).join(contributions).where(within).order_by(happened.c.number)
    for row in connection.execute(steps):
        marks[row.contribution].append(Mark(row.status, row.day, row.words, row.session))
    told = select(replies).join(contributions).where(within).order_by(replies.c.number)
    for row in connection.execute(told):
        answers[row.contribution].append(Reply(f"r{row.number}", row.day, row.words, row.box))
    columns = (contributions.c.number, contributions.c.trail, contributions.c.received,
               contributions.c.promise)  # fmt: skip
    lasting = worries.c.contribution == contributions.c.number, worries.c.ended == ""
    worried = select(contributions.c.number).join(worries, and_(*lasting)).where(within)
    closed = set(connection.scalars(worried))
    rows = connection.execute(select(*columns).where(within).order_by(contributions.c.trail))
    return {
        row.trail: Trail(
            (Mark("got", row.received), *marks[row.number]),
            row.promise,
            tuple(answers[row.number]),
            closed=row.number in closed,
        )
        for row in rows
    }


def _within(prefix: str) -> ColumnElement[bool]:
    """Whole ones whose trails begin so, asked in a way that an index answers."""
    trail, whole = contributions.c.trail, contributions.c.whole == true()
    after = int(prefix, 16) + 1 if prefix else 0
    if not prefix or after == 16 ** len(prefix):
        return and_(whole, trail >= prefix)
    return and_(whole, trail >= prefix, trail < f"{after:0{len(prefix)}x}")


def _prefixes(digits: int) -> list[str]:
    """All of so many digits."""
    return [f"{number:0{digits}x}" for number in range(16**digits)]


_ALL_KEPT = frozenset(_prefixes(_KEPT_DIGITS))
EVERYTHING = sorted(_ALL_KEPT)
