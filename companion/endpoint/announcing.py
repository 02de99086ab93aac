"""What organisers publish: sessions and news, whole and with the right weekday."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from companion.easyread.checker import check
from companion.endpoint.days import LONDON, Clock, today
from companion.endpoint.easy import require_easy
from companion.endpoint.publishing import publish
from companion.endpoint.tables import news, sessions
from companion.plainwords.characters import shown_line, without_controls
from companion.plainwords.dates import day as day_in_words
from companion.problems import Problem
from companion.wire.community import JOIN, LIKE, News, NewsKind, SessionInfo

# What people must know of each session before they can decide to come: online, and elsewhere.
LIKE_ONLINE = ("sound", "quiet_room", "camera")
LIKE_THERE = ("sound", "light", "quiet_room", "camera", "food", "getting_there")

_LONGEST_TIME = 32  # with no parts of a second in its offset
_ID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# What moves a session: a member must hear that it is not as they knew it.
_MOVES = ("starts", "ends", "where")


def put_session(connection: Connection, told: Mapping[str, object], clock: Clock) -> SessionInfo:
    """Publish a session, or change the one with the same id: what is not told stays as it was.

    `told` has the fields of SessionInfo, and may have `weekday`, which must be the start's.
    Raises Problem("endpoint_session_wrong"), ("endpoint_weekday"), ("endpoint_date"),
    ("endpoint_hard") or ("endpoint_session_needs"). One that is cancelled needs nothing more.
    """
    given = dict(told)
    weekday = str(given.pop("weekday", ""))
    name = str(given.get("id", ""))
    before = _session(connection, name) if name else {}
    given["id"] = name or _new_id()
    session = _whole({**before, **given})
    starts = moment(session.starts, "starts")
    ends = moment(session.ends, "ends") if session.ends else None
    if ends is not None and (type(ends) is not type(starts) or _order(ends) < _order(starts)):
        raise Problem("endpoint_session_wrong", part="ends")
    check_weekday(starts, weekday)
    _check_names(session)
    session = msgspec.structs.replace(
        session,
        starts=starts.isoformat(),
        ends=ends.isoformat() if ends else "",
    )
    if "status" not in given and _moved(before, session):
        session = msgspec.structs.replace(session, status="changed")
    check_dates(" ".join((session.title, session.about, session.where)))
    if session.status != "cancelled":
        require_easy(*easy_words(session))
        if lacks := needs(session):
            raise Problem("endpoint_session_needs", parts=", ".join(lacks))
    _keep_session(connection, session, known=bool(before))
    publish(connection, clock())
    return session


def needs(session: SessionInfo) -> list[str]:
    """What people must know and nobody has told yet: "steps", "cost", and names of `like`."""
    online = session.kind != "in-person" and "online" in session.where.casefold()
    like = LIKE_ONLINE if online else LIKE_THERE
    found = [] if any(step.what.strip() for step in session.steps) else ["steps"]
    found += ["cost"] if session.free is None else []
    return found + [name for name in like if not session.like.get(name, "").strip()]


def easy_words(session: SessionInfo) -> list[str]:
    """The sentences of a session that must be easy to read; an address or a link is none."""
    how = session.join.get("how", "")
    steps = [step.what for step in session.steps]
    return [session.title, session.about, session.who, *steps, *session.like.values(), how]


def moment(words: str, part: str) -> date | datetime:
    """A time in ISO 8601, in Europe/London where it has no offset; or a date, for a whole day."""
    try:
        if len(words) == 10:
            return date.fromisoformat(words)
        found = datetime.fromisoformat(words)
        whole = found if found.tzinfo else found.replace(tzinfo=LONDON)
        if len(whole.isoformat()) > _LONGEST_TIME:
            raise ValueError
        return whole
    except (ValueError, OverflowError):
        raise Problem("endpoint_session_wrong", part=part) from None


def check_weekday(day: date, weekday: str) -> None:
    """Refuse a weekday that is not this day's. "" is none. Raises Problem("endpoint_weekday")."""
    if weekday and weekday.casefold() != _DAYS[day.weekday()]:
        raise Problem("endpoint_weekday", day=day_in_words(day))


def check_dates(words: str) -> None:
    """Refuse words with a date that is not whole or not true. Raises Problem("endpoint_date")."""
    for finding in check(words):
        if finding.rule == "ER-15":
            told = f"{finding.why} {finding.suggestion}".strip()
            raise Problem("endpoint_date", words=shown_line(finding.words), why=told)


def add_news(connection: Connection, one: News, clock: Clock) -> int:
    """Publish news; its number. `one.id` and `one.day` are made here.

    Raises Problem("endpoint_date") or ("endpoint_hard").
    """
    check_dates(f"{one.title} {one.words}")
    require_easy(one.title, one.words)
    made = connection.execute(insert(news).values(body=""))
    number = int((made.inserted_primary_key or (0,))[0])
    body = msgspec.structs.replace(one, id=f"n{number}", day=today(clock))
    kept = msgspec.json.encode(body).decode()
    connection.execute(update(news).where(news.c.number == number).values(body=kept))
    publish(connection, clock())
    return number


def remove_news(connection: Connection, number: int, clock: Clock) -> None:
    """Let news go. Raises Problem("endpoint_no_news")."""
    if not connection.execute(delete(news).where(news.c.number == number)).rowcount:
        raise Problem("endpoint_no_news", number=number)
    publish(connection, clock())


def new_news(title: str, words: str, kind: NewsKind, trails: tuple[str, ...]) -> News:
    """News without its number and day, cleaned."""
    return News("", "", without_controls(title), without_controls(words), kind, trails)


def _session(connection: Connection, name: str) -> dict[str, object]:
    body = connection.scalar(select(sessions.c.body).where(sessions.c.id == name))
    found: dict[str, object] = msgspec.json.decode(body) if body else {}
    return found


def _whole(told: dict[str, object]) -> SessionInfo:
    known = set(SessionInfo.__struct_fields__)
    strange = next((name for name in told if name not in known), "")
    if strange:
        raise Problem("endpoint_session_wrong", part=shown_line(strange)[:20])
    try:
        clean = msgspec.json.encode(told).decode()
        session = msgspec.json.decode(clean, type=SessionInfo)
    except msgspec.ValidationError as error:
        part = str(error).rpartition("$.")[2].rstrip("`") if "$." in str(error) else "title"
        raise Problem("endpoint_session_wrong", part=shown_line(part)[:20]) from None
    if not session.title.strip():
        raise Problem("endpoint_session_wrong", part="title")
    if not 0 < len(session.id) <= 40 or not set(session.id) <= set(_ID_LETTERS + "01ilo-"):
        raise Problem("endpoint_session_wrong", part="id")
    return session


def _check_names(session: SessionInfo) -> None:
    if not set(session.like) <= set(LIKE):
        raise Problem("endpoint_session_wrong", part="like")
    if not set(session.join) <= set(JOIN):
        raise Problem("endpoint_session_wrong", part="join")


def _order(moment: date | datetime) -> float:
    if isinstance(moment, datetime):
        return moment.timestamp()
    return float(moment.toordinal())


def _moved(before: Mapping[str, object], session: SessionInfo) -> bool:
    return bool(before) and any(before.get(name, "") != getattr(session, name) for name in _MOVES)


def _keep_session(connection: Connection, session: SessionInfo, *, known: bool) -> None:
    kept = {"starts": session.starts, "body": msgspec.json.encode(session).decode()}
    if known:
        connection.execute(update(sessions).where(sessions.c.id == session.id).values(kept))
    else:
        connection.execute(insert(sessions).values(id=session.id, **kept))


def _new_id() -> str:
    return "".join(secrets.choice(_ID_LETTERS) for _letter in range(5))
