"""A document as one HTML file that needs nothing else: no network, no scripts, no other file.

Every word goes through `_words`, so that nothing in a note or a session is taken for HTML.
"""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import assert_never

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

# Even if a word slipped through, a browser would load nothing and run nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_ADDRESS = re.compile(r"https://[A-Za-z0-9][A-Za-z0-9./?&=%#_~:+@-]{3,500}")


def as_html(document: Document) -> str:
    """The whole file, as text for UTF-8."""
    style = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    body = "\n".join(_body(document))
    return f"""<!DOCTYPE html>
<html lang="{_words(document.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{_words(document.title)}</title>
<style>
{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def _words(text: str) -> str:
    """Words as HTML shows them, whatever signs they have."""
    return escape(text, quote=True)


def _ours(text: str) -> str:
    """Words that we break at pauses. A member's own words stay as they are."""
    return _words(tied(text))


def _body(document: Document) -> Iterator[str]:
    yield f"<header><h1>{_ours(document.title)}</h1>"
    for item in document.opening:
        yield from _item(item)
    yield "</header>"
    if document.contents:
        yield f'<nav aria-label="{_words(_("Parts"))}"><ul>'
        for number, title in enumerate(document.contents, 1):
            yield f'<li><a href="#s{number}">{_ours(title)}</a></li>'
        yield "</ul></nav>"
    for number, section in enumerate(document.sections, 1):
        yield from _section(section, number)


def _section(section: Section, number: int) -> Iterator[str]:
    if not section.title:
        for item in section.items:
            yield from _item(item)
        return
    page = ' class="page"' if section.new_page else ""
    yield f'<section{page} aria-labelledby="s{number}">'
    yield f'<h2 id="s{number}">{_ours(section.title)}</h2>'
    for item in section.items:
        yield from _item(item)
    yield "</section>"


def _item(item: Item) -> Iterator[str]:
    match item:
        case Line():
            yield _line(item)
        case Facts(facts=facts):
            yield "<dl>"
            for name, value in facts:
                yield f"<div><dt>{_ours(name)}</dt><dd>{_value(value)}</dd></div>"
            yield "</dl>"
        case Steps(steps=steps):
            yield "<ol>"
            yield from (f"<li>{_ours(step)}</li>" for step in steps)
            yield "</ol>"
        case Own(text=text):
            lines = (f'<p dir="auto">{_words(line) or "<br>"}</p>' for line in text.split("\n"))
            yield f'<div class="own">{"".join(lines)}</div>'
        case Heading(text=text):
            yield f"<h3>{_ours(text)}</h3>"
        case _:
            assert_never(item)


def _line(line: Line) -> str:
    said = "".join(f"<p>{_ours(sentence)}</p>" for sentence in quoted(line))
    words = f"<blockquote>{said}</blockquote>" if line.quote else said
    drawing = picture_svg(line.picture) if line.picture else None
    if drawing is None:
        return f'<div class="line">{words}</div>'
    named = f'<svg role="img" aria-label="{_words(line.shows)}" '
    figure = drawing.replace("<svg ", named, 1)
    return f'<div class="line drawn"><figure>{figure}</figure><div>{words}</div></div>'


def _value(value: str) -> str:
    """What a fact says; a whole address that is safe can be followed."""
    if _ADDRESS.fullmatch(value):
        return f'<a href="{_words(value)}" rel="noreferrer">{_words(value)}</a>'
    return _ours(value)
