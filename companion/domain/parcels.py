"""What waits to be sent, or was: bytes that the member said yes to, and how they fare."""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from companion.domain.files import SharedFile
from companion.domain.kept import NEVER

# "waiting": not received yet, as far as we know. "got": the receipt is here. "taking-back":
# the member took it back, and the endpoint is still to hear of it. "taken-back": it heard.
# "never-left": taken back before anything left. "refused": the endpoint does not take it.
# "elsewhere": it came with an export. It is never sent from here.
State = Literal["waiting", "got", "taking-back", "taken-back", "never-left", "refused", "elsewhere"]


class Parcel(Struct, frozen=True, kw_only=True):
    """One of them. `id` is the contribution's, `since` the day on which it was put here.

    `body` is gone once the receipt is kept: `got` is its day and `promise` the day of the
    answer, or None. `tries` counts what left and had no answer; the next try is at `next_try`
    at the earliest. `key` is there while it is to be taken back. `was_read`: whether somebody
    had read it before it was taken back; None: nobody told. `why` names the refusal
    (companion.wire.refusals). `to` is the public key of the community that it is for, so that it
    never goes to another one, and `community` its name; each "" where that is not known.
    `files` are copies of the files that travel with it, and go when `body` goes.
    """

    id: str
    since: date
    state: State = "waiting"
    body: bytes = b""
    tries: int = 0
    next_try: datetime = NEVER
    got: date | None = None
    promise: date | None = None
    key: str = ""
    was_read: bool | None = None
    why: str = ""
    to: str = ""
    community: str = ""
    files: tuple[SharedFile, ...] = ()

    @property
    def left(self) -> bool:
        """Whether it may have left this computer."""
        return self.tries > 0 or self.state not in ("waiting", "never-left")

    @property
    def waits(self) -> bool:
        """Whether a community is still to hear of it."""
        return self.state in ("waiting", "taking-back")


def begun(parcel: Parcel) -> Parcel:
    """It is about to leave: from now on it may have left, whatever happens."""
    return replace(parcel, tries=parcel.tries + 1)


def received(parcel: Parcel, day: date | None, promise: date | None) -> Parcel:
    """They have it. Where the member takes it back meanwhile, that goes on."""
    state: State = "got" if parcel.state == "waiting" else parcel.state
    return replace(
        without_bytes(parcel),
        state=state,
        got=day,
        promise=promise,
        tries=0,
        next_try=NEVER,
        why="",
    )


def taken_back(parcel: Parcel, was_read: bool | None) -> Parcel:
    """It is gone there. The key is of no more use."""
    gone = without_bytes(parcel)
    return replace(gone, state="taken-back", key="", was_read=was_read, tries=0, why="")


def without_bytes(parcel: Parcel) -> Parcel:
    """All that travels is let go."""
    return replace(parcel, body=b"", files=())


def refused(parcel: Parcel, why: str) -> Parcel:
    """They do not take it, and asking again would change nothing."""
    return replace(parcel, state="refused", why=why, next_try=NEVER)
