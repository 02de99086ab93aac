"""Makes sessions of a calendar's events. Only the child process loads this module.

The calendar libraries take longer to load than a whole command may take.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from time import process_time
from typing import Any

from icalendar import Calendar, Event
from recurring_ical_events import of

from companion.calendars.blocks import Block, Blocks
from companion.calendars.choosing import AHEAD, BACK, Found, chosen
from companion.calendars.description import (
    Description,
    kind_of,
    read_description,
    web_address,
)
from companion.calendars.moments import UnknownZone, is_known_zone, learn_zones, moment_of
from companion.domain.ids import id_of
from companion.domain.sessions import Kind, PlannedSession
from companion.plainwords.cleaning import LONGEST_TITLE, LONGEST_WHERE, line

MOST = 500
_SECONDS_EACH = 0.5  # of the processor, so that a busy machine changes nothing
_SECONDS = 2.0  # in all, of the 3 that the child has
_ONLINE = ("online", "zoom", "teams", "google meet", "webex", "skype", "phone", "video", "virtual")
_CALLS = ("CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL")


class _TooSlow(BaseException):
    """An event took too long. No `except Exception` of a library may hold it up."""


def sessions_of(blocks: Blocks, now: datetime) -> Found:
    """The sessions from 3 months ago to 24 months ahead, those nearest to now."""
    found = Found()
    end = process_time() + _SECONDS
    learn_zones(blocks.zones)
    if blocks.torn:
        found.unread.add("")  # whichever it was, it is not gone
    singles, series = chosen(blocks.events, now, found)
    for uid, events in (*singles, *series):
        if process_time() > end:
            found.leave("many", uid, events[0])
            continue
        try:
            with _turn(_SECONDS_EACH):
                cancelled = blocks.method == "CANCEL"
                # All of a series or none of it: half would seem to be the whole.
                found.sessions += [
                    _session(uid, event, occurrence, cancelled=cancelled)
                    for event, occurrence in _occurrences(uid, events, now)
                ]
        except _TooSlow:
            found.leave("slow", uid, events[0])
        except UnknownZone:
            found.leave("zone", uid, events[0])
        except Exception:  # whatever the libraries raise, one event must not end the others
            found.leave("damaged", uid, events[0])
    found.sessions = [s for s in _distinct(found.sessions) if _in_window(s, now)]
    found.sessions.sort(key=lambda session: _nearness(session.starts, now))
    for session in found.sessions[MOST:]:
        found.left.append(("many", session.title))
        found.unread.add(session.uid)
    del found.sessions[MOST:]
    return found


def _occurrences(uid: str, blocks: list[Block], now: datetime) -> Iterator[tuple[Any, str]]:
    """Each event with when it was first meant to start, or "" for one that does not repeat."""
    events = [_parsed(block) for block in blocks]
    if not any(block.repeats for block in blocks):
        for event in events:
            yield event, _occurrence(event) if event.get("RECURRENCE-ID") else ""
        return
    calendar = Calendar()
    for event in events:
        event["UID"] = uid  # where there is none, the library takes them apart
        calendar.add_component(event)
    for event in of(calendar).between(now - BACK, now + AHEAD):
        yield event, _occurrence(event)


def _parsed(block: Block) -> Any:
    if not all(map(is_known_zone, block.zone_names())):
        raise UnknownZone
    return Event.from_ical("\r\n".join(["BEGIN:VEVENT", *block.lines, "END:VEVENT", ""]))


def _occurrence(event: Any) -> str:
    return moment_of(event.get("RECURRENCE-ID") or event["DTSTART"]).isoformat()


def _session(uid: str, event: Any, occurrence: str, *, cancelled: bool) -> PlannedSession:
    said = _said(_text(event, "DESCRIPTION"))
    starts = moment_of(event["DTSTART"])
    where = line(", ".join(_text(event, "LOCATION").split("\n")), LONGEST_WHERE)
    join = said.join
    if all(name != "link" for name, _ in join):
        join = (*_link(where, *(_text(event, name) for name in _CALLS)), *join)
    where = "" if where.lower().startswith(("http://", "https://")) else where
    called = next((kind for kind in map(kind_of, _categories(event)) if kind), None)
    return PlannedSession(
        id_of(uid, occurrence),
        line(_text(event, "SUMMARY"), LONGEST_TITLE),
        starts,
        _ends(event, starts),
        said.kind or called or _guess(where, join),
        where,
        # A page about the event is no way to join from afar, but it is worth to know.
        join if any(name == "link" for name, _ in join) else (*_link(_text(event, "URL")), *join),
        said.free,
        said.who,
        said.steps,
        said.like,
        said.about,
        "cancelled" if cancelled or _text(event, "STATUS").upper() == "CANCELLED" else "planned",
        example=_text(event, "X-COMPANION-EXAMPLE").upper() == "TRUE",
        uid=uid,
        occurrence=occurrence,
    )


@lru_cache(maxsize=100)  # the sessions of a series mostly have the same words
def _said(text: str) -> Description:
    return read_description(text)


def _ends(event: Any, starts: datetime | date) -> datetime | date | None:
    """When it ends, or None. A calendar's all-day event ends on the day after its last."""
    if event.get("DTEND") is not None:
        ends = moment_of(event["DTEND"])
    elif event.get("DURATION") is not None:
        ends = moment_of(event["DTSTART"], plus=event["DURATION"].dt)
    else:
        return None
    if isinstance(starts, datetime) != isinstance(ends, datetime):
        return None
    if not isinstance(ends, datetime):
        ends -= timedelta(days=1)
    return ends if ends > starts else None


def _link(*places: str) -> tuple[tuple[str, str], ...]:
    """The first address among the places where programs put the link to a call."""
    found = (address for address in map(web_address, places) if address)
    return tuple(("link", address) for address in islice(found, 1))


def _guess(where: str, join: tuple[tuple[str, str], ...]) -> Kind:
    """Face to face is what has a place and no other way to join."""
    online = any(word in where.lower() for word in _ONLINE)
    joined_from_afar = any(name in ("link", "phone") for name, _ in join)
    return "in-person" if where and not online and not joined_from_afar else "session"


def _text(event: Any, name: str) -> str:
    value = event.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value)


def _categories(event: Any) -> list[str]:
    value = event.get("CATEGORIES", [])
    rows = value if isinstance(value, list) else [value]
    return [str(word) for row in rows for word in getattr(row, "cats", [])]


def _distinct(sessions: list[PlannedSession]) -> list[PlannedSession]:
    """Sessions that share uid and occurrence are told apart by their start, else are one."""
    by_key: dict[tuple[str, str], PlannedSession] = {}
    for session in sessions:
        known = by_key.get((session.uid, session.occurrence))
        if known is not None and known.starts != session.starts:
            starts = session.starts.isoformat()
            other = session._replace(occurrence=starts, id=id_of(session.uid, starts))
            by_key[session.uid, starts] = other
        else:
            by_key[session.uid, session.occurrence] = session
    return list(by_key.values())


def _nearness(starts: datetime | date, now: datetime) -> tuple[bool, float]:
    """What is to come goes before what is over, and the nearest first."""
    if not isinstance(starts, datetime):
        starts = datetime(starts.year, starts.month, starts.day, 23, 59, tzinfo=UTC)
    return starts < now, abs((starts - now).total_seconds())


def _in_window(session: PlannedSession, now: datetime) -> bool:
    day = session.starts.toordinal()
    return (now - BACK).toordinal() <= day <= (now + AHEAD).toordinal()


@contextmanager
def _turn(seconds: float) -> Iterator[None]:
    """Raise _TooSlow after a while, where the system can. Elsewhere the whole child is ended."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def end(*_: object) -> None:
        raise _TooSlow

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
