"""The loop of plain mode: print a page once, ask, act, and say the result in the prompt."""

import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress

from msgspec.structs import replace

from companion import actions
from companion.guarding import let_go_of_words
from companion.page import wording
from companion.page.blocks import Choice, Field, Notice, Page
from companion.page.events import Chose, Pressed
from companion.page.rows import Row, layout, rows
from companion.pages.go import named
from companion.plain import looking, scrollback
from companion.plain.editor import FieldEditor
from companion.plain.few_keys import GO_ON, Offers
from companion.plain.high import high
from companion.plain.lines import AskSecret, EndOfInput
from companion.plain.saving import save
from companion.plain.secret import write_secret
from companion.plain.transcript import LIMIT, Transcript
from companion.plainwords.messages import _
from companion.plainwords.sentences import sentences
from companion.plainwords.wrap import Exact, wrapped
from companion.session import Session


class PlainMode:
    """Meets one session line by line, until it stops or the member wants another way.

    `ask` writes lines and a prompt in one go and returns the answer. Where the session
    has a width, lines break at natural pauses; else a sentence is a line, as far as the
    terminal has room: it would break words, and readers would say the pieces. `remembered` is
    how many letters of what was said can be saved to a file.
    """

    def __init__(
        self, session: Session, ask: AskSecret, *, greeting: str = "", remembered: int = LIMIT
    ) -> None:
        self._session = session
        self._ask = Transcript(ask, remembered)
        self._said = [greeting] if greeting else []  # lines to print before the next prompt
        self._result = ""  # what just happened, said in the next prompt
        self._chosen = ""  # the row that was chosen, said where what came of it is too long
        self._last: list[str] = []  # what was said last, to be said again
        self._shown: Page | None = None
        self._offers = Offers()
        self._left_above = False  # whether own words stand in the lines above

    def run(self) -> None:
        """Go on until the session stops or the member wants another way."""
        self._shown = None
        self._ask.forget()  # the page may have been hidden on the full screen since
        try:
            while not self._session.stopped and self._session.way in ("", "plain"):
                self._turn()
        except EndOfInput:
            self._session.end_of_input()
            sys.stdout.write("\n")

    def leave(self) -> None:
        """The program ends: clear the member's own words from the window, or say that they stay."""
        if not self._left_above or not sys.stdout.isatty():
            return
        self._left_above = False
        stay = _("Your words still stand above. To clear them, close this window.")
        with suppress(OSError):  # the terminal is gone, and its lines with it
            clear = scrollback.can_clear()
            sys.stdout.write(scrollback.out_of_sight() if clear else self._text([stay]))
            sys.stdout.flush()

    def _turn(self) -> None:
        self._session.try_again()
        self._session.hear()
        page = self._session.page
        if locked := self._session.was_locked():
            self._shown = None  # what stood above is cleared, so all of the page is said
        said = [*self._said, *self._news(page)]
        prompt = self._question(page)
        told = [] if self._result in _names(page) else [self._result]  # the page says it, too
        self._last = [line for line in (*said, *told) if line]
        above, beside = self._parted(self._result, page, prompt)
        said, prompt = [*said, *above], f"{beside} {prompt}".strip()
        new = self._shown is None or _name(page) != _name(self._shown)
        if new:
            self._session.printed()
        self._left_above = not page.hidden and (self._left_above or page.private)
        self._said, self._result, self._chosen, self._shown = [], "", "", page
        if new and _hides(page):
            said.append(_("You do not see what you type."))
        if self._session.high_lines:
            said, prompt = [*said, prompt], _("Your answer:")
        if locked:
            self._ask.forget()
            let_go_of_words()
            self._left_above = page.private
            said = said if page.hidden else [_above(), *said]
        before = scrollback.out_of_sight() if locked or (new and page.hidden) else ""
        self._answered(page, self._asked(page, before + self._text(said) + prompt + " "))

    def _answered(self, page: Page, answer: str) -> None:
        if not self._session.pressing.few or answer.strip():
            self._act(page, answer.strip())
        elif self._session.was_hushed() or self._session.hush_room():
            return  # it stopped what was said, and no more
        elif answer.startswith(GO_ON):
            self._offers.go_on()
            self._session.moved_to(self._offers.offered(page)[0])
        else:
            self._act(page, self._offers.offered(page)[1])

    def _asked(self, page: Page, text: str) -> str:
        if page.hidden:
            return self._ask.leaving_no_trace(text)
        return self._ask.secretly(text, hidden=_hides(page)) if page.secret else self._ask(text)

    # What is printed before the prompt.

    def _news(self, page: Page) -> list[str]:
        """The whole page when it is a new one; else only the lines that changed."""
        if self._shown is None or _name(page) != _name(self._shown):
            sheet = self._sheet(page if self._result else _quiet(page))
            self._result = self._result or " ".join([*_notices(page), self._name_now(page)])
            if self._shown is None and self._said and page.route == "home":
                return sheet[1:]  # the greeting has just said the program's name
            return ["", *sheet] if self._shown or self._said else sheet
        before = set(self._sheet(_quiet(self._shown)))
        new = [line for line in self._sheet(_quiet(page)) if line not in before]
        told = " ".join(_notices(page))
        if not self._result or told != " ".join(_notices(self._shown)):
            self._result = told  # what was told before is not what just happened
        if not self._result and new:
            exact = isinstance(new[0], Exact)  # it keeps its place among its lines
            fits = not exact and self._fits(new[0], self._question(page))
            self._result = new[0] if fits or not (self._chosen or exact) else self._chosen
        return [line for line in new if line != self._result]

    def _fits(self, result: str, prompt: str) -> bool:
        """Whether both fit into one row, with room for a short answer."""
        room = self._session.width or shutil.get_terminal_size().columns
        return len(result) + len(prompt) + 2 <= room

    def _parted(self, result: str, page: Page, prompt: str) -> tuple[list[str], str]:
        """What just happened, as lines and as what stands in the question's row.

        Some readers speak that row alone, so as many of the last sentences as fit stand there.
        The page's name need not: it stands above.
        """
        if self._fits(result, prompt):
            return [], result
        said = sentences(result.removesuffix(_heading(page)).rstrip() or result)
        fits = (n for n in range(len(said)) if self._fits(" ".join(said[n:]), prompt))
        fit = next(fits, len(said))
        above = " ".join(said[:fit])
        return [above] if above else [], " ".join(said[fit:])

    def _name_now(self, page: Page) -> str:
        """The name of a page that has come: where a text was turned, only how far it is."""
        turned = self._shown is not None and _name(self._shown)[:2] == _name(page)[:2]
        return (turned and wording.place(page)) or _heading(page)

    def _sheet(self, page: Page) -> list[str]:
        head = [wording.title(page), wording.place(page)]
        body: list[str] = []
        for block, block_rows in layout(page):
            body += wording.lines(block)
            body += map(wording.whole_row, block_rows)
            if isinstance(block, Field):
                body += wording.held_lines(page, block)
        if page.hidden:
            head = [*head, _above()]
        return [*head[:-1], *[line for line in [head[-1], *body] if line]]

    def _text(self, said: Iterable[str]) -> str:
        high_lines, width = self._session.high_lines, self._session.width
        cut = high_lines or sys.stdout.isatty()  # a file has room for any line
        columns = shutil.get_terminal_size().columns if cut else 0
        room = columns // 2 if high_lines else columns
        width = min(width, room) if width and room else width or room
        rows = [row for line in said for row in wrapped(line, width)]
        return high(rows) if high_lines else "".join(f"{row}\n" for row in rows)

    def _question(self, page: Page) -> str:
        last = len(rows(page))
        if self._session.pressing.few:
            return f"{self._offers.offered(page)[0]}:"
        if self._session.looking:
            return _("To see what we found, press Enter:")
        if self._session.making:
            return _("Enter to look if it is ready, or 1 to stop:")
        can_go_on = "next_page" in page.actions()
        if can_go_on:
            ask = _("Enter for next, or 1 to {n}:")
        elif not last:
            ask = _("For back, type b:")
        elif last == 1:
            ask = _("Choose 1:")
        else:
            ask = _("Choose 1 to {n}:")
        return ask.format(n=last)

    # What an answer does.

    def _act(self, page: Page, answer: str) -> None:
        if self._session.was_hushed() and not answer:
            return  # Enter stopped what was read, and no more
        action = actions.for_word(page, answer.casefold())
        asked = actions.for_line(page, answer)
        # "hide" hides, whatever a note is called.
        row = None if action or asked[0] else _row_for(page, answer)
        if row is not None and row.field is not None:
            self._result = self._write(page, row.field)
        elif row is not None and row.event is not None:
            if not _hides(page):
                self._chosen = f"{wording.one_line(row.label).removesuffix('.')}."
            self._session.send(row.event)
        elif action is not None:
            self._session.send(Pressed(action.action, action.arg))
        elif asked[0]:
            self._said = self._looked(page, *asked)
            if len(self._said) == 1 or asked[0] in ("where", "save"):
                self._result = self._said.pop()
        elif named_answer := _further(page, answer):
            self._session.send(named_answer)
        elif place := _place_named(page, answer):
            self._session.send(Pressed("go", place))
        else:
            self._result = self._nothing_done(page, answer)

    def _nothing_done(self, page: Page, answer: str) -> str:
        """What to say to an answer that means nothing here."""
        if not answer and (self._session.looking or self._session.making):
            if self._session.hear():
                return ""  # what came is said
            return _("We still look.") if self._session.looking else _("It is not ready yet.")
        return _no_choice(page, answer)

    def _write(self, page: Page, field: Field) -> str:
        """Let the member write in a field. Returns what to say then."""
        if page.secret:
            return write_secret(self._session, self._ask, field)
        return FieldEditor(self._session, self._ask, field, self._session.width).run()

    def _looked(self, page: Page, action: str, words: str) -> list[str]:
        """What was asked of the page itself."""
        match action:
            case "menu":
                return looking.menu(page)
            case "headings":
                return looking.headings(page)
            case "where":
                return looking.where(page, self._session.way_here)
            case "find":
                return looking.find(self._sheet(_quiet(page)), words)
            case "rest":
                said = looking.rest(self._session)
                self._shown = self._session.page  # its words are among these
                return said
            case "save":
                return save(self._session.files, self._ask, words, self._text)
            case _:
                return self._last


def _above() -> str:
    """What is true of the lines above a page that hides."""
    if scrollback.can_clear():
        return _("We cleared the text above. To check, scroll up.")
    return _("People can still scroll up to the text above.")


def _name(page: Page) -> tuple[object, ...]:
    return (page.route, page.title, page.place)


def _heading(page: Page) -> str:
    """The page's name as a sentence, for the prompt."""
    name = wording.title(page)
    return name if name.endswith("?") else f"{name}."


def _names(page: Page) -> tuple[str, str]:
    return _heading(page), wording.place(page)


def _quiet(page: Page) -> Page:
    return replace(page, blocks=tuple(b for b in page.blocks if not isinstance(b, Notice)))


def _notices(page: Page) -> list[str]:
    return [line for b in page.blocks if isinstance(b, Notice) for line in wording.lines(b)]


def _place_named(page: Page, answer: str) -> str:
    """The page that is meant by "charter", "go charter" or "go to charter"; else ""."""
    if page.hidden:
        return ""
    words = answer.casefold().split()
    if words[:1] == [_("go")]:
        words = words[2:] if words[1:2] == [_("to")] else words[1:]
    return named(" ".join(words))


def _further(page: Page, answer: str) -> Chose | None:
    """An answer that another page shows, by its whole name."""
    choices = [block for block in page.blocks if isinstance(block, Choice)]
    named = ((one.key, o) for one in choices for o in one.further)
    wanted = answer.casefold()
    return next((Chose(key, o.value) for key, o in named if o.label.casefold() == wanted), None)


def _short(answer: str) -> str:
    words = wording.one_line(answer)
    return words.rstrip(".") or words if len(words) <= 20 else _("like that")


def _no_choice(page: Page, answer: str) -> str:
    if not answer:
        return _("You chose nothing. For help, type help.")
    if _hides(page):
        return _("There is no such choice here.")
    said = _("There is no choice {words}.").format(words=_short(answer))
    box = None if page.secret else next((row for row in rows(page) if row.field is not None), None)
    if box is None or answer.isdecimal():
        return said
    how = _("To write, choose {n} first.").format(n=box.number)
    return f"{said} {how}"


def _hides(page: Page) -> bool:
    """Whether what is chosen on a page is a part of the answer of a lock."""
    return page.secret and any(isinstance(block, Choice) for block in page.blocks)


def _row_for(page: Page, answer: str) -> Row | None:
    """The row a person means: its number, its words, or the start of only one row's words."""
    if answer.isdecimal() and answer != "0":
        return next((row for row in rows(page) if str(row.number) == answer.lstrip("0")), None)
    words = answer.casefold()
    starts = [row for row in rows(page) if row.label.casefold().startswith(words)]
    exact = [row for row in starts if row.label.casefold() == words]
    if len(words) < 3 or (len(starts) != 1 and not exact):
        return None
    return (exact or starts)[0]
