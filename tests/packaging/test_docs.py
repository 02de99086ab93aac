"""The documents hang together: links lead somewhere, pictures are made by a command."""

import re
from pathlib import Path

import pytest

from tools.pictures import LARGE, PICTURES
from tools.set_up import ROOT

PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("assets/**/README.md")]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(#[^)\s]*)?\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`|^ {4}[^\n]*$", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def links(page: Path) -> list[tuple[str, str]]:
    """Where a page leads to: the file, and the heading in it or ""."""
    words = CODE.sub("", page.read_text(encoding="utf-8"))
    return [(file, heading) for file, heading in LINK.findall(words) if "(" not in file]


def anchors(page: Path) -> set[str]:
    """The headings of a page, as links name them."""
    names = HEADING.findall(page.read_text(encoding="utf-8"))
    return {"#" + re.sub(r"[^\w\- ]", "", name.lower()).replace(" ", "-") for name in names}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_link_leads_somewhere(page: Path) -> None:
    for file, heading in links(page):
        target = (page.parent / file).resolve()
        assert target.exists(), file
        assert not heading or heading in anchors(target), f"{file}{heading}"


def test_every_page_of_the_documents_can_be_found() -> None:
    """From the README, by links."""
    found, next_ones = set[Path](), [ROOT / "README.md"]
    while next_ones:
        page = next_ones.pop()
        found.add(page)
        if page.suffix == ".md":
            to = {(page.parent / file).resolve() for file, _heading in links(page)}
            next_ones += [one for one in to - found if one.is_file()]
            next_ones += [one for folder in to if folder.is_dir() for one in folder.glob("*.md")
                          if one not in found]  # fmt: skip
    assert {
        str(page.relative_to(ROOT)) for page in PAGES if page.is_relative_to(ROOT / "docs")
    } <= {str(page.relative_to(ROOT)) for page in found}


def test_each_picture_of_the_documents_is_made_by_a_command() -> None:
    there = {file.name for file in (ROOT / "docs" / "pictures").iterdir()}
    drawn = {f"{name}.svg" for name in [*PICTURES, "colours"]} | {f"{name}.png" for name in LARGE}
    sheets = {name for name in there if name.startswith("contact-sheet-")}
    assert there - sheets == drawn
