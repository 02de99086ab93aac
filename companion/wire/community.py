"""What a community publishes for everyone: who it is, its sessions, its news, its promises.

One signed document of kind "community". Its ETag is its digest, so nothing new costs one short
answer. Days are ISO 8601 dates, times carry their offset. Text is what organisers wrote: who
shows it cleans it first.
"""

from datetime import date
from typing import Literal

import msgspec

from companion.wire import contributions, files
from companion.wire.contributions import Kind, MadeBy

SIGNED_AS = "community"

SessionKind = Literal["session", "shaping", "subgroup", "in-person"]
SessionStatus = Literal["planned", "changed", "cancelled"]
PromiseState = Literal["open", "kept", "late", "changed"]
NewsKind = Literal["news", "changed", "not-as-planned"]

# What a community says of how it does things: how to join it, help to take part, payment and
# travel, what days together cost, pictures and recording, what to do about hurtful words, who
# decides, whether names may be shown, and whether supporters may send for someone.
WAYS = ("joining", "access", "payment", "costs", "recording", "concerns", "decides", "names",
        "supporters")  # fmt: skip


# What a session is like and how to join it: the names that may stand in `like` and `join`.
LIKE = ("sound", "light", "quiet_room", "camera", "who_speaks", "breaks", "food", "toilets",
        "getting_there", "who_meets_you")  # fmt: skip
JOIN = ("link", "phone", "code", "how", "contact")


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that will happen in a session; `minutes` None: nobody said how long."""

    what: str
    minutes: int | None = None


class SessionInfo(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One session. `starts` and `ends` are a time with its offset, or a date: all day.

    `join` and `like` are names of JOIN and LIKE with words. `who` is who it is for, "" for
    everyone. A shaping meeting's `ideas_until` is the day up to which ideas reach it; later ones
    go to the next.
    """

    id: str
    title: str
    starts: str
    ends: str = ""
    kind: SessionKind = "session"
    where: str = ""
    join: dict[str, str] = {}
    free: bool | None = None
    who: str = ""
    steps: tuple[Step, ...] = ()
    like: dict[str, str] = {}
    about: str = ""
    status: SessionStatus = "planned"
    ideas_until: str = ""


class News(msgspec.Struct, frozen=True, omit_defaults=True):
    """One piece of news. `kind` "changed": something changed because people spoke.

    `trails` are the trails that it came from, where the organisers said so.
    """

    id: str
    day: str
    title: str
    words: str = ""
    kind: NewsKind = "news"
    trails: tuple[str, ...] = ()


class Promise(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that the community promised, until when, and how it stands."""

    id: str
    words: str
    until: str
    state: PromiseState = "open"
    told: str = ""


def promise_on(promise: Promise, day: date) -> Promise:
    """A promise as it stands on a day: an open one is late by itself once its day has passed."""
    if promise.state == "open" and promise.until < day.isoformat():
        return msgspec.structs.replace(promise, state="late")
    return promise


class Shared(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a member sent and lets other members see, word for word; `name` where they gave one."""

    id: str
    day: str
    kind: Kind = "words"
    words: str = ""
    symbols: tuple[str, ...] = ()
    made_by: MadeBy = "me"
    name: str = ""


class Group(msgspec.Struct, frozen=True, omit_defaults=True):
    """A sub-group: what it does, and how to join it or just follow."""

    name: str
    does: str = ""
    join: str = ""


class PackInfo(msgspec.Struct, frozen=True):
    """A content pack to get at /v1/packs/{name}/{version}: `size` in bytes, SHA-256 in hex."""

    name: str
    version: str
    size: int
    digest: str


class Consent(msgspec.Struct, frozen=True):
    """The words that a member agrees to when they send, and which version of them this is."""

    version: str
    lines: tuple[str, ...]


class Limits(msgspec.Struct, frozen=True):
    """What the endpoint takes: bytes of one contribution, and of one of its files."""

    contribution: int = contributions.LARGEST
    file: int = files.LARGEST


class Community(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The whole document. `version` grows with every change of it.

    `who_reads`, `how_often`, `kept_for` and `contact` are the organisers' own easy words; "" is
    what they have not filled in yet. `kept_days` is how long contributions are kept, and
    `answer_days` within how many days they answer; 0 means that they have promised nothing.
    `trails` is the version of the trails' file, `trail_digits` by how many hex digits its
    parts are named (0: one file for all). `passes` are the hashes of the passes that count now
    (companion.wire.calls). `ways` says how the community does things, by the names of WAYS.
    `shared` are the newest ones that members sent for each other. `leads` are names of people
    who agreed to it.
    """

    version: int
    name: str
    made: str
    language: str = "en"
    about: str = ""
    who_reads: str = ""
    how_often: str = ""
    kept_for: str = ""
    kept_days: int = 0
    answer_days: int = 0
    contact: str = ""
    consent: Consent
    limits: Limits = Limits()
    sessions: tuple[SessionInfo, ...] = ()
    groups: tuple[Group, ...] = ()
    news: tuple[News, ...] = ()
    promises: tuple[Promise, ...] = ()
    packs: tuple[PackInfo, ...] = ()
    leads: tuple[str, ...] = ()
    ways: dict[str, str] = {}
    shared: tuple[Shared, ...] = ()
    trails: int = 0
    trail_digits: int = 0
    passes: tuple[str, ...] = ()


def to_bytes(community: Community) -> bytes:
    """The payload of the signed file."""
    return msgspec.json.encode(community)


def from_bytes(data: bytes) -> Community:
    """What a payload says. Fields that we do not know are passed over: a newer endpoint may have
    them. ValueError: it is no community of version 1."""
    return msgspec.json.decode(data, type=Community)
