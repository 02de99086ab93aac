"""A line that is being edited, on a terminal whose cursor cannot go up."""

from companion.plainwords.wrap import cells

JOINER = "\u200d"
LEAST_ROOM = 4


class ShownLine:
    """What a line looks like on a terminal whose cursor cannot go up.

    Rows are full one cell before the edge, so that no terminal wraps them by its own
    rule. Inside the row that the cursor is on, the text is changed in place. Where the
    cursor must go back further, a new row begins, a few words before it.
    """

    def __init__(self) -> None:
        self._text = ""
        self._at = 0
        self._start = 0  # where in the text the cursor's row begins
        self._room = 0

    def show(self, text: str, at: int, columns: int) -> str:
        """What to write so that the text stands there, with the cursor before text[at]."""
        if not text.isprintable():
            text = "".join(c if c.isprintable() or c == JOINER else " " for c in text)
        room, self._room = self._room, max(columns - 1, LEAST_ROOM)
        same = _same(self._text, text)
        if room not in (0, self._room):  # a terminal of another size has moved its rows about
            written = self._begin_anew(text, at)
        elif self._at == len(self._text) == same and at == len(text):
            written = self._go_on(text)
        elif self._start <= same and self._holds(text, at):
            written = self._change(text, at, same)
        else:
            written = self._begin_anew(text, at)
        self._text, self._at = text, at
        return written

    def _row_end(self, text: str) -> int:
        """Where the row that begins at `_start` ends."""
        if text.isascii():
            return min(len(text), self._start + self._room)
        end, used = self._start, 0
        while end < len(text) and (used := used + cells(text[end])) <= self._room:
            end += 1
        return end

    def _holds(self, text: str, at: int) -> bool:
        """True if the cursor can stand in this row, with a letter to its left to take out."""
        end = self._row_end(text)
        first = self._start + 1 if self._start else 0
        return first <= at and (at < end or at == len(text) == end)

    def _go_on(self, text: str) -> str:
        """Text was added at the end."""
        written, at = "", self._at
        while at < len(text):
            end = self._row_end(text)
            if end == at:
                written += "\n"
                self._start = at
                continue
            written += text[at:end]
            at = end
        return written

    def _change(self, text: str, at: int, same: int) -> str:
        """Something changed inside the row, or only the cursor moves."""
        old, new = self._text[: self._row_end(self._text)], text[: self._row_end(text)]
        same = min(same, len(old), len(new))
        if old == new:
            return _move(text, self._at, at)
        over = max(0, cells(old[self._start :]) - cells(new[self._start :]))
        back = cells(new[at:]) + over
        return _move(old, self._at, same) + new[same:] + " " * over + "\b" * back

    def _begin_anew(self, text: str, at: int) -> str:
        start = max(0, at - self._room // 2)
        space = text.find(" ", start, at - 1)
        self._start = space + 1 if start and space >= 0 else start
        end = self._row_end(text)
        return "\n" + text[self._start : end] + _move(text, end, at)


def _move(text: str, at: int, to: int) -> str:
    """What moves the cursor inside a row: letters to the right, backspaces to the left."""
    return text[at:to] or "\b" * cells(text[to:at])


def _same(old: str, new: str) -> int:
    """How many letters are the same at the start of both."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(old), len(new)))
