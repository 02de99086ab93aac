"""Reads a calendar in a child process, so that no calendar can hang or harm the program."""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import msgspec
from msgspec import Struct

from companion.calendars.blocks import LARGEST
from companion.calendars.reply import Reply
from companion.children import ask
from companion.domain.session_rows import session_of
from companion.domain.sessions import PlannedSession
from companion.domain.timeline import in_order
from companion.plainwords.messages import N_, _, n_
from companion.problems import Problem

# The child itself may use 3 seconds of the processor. So a busy computer, where that takes
# longer, still reads every calendar; where a system cannot count that, 3 seconds are all.
SECONDS = 15.0 if os.name == "posix" else 3.0
LARGEST_REPLY = 20_000_000
MOST_TOLD = 10

_WHY = {
    "no_time": N_("We left out {title}. It has no time."),
    "zone": N_("We left out {title}. We do not know the time zone."),
    "often": N_("We left out {title}. It comes too often."),
    "slow": N_("We left out {title}. Reading it takes too long."),
    "damaged": N_("We left out {title}. We could not read it."),
}


class Reading(Struct, frozen=True):
    """What a calendar says. `left_out` are sentences to show.

    `unread` are the uids of what is in the calendar, but not in `sessions`.
    """

    sessions: tuple[PlannedSession, ...]
    left_out: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def read_calendar(data: bytes, now: datetime, calendar: str = "") -> Reading:
    """The sessions of an .ics file from 3 months ago to 24 months ahead, at most 500.

    `calendar` is the name that the sessions get for where they came from. Raises
    Problem("calendar_too_large"), ("calendar_not_read") or ("calendar_slow").
    """
    if len(data) > LARGEST:
        raise Problem("calendar_too_large")
    reply = _ask(data, now)
    if not reply.calendar:
        raise Problem("calendar_not_read")
    sessions = in_order(
        session._replace(calendar=calendar, title=session.title or _("A session"))
        for session in map(session_of, reply.sessions)
    )
    return Reading(tuple(sessions), tuple(_told(reply.left)), tuple(reply.unread))


def _ask(data: bytes, now: datetime) -> Reply:
    """Let a child read the calendar. It is ended when it takes too long."""
    answer = ask(
        "companion.calendars.child",
        now.isoformat(),
        given=data,
        seconds=SECONDS,
        slow="calendar_slow",
        failed="calendar_not_read",
    )
    if len(answer) > LARGEST_REPLY:
        raise Problem("calendar_not_read")
    try:
        return msgspec.json.decode(answer, type=Reply)
    except msgspec.MsgspecError as error:
        raise Problem("calendar_not_read") from error


def _told(left: list[tuple[str, str]]) -> Iterator[str]:
    """What was left out, each once, in sentences. No more than a person wants to read."""
    many = sum(why == "many" for why, _title in left)
    rows = list(Counter((why, title) for why, title in left if why in _WHY))
    for why, title in rows[:MOST_TOLD]:
        yield _(_WHY[why]).format(title=title or _("a session"))
    more = len(rows) - MOST_TOLD
    if more > 0:
        yield n_("We left out {n} more.", "We left out {n} more.", more).format(n=more)
    if many:
        yield n_(
            "We left out {n} session. There are too many.",
            "We left out {n} sessions. There are too many.",
            many,
        ).format(n=many)
