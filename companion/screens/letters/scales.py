"""How dots become characters: the kinds of blocks a terminal has, and how large they draw."""

from functools import cache

from msgspec import Struct

# Characters by the dots they show: bit 0 is the first dot, row by row.
QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
HALVES = " ▀▄█"


def _sextants() -> str:
    """U+1FB00 and on: all of 2 by 3 dots, but for those that are older characters."""
    older = {0: " ", 21: "▌", 42: "▐", 63: "█"}
    new = iter(range(0x1FB00, 0x1FB3C))
    return "".join(older.get(bits) or chr(next(new)) for bits in range(64))


class Scale(Struct, frozen=True):
    """One way to draw letters.

    A character shows `wide` by `high` dots, a line of letters takes `rows` rows of the
    screen, and a space takes `space` cells. `times` draws each dot so many times as large.
    """

    name: str
    wide: int
    high: int
    rows: int
    space: int
    times: int = 1

    @property
    def table(self) -> str:
        """The characters by their dots."""
        return _table(self.wide, self.high)


@cache
def _table(wide: int, high: int) -> str:
    if wide == 1:
        return HALVES
    return QUADRANTS if high == 2 else _sextants()


LARGE = {
    "quadrants": Scale("quadrants", 2, 2, 5, 2),
    "sextants": Scale("sextants", 2, 3, 4, 2),
    "halves": Scale("halves", 1, 2, 5, 3),
}
GIANT = Scale("giant", 2, 2, 10, 4, times=2)
