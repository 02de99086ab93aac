"""Printed pages in a real browser: axe-core finds nothing, and they look as they should."""

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from companion.printing.html_file import as_html
from tests.printing.browser import look, run
from tests.printing.documents import some

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("drawn")]
DOCUMENTS = some()


@pytest.mark.parametrize("name", ["pictures", "part", "full", "session", "notes"])
def test_axe_finds_nothing(name: str, tmp_path: Path) -> None:
    looked = look(tmp_path, as_html(DOCUMENTS[name]))
    assert looked["axe"] == []
    assert looked["passes"] > 20
    assert (looked["size"], looked["line"], looked["align"]) == (24, 36, "left")  # 18 pt, 1.5
    assert looked["longest"] <= 60
    assert not looked["wide"]


def test_in_the_dark_axe_finds_nothing_either(tmp_path: Path) -> None:
    looked = look(tmp_path, as_html(DOCUMENTS["part"]), dark=True)
    assert looked["axe"] == []
    assert looked["paper"] == "rgb(18, 18, 18)"


def test_a_picture_stands_left_of_its_words(tmp_path: Path) -> None:
    assert look(tmp_path, as_html(DOCUMENTS["part"]))["left"] is True


def test_nothing_is_cut_in_a_narrow_window(tmp_path: Path) -> None:
    looked = look(tmp_path, as_html(DOCUMENTS["hostile session"]), width=500)
    assert not looked["wide"]


def test_hostile_words_run_nothing(tmp_path: Path) -> None:
    """Not even with the line away that forbids scripts."""
    assert look(tmp_path, as_html(DOCUMENTS["hostile session"]))["title"].startswith("Session: <")
    assert look(tmp_path, as_html(DOCUMENTS["notes"]))["title"] == "My notes"


def test_on_paper_each_part_starts_on_a_page(tmp_path: Path) -> None:
    page, paper = tmp_path / "page.html", tmp_path / "paper.pdf"
    page.write_text(as_html(DOCUMENTS["pictures"]), encoding="utf-8")
    run(tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={paper}", page.as_uri())
    pages = [sheet.extract_text().split("\n") for sheet in PdfReader(paper).pages]
    starts = [lines[0] for lines in pages if re.match(r"Part.\d:|What words", lines[0])]
    assert len(starts) == 8
