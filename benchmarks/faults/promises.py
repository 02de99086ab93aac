"""What has been promised to a member at each instant."""

from datetime import UTC, datetime

from companion.domain.journal import Entry
from companion.domain.notes import Note
from companion.domain.parcels import Parcel
from companion.domain.sessions import PlannedSession
from companion.domain.shares import Share

CANARY = "quietlampcanary"  # in every private text, and in nothing else
START = datetime(2026, 6, 19, 9, 0, tzinfo=UTC)

Key = tuple[str, str]  # a kind, and the id or name
Value = object
SESSIONS = "sessions", "all"
ANSWERS = "a blue door", "noise quiet noise plan"  # of the lock, in the journeys
CARD = "card", "made"
LOCK = "lock", "answer"  # the answer that opens the journal; "" where there is no lock
_NOTHING: dict[str, Value] = {"setting": "", "sessions": frozenset(), "lock": ""}  # others: None


def value_of(thing: Note | Entry | Share) -> Value:
    """What must not change about a note, an entry or a share."""
    if isinstance(thing, Share):
        return thing.words, thing.sending
    if isinstance(thing, Note):
        return thing.text, thing.aloud, thing.session, thing.prompt
    return thing.helped, thing.different, thing.later


def parcel_value(parcel: Parcel) -> Value:
    """What must not change about what waits to be sent: the bytes, or that it is taken back.

    Whether it left before that the endpoint alone can tell.
    """
    names = {"got": "got", "taking-back": "back", "never-left": "back", "taken-back": "gone"}
    return parcel.body if parcel.state == "waiting" else names[parcel.state]


def sessions_value(sessions: list[PlannedSession]) -> Value:
    """What must not change about the sessions."""
    return frozenset((s.title, s.status, bool(s.changed)) for s in sessions)


class Promises:
    """For each thing what may be found, and every value that was ever handed over.

    While a call runs, and after it raised, a thing may be as before or as it was to
    be. When the call has returned, only the latter.
    """

    def __init__(self) -> None:
        self.allowed: dict[Key, set[Value]] = {}
        self.had: dict[Key, set[Value]] = {}  # what was allowed until it was deleted
        self.tried: set[Value] = {None}
        self.now = START
        # What was spoilt on purpose: how many parts, their bytes, and what is told of it once.
        self.damaged = 0
        self.aside: list[bytes] = []
        self.may_tell: set[str] = set()
        self.card = ""  # the words of a recovery card that works

    def begin(self, key: Key, after: Value) -> None:
        """A call begins that makes the thing be `after`."""
        self.allowed.setdefault(key, {_NOTHING.get(key[0])}).add(after)
        self.tried.add(after)

    def keep(self, key: Key, after: Value) -> None:
        """The call has returned."""
        if after is None:
            self.had[key] = self.allowed[key]
        self.allowed[key] = {after}
