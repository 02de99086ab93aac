"""Text and HTML: every word is there, and no word is taken for anything but itself."""

from itertools import pairwise

import pytest

from companion.printing.html_file import as_html
from companion.printing.text_file import as_text
from tests.printing.documents import HOSTILE, Shown, counted, some, words_of

DOCUMENTS = some()
EVERY = pytest.mark.parametrize("name", DOCUMENTS)


@EVERY
def test_text_has_every_word(name: str) -> None:
    assert not words_of(DOCUMENTS[name]) - counted(as_text(DOCUMENTS[name]))


@EVERY
def test_html_has_every_word(name: str) -> None:
    assert not words_of(DOCUMENTS[name]) - counted(Shown(as_html(DOCUMENTS[name])).text)


def test_text_is_a_sentence_a_line() -> None:
    lines = as_text(DOCUMENTS["part"]).split("\n")
    assert lines[:2] == ["Charter, part 5: How we work together", ""]
    at = lines.index("Picture: A clock with a pause sign.")
    assert lines[at + 1 : at + 4] == ["Honour pace.", "Pace means how fast or slow.", ""]
    assert as_text(DOCUMENTS["part"]).endswith(".\n")


@pytest.mark.parametrize("width", [20, 40])
def test_text_fits_a_width(width: int) -> None:
    assert max(map(len, as_text(DOCUMENTS["full"], width).splitlines())) <= width


@EVERY
def test_html_needs_and_runs_nothing_else(name: str) -> None:
    found = Shown(as_html(DOCUMENTS[name]))
    tags = {tag for tag, _attributes in found.tags}
    assert not tags & {"script", "img", "link", "iframe", "object", "form", "base", "audio"}
    for tag, attributes in found.tags:
        assert not [a for a in attributes if a.startswith("on") or a == "src"], tag
        href = attributes.get("href") or "#"
        assert href.startswith(("#", "https://")), href
    assert "default-src 'none'" in as_html(DOCUMENTS[name])


@EVERY
def test_html_says_what_each_thing_is(name: str) -> None:
    html = as_html(DOCUMENTS[name])
    tags = [tag for tag, _attributes in Shown(html).tags]
    assert ("html", {"lang": "en"}) in Shown(html).tags
    assert [tags.count(tag) for tag in ("title", "main", "h1")] == [1, 1, 1]
    levels = [int(tag[1]) for tag in tags if tag in ("h1", "h2", "h3")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert "dl" in tags


def test_a_hostile_note_is_shown_as_it_was_written() -> None:
    html = as_html(DOCUMENTS["notes"])
    assert HOSTILE in Shown(html).text
    assert "<script" not in html


def test_a_link_can_be_followed_only_when_it_is_safe() -> None:
    assert '<a href="https://example.org/join"' in as_html(DOCUMENTS["session"])
    assert 'href="javascript' not in as_html(DOCUMENTS["hostile session"])


@pytest.mark.usefixtures("drawn")
def test_a_drawing_stands_before_its_words_with_a_description() -> None:
    html = as_html(DOCUMENTS["part"])
    at = html.index('aria-label="A list of 6 things"')
    assert html.rindex("<figure>", 0, at) < at < html.index("We do 6")
    assert "<svg" not in as_html(DOCUMENTS["simple"])


def test_without_a_drawing_the_words_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("companion.printing.html_file.picture_svg", lambda _name: None)
    html = as_html(DOCUMENTS["part"])
    assert "<figure" not in html
    assert "We do 6" in html
