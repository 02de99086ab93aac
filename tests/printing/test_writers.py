"""Text and HTML: every word is there, and no word is taken for anything but itself."""

import re
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


def test_words_stand_out_from_the_page_in_light_in_the_dark_and_on_paper() -> None:
    """7 to 1 also for letters so large that axe-core asks for less; 3 to 1 for edges."""
    looks = re.findall(r":root \{(.*?)\}", as_html(DOCUMENTS["part"]), re.DOTALL)
    assert len(looks) == 3
    for look in looks:
        colours = dict(re.findall(r"--(\w+): #(\w{6})", look))
        for name, least in {"ink": 7, "accent": 7, "edge": 3}.items():
            assert contrast(colours[name], colours["page"]) >= least, (name, colours)


def contrast(one: str, other: str) -> float:
    """As WCAG 2 has it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)
