"""Packs: gaps both ways, pictures, pages, orders, and a tick that a changed word loses."""

import shutil
from pathlib import Path

import pytest

from companion.easyread.checking_packs import check_pack, is_pack
from companion.easyread.findings import Finding
from companion.easyread.reading import load_pack
from companion.easyread.tick import mark_of
from companion.problems import Problem
from companion.shipped import shipped

CHARTER = Path(shipped("easyread", "charter"))

FACTS = """\
name = "hall"
title = "Our hall"
version = "1"
date = 2026-06-26
language = "en"
note = "Our words."
checked = "Checked by Jo and Sam on Friday 26 June 2026."
parts = [1]
"""
PART = """\
# The hall

## 1.1
We open the hall every day.

- We open the hall. ![A door](door)
- A hall is a large room. ![A door](door)

---

## 1.2
It is forbidden to smoke. You must not smoke here.

- You can sit here. ![A chair](chair)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pack.toml").write_text(FACTS, encoding="utf-8")
    (tmp_path / "glossary.toml").write_text('hall = "A large room."\n', encoding="utf-8")
    (tmp_path / "part-1.md").write_text(PART, encoding="utf-8")
    return tmp_path


def found(folder: Path, name: str = "part-1.md") -> list[Finding]:
    return next((one.findings for one in check_pack(str(folder)) if one.name == name), [])


def rules(folder: Path, old: str, new: str) -> set[tuple[str, int]]:
    """What is found beside what was found before a change in the part."""
    before = {(f.rule, f.words) for f in found(folder)}
    file = folder / "part-1.md"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return {(f.rule, f.line) for f in found(folder) if (f.rule, f.words) not in before}


def test_the_whole_charter_passes_every_fail_rule() -> None:
    findings = [f for one in check_pack(str(CHARTER)) for f in one.findings]
    assert [f for f in findings if f.level == "fail"] == []
    assert [f.rule for f in findings if f.level == "human"] == ["ER-25"]


@pytest.mark.parametrize(
    ("old", "new", "rule", "line"),
    [
        ("- You can sit here. ![A chair](chair)\n", "", "ER-22", 11),
        ("We open the hall every day.\n\n-", "\n-", "ER-22", 3),
        ("## 1.1\nWe open the hall every day.\n\n", "", "ER-22", 3),
        ("You can sit here.", "You can sit. You can eat.", "ER-20", 14),
        ("![A chair]", "![A big red chair that stands in a quiet room]", "ER-19", 14),
        ("- You can sit", "- Sit. ![B](b)\n- Eat. ![C](c)\n- Go. ![B](b)\n- You can sit",
         "ER-19", 16),
        ("- You can sit here.", "- Sit. ![B](b)\n" * 5 + "- You can sit here.", "ER-02", 19),
        ("We open the hall. !", "You must open the hall. !", "ER-23", 6),
        ("You can sit here.", "Sitting is permitted.", "ER-05", 14),
        ("A hall is a large room.", "We open it.", "ER-07b", 6),
        ("It is forbidden", "It isn't okay", "ER-12", 12),
        ("It is forbidden", "On Friday 27 June 2026 it is forbidden", "ER-15", 12),
    ],
)  # fmt: skip
def test_rules_of_packs(folder: Path, old: str, new: str, rule: str, line: int) -> None:
    assert (rule, line) in rules(folder, old, new)


def test_an_order_may_stand_where_the_full_words_give_one(folder: Path) -> None:
    assert rules(folder, "You can sit here.", "You must not smoke here.") == set()


def test_quotes_are_not_checked(folder: Path) -> None:
    said = "> You can't co-produce & commence!\n\n- You can sit here."
    assert rules(folder, "- You can sit here.", said) == set()


def test_a_pack_that_is_broken_in_another_way_is_a_problem(folder: Path) -> None:
    (folder / "part-1.md").write_text(PART.replace("A chair", "A *chair*"), encoding="utf-8")
    with pytest.raises(Problem, match="pack_broken"):
        check_pack(str(folder))


def test_a_tick_needs_its_mark_and_a_changed_word_loses_it(folder: Path) -> None:
    assert load_pack(folder).checked == "Not checked yet."
    tick = next(f for f in found(folder, "pack.toml") if f.rule == "ER-25")
    assert (tick.level, tick.line) == ("human", 7)
    line = tick.suggestion.partition(": ")[2]
    (folder / "pack.toml").write_text(FACTS + line + "\n", encoding="utf-8")
    assert load_pack(folder).checked == "Checked by Jo and Sam on Friday 26 June 2026."
    assert found(folder, "pack.toml") == []
    (folder / "part-1.md").write_text(PART.replace("sit here", "stay here"), encoding="utf-8")
    assert load_pack(folder).checked == "Not checked yet."
    assert "changed" in next(f.why for f in found(folder, "pack.toml") if f.rule == "ER-25")


def test_full_words_and_pictures_may_change_without_a_new_check(folder: Path) -> None:
    pack = load_pack(folder)
    changed = PART.replace("It is forbidden", "Nobody is allowed").replace("(chair)", "(stool)")
    (folder / "part-1.md").write_text(changed, encoding="utf-8")
    other = load_pack(folder)
    assert other != pack
    assert mark_of(other.parts, other.glossary) == mark_of(pack.parts, pack.glossary)


def test_the_charter_without_a_mark_is_not_checked(tmp_path: Path) -> None:
    copy = shutil.copytree(CHARTER, tmp_path / "charter")
    facts = (copy / "pack.toml").read_text(encoding="utf-8")
    facts = facts.replace("Not checked yet.", "Checked by Jo.")
    (copy / "pack.toml").write_text(facts, encoding="utf-8")
    assert load_pack(copy).checked == "Not checked yet."
    assert is_pack(str(copy))
    assert not is_pack(str(tmp_path))
