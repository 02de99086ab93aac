"""The community that this companion is connected to, and what came from it."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from companion.plainwords.characters import shown_line
from companion.wire.calls import CALENDAR

if TYPE_CHECKING:
    from datetime import date, datetime

    from companion.wire.community import Community


def host_of(address: str) -> str:
    """The host of an address alone, to show."""
    return shown_line(urlsplit(address).hostname or "")[:100]


class Connection(Struct, frozen=True):
    """`address` is where it is ("": files are carried there and back), `name` what it calls
    itself (cleaned), `since` the day of the yes. `paused`: nothing is sent until the member goes
    on. `code_ended`: nothing is sent until the member connects with the new code. `key` (base64)
    is the public key that tells this community from others. `wait_until` is until when it asks
    to be left alone, or None.
    """

    address: str
    name: str
    since: date
    paused: bool = False
    code_ended: bool = False
    key: str = ""
    wait_until: datetime | None = None

    @property
    def calendar(self) -> str:
        """Where calendar programs get the sessions; "" where files are carried."""
        return self.address + CALENDAR if self.address else ""


class Offer(Struct, frozen=True):
    """A community as it shows itself before the member says yes. `community` is cleaned.
    `address` is "" where a file showed it.

    `file` is the signed file, `public_key` whose it is: the code's words fit it. `secret` are
    the words of the code that let members send.
    """

    address: str
    secret: str
    public_key: bytes
    file: bytes
    community: Community

    @property
    def key(self) -> str:
        """The public key as a Connection has it."""
        return base64.b64encode(self.public_key).decode()


class Arrived(Struct, frozen=True):
    """What came since the last look: how many sessions are new, changed or cancelled, how many
    pieces of news are new, how many shares were received, and taken back, and whether
    something happened with things that members sent. `charter`: a new one came. `problems` are
    sentences, each with its next step.
    """

    sessions: int = 0
    changed: int = 0
    cancelled: int = 0
    news: int = 0
    got: int = 0
    taken_back: int = 0
    trails: bool = False
    charter: bool = False
    problems: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Arrived()

    @property
    def for_everyone(self) -> Arrived:
        """The same without what tells that the member has sent something."""
        return replace(self, got=0, taken_back=0, trails=False, problems=())

    def plus(self, other: Arrived) -> Arrived:
        """Both together."""
        return Arrived(
            self.sessions + other.sessions,
            self.changed + other.changed,
            self.cancelled + other.cancelled,
            self.news + other.news,
            self.got + other.got,
            self.taken_back + other.taken_back,
            self.trails or other.trails,
            self.charter or other.charter,
            tuple(dict.fromkeys((*self.problems, *other.problems))),
        )
