"""A document as a PDF for large print, made by Typst in a child process.

Typst is a language: its template is ours, and a document reaches it as data only, so that no
word of a note can be taken for an order.
"""

import re
from typing import NamedTuple, assert_never

import msgspec

from companion.children import ask
from companion.plainwords.messages import _
from companion.plainwords.wrap import tied
from companion.printing.document import (
    Document,
    Facts,
    Heading,
    Item,
    Line,
    Own,
    Section,
    Steps,
    quoted,
)
from companion.printing.pictures import picture_svg
from companion.problems import Problem

SECONDS = 20.0
LARGEST = 4_000_000  # characters: more than 2,000 pages
WHOLE, SOME_LETTERS_MISSING = b"1", b"0"

Data = dict[str, object]


class Pdf(NamedTuple):
    """A PDF. `whole` is False where no font of this computer has some of its letters."""

    data: bytes
    whole: bool


def as_pdf(document: Document) -> Pdf:
    """The PDF of a document. Raises Problem("pdf_slow"), ("pdf_too_long") or ("pdf_not_made")."""
    given = msgspec.json.encode(_data(document))
    if len(given) > LARGEST:
        raise Problem("pdf_too_long")
    answer = ask(
        "companion.printing.child",
        given=given,
        seconds=SECONDS,
        slow="pdf_slow",
        failed="pdf_not_made",
    )
    return Pdf(answer[1:], answer[:1] == WHOLE)


def _data(document: Document) -> Data:
    """The document as the template takes it."""
    return {
        "title": _ours(document.title),
        "language": document.language,
        "contents": bool(document.contents),
        "page": _("Page {number} of {total}"),
        "opening": [_item(item) for item in document.opening],
        "sections": [_section(section) for section in document.sections],
    }


def _section(section: Section) -> Data:
    items = [_item(item) for item in section.items]
    return {
        "title": _ours(section.title),
        "page": section.new_page,
        "drawn": any(item.get("svg") for item in items),
        "items": items,
    }


def _item(item: Item) -> Data:
    match item:
        case Line():
            drawing = picture_svg(item.picture) if item.picture else None
            return {
                "kind": "quote" if item.quote else "line",
                "said": [_ours(sentence) for sentence in quoted(item)],
                "svg": drawing or "",
                "shows": item.shows,
            }
        case Facts(facts=facts):
            return {"kind": "facts", "facts": [(_ours(name), _ours(said)) for name, said in facts]}
        case Steps(steps=steps):
            return {"kind": "steps", "steps": [_ours(step) for step in steps]}
        case Own(text=text):
            return {"kind": "own", "said": [_breakable(line) for line in text.split("\n")]}
        case Heading(text=text):
            return {"kind": "heading", "text": _ours(text)}
        case _:
            assert_never(item)


def _ours(text: str) -> str:
    return _breakable(tied(text))


def _breakable(text: str) -> str:
    """The text, with signs where a word without a pause may break before the paper's edge."""
    return re.sub(r"\S{30,}", lambda word: re.sub(r".{8}(?!$)", "\\g<0>\u200b", word[0]), text)
