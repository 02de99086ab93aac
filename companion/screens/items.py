"""A page as the flat list of what stands on the screen, from the title down."""

from enum import Enum

from msgspec import Struct

from companion import actions
from companion.page import wording
from companion.page.blocks import Big, Field, Heading, Notice, Page, Picture
from companion.page.events import Chose, Pressed
from companion.page.rows import layout


class Kind(Enum):
    """What an item is; its value is the class of its view in the style sheet."""

    TITLE = "title"
    NOTICE = "notice"
    PLACE = "place"
    HEADING = "heading"
    WORDS = "words"
    PICTURE = "picture"
    ROW = "row"
    FIELD = "field"
    ALWAYS = "always"


class Item(Struct, frozen=True):
    """One thing on the screen: its words, and what choosing it means.

    `picture` names the picture that stands for its words (PICTURE) or beside them. `letters`
    is how it is drawn where that is not as the rest of the page.
    """

    kind: Kind
    words: str
    event: Chose | Pressed | None = None
    field: Field | None = None
    picture: str = ""
    letters: str = ""


def page_items(page: Page) -> list[Item]:
    """The page's items but its notice. There is always one for the title and the place."""
    items = [Item(Kind.TITLE, wording.title(page)), Item(Kind.PLACE, wording.place(page))]
    for block, block_rows in layout(page):
        if isinstance(block, Notice):
            continue
        kind = Kind.HEADING if isinstance(block, Heading) else Kind.WORDS
        if isinstance(block, Picture):
            items += [Item(Kind.PICTURE, x, picture=block.name) for x in wording.lines(block)]
            continue
        letters = block.letters if isinstance(block, Big) else ""
        items += [Item(kind, line, letters=letters) for line in wording.lines(block)]
        for row in block_rows:
            kind = Kind.ROW if row.field is None else Kind.FIELD
            items.append(Item(kind, wording.row(row), row.event, row.field, row.picture))
    return items


def always_items(page: Page, *, keys: bool) -> list[Item]:
    """What every page adds: back, help, ...; with their keys, or by name alone."""
    return [
        Item(
            Kind.ALWAYS,
            wording.key_row(entry.key, entry.label) if keys else wording.label(entry.label),
            Pressed(entry.id),
        )
        for entry in actions.always(page)
    ]


def shape(page: Page) -> tuple[object, ...]:
    """Pages of one shape are shown in place; focus, caret and scrolling stay."""
    items = page_items(page)
    keys = (item.field.key if item.field else item.kind for item in items)
    always = (entry.id for entry in actions.always(page))
    return (page.route, page.title, page.place, *keys, *always)


def notice_item(page: Page) -> Item:
    """What just happened; its words may be ""."""
    said = [line for b in page.blocks if isinstance(b, Notice) for line in wording.lines(b)]
    return Item(Kind.NOTICE, " ".join(said))
