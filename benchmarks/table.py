"""What a measure found, and how it is printed."""

from collections.abc import Iterable
from typing import NamedTuple


class Row(NamedTuple):
    """One thing that was measured. `limit` is the most that it should be; None: no aim."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    more: str = ""

    @property
    def verdict(self) -> str:
        """Whether the limit holds, in a word."""
        if self.limit is None:
            return ""
        return "holds" if self.value <= self.limit else "TOO MUCH"


def milliseconds(seconds: float) -> str:
    """A time, for the last column."""
    return f"{seconds * 1000:.1f} ms"


def print_table(rows: Iterable[Row]) -> None:
    """Print the rows below each other, in columns."""
    lines = [("What", "Measured", "Limit", "", "")]
    lines += [
        (
            row.what,
            f"{row.value:.2f} {row.unit}",
            "" if row.limit is None else f"{row.limit:g}",
            row.verdict,
            row.more,
        )
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(map(str.ljust, line, widths)).rstrip())
