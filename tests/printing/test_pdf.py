"""PDFs: every word, tags, title, language, bookmarks, page numbers; bounded, and never an order."""

import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from companion.printing import pdf_file
from companion.printing.notes import notes_document
from companion.printing.pdf_file import Pdf, as_pdf
from companion.problems import Problem
from tests.places import FULL
from tests.printing.documents import counted, note, pdf_text, some, words_of

pytestmark = pytest.mark.slow
DOCUMENTS = some()
EVERY = pytest.mark.parametrize("name", DOCUMENTS)


def structure(reader: PdfReader) -> Iterator[Any]:
    """Every element of the tags, in reading order."""

    def walk(element: Any) -> Iterator[Any]:
        element = element.get_object()
        if isinstance(element, ArrayObject):
            for child in element:
                yield from walk(child)
        elif isinstance(element, DictionaryObject):
            if "/S" in element:
                yield element
            if "/K" in element:
                yield from walk(element["/K"])

    yield from walk(reader.root_object["/StructTreeRoot"])


@EVERY
def test_a_pdf_has_every_word(name: str) -> None:
    made = as_pdf(DOCUMENTS[name])
    assert made.whole
    text = pdf_text(made.data)
    # Only a word that is longer than a line is in pieces.
    whole = "".join(text.split())
    assert not [word for word in words_of(DOCUMENTS[name]) - counted(text) if word not in whole]


@pytest.mark.usefixtures("drawn")
def test_a_pdf_is_tagged_and_says_what_it_is() -> None:
    reader = PdfReader(BytesIO(as_pdf(DOCUMENTS["pictures"]).data))
    root: Any = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Charter"
    metadata = root["/Metadata"].get_object().get_data()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata
    tags = [element["/S"] for element in structure(reader)]
    wanted = "H1 H2 P Figure L LI Lbl LBody BlockQuote TOC"
    assert {f"/{tag}" for tag in wanted.split()} <= set(tags)
    figures = [element for element in structure(reader) if element["/S"] == "/Figure"]
    assert all(figure["/Alt"] for figure in figures)
    assert tags.index("/Figure") < len(tags) - 1 - tags[::-1].index("/P")


def test_a_pdf_has_bookmarks_and_page_numbers() -> None:
    reader = PdfReader(BytesIO(as_pdf(DOCUMENTS["simple"]).data))
    names = [mark.title for mark in _flat(reader.outline)]
    assert "Part 5: How we work together" in " ".join(names).replace("\u00a0", " ")
    total = len(reader.pages)
    for number, page in enumerate(reader.pages, 1):
        assert f"Page {number} of {total}" in page.extract_text()


def _flat(marks: Any) -> Iterator[Any]:
    for mark in marks:
        if isinstance(mark, list):
            yield from _flat(mark)
        else:
            yield mark


def test_its_font_is_in_it_and_lines_are_short() -> None:
    made = as_pdf(DOCUMENTS["full"]).data
    reader = PdfReader(BytesIO(made))
    page: Any = reader.pages[1]
    fonts = page["/Resources"]["/Font"]
    names = {fonts[name].get_object()["/BaseFont"] for name in fonts}
    assert names
    assert all("Andika" in name for name in names)
    lines = [line for line in pdf_text(made).split("\n") if ". . ." not in line]
    assert max(map(len, lines)) <= 62


def test_notes_in_other_scripts_and_signs_are_shown_or_named() -> None:
    text = "caf\u00e9 \u0416 \u03b1 \u2192 \u2713"
    assert not counted(text) - counted(pdf_text(_note(text).data))
    made = _note("I am \U0001f642 today")
    assert made.whole
    assert "I am" in pdf_text(made.data)


def test_letters_that_no_font_has_are_told() -> None:
    assert _note("\U000105c0 is a letter").whole is False


def test_a_long_word_breaks_before_the_edge_of_the_paper() -> None:
    reader = PdfReader(BytesIO(_note("abc" * 200).data))
    assert max(map(len, reader.pages[0].extract_text().replace("\u200b", "").split("\n"))) < 60


def test_a_note_of_20000_words_is_made_in_time() -> None:
    text = "\n".join(f"This is line {n} of a very long note." for n in range(2_000))
    started = time.monotonic()
    made = _note(f"{text}\nlast {'word ' * 2_000}end")
    assert time.monotonic() - started < pdf_file.SECONDS
    assert "line 1999 of" in " ".join(pdf_text(made.data).split())
    assert "end" in counted(pdf_text(made.data))


def test_a_slow_child_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_file, "SECONDS", 0.01)
    with pytest.raises(Problem) as caught:
        as_pdf(DOCUMENTS["part"])
    assert caught.value.code == "pdf_slow"


def test_words_without_end_are_refused_at_once() -> None:
    with pytest.raises(Problem) as caught:
        _note("word " * 1_000_000)
    assert caught.value.code == "pdf_too_long"


def test_a_computer_without_typst_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "typst.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(Problem) as caught:
        as_pdf(DOCUMENTS["part"])
    assert caught.value.code == "pdf_not_made"


def _note(text: str) -> Pdf:
    return as_pdf(notes_document([note(text)], [FULL]))
