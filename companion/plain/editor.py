"""Writing several lines without a screen: add, change or take out one line at a time.

Each finished line is kept at once. While writing, letters are text; an empty line ends.
"""

from companion.page import wording
from companion.page.blocks import Field
from companion.page.events import Typed
from companion.plain.lines import Ask
from companion.plainwords.characters import without_controls
from companion.plainwords.messages import _, n_
from companion.plainwords.wrap import wrapped
from companion.session import Session


class FieldEditor:
    """Edits one field of the page that the session shows."""

    def __init__(self, session: Session, ask: Ask, field: Field, width: int = 0) -> None:
        self._session = session
        self._asker = ask
        self._width = width
        self._key = field.key
        self._lines = field.value.split("\n") if field.value else []

    def run(self) -> str:
        """Edit until the person is done. Returns what to say then."""
        said = ""
        while self._lines:
            match self._ask(said + self._menu()).strip():
                case "1":
                    break
                case "2":
                    return self._change()
                case "3":
                    return self._take_out()
                case "":
                    return _("You changed nothing.")
                case _:
                    said = _("There is no choice like that.") + "\n"
        return self._write_more()

    def _menu(self) -> str:
        return (
            _("1 Write more") + "\n"
            + _("2 Change a line") + "\n"
            + _("3 Take out a line") + "\n"
            + self._count() + " " + _("Choose 1 to 3, or Enter to go back:") + " "
        )  # fmt: skip

    def _ask(self, text: str, old: str = "") -> str:
        """Ask, with what stands above the prompt broken into rows that fit."""
        *lines, prompt = text.split("\n")
        rows = [row for line in lines for row in wrapped(line, self._width)]
        return self._asker("\n".join([*rows, prompt]), old)

    def _count(self) -> str:
        count = len(self._lines)
        return n_("It has {n} line.", "It has {n} lines.", count).format(n=count)

    def _write_more(self) -> str:
        said = _("Write your words. An empty line ends.") + "\n"
        while True:
            line = self._text(said + _("Line {n}:").format(n=len(self._lines) + 1) + " ")
            if not line.strip() and not self._asker.more:  # an empty line inside a paste is text
                return self._count()
            self._lines.append(line)
            trouble = self._keep()
            said = f"{trouble}\n" if trouble else ""

    def _change(self) -> str:
        number = self._which()
        if number is None:
            return _("You changed nothing.")
        old = self._lines[number - 1]
        said = _("Line {n} is now:").format(n=number) + "\n" + wording.one_line(old) + "\n"
        line = self._text(said + _("New line {n}:").format(n=number) + " ", old)
        if not line.strip():
            return _("You changed nothing.")
        self._lines[number - 1] = line
        return self._keep() or _("You changed line {n}.").format(n=number)

    def _take_out(self) -> str:
        number = self._which()
        if number is None:
            return _("You changed nothing.")
        del self._lines[number - 1]
        return self._keep() or _("You took out line {n}.").format(n=number)

    def _which(self) -> int | None:
        last = len(self._lines)
        answer = self._ask(_("Which line, 1 to {n}?").format(n=last) + " ").strip()
        known = answer in map(str, range(1, last + 1))
        return int(answer) if known else None

    def _text(self, said: str, old: str = "") -> str:
        return without_controls(self._ask(said, old)).replace("\n", " ")

    def _keep(self) -> str:
        """Keep the text as it is now. Returns what is wrong, or ""."""
        cut = self._asker.cut
        self._session.send(Typed(self._key, "\n".join(self._lines)))
        notice = self._session.notice
        if notice is not None and notice.tone == "problem":
            return " ".join(wording.lines(notice))
        return _("This line may be too long here. Its end may be lost.") if cut else ""
