"""A text says which language it is in, where that is not the program's own."""

from pathlib import Path

import pytest

from companion.easyread.reading import charter_pack
from companion.page import wording
from companion.pages.charter import Contents, view_contents
from companion.plainwords import messages
from companion.plainwords.languages import language_note
from tools.languages import PRETEND, pretend


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ()),
        ("en-GB", ()),
        ("cy", ("This text is in Welsh.",)),
        ("cy-GB", ("This text is in Welsh.",)),
        ("xx", ("This text is in another language: xx.",)),
    ],
)
def test_the_language_of_a_text(code: str, said: tuple[str, ...]) -> None:
    assert language_note(code) == said


def test_a_program_in_another_language_says_that_the_charter_is_in_english(
    catalogues: Path,
) -> None:
    try:
        messages.use_language(PRETEND, folder=str(catalogues))
        english = pretend("This text is in {language}.").format(language=pretend("English"))
        assert language_note("en") == (english,)
    finally:
        messages.use_language()


def test_the_page_of_the_charter_says_it() -> None:
    pack = charter_pack()
    said = wording.page_lines(view_contents(Contents(pack._replace(language="cy"))))
    assert "This text is in Welsh." in said
    assert "This text is in Welsh." not in wording.page_lines(view_contents(Contents(pack)))
