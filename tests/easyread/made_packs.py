"""Packs that tests make, of which one has 2 versions."""

from pathlib import Path

PACK = """\
name = "tea"
title = "How we make tea"
version = "{version}"
date = {date}
language = "en-GB"
note = "Our words."
checked = "Not checked yet."
parts = [1]
"""
PART = """\
# Making tea

## 1.1
We boil water, in a kettle.
- We boil water in a kettle. ![A kettle](kettle)
- A kettle is a thing that boils water. ![A kettle](kettle)

---

## 1.2
We drink together.
- We drink together. ![A cup](cup)
"""
CHANGES = """\
[[change]]
version = "2"
date = 2026-09-01
lines = ["We took out the milk.", "You can still bring milk."]

[[change]]
version = "1"
date = 2026-06-26
lines = ["This is the first version."]
"""
PENDING = PART.replace("## 1.2\n", "## 1.2\n### Pending\n")


def write_pack(folder: Path, version: str, date: str, part: str = PART) -> Path:
    """A pack in a folder, which may be new."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.toml").write_text(PACK.format(version=version, date=date))
    (folder / "part-1.md").write_text(part)
    (folder / "glossary.toml").write_text('kettle = "A thing that boils water."\n')
    return folder


def two_versions(folder: Path) -> Path:
    """A pack at version 2, with version 1 in its folder and a clause not decided yet."""
    write_pack(folder / "older" / "1", "1", "2026-06-26", PART.replace("together", "alone"))
    (folder / "changes.toml").write_text(CHANGES)
    return write_pack(folder, "2", "2026-09-01", PENDING)
