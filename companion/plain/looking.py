"""What plain lines can be asked about the page: they cannot be looked at again."""

from companion.page import wording
from companion.page.blocks import Heading, Page
from companion.page.rows import layout, rows
from companion.plainwords.messages import _, n_
from companion.session import Session


def menu(page: Page) -> list[str]:
    """The choices, once more."""
    return [wording.whole_row(row) for row in rows(page)] or [_("There is nothing to choose.")]


def headings(page: Page) -> list[str]:
    """The headings of the page."""
    found = [line for b in page.blocks if isinstance(b, Heading) for line in wording.lines(b)]
    return found or [_("This page has no headings.")]


def where(page: Page, way_here: list[str]) -> list[str]:
    """Where in a text the page is, what can be chosen, and the pages before it; at last the page.

    The last line is said in the prompt, for readers that speak only the cursor's row.
    """
    count = len(rows(page))
    can = n_("You can choose {n} thing.", "You can choose {n} things.", count).format(n=count)
    names = ", ".join(map(wording.one_line, reversed(way_here)))
    back = _("Back leads to: {pages}").format(pages=names) if way_here else ""
    here = _("You are here: {page}.").format(page=wording.title(page))
    return [line for line in (wording.place(page), can, back, here) if line]


def find(lines: list[str], words: str) -> list[str]:
    """The lines that have some words in them, in capital letters or not."""
    wanted = words.casefold()
    found = [line for line in lines if wanted in line.casefold()] if wanted else []
    if not wanted:
        return [_("Type find and a word.")]
    return found or [_("No line of this page has these words.")]


def rest(session: Session) -> list[str]:
    """All pages of a text after this one. The session then stands on the last."""
    said: list[str] = []
    for page in session.further():
        words = [line for block, _rows in layout(page) for line in wording.lines(block)]
        said += ["", wording.place(page), *words]
    return said or [_("This is the last page.")]
