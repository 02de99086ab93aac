"""How much came in, for a leaflet: no group of 10 or fewer can be seen, nor worked out.

Of each way to count, groups of 10 or fewer are put together with others until the whole is
larger than 10; then the sum over all is the same everywhere, and it tells nothing about any of
them. Only whole months are counted, so that nobody finds one person in what changed since
yesterday. What was taken back is not counted.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple, get_args

from sqlalchemy import Connection

from companion.endpoint.answering import received
from companion.endpoint.days import Clock, today
from companion.wire.contributions import AboutKind, Kind

SMALL = 10


class Counted(NamedTuple):
    """How many things were sent of these kinds together; one name stands for itself."""

    names: tuple[str, ...]
    sent: int


class Report(NamedTuple):
    """Counts of what came in before the first day of this month (`before`).

    `total` is None where it is SMALL or fewer; then there are no groups either. `groups` has
    "kind", "about" and "month" ("2026-06").
    """

    before: str
    total: int | None
    groups: dict[str, list[Counted]]


def report(connection: Connection, clock: Clock) -> Report:
    """The counts up to this month."""
    before = f"{today(clock)[:7]}-01"
    there = [one for one in received(connection) if one.says and one.day < before]
    if len(there) <= SMALL:
        return Report(before, None, {})
    counted = {
        "kind": _counts((one.says.kind for one in there if one.says), get_args(Kind)),
        "about": _counts((one.says.about.kind for one in there if one.says), get_args(AboutKind)),
        "month": _counts((one.day[:7] for one in there), ()),
    }
    return Report(before, len(there), {name: _safe(counts) for name, counts in counted.items()})


def _counts(found: Iterable[str], known: Iterable[str]) -> dict[str, int]:
    """By name, those too of which none came: else their absence would tell who is in a group."""
    return {**dict.fromkeys(known, 0), **Counter(found)}


def _safe(counts: dict[str, int]) -> list[Counted]:
    small = [name for name, count in counts.items() if count <= SMALL]
    together = sum(counts[name] for name in small)
    large = sorted((name for name in counts if name not in small), key=lambda name: counts[name])
    while small and 0 < together <= SMALL:  # the whole is larger, so a large one is there
        small.append(large.pop(0))
        together += counts[small[-1]]
    shown = [Counted((name,), counts[name]) for name in counts if name in large]
    return (
        [*shown, Counted(tuple(name for name in counts if name in small), together)]
        if small
        else shown
    )
