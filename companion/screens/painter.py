"""What must be sent to a terminal so that a reader speaks what changed, and no more."""

from collections.abc import Sequence

from rich.console import Console
from textual.geometry import Offset, Region
from textual.strip import Strip

CLEAR_SCREEN = "\x1b[H\x1b[J"
ASIDE = 2  # cells; fenrir takes one cell for a letter that was written
# Announcements are for readers that speak what is painted. They grow stale when an arrow
# key moves on, so eyes should not meet them.
CONCEALED = "\x1b[8m{}\x1b[28m\x1b[K"


class TextPainter:
    """Remembers the text that a terminal shows, and writes only the difference.

    Whole rows are sent, so that a reader speaks whole words. But where nothing changed
    except one row inside `fine`, the region of the text box that is being written in,
    only the cells that changed are sent, so that it echoes the letter. A change of style
    alone sends nothing, and nor does a paint that changes nothing.
    """

    def __init__(self) -> None:
        self._shown: list[str] = []
        self._further: set[int] = set()  # the rows that stand a cell further to the right
        self._aside = 0  # so many cells the cursor stands beside where it belongs in its row
        self._cursor = Offset(0, 0)
        self._said = ""

    def forget(self) -> None:
        """The terminal shows something else now: paint everything at the next time."""
        self._shown = []
        self._further = set()

    def paint(
        self,
        rows: Sequence[Strip],
        console: Console,
        cursor: Offset,
        *,
        fine: Region | None = None,
        said: str = "",
        again: str = "",
    ) -> str:
        """The one write that turns what is shown into `rows`, with the cursor at `cursor`.

        The last row is the painter's own. `said` is written there, also when the same words
        stand there already, but not where the cursor's row is sent: that is spoken then. (The
        row of a text box does not say what it is, so `said` is written with it.) "" leaves the
        last row as it is. `again` is to be spoken though it stands where it stood: it comes
        before `said`. Returns "" when there is nothing to send.
        """
        fresh = len(self._shown) != len(rows)
        old = [""] * len(rows) if fresh else self._shown
        if fine is not None or cursor.y != self._cursor.y:
            self._aside = 0
            rows = self._as_they_stand(rows, old)
        else:
            rows = self._stand_apart(rows, old, cursor.y, said)
        cursor += Offset(self._aside, 0)
        new = [row.text for row in rows[:-1]]
        changed = [y for y in range(len(rows) - 1) if old[y] != new[y]]
        if fine is None and cursor.y in changed:
            said = ""
        said = f"{again} {said}".strip()
        if said:  # fenrir speaks what is not as it was, so the same words stand a cell further
            self._said = said if said != self._said else f" {said}"
        typed = len(changed) == 1 and fine is not None and fine.y <= changed[0] < fine.bottom
        parts = []
        for y in changed:
            start, end = _changed(old[y], new[y]) if typed else _whole(old[y], new[y])
            if start < end:
                parts.append(_move(Offset(start, y)) + rows[y].crop(start, end).render(console))
        if said or fresh:
            parts.append(_move(Offset(0, len(rows) - 1)) + CONCEALED.format(self._said))
        if not parts and cursor == self._cursor:
            return ""
        self._shown, self._cursor = [*new, self._said], cursor
        # A line end between rows keeps a reader from joining the last word to the next.
        # Nothing scrolls: only the last part can stand on the last row.
        return (CLEAR_SCREEN if fresh else "") + "\n".join(parts) + _move(cursor)

    def _as_they_stand(self, rows: Sequence[Strip], old: Sequence[str]) -> list[Strip]:
        """The rows, each as far to the right as it stands."""
        self._further = {y for y in self._further if old[y] == _further(rows[y]).text}
        return [_further(row) if y in self._further else row for y, row in enumerate(rows)]

    def _stand_apart(
        self, rows: Sequence[Strip], old: Sequence[str], y: int, said: str
    ) -> list[Strip]:
        """The rows, that of the cursor a cell further or back where BRLTTY would leave out words.

        Where the cursor stays in a row, BRLTTY speaks what changed there: of "1 Charter" after
        "1 Next" not the number, and of the same words nothing. It takes a row that moved along
        with the cursor for one where a space was written; so for the same words the cursor goes
        another way. For other words it stays: fenrir would speak them as if they were written.
        """
        placed = self._as_they_stand(rows, old)
        others = any(row.text != old[n] for n, row in enumerate(placed[:-1]) if n != y)
        if placed[y].text != old[y]:
            apart = bool(old[y].strip()) and placed[y].text[:1] == old[y][:1]
        else:
            apart = bool(said) and others
            self._aside = ASIDE - self._aside if apart else self._aside
        if apart and not rows[y].text[-1:].strip():
            self._further ^= {y}
            placed[y] = _further(rows[y]) if y in self._further else rows[y]
        return placed


def _further(row: Strip) -> Strip:
    """A row that begins a cell further to the right; its last cell is lost."""
    return Strip.join([Strip.blank(1), row.crop(0, row.cell_length - 1)])


def _move(to: Offset) -> str:
    return f"\x1b[{to.y + 1};{to.x + 1}H"


def _whole(old: str, new: str) -> tuple[int, int]:
    """The cells to send of a row that is sent whole: from, to."""
    letters = max(len(old.rstrip()), len(new.rstrip()))
    return 0, letters if old.isascii() and new.isascii() else 2 * letters


def _changed(old: str, new: str) -> tuple[int, int]:
    """The cells to send of a row in which someone is typing: from, to."""
    if len(old) != len(new) or not (old.isascii() and new.isascii()):
        return _whole(old, new)
    differ = [at for at, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    return differ[0], differ[-1] + 1
