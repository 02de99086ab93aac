"""A session of the community, as it is known here. Nothing in it is private.

Named tuples, since the quick commands load them and structs load slowly.
"""

from datetime import date, datetime
from typing import Literal, NamedTuple

Kind = Literal["session", "shaping", "subgroup", "in-person"]
Status = Literal["planned", "changed", "cancelled"]

# What a session is like: the names that may stand in `PlannedSession.like`, in this order.
LIKE = (
    "sound", "light", "quiet_room", "camera", "who_speaks", "breaks", "food", "toilets",
    "getting_there", "who_meets_you",
)  # fmt: skip
# How to join: the names that may stand in `PlannedSession.join`, in this order.
JOIN = ("link", "phone", "code", "how", "contact")


class Step(NamedTuple):
    """One thing that will happen. `minutes` is how long it takes; None: not known."""

    what: str
    minutes: int | None = None


class Change(NamedTuple):
    """What was moved or put in another way. `what` names a field of PlannedSession.

    `old` and `new` are words: times in ISO 8601, lists as lines, "yes" and "no", or "" for
    what nobody said (companion.domain.arrivals.in_words).
    """

    what: str
    old: str
    new: str


class PlannedSession(NamedTuple):
    """One session. Times are in Europe/London and carry their offset; all day: a date.

    `ends` is None where nobody said; of whole days it is the last one. `free` is None where
    nobody said. `who` is who it is for, in words; "" is everyone. `changed` stays until the
    member has read it. `uid` and `calendar` say where it came from, so that the same session
    is known again; where an event repeats, `occurrence` is when this session was first meant
    to start (ISO 8601). All text is cleaned: no control characters, bounded lengths
    (companion.calendars).
    """

    id: str
    title: str
    starts: datetime | date
    ends: datetime | date | None = None
    kind: Kind = "session"
    where: str = ""
    join: tuple[tuple[str, str], ...] = ()
    free: bool | None = None
    who: str = ""
    steps: tuple[Step, ...] = ()
    like: tuple[tuple[str, str], ...] = ()
    about: str = ""
    status: Status = "planned"
    changed: tuple[Change, ...] = ()
    example: bool = False
    uid: str = ""
    calendar: str = ""
    occurrence: str = ""

    @property
    def all_day(self) -> bool:
        """Whether it has a day and no time."""
        return not isinstance(self.starts, datetime)


class Arrival(NamedTuple):
    """What taking in a calendar did: how many sessions are new, changed, the same, gone.

    `left_out` says in plain sentences what could not be taken, each once.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    left_out: tuple[str, ...] = ()
