"""Every sentence of the organisers' pages is easy to read, and all words are marked as such."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.ext import extract_from_ast

import companion
from companion.easyread.checker import check
from companion.easyread.reading import charter_pack
from tests.easyread.test_program_words import as_shown
from tools.languages import messages

TEMPLATES = Path(companion.__file__).parent / "endpoint" / "web" / "templates"

# What stands in a template beside its words.
_NO_WORDS = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^<>]*>", re.DOTALL)


def said() -> Iterator[tuple[str, str]]:
    for path in sorted(TEMPLATES.glob("*.html")):
        tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
        for line, function, found in extract_from_ast(tree, gettext_functions=("_", "n_")):
            for message in [found] if isinstance(found, str) else found or ():
                if message is not None:
                    assert function in ("_", "n_")
                    yield f"{path.name}:{line}", message


SAID = list(said())
GLOSSARY = charter_pack().glossary


@pytest.mark.parametrize(
    "message", [pytest.param(text, id=f"{place} {text}") for place, text in SAID]
)
def test_a_sentence_of_a_page_is_easy_to_read(message: str) -> None:
    assert check(as_shown(message), glossary=GLOSSARY) == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_no_words_stand_outside_of_a_mark(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tagless = re.sub(r"<[a-z]+(?:{[{%].*?[%}]}|[^<>{}])*>", " ", text, flags=re.DOTALL)
    attributes = re.sub(r" aria-[a-z]+=\"[^\"]*\"", " ", _NO_WORDS.sub(" ", tagless))
    assert not re.search(r"[A-Za-z]{2,}", attributes)
    for attribute in re.findall(r"(?:alt|aria-label|title|placeholder)=\"([^\"]*)", text):
        assert attribute.startswith("{{"), attribute


def test_they_are_among_the_messages_to_translate() -> None:
    known = {message.id for message in messages()}
    known |= {one for ids in known if isinstance(ids, tuple) for one in ids}
    assert len(SAID) > 150
    assert {message for _place, message in SAID} <= known
