"""The community's sessions as those that are kept here, in a calendar of their own."""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from companion.domain.ids import id_of
from companion.domain.sessions import PlannedSession, Step
from companion.plainwords.messages import _
from companion.wire.community import Community, SessionInfo

_BACK = timedelta(days=92)  # as calendars from files: 3 months
_AHEAD = timedelta(days=731)  # 24 months
_LONDON = ZoneInfo("Europe/London")


def calendar_name(name: str, public_key: bytes) -> str:
    """What the calendar is called: "North Sea Community (k7m4d)".

    The code tells apart communities of one name.
    """
    return f"{name} ({id_of(public_key.hex())})".strip()


def sessions_of(community: Community, now: datetime) -> tuple[list[PlannedSession], list[str]]:
    """The sessions of a cleaned community that are near enough, and the ids of those that
    cannot be read: they are not gone."""
    found, unread, seen = [], [], set()
    for one in community.sessions:
        try:
            session = _session(one)
        except (ValueError, OverflowError):
            unread.append(one.id)
            continue
        near = now - _BACK <= _moment(session.starts) <= now + _AHEAD
        if near and one.id and one.id not in seen:
            seen.add(one.id)
            found.append(session)
    return found, unread


def _session(one: SessionInfo) -> PlannedSession:
    starts = _when(one.starts)
    ends = _when(one.ends) if one.ends else None
    if isinstance(starts, datetime) != isinstance(ends, datetime) or (
        ends is not None and _moment(ends) < _moment(starts)
    ):
        ends = None  # nobody can tell what was meant; when it starts matters more
    return PlannedSession(
        id="",
        title=one.title or _("A session"),
        starts=starts,
        ends=ends,
        kind=one.kind,
        where=one.where,
        join=tuple(one.join.items()),
        free=one.free,
        who=one.who,
        steps=tuple(Step(step.what, step.minutes) for step in one.steps),
        like=tuple(one.like.items()),
        about=one.about,
        status="cancelled" if one.status == "cancelled" else "planned",
        uid=one.id,
    )


def _when(text: str) -> datetime | date:
    """A day, or a time in London's time with its offset. ValueError: neither."""
    if len(text) == len("2026-06-26"):
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time without its offset")
    there = moment.astimezone(_LONDON)
    return there.replace(microsecond=0, tzinfo=timezone(there.utcoffset() or timedelta()))


def _moment(when: datetime | date) -> datetime:
    if isinstance(when, datetime):
        return when
    return datetime(when.year, when.month, when.day, tzinfo=_LONDON)
