"""The guides for members are as easy to read as the program."""

from pathlib import Path

import pytest

from companion.easyread.checker import check_text

GUIDES = Path(__file__).parent.parent.parent / "docs"


@pytest.mark.parametrize(
    "name",
    [
        *("guide-for-members.md", "guide-to-commands.md", "guide-to-every-day.md"),
        *("guide-to-the-lock.md", "guide-to-sharing.md"),
        "guide-to-keys.md",
    ],
)
def test_a_guide_is_easy_to_read(name: str) -> None:
    text = (GUIDES / name).read_text(encoding="utf-8")
    assert [found for found in check_text(text, kind="markdown") if found.level == "fail"] == []
