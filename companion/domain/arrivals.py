"""What becomes of the sessions that are kept when their calendar is read again."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta

from companion.domain.ids import id_of
from companion.domain.sessions import Arrival, Change, PlannedSession, Status, Step
from companion.domain.timeline import in_order

# What a member is told of when it changes, in this order.
TOLD = (
    "status", "starts", "ends", "where", "title", "kind", "join", "free", "who", "steps", "like",
    "about",
)  # fmt: skip
KEPT_FOR = timedelta(days=731)  # 24 months

Key = tuple[str, str]


def read_by_member(session: PlannedSession) -> PlannedSession:
    """The session as it is once the member knows what had changed."""
    status: Status = "cancelled" if session.status == "cancelled" else "planned"
    return session._replace(changed=(), status=status)


def take_in(
    kept: Iterable[PlannedSession],
    calendar: str,
    fresh: Iterable[PlannedSession],
    now: datetime,
    unread: Collection[str] = (),
) -> tuple[list[PlannedSession], Arrival]:
    """All sessions after a calendar was read, in order, and what that did.

    What is new is added, what differs says so, and what is gone from its calendar but was
    still to come is cancelled: nobody should travel to it. `unread` are uids ("" where
    one is not even known) that the
    calendar has, but that could not be read. Those are not gone.
    """
    kept = [session for session in kept if not _long_ago(session, now)]
    others = [session for session in kept if session.calendar != calendar]
    mine = {_key(session): session for session in kept if session.calendar == calendar}
    pairs = _pairs(mine, {_key(session): session for session in fresh})
    taken = {session.id for session in kept}
    after, new_ones, same, gone = [], 0, 0, 0
    for old, new in pairs:
        if old is None:
            session = new._replace(id=_free_id(new, taken), calendar=calendar, changed=())
            taken.add(session.id)
            new_ones += 1
        else:
            session = _updated(old, new._replace(id=old.id, calendar=calendar))
            same += _same(old, session)
        after.append(session)
    changed = len(after) - new_ones - same
    ids = {session.id for session in after}
    for old in (session for session in mine.values() if session.id not in ids):
        is_gone = not {"", old.uid} & set(unread) and _can_go(old, now)
        after.append(_updated(old, old._replace(status="cancelled")) if is_gone else old)
        gone += is_gone
    return in_order([*others, *after]), Arrival(new_ones, changed, same, gone)


def own_name(kept: Iterable[PlannedSession], file: str, fresh: Iterable[PlannedSession]) -> str:
    """The name for a calendar that came as a file: "invite.ics", or "invite.ics (2)".

    Mail programs call every invitation "invite.ics". Where 2 files of a name share no
    event, they are 2 calendars, else the second would seem to cancel all of the first.
    """
    fresh_uids = {session.uid for session in fresh}
    uids: dict[str, set[str]] = {}
    for session in kept:
        uids.setdefault(session.calendar, set()).add(session.uid)
    name, number = file, 1
    while fresh_uids and name in uids and not uids[name] & fresh_uids:
        number += 1
        name = f"{file} ({number})"
    return name


def in_words(value: object) -> str:
    """A field of a session as a Change has it: times in ISO 8601, lists as lines.

    Yes and no are "yes" and "no"; what nobody said is "".
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):  # a datetime is a date too
        return value.isoformat()
    if isinstance(value, tuple):
        return "\n".join(_line(part) for part in value)
    return str(value)


def _line(part: Step | tuple[str, str]) -> str:
    if not isinstance(part, Step):
        return ": ".join(part)
    return part.what if part.minutes is None else f"{part.what} ({part.minutes} minutes)"


def _updated(old: PlannedSession, new: PlannedSession) -> PlannedSession:
    """`new`, with all that the member has not read yet of how it differs from `old`."""
    changes = {change.what: change for change in old.changed}
    for what in TOLD:
        before, after = _value(old, what), _value(new, what)
        if before == after:
            continue
        known = changes.pop(what, None)
        first = known.old if known else before
        if first != after:  # else it is again as the member knows it
            changes[what] = Change(what, first, after)
    changed = tuple(changes[what] for what in TOLD if what in changes)
    if new.status == "cancelled":
        return new._replace(changed=changed)
    return new._replace(changed=changed, status="changed" if changed else "planned")


def _value(session: PlannedSession, what: str) -> str:
    if what == "status":  # "changed" is about the member, not about the session
        return "cancelled" if session.status == "cancelled" else "planned"
    return in_words(getattr(session, what))


def _same(old: PlannedSession, new: PlannedSession) -> bool:
    return all(_value(old, what) == _value(new, what) for what in TOLD)


def _pairs(
    old: dict[Key, PlannedSession], new: dict[Key, PlannedSession]
) -> Iterator[tuple[PlannedSession | None, PlannedSession]]:
    """Each new session with the one it was, or None.

    Where a whole series moves to another hour, its sessions are known by their day.
    """
    by_day = {_day(key): session for key, session in old.items() if key not in new}
    for key, session in new.items():
        yield old.get(key) or by_day.pop(_day(key), None), session


def _key(session: PlannedSession) -> Key:
    return session.uid, session.occurrence


def _day(key: Key) -> Key:
    return key[0], key[1][:10]


def _free_id(session: PlannedSession, taken: Collection[str]) -> str:
    made, attempt = session.id, 0
    while not made or made in taken:
        made = id_of(session.uid, session.occurrence, str(attempt))
        attempt += 1
    return made


def _can_go(session: PlannedSession, now: datetime) -> bool:
    """Whether a session is planned and still to come."""
    starts = session.starts
    if session.status == "cancelled":
        return False
    return starts > now if isinstance(starts, datetime) else starts >= now.date()


def _long_ago(session: PlannedSession, now: datetime) -> bool:
    return session.starts.toordinal() < (now - KEPT_FOR).toordinal()
