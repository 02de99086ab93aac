"""What to do next, by what waits and what time it is. Nothing here reads a clock or a network."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple, TypedDict

from msgspec.structs import replace

from companion.domain.parcels import Parcel
from companion.wire.files import LARGEST_PIECE

FIRST_PAUSE = timedelta(seconds=4)
LONGEST_PAUSE = timedelta(hours=1)
# A host may ask for more, but no host keeps a member's words here for ever.
LONGEST_HOLD = timedelta(days=1)
SHORTEST_PIECE = 16 * 1024  # bytes: 8 seconds at 16 kbit/s
LONG_FOR_PIECE = timedelta(seconds=12)


class Limits(TypedDict):
    """What holds beside the parcels. `paused`: the member wants nothing to be sent; taking back
    and fetching go on. `not_before`: the host asked to be left alone until then."""

    paused: bool
    not_before: datetime | None


class Step(NamedTuple):
    """One thing to do: "take-back" or "send" the contribution with this id, or "fetch" what
    is published."""

    does: Literal["take-back", "send", "fetch"]
    contribution: str = ""


def plan(
    parcels: Iterable[Parcel],
    now: datetime,
    *,
    paused: bool = False,
    not_before: datetime | None = None,
    fetch: bool = True,
    asked: bool = False,
) -> list[Step]:
    """The steps for now, in order: take back, send, fetch, send what has files: those may take
    an hour on a slow link, and the rest need not wait. The rest as in Limits.

    `asked`: the member asks for a try now, so the pauses after tries in vain do not count. What
    the host asked for does.
    """
    if still_held(not_before, now):
        return []
    due = sorted(
        (parcel for parcel in parcels if asked or _is_due(parcel.next_try, now)),
        key=lambda parcel: (parcel.since, parcel.id),
    )
    steps = [Step("take-back", parcel.id) for parcel in due if parcel.state == "taking-back"]
    waiting = [parcel for parcel in due if parcel.state == "waiting" and not paused]
    steps += [Step("send", parcel.id) for parcel in waiting if not parcel.files]
    steps += [Step("fetch")] if fetch else []
    return [*steps, *(Step("send", parcel.id) for parcel in waiting if parcel.files)]


def next_time(
    parcels: Iterable[Parcel],
    now: datetime,
    *,
    paused: bool = False,
    not_before: datetime | None = None,
) -> datetime | None:
    """When there will be something to send or take back; None while nothing waits."""
    states = ("taking-back",) if paused else ("taking-back", "waiting")
    times = [parcel.next_try for parcel in parcels if parcel.state in states]
    if not times:
        return None
    least = max(min(times), now)
    if held := still_held(not_before, now):
        least = max(least, held)
    return min(least, now + LONGEST_HOLD)


def comes_first(parcels: Iterable[Parcel], now: datetime) -> bool:
    """Whether something short is to be done before an upload goes on."""
    due = [parcel for parcel in parcels if _is_due(parcel.next_try, now)]
    short = [parcel for parcel in due if parcel.body and not parcel.files]
    return any(parcel.state == "taking-back" for parcel in due) or any(
        parcel.state == "waiting" for parcel in short
    )


def next_place(held: Sequence[int], sizes: Sequence[int]) -> tuple[int, int] | None:
    """The file that is not whole yet, and the byte from which it goes on; None: all are."""
    for file, (there, size) in enumerate(zip(held, sizes, strict=True)):
        if there < size:
            return file, there
    return None


def next_length(length: int, took: timedelta) -> int:
    """How many bytes to send at once after a piece of a length took so long.

    Little is lost with a short piece on a slow or bad link, and much time with many of them on
    a quick one.
    """
    if took > LONG_FOR_PIECE:
        return SHORTEST_PIECE
    return min(2 * length, LARGEST_PIECE) if took < LONG_FOR_PIECE / 3 else length


def try_later(parcel: Parcel, now: datetime, chance: float) -> Parcel:
    """The parcel after a try that had no answer. `chance` (0 to 1) spreads those who wait."""
    return replace(parcel, next_try=now + pause(parcel.tries, chance))


def pause(tries: int, chance: float) -> timedelta:
    """How long to wait after so many tries: about twice as long each time, up to an hour.

    A half of it is by chance, so that those who were cut off together do not come together.
    """
    whole: timedelta = min(FIRST_PAUSE * 2 ** min(max(tries - 1, 0), 16), LONGEST_PAUSE)
    return whole / 2 + whole / 2 * chance


def hold(retry_after: str, now: datetime) -> datetime | None:
    """Until when a host wants to be left alone, by its Retry-After: seconds, or a date.

    None: it does not say so in a way that can be understood.
    """
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - slow

    words = retry_after.strip()
    if words.isascii() and words.isdecimal():
        return now + min(timedelta(seconds=int(words[:9])), LONGEST_HOLD)

    try:
        until = parsedate_to_datetime(words)
        until = until.replace(tzinfo=until.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(until, now), now + LONGEST_HOLD)


def still_held(not_before: datetime | None, now: datetime) -> datetime | None:
    """Until when the host wants to be left alone, where that is still to come."""
    return None if not_before is None or _is_due(not_before, now) else not_before


def doing(steps: Sequence[Step], at: int) -> tuple[str, int, int]:
    """What the step at `at` does, which of its kind it is, and of how many."""
    does = steps[at].does
    same = [n for n, step in enumerate(steps) if step.does == does]
    return does, same.index(at) + 1, len(same)


def _is_due(moment: datetime, now: datetime) -> bool:
    """Whether it is time. A moment that no pause leads to comes from a clock that was wrong."""
    return moment <= now or moment > now + LONGEST_HOLD
