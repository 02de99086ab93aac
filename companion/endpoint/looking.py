"""What has to be known before contributions are kept, asked for in one statement.

A server answers each statement in a journey of its own, and while it does, all who send wait:
one transaction keeps after the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Select,
    String,
    bindparam,
    literal_column,
    select,
    union_all,
)

from companion.endpoint.pieces import ANSWER_DAYS
from companion.endpoint.tables import codes, contributions, facts, gone, limits
from companion.endpoint.trail_parts import UNPUBLISHED
from companion.wire.calls import Receipt


@dataclass
class Known:
    """What is known of some trails and limits.

    `facts`: those that are kept of ANSWER_DAYS and UNPUBLISHED. `living`: the numbers of the
    codes that count. `free_at`: when each limit is free again. `there`: of each trail that is
    there, the number, the digest and the receipt of its contribution. `gone`: of each that left
    marks, why and the hash of the key, of each mark.
    """

    facts: dict[str, str] = field(default_factory=dict)
    living: set[int] = field(default_factory=set)
    free_at: dict[str, int] = field(default_factory=dict)
    there: dict[str, tuple[int, str, Receipt]] = field(default_factory=dict)
    gone: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


def look(connection: Connection, trails: Sequence[str], names: Sequence[str]) -> Known:
    """What is known of these trails, and of the limits with these names."""
    known = Known()
    for row in connection.execute(_ALL, {"trails": trails, "names": names}):
        match row.what:
            case "fact":
                known.facts[row.name] = row.first
            case "code":
                known.living.add(row.number)
            case "limit":
                known.free_at[row.name] = row.number
            case "there":
                known.there[row.name] = row.number, row.first, Receipt(row.second, row.third)
            case "gone":
                known.gone.setdefault(row.name, []).append((row.first, row.second))
    return known


def _told(word: str) -> ColumnElement[str]:
    return literal_column(f"'{word}'", String)


def _rows(what: str, *columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """Rows of one shape, whatever they tell."""
    names = ("name", "number", "first", "second", "third")
    told = [column.label(name) for name, column in zip(names, columns, strict=True)]
    return select(_told(what).label("what"), *told)


_TRAILS: BindParameter[list[str]] = bindparam("trails", expanding=True)
_NAMES: BindParameter[list[str]] = bindparam("names", expanding=True)
_NO, _NONE = _told(""), literal_column("0", Integer)
_ALL = union_all(
    _rows("fact", facts.c.name, _NONE, facts.c.value, _NO, _NO)
    .where(facts.c.name.in_((ANSWER_DAYS, UNPUBLISHED))),
    _rows("code", _NO, codes.c.number, _NO, _NO, _NO).where(codes.c.ended == ""),
    _rows("limit", limits.c.name, limits.c.free_at, _NO, _NO, _NO).where(limits.c.name.in_(_NAMES)),
    _rows("there", contributions.c.trail, contributions.c.number, contributions.c.digest,
          contributions.c.received, contributions.c.promise)
    .where(contributions.c.trail.in_(_TRAILS)),
    _rows("gone", gone.c.trail, _NONE, gone.c.why, gone.c.key_hash, _NO)
    .where(gone.c.trail.in_(_TRAILS)),
)  # fmt: skip
