"""A voice that can be chosen, and the speeds that it can have."""

from msgspec import Struct

RATES = tuple(range(80, 301, 20))  # words a minute
USUAL_RATE = 140


class VoiceName(Struct, frozen=True):
    """A voice of this computer: its id, its name, and its language ("en-GB")."""

    id: str
    name: str
    language: str


class Device(Struct, frozen=True):
    """One output for sound: its id, and its name for people."""

    id: str
    name: str


def rate_of(kept: str) -> int:
    """The speed that holds, in words a minute: the one that is kept, where it is one."""
    rate = int(kept) if kept.isdecimal() else USUAL_RATE
    return rate if rate in RATES else USUAL_RATE


def next_rate(rate: int, by: int) -> int:
    """The speed one step slower (-1) or faster (+1), as far as there is one."""
    at = RATES.index(rate) + by
    return RATES[min(max(at, 0), len(RATES) - 1)]
