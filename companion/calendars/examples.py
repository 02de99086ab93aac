"""Example sessions, for whoever wants to see how Companion shows them."""

from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from msgspec import Struct

from companion.domain.ids import id_of
from companion.domain.sessions import Kind, PlannedSession, Step
from companion.domain.timeline import in_order

CALENDAR = "examples"
_LINK = "https://example.org/join"
_PHONE = "01632 960123"  # a number that Ofcom keeps free for examples


class _Plan(Struct, frozen=True):
    """What all sessions of one kind have. `minutes` of the steps add up to its length."""

    kind: Kind
    starts: time
    who: str
    steps: tuple[Step, ...]
    like: tuple[tuple[str, str], ...]
    join: tuple[tuple[str, str], ...]
    about: str
    where: str = ""


_ONLINE = (
    ("link", _LINK),
    ("phone", _PHONE),
    ("code", "123 456"),
    ("how", "Open the link, or call the number and type the code."),
    ("contact", "Sam. Call 01632 960456."),
)
_CALM = (
    ("sound", "1 person speaks at a time."),
    ("quiet_room", "You can go to a quiet room online at any time."),
    ("camera", "Your camera can stay off."),
    ("who_speaks", "You choose if you speak. You can type too."),
    ("breaks", "There is a break in the middle."),
)
_SESSION = _Plan(
    "session",
    time(10),
    "",
    (
        Step("We say hello", 10),
        Step("We hear what we did last time", 15),
        Step("We talk in small groups", 30),
        Step("We take a break", 15),
        Step("We share what we said", 30),
        Step("We say what comes next", 20),
    ),
    _CALM,
    _ONLINE,
    "Everyone is welcome. You can leave at any time.",
)
_SHAPING = _Plan(
    "shaping",
    time(14),
    "",
    (
        Step("We say hello", 10),
        Step("We look at ideas for the next session", 25),
        Step("We take a break", 10),
        Step("We choose what we will do", 15),
    ),
    _CALM,
    _ONLINE,
    "In this meeting we plan the next session together.",
)
_SUBGROUP = _Plan(
    "subgroup",
    time(11),
    "people who want to work on easy words",
    (
        Step("We say hello", 5),
        Step("We read a text together", 25),
        Step("We make the words easy", 25),
        Step("We say goodbye", 5),
    ),
    _CALM,
    _ONLINE,
    "We make texts easy to read.",
)
_IN_PERSON = _Plan(
    "in-person",
    time(11),
    "",
    (
        Step("We meet and have tea", 30),
        Step("We talk about what matters to us", 45),
        Step("We have lunch", 60),
        Step("We walk or draw. You choose", 30),
        Step("We say goodbye", 15),
    ),
    (
        ("sound", "The room is calm. There is no music."),
        ("light", "The room has daylight. We can close the curtains."),
        ("quiet_room", "There is a quiet room next door."),
        ("who_speaks", "You choose if you speak."),
        ("breaks", "You can take a break at any time."),
        ("food", "Lunch is free. Tell us what you cannot eat."),
        ("toilets", "The toilets are on the same floor. A wheelchair fits in."),
        ("getting_there", "The bus stops outside. There is a ramp at the door."),
        ("who_meets_you", "Sam meets you at the door. Sam has a green scarf."),
    ),
    (("how", "Come to the main door and ring the bell."), ("contact", "Sam. Call 01632 960456.")),
    "You can bring a person who supports you.",
    "Example Hall, 1 High Street, Example Town",
)
# Months from now, the plan and the title. Sessions come every 2 months, shaping meetings between.
_COMING: tuple[tuple[int, _Plan, str], ...] = (
    (0, _SESSION, "Example session: How we rest"),
    (1, _SHAPING, "Example meeting: We plan the next session"),
    (1, _SUBGROUP, "Example group: Easy words"),
    (2, _SESSION, "Example session: How we ask for help"),
    (3, _SHAPING, "Example meeting: We choose what to talk about"),
    (4, _SESSION, "Example session: What makes a good day"),
    (4, _IN_PERSON, "Example day: We meet face to face"),
    (5, _SHAPING, "Example meeting: We look back at the year"),
    (6, _SESSION, "Example session: How we learn together"),
)
_WEEK_OF: dict[Kind, int] = {"session": 0, "shaping": 0, "subgroup": 1, "in-person": 2}
_WEDNESDAY = 2


def examples(today: date) -> list[PlannedSession]:
    """Example sessions from `today` on, the earliest first. The first is within 2 weeks."""
    first = today + timedelta(days=7 + (_WEDNESDAY - today.weekday()) % 7)
    return in_order(_example(first, *coming) for coming in _COMING)


def _example(first: date, months: int, plan: _Plan, title: str) -> PlannedSession:
    # Four weeks and a little, so that every example stays on a Wednesday.
    weeks = round(months * 365.25 / 12 / 7) + _WEEK_OF[plan.kind]
    starts = _in_london(datetime.combine(first + timedelta(weeks=weeks), plan.starts))
    minutes = sum(step.minutes or 0 for step in plan.steps)
    uid = f"example-{_COMING.index((months, plan, title)) + 1}"
    return PlannedSession(
        id_of(uid),
        title,
        starts,
        starts + timedelta(minutes=minutes),
        plan.kind,
        plan.where,
        plan.join,
        True,
        plan.who,
        plan.steps,
        plan.like,
        plan.about,
        example=True,
        uid=uid,
        calendar=CALENDAR,
    )


def _in_london(there: datetime) -> datetime:
    """A time by London's clocks, with its offset as sessions have it."""
    offset = there.replace(tzinfo=ZoneInfo("Europe/London")).utcoffset()
    return there.replace(tzinfo=timezone(offset or timedelta()))
