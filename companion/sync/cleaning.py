"""Makes what a community published safe to show: bounded, on lines of its own, nothing hidden.

A signature says who wrote it, not that it does no harm.
"""

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from companion.domain.sessions import JOIN, LIKE
from companion.plainwords.cleaning import (
    LONGEST_TITLE,
    LONGEST_UID,
    LONGEST_WHERE,
    MOST_STEPS,
    line,
    paragraphs,
    whole_line,
)
from companion.wire import community, sealed, trails
from companion.wire.tokens import TRAIL

MOST_SESSIONS = 500
MOST_NEWS = 100
MOST_PROMISES = 100
MOST_GROUPS = 50
MOST_SHARED = 50
MOST_SYMBOLS = 50
MOST_LINES = 20
MOST_MARKS = 50
MOST_PASSES = 50
_MOST_MINUTES = 10_000
_LONGEST_NAME = 60


def clean_community(found: community.Community) -> community.Community:
    """The same, safe to show. Days that are none are "", news and promises without one go."""
    return community.Community(
        version=found.version,
        name=line(found.name, _LONGEST_NAME),
        made=_day(found.made),
        language=line(found.language, 20),
        about=paragraphs(found.about),
        who_reads=paragraphs(found.who_reads),
        how_often=paragraphs(found.how_often),
        kept_for=paragraphs(found.kept_for),
        kept_days=max(found.kept_days, 0),
        answer_days=max(found.answer_days, 0),
        contact=paragraphs(found.contact),
        consent=community.Consent(
            line(found.consent.version, 40), _lines(found.consent.lines, MOST_LINES)
        ),
        limits=found.limits,
        sessions=tuple(map(_session, found.sessions[:MOST_SESSIONS])),
        groups=tuple(
            community.Group(line(g.name), paragraphs(g.does), whole_line(g.join))
            for g in found.groups[:MOST_GROUPS]
        ),
        news=tuple(_news(one) for one in found.news[:MOST_NEWS] if _day(one.day)),
        promises=tuple(
            replace(
                one, id=line(one.id, LONGEST_UID), until=_day(one.until),
                words=paragraphs(one.words), told=paragraphs(one.told),
            )
            for one in found.promises[:MOST_PROMISES]
            if _day(one.until)
        ),
        packs=tuple(
            replace(
                one, name=line(one.name, 60), version=line(one.version, 40),
                digest=line(one.digest, 64),
            )
            for one in found.packs[:MOST_LINES]
        ),
        leads=_lines(found.leads, MOST_LINES),
        ways={
            name: paragraphs(found.ways[name]) for name in community.WAYS if name in found.ways
        },
        shared=tuple(_shared(one) for one in found.shared[:MOST_SHARED] if _day(one.day)),
        trails=found.trails,
        trail_digits=found.trail_digits if 0 <= found.trail_digits <= 8 else 0,
        passes=tuple(line(one, 64) for one in found.passes[:MOST_PASSES]),
    )  # fmt: skip


def clean_trail(found: trails.Trail, reply_key: str) -> trails.Trail:
    """The same, safe to show; replies that are sealed to `reply_key` are opened. What has no
    day that we can read is left out, and so is a box that does not open."""
    return trails.Trail(
        marks=tuple(
            trails.Mark(
                mark.status, _day(mark.day), paragraphs(mark.words), line(mark.session, LONGEST_UID)
            )
            for mark in found.marks[:MOST_MARKS]
            if _day(mark.day)
        ),
        promise=_day(found.promise),
        replies=tuple(
            trails.Reply(line(reply.id, LONGEST_UID), _day(reply.day), paragraphs(words))
            for reply in found.replies[:MOST_MARKS]
            if _day(reply.day) and (words := _words_of(reply, reply_key))
        ),
        closed=found.closed,
    )


def _words_of(reply: trails.Reply, reply_key: str) -> str:
    if not reply.box:
        return reply.words
    return (sealed.unseal(reply.box, reply_key) or "") if reply_key else ""


def _session(found: community.SessionInfo) -> community.SessionInfo:
    return replace(
        found,
        id=line(found.id, LONGEST_UID),
        title=line(found.title, LONGEST_TITLE),
        starts=line(found.starts, 40),
        ends=line(found.ends, 40),
        where=line(found.where, LONGEST_WHERE),
        join=_known(found.join, JOIN),
        who=line(found.who),
        steps=tuple(
            community.Step(line(step.what), _minutes(step.minutes))
            for step in found.steps[:MOST_STEPS]
        ),
        like=_known(found.like, LIKE),
        about=paragraphs(found.about),
        ideas_until=_day(found.ideas_until),
    )


def _news(found: community.News) -> community.News:
    return replace(
        found,
        id=line(found.id, LONGEST_UID),
        day=_day(found.day),
        title=line(found.title, LONGEST_TITLE),
        words=paragraphs(found.words),
        trails=tuple(one for one in found.trails[:MOST_MARKS] if TRAIL.fullmatch(one)),
    )


def _shared(found: community.Shared) -> community.Shared:
    return replace(
        found,
        id=line(found.id, LONGEST_UID),
        day=_day(found.day),
        words=paragraphs(found.words),
        symbols=tuple(filter(None, (line(one, 40) for one in found.symbols[:MOST_SYMBOLS]))),
        name=line(found.name, _LONGEST_NAME),
    )


def _known(pairs: dict[str, str], names: tuple[str, ...]) -> dict[str, str]:
    """The pairs with names that we know, in our order. A link that was cut leads nowhere."""
    found = {name: whole_line(pairs[name]) for name in names if name in pairs}
    return {name: words for name, words in found.items() if words}


def _lines(texts: Iterable[str], most: int) -> tuple[str, ...]:
    return tuple(filter(None, map(line, tuple(texts)[:most])))


def _minutes(minutes: int | None) -> int | None:
    return minutes if minutes is not None and 0 <= minutes <= _MOST_MINUTES else None


def _day(text: str) -> str:
    """The day as it is written in ISO 8601, or ""."""
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""
