"""The speeds that a voice can have. Read by the command line, so it loads nothing."""

RATES = tuple(range(80, 301, 20))  # words a minute
USUAL_RATE = 140


def rate_of(kept: str) -> int:
    """The speed that holds, in words a minute: the one that is kept, where it is one."""
    rate = int(kept) if kept.isdecimal() else USUAL_RATE
    return rate if rate in RATES else USUAL_RATE


def next_rate(rate: int, by: int) -> int:
    """The speed one step slower (-1) or faster (+1), as far as there is one."""
    at = RATES.index(rate) + by
    return RATES[min(max(at, 0), len(RATES) - 1)]
