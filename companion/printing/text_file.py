"""A document as plain text: a sentence a line, a blank line between things."""

from typing import assert_never

from companion.plainwords.messages import _
from companion.plainwords.wrap import wrapped
from companion.printing.document import Document, Facts, Heading, Item, Line, Own, Steps, quoted


def as_text(document: Document, width: int = 0) -> str:
    """The whole text. Lines have at most `width` cells where it is not 0."""
    groups = [[document.title], *map(_lines, document.opening)]
    for section in document.sections:
        if section.title:
            groups += [[""], [section.title]]
        groups += map(_lines, section.items)
    rows: list[str] = []
    for group in groups:
        rows += ["", *group] if group != [""] else group
    return "".join(f"{row}\n" for line in rows[1:] for row in wrapped(line, width))


def _lines(item: Item) -> list[str]:
    match item:
        case Line(shows=shows):
            picture = [_("Picture: {shows}.").format(shows=shows)] if shows else []
            return [*picture, *quoted(item)]
        case Facts(facts=facts):
            return [f"{name}: {value}" for name, value in facts]
        case Steps(steps=steps):
            return [f"{number}. {step}" for number, step in enumerate(steps, 1)]
        case Own(text=text):
            return text.split("\n")
        case Heading(text=text):
            return [text]
        case _:
            assert_never(item)
