"""Each block as the words a person reads or hears. Every front end uses this wording.

What comes from outside (packs, notes, files) is made safe to show here, in one place.
"""

from typing import assert_never

from companion.page.blocks import (
    Action,
    Big,
    Block,
    Choice,
    Fact,
    Field,
    Heading,
    Line,
    Notice,
    Page,
    Picture,
    Quote,
)
from companion.page.events import Chose
from companion.page.rows import Row, layout
from companion.plainwords.characters import shown, shown_line
from companion.plainwords.messages import _
from companion.plainwords.sentences import sentences
from companion.plainwords.wrap import Exact


def title(page: Page) -> str:
    """The page's name, on one line."""
    return shown_line(page.title)


def place(page: Page) -> str:
    """Where in a long text this page is ("Page 1 of 8."), or ""."""
    if page.place is None:
        return ""
    number, total = page.place
    return _("Page {number} of {total}.").format(number=number, total=total)


def lines(block: Block) -> tuple[str, ...]:
    """The block's own words, a sentence a line. Blocks that are rows say nothing here."""
    match block:
        case Heading(text=text):
            return (shown_line(text),)
        case Line(text=text) | Notice(text=text):
            return tuple(sentences(shown_line(text)))
        case Picture(shows=shows):
            return (_("Picture: {shows}.").format(shows=shown_line(shows)),) if shows else ()
        case Quote(text=text, exact=True):
            return (Exact(shown(text)),)
        case Quote(text=text):
            return (f'"{shown_line(text)}"',)
        case Big(text=text):
            return tuple(field_lines(text))
        case Fact(name=name, value=value):
            return (f"{shown_line(name)}: {shown_line(value)}",)
        case Choice() | Field() | Action():
            return ()
        case _:
            assert_never(block)


def row(item: Row) -> str:
    """A row that can be chosen, complete in itself: "2 Charter"."""
    words = f"{item.number} {shown_line(item.label)}"
    return with_state(words, _("chosen") if item.chosen else "")


def whole_row(item: Row) -> str:
    """A row with what it holds, for where nothing else shows that: "1 Your note, empty"."""
    return with_state(row(item), field_state(item.field) if item.field else "")


def spoken_state(item: Row) -> str:
    """The state of a row that its own words leave out, since the eye sees it, or ""."""
    if item.field is not None:
        return field_state(item.field)
    return _("not chosen") if isinstance(item.event, Chose) and not item.chosen else ""


def with_state(words: str, state: str) -> str:
    """Words and what state their thing is in: "2 I draw, chosen"."""
    return _("{words}, {state}").format(words=words, state=state) if state else words


def label(message: str) -> str:
    """The name of an action, from its message id."""
    return _(message)


def key_name(key: str) -> str:
    """A key in a word, where a sign alone would not be spoken."""
    return {
        "?": _("question mark"),
        ",": _("comma"),
        ".": _("dot"),
        "+": _("plus"),
        "-": _("minus"),
    }.get(key, key)


def key_row(key: str, message: str) -> str:
    """An action that has a key of its own: "b Back"."""
    return f"{key} {label(message)}" if key else label(message)


def text_box(label_words: str, value: str) -> str:
    """A text box in one row of words: "3 Your note, text box, empty"."""
    return with_state(with_state(label_words, _("text box")), _held(value))


def one_line(text: str) -> str:
    """Any text from outside, safe to show on one line."""
    return shown_line(text)


def field_state(field: Field) -> str:
    """What a field holds, in a word: "empty", or "" where its words say it."""
    return _("you typed words") if field.hidden and field.value else _held(field.value)


def _held(value: str) -> str:
    return "" if value else _("empty")


def field_lines(value: str) -> list[str]:
    """The lines of a field as they may be shown; [] when the field is empty."""
    return shown(value).split("\n") if value else []


def held_lines(page: Page, field: Field) -> list[str]:
    """The same, for what is said or kept of a page: nothing of a secret one."""
    return [] if page.secret or field.hidden else field_lines(field.value)


def page_lines(page: Page) -> list[str]:
    """Every word of a page that is not a field's content, in reading order."""
    words = [title(page), place(page)]
    for block, block_rows in layout(page):
        words += [*lines(block), *map(row, block_rows)]
    return [line for line in words if line]
