"""docs/data.md names every file that a home comes to have, and every table of an endpoint."""

import re
from pathlib import Path

import pytest
from PIL import Image

from companion.store.home import Home
from companion.store.opening import open_store
from tests.commands.test_commands import companion
from tests.commands.test_community_commands import fill, model, says_yes
from tests.sync.model import Model, code

__all__ = ["model"]  # the fixture

PAGE = (Path(__file__).parent.parent.parent / "docs" / "data.md").read_text(encoding="utf-8")
NAMED = re.findall(r"^\| `([^`]+)`", PAGE, re.MULTILINE)
PATTERNS = [re.compile(re.escape(name).replace("ID", ".+")) for name in NAMED]


def untold(home: Path) -> list[str]:
    """The files of a home that the page does not name."""
    files = [str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()]
    assert files
    return [file for file in files if not any(name.fullmatch(file) for name in PATTERNS)]


@pytest.mark.slow
def test_every_file_of_a_home_is_told(home: Path, model: Model, tmp_path: Path) -> None:
    fill(home)
    assert companion(home, "connect", model.address, code(), words=b"yes\n").returncode == 0
    says_yes(home)
    assert companion(home, "sync").returncode == 0
    Image.new("RGB", (40, 40), "navy").save(tmp_path / "mine.png")
    drawing = ["--drawing", str(tmp_path / "mine.png"), "--send", "--yes"]
    assert companion(home, "share", *drawing).returncode == 0
    lock = b"2\na quiet room\na quiet room\n"
    assert companion(home, "lock", words=lock).returncode == 0
    assert companion(home, "journal", "add", "-", words=b"Behind it.").returncode == 0
    assert {path.name for path in home.iterdir()} >= {"files", "letters", "community.signed"}
    with open_store(Home(home)).presence():
        assert companion(home, "--plain", words=b"q\n").returncode == 0
        assert untold(home) == []
    (home / "settings.json").write_text("{", encoding="utf-8")
    assert companion(home, "settings").returncode == 1
    assert companion(home, "forget", words=b"forget\n").returncode == 0
    assert untold(home) == []


def test_every_table_of_an_endpoint_is_told() -> None:
    tables = pytest.importorskip("companion.endpoint.tables", reason="The extra is not here.")
    names = set(tables.METADATA.tables)
    assert names and names <= set(NAMED)
