"""Members who walk the program and know what they should hear.

Beside the real program runs a session of the same pages on ports that live in memory, so
that a new page, or other words on an old one, are followed without a change here.
"""

from collections.abc import Callable

from companion import actions
from companion.page import wording
from companion.page.blocks import Notice, Page
from companion.page.events import Chose, Event, Pressed, Typed
from companion.page.rows import Row, rows
from companion.plainwords.sentences import sentences
from companion.screens.items import shape
from companion.session import Session
from tests.fakes import World
from tests.listening.companion_rig import CompanionRig
from tests.listening.heard import Kind, Press

ROOM = 50  # letters, for what is said in front of a question


class Visit:
    """What both ways of walking share."""

    def __init__(self, rig: CompanionRig, way: str) -> None:
        self.rig, self.beside = rig, rig.beside
        self.beside.settings.put("way", way)
        self.session = Session(self.beside.ports(), "home" if way else "ways")
        rig.page = rig.presses[0].page = self.page.route

    @property
    def page(self) -> Page:
        """The page that the member should be on."""
        return self.session.page

    def row(self, label: str) -> Row:
        """The row of the page with this label, or that starts with it."""
        here = rows(self.page)
        same = (row for row in here if row.label == label)
        return next(same, None) or next(row for row in here if row.label.startswith(label))

    def notice(self) -> str:
        """What the page says has just happened."""
        said = [
            line for b in self.page.blocks if isinstance(b, Notice) for line in wording.lines(b)
        ]
        return " ".join(said)

    def last_words(self) -> str:
        """What is said at the end. BRLTTY speaks the cursor's row, and that is the next one."""
        return "" if self.rig.reader == "brltty" else self.session.last_words

    def wrote(self, text: str) -> None:
        """Note what the text box holds now."""
        field = next(row.field for row in rows(self.page) if row.field is not None)
        self._send(Typed(field.key, text))

    def _send(self, event: Event) -> None:
        self.session.send(event)
        self.rig.page = self.page.route


class LinesVisit(Visit):
    """Walks plain mode."""

    def __init__(self, rig: CompanionRig, way: str) -> None:
        super().__init__(rig, way)
        # One question may begin as the one before it; lines cannot stand apart as rows can.
        rig.only_changes = rig.reader == "brltty"
        self._coming: Callable[[World], None] | None = None
        rig.started(self._name())

    def _name(self) -> str:
        name = wording.title(self.page)
        return name if name.endswith("?") else f"{name}."

    def choose(self, label: str) -> Press:
        """Answer with the number of a row."""
        row = self.row(label)
        assert row.event is not None
        return self._answer(str(row.number), row.event, row.label)

    def act(self, word: str) -> Press:
        """Answer with the word of an action."""
        action = actions.for_word(self.page, word)
        assert action is not None
        return self._answer(word, Pressed(action.action, action.arg))

    def _answer(self, words: str, event: Chose | Pressed, chosen: str = "") -> Press:
        told, before = self.notice(), self.page
        self.rig.type(words)
        self._send(event)
        self._hear_of_it()
        kind = Kind.CHOOSE if shape(self.page) == shape(before) else Kind.OPEN
        return self.rig.press("enter", self._answered(told, before, chosen), kind)

    def _answered(self, told: str, before: Page, chosen: str) -> str:
        """What must be heard: what happened, else the new page's name, else what is new on it."""
        if self.session.stopped:
            return self.last_words()
        if (notice := self.notice()) and notice != told:
            # What does not fit into the question's row stands above it.
            return sentences(notice)[-1] if self.rig.reader == "brltty" else notice
        if (self.page.route, self.page.title) != (before.route, before.title):
            return self._name()
        known = wording.page_lines(before)
        line = next(line for line in wording.page_lines(self.page) if line not in known)
        # BRLTTY speaks the question's row. What does not fit into it is named there.
        return chosen if chosen and self.rig.reader == "brltty" and len(line) > ROOM else line

    def write(self, label: str, line: str, *, paste: bool = False) -> None:
        """Write one line into an empty text box."""
        self.say(str(self.row(label).number), "Line 1:")
        if paste:
            self.rig.paste(line)
            self.rig.press("enter", "Line 2:", Kind.OPEN)
        else:
            self.say(line, "Line 2:")
        self.wrote(line)
        self.rig.press("enter", "It has 1 line.", Kind.OPEN)

    def write_secret(self, label: str, words: str) -> None:
        """Write what nobody should see, all at once."""
        self.say(str(self.row(label).number), f"{label}:")
        self.rig.paste(words)
        self.wrote(words)
        letters = sum(not letter.isspace() for letter in words)
        self.rig.press("enter", f"You typed {letters} letters.", Kind.OPEN)

    def comes(self, happens: Callable[[World], None]) -> None:
        """Something comes by itself. It is heard of with the next answer."""
        self._coming = happens

    def _hear_of_it(self) -> None:
        if self._coming is not None:
            self._coming(self.beside)
            self._coming = None
            self.session.hear()

    def look_again(self) -> None:
        """Press Enter to see what came."""
        told, before = self.notice(), self.page
        self._hear_of_it()
        self.rig.press("enter", self._answered(told, before, ""), Kind.OPEN)

    def say(self, words: str, hear: str) -> Press:
        """Answer with any words."""
        self.rig.type(words)
        return self.rig.press("enter", hear, Kind.OPEN)
