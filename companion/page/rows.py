"""The numbered rows of a page: the same numbers on the screen, in lines and in speech."""

from itertools import count
from typing import assert_never

from msgspec import Struct

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
from companion.page.events import Chose, Pressed


class Row(Struct, frozen=True):
    """One row that can be chosen. `event` is what choosing it means; None opens `field`."""

    number: int
    label: str
    event: Chose | Pressed | None
    field: Field | None = None
    chosen: bool = False
    picture: str = ""


def layout(page: Page) -> tuple[tuple[Block, tuple[Row, ...]], ...]:
    """Each block of the page with its rows, numbered from 1 through the page."""
    numbers = count(1)
    return tuple(
        (block, tuple(Row(next(numbers), *part) for part in _parts(block))) for block in page.blocks
    )


def rows(page: Page) -> tuple[Row, ...]:
    """The page's rows in order."""
    return tuple(row for _, block_rows in layout(page) for row in block_rows)


def _parts(block: Block) -> list[tuple[str, Chose | Pressed | None, Field | None, bool, str]]:
    match block:
        case Choice(key=key, options=options, chosen=chosen):
            return [
                (o.label, Chose(key, o.value), None, o.value in chosen, o.picture) for o in options
            ]
        case Field():
            return [(block.label, None, block, False, "")]
        case Action(action=action, label=label, arg=arg):
            return [(label, Pressed(action, arg), None, False, "")]
        case Heading() | Line() | Picture() | Quote() | Big() | Fact() | Notice():
            return []
        case _:
            assert_never(block)
