"""The sessions as one calendar file, for every calendar program: it asks for it by itself.

It says what the community's document says to everyone, and nothing of who asks.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from hashlib import sha256

import msgspec
from sqlalchemy import Connection

from companion.endpoint.codes import private_key
from companion.endpoint.database import fact, keep_fact
from companion.plainwords.cleaning import LONGEST_TITLE, LONGEST_WHERE, line, paragraphs, whole_line
from companion.wire.community import JOIN, LIKE, Community, SessionInfo, Step
from companion.wire.icalendar import CATEGORIES, Event, calendar, escaped, event_rows
from companion.wire.session_description import write_description
from companion.wire.signing import public_half

_CHANGES = "calendar_changes"  # the fact that holds them
# How long a calendar program waits before it asks again; the second name is older.
_AGAIN = ("REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H")

_Changes = dict[str, tuple[str, int]]  # of each session: the digest of its rows, and the minute


def sessions_calendar(connection: Connection, community: Community, now: datetime) -> bytes:
    """The calendar file. Needs a writing connection: it notes which sessions have changed.

    The same sessions give the same bytes again.
    """
    place = sha256(public_half(private_key(connection))).hexdigest()[:16]
    before = msgspec.json.decode(fact(connection, _CHANGES, "{}"), type=_Changes)
    changes: _Changes = {}
    events = []
    for one in community.sessions:
        event = _event(one, place)
        digest = sha256("\n".join(event_rows(event)).encode()).hexdigest()[:16]
        changes[one.id] = _change(before.get(one.id), digest, now)
        changed = datetime.fromtimestamp(changes[one.id][1] * 60, UTC)
        events.append(event._replace(changed=changed))
    if changes != before:
        keep_fact(connection, _CHANGES, msgspec.json.encode(changes).decode())
    name = escaped(line(community.name))
    return calendar(events, [f"NAME:{name}", f"X-WR-CALNAME:{name}", *_AGAIN]).encode()


def _change(before: tuple[str, int] | None, digest: str, now: datetime) -> tuple[str, int]:
    """When the session was last changed: later each time, also twice in a minute."""
    if before and before[0] == digest:
        return before
    return digest, max(int(now.timestamp() // 60), before[1] + 1 if before else 0)


def _event(session: SessionInfo, place: str) -> Event:
    clean = _cleaned(session)
    link = clean.join.get("link", "")
    return Event(
        uid=f"{session.id}@{place}.companion",
        changed=datetime.min,  # comes once its rows are compared with those before
        title=clean.title,
        starts=_when(session.starts),
        ends=_when(session.ends) if session.ends else None,
        cancelled=session.status == "cancelled",
        where=clean.where,
        link=link if link.lower().startswith(("http://", "https://")) else "",
        description=write_description(clean, clean.like.items(), clean.join.items()),
        category=CATEGORIES[session.kind],
    )


def _cleaned(session: SessionInfo) -> SessionInfo:
    """Its words with nothing in them that a program would obey, the names in their order."""
    return msgspec.structs.replace(
        session,
        title=line(session.title, LONGEST_TITLE),
        where=line(session.where, LONGEST_WHERE),
        who=line(session.who),
        steps=tuple(Step(line(step.what), step.minutes) for step in session.steps),
        like=_words(session.like, LIKE),
        join=_words(session.join, JOIN),
        about=paragraphs(session.about),
    )


def _words(told: Mapping[str, str], order: tuple[str, ...]) -> dict[str, str]:
    found = {name: whole_line(told.get(name, "")) for name in order}
    return {name: words for name, words in found.items() if words}


def _when(text: str) -> datetime | date:
    """A day, or a time with its offset."""
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
