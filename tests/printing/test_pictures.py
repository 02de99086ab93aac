"""A drawing comes through as shapes and nothing else, whoever made the file."""

import pytest

from companion.easyread.pictures import all_pictures
from companion.printing import pictures
from companion.printing.pictures import COLOURS, cleaned, picture_svg
from tests.printing.documents import DRAWING

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'


def test_shapes_keep_their_class_and_get_its_colour() -> None:
    clean = cleaned(DRAWING)
    assert clean is not None
    assert clean.startswith(OPEN)
    assert f'class="accent" fill="{COLOURS["accent"]}"' in clean
    assert "title" not in clean


def test_a_class_of_a_group_holds_for_its_shapes() -> None:
    clean = cleaned(f'{OPEN}<g class="accent"><path d="M0 0H4V4Z"/></g></svg>') or ""
    assert f'fill="{COLOURS["accent"]}"' in clean


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        '<image href="https://example.org/a.png"/>',
        "<foreignObject><p>x</p></foreignObject>",
        "<style>@import url(https://example.org)</style>",
        '<a href="javascript:x"><path d="M0 0H1Z"/></a>',
        '<use href="#a"/>',
        "<text>hello</text>",
    ],
)
def test_nothing_but_shapes_comes_through(bad: str) -> None:
    clean = cleaned(f'{OPEN}{bad}<path d="M0 0H4V4Z" onclick="x" style="y" fill="url(#z)"/></svg>')
    kept = f'<path d="M0 0H4V4Z" class="ink" fill="{COLOURS["ink"]}"></path>'
    assert clean == f"{OPEN}{kept}</svg>"


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "not xml",
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + DRAWING,
        '<svg viewBox="0 0 16 16"><path d="M0 0H1Z"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="a"><path d="M0 0H1Z"/></svg>',
        f"{OPEN}</svg>",
        f"{OPEN}{'<g>' * 20}<path d='M0 0H1Z'/>{'</g>' * 20}</svg>".replace("<path", "<x"),
    ],
)
def test_what_is_no_drawing_is_none(bad: str) -> None:
    assert cleaned(bad) is None


@pytest.mark.parametrize("name", ["", "nothing-has-this-name", "../pictures/x", "a/b", "A"])
def test_without_a_drawing_there_is_none(name: str) -> None:
    assert picture_svg(name) is None


@pytest.mark.usefixtures("drawn")
def test_a_drawing_is_found_by_its_name() -> None:
    assert picture_svg("six-things") == cleaned(DRAWING)
    assert pictures.picture_svg("none-such") is None


def test_every_drawing_that_ships_can_be_printed() -> None:
    names = [picture.name for picture in all_pictures()]
    assert len(names) > 100
    assert not [name for name in names if picture_svg(name) is None]
