"""New versions of the charter, as organisers write them."""

from pathlib import Path
from shutil import copytree

from companion.shipped import shipped

TOLD = "We have a new version of the charter."


def new_version(folder: Path, version: str) -> Path:
    """The charter that ships, as another version, in a new folder."""
    copytree(shipped("easyread", "charter"), folder)
    change = f'[[change]]\nversion = "{version}"\ndate = 2026-11-30\nlines = ["{TOLD}"]\n\n'
    for name, old, new in (
        ("pack.toml", 'version = "1"', f'version = "{version}"'),
        ("changes.toml", "[[change]]", f"{change}[[change]]"),
    ):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    return folder
