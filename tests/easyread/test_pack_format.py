"""A good pack is read as it is written; anything else is refused with a sentence."""

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.easyread.files import LARGEST_FILE, LONGEST_LINE, MOST_LINES
from companion.easyread.pack import Clause, Line
from companion.easyread.reading import as_json, load_pack
from companion.plainwords.characters import shown_line
from companion.problems import Problem

PACK = """\
name = "tea"
title = "How we make tea"
version = "2"
date = 2026-06-26
language = "en-GB"
note = "Our words."
checked = "Not checked yet."
parts = [1]
"""
PART = """\
# Making tea

## 1.1
We boil water,
and then we wait.

We do not hurry.

### Original
Boil it. Wait.

- We boil water. ![A kettle](kettle)
- Then we wait. ![A clock](clock)
---
> Tea is good.
> Tea is warm. ![A cup](cup)
## 1.2
We drink.
- We drink tea. ![A cup](cup)
"""
GLOSSARY = """\
kettle = "A thing that boils water."
"tea leaf" = "A leaf of a plant."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pack.toml").write_text(PACK)
    (tmp_path / "part-1.md").write_text(PART)
    (tmp_path / "glossary.toml").write_text(GLOSSARY)
    return tmp_path


def test_a_pack_is_read_as_it_is_written(folder: Path) -> None:
    pack = load_pack(folder)
    assert (pack.name, pack.title, pack.version) == ("tea", "How we make tea", "2")
    assert (pack.date, pack.language) == (date(2026, 6, 26), "en-GB")
    assert (pack.note, pack.checked) == ("Our words.", "Not checked yet.")
    part = pack.part(1)
    assert (part.number, part.title) == (1, "Making tea")
    assert part.pages == (
        (
            Line("1.1", "We boil water.", "kettle", "A kettle"),
            Line("1.1", "Then we wait.", "clock", "A clock"),
        ),
        (
            Line("1.1", "Tea is good.", "", "", "quote"),
            Line("1.1", "Tea is warm.", "cup", "A cup", "quote"),
            Line("1.2", "We drink tea.", "cup", "A cup"),
        ),
    )
    assert part.lines == part.pages[0] + part.pages[1]
    assert part.clauses == (
        Clause("1.1", "We boil water, and then we wait. We do not hurry.", "Boil it. Wait."),
        Clause("1.2", "We drink."),
    )


def test_the_full_words_are_the_communitys_own_where_they_are_known(folder: Path) -> None:
    part = load_pack(folder).part(1)
    assert part.clause("1.1").words == "Boil it. Wait."
    assert part.clause("1.2").words == "We drink."


def test_the_full_words_of_a_page(folder: Path) -> None:
    part = load_pack(folder).part(1)
    assert [[clause.id for clause in part.clauses_of(page)] for page in (0, 1)] == [
        ["1.1"],
        ["1.1", "1.2"],
    ]


def test_a_clause_that_is_not_decided_yet_says_so(folder: Path) -> None:
    assert load_pack(folder).pending == ()
    marked = PART.replace("## 1.2\n", "## 1.2\n### Pending\n")
    (folder / "part-1.md").write_text(marked)
    pack = load_pack(folder)
    assert pack.pending == (Clause("1.2", "We drink.", pending=True),)
    parts = as_json(pack)["parts"]
    assert isinstance(parts, list)
    assert [line["pending"] for line in parts[0]["lines"]] == [False] * 4 + [True]


def test_a_part_that_is_not_there(folder: Path) -> None:
    with pytest.raises(Problem) as caught:
        load_pack(folder).part(2)
    assert (caught.value.code, caught.value.facts) == ("no_such_part", {"part": 2})


def test_meanings(folder: Path) -> None:
    pack = load_pack(folder)
    assert list(pack.glossary) == ["kettle", "tea leaf"]
    assert pack.meaning("Kettles") == "A thing that boils water."
    assert pack.meaning("tea leafs") == "A leaf of a plant."
    assert pack.meanings_in("Tea leaf in a kettle, kettle!") == ("tea leaf", "kettle")
    with pytest.raises(Problem) as caught:
        pack.meaning("tea")
    assert (caught.value.code, caught.value.facts) == ("no_such_word", {"word": "tea"})


def test_json(folder: Path) -> None:
    document = as_json(load_pack(folder), 1)
    assert document == as_json(load_pack(folder))
    assert {key: document[key] for key in ("version", "language")} == {
        "version": "2",
        "language": "en-GB",
    }
    parts = document["parts"]
    assert isinstance(parts, list)
    assert (parts[0]["number"], parts[0]["title"]) == (1, "Making tea")
    assert parts[0]["lines"][-1] == {
        "clause": "1.2",
        "full": "We drink.",
        "simple": "We drink tea.",
        "picture": "cup",
        "description": "A cup",
        "kind": "line",
        "pending": False,
    }
    with pytest.raises(Problem):
        as_json(load_pack(folder), 7)


def refused(folder: Path) -> tuple[str, int, str]:
    """The file, the line and the reason that a refusal names."""
    with pytest.raises(Problem) as caught:
        load_pack(folder)
    assert caught.value.code == "pack_broken"
    facts = caught.value.facts
    line = facts["line"]
    assert isinstance(line, int)
    assert str(facts["why"]) in caught.value.say
    return Path(str(facts["path"])).name, line, str(facts["why"])


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("# Making tea", "# Making tea\n# More", 2),
        ("# Making tea", "", 3),
        ("# Making tea", "#Making tea", 1),
        ("# Making tea", "#", 1),
        ("## 1.1", "## 2.1", 3),
        ("## 1.1", "## 1.x", 3),
        ("## 1.1", "##", 3),
        ("## 1.1", "Words", 3),
        ("## 1.1", "- We boil. ![A](a)", 3),
        ("## 1.2", "## 1.1", 17),
        ("We drink.\n", "", 17),
        ("- We drink tea. ![A cup](cup)\n", "", 17),
        ("- We drink tea. ![A cup](cup)\n", "---\n", 20),
        ("---\n", "---\n---\n", 15),
        ("### Original", "### Others", 9),
        ("# Making tea", "# Making tea\n### Pending", 2),
        ("### Original", "### Pending more", 9),
        ("- Then we wait.", "Words between\n- Then we wait.", 13),
        ("- Then we wait.", " - Then we wait.", 13),
        ("- Then we wait.", "-", 13),
        ("- Then we wait. ", "- ", 13),
        ("- Then we wait.", "* Then we wait.", 13),
        (" ![A clock](clock)", "", 13),
        ("![A clock](clock)", "![](clock)", 13),
        ("![A clock](clock)", "![A clock]()", 13),
        ("![A clock](clock)", "![A clock](../clock)", 13),
        ("![A clock](clock)", "![A clock](clock) more", 13),
        ("![A clock](clock)", "![A clock](Clock)", 13),
        ("![A clock](clock)", f"![A clock]({'c' * 41})", 13),
        ("![A cup](cup)\n## 1.2", "![A cup](/cup)\n## 1.2", 16),
        ("We do not hurry.", "We do *not* hurry.", 7),
        ("We do not hurry.", "[bold]hurry[/bold]", 7),
        ("We do not hurry.", "<b>hurry</b>", 7),
        ("We do not hurry.", "We `hurry`", 7),
        ("We do not hurry.", "-- hurry", 7),
        ("We do not hurry.", "h" * (LONGEST_LINE + 1), 7),
        ("We do not hurry.", "\n" * MOST_LINES, MOST_LINES + 1),
    ],
)
def test_a_part_that_is_not_in_the_format(folder: Path, old: str, new: str, line: int) -> None:
    assert PART.count(old) == 1
    (folder / "part-1.md").write_text(PART.replace(old, new))
    assert refused(folder)[:2] == ("part-1.md", line)


@pytest.mark.parametrize("text", ["", "\n\n", "# Only a title"])
def test_a_part_without_words(folder: Path, text: str) -> None:
    (folder / "part-1.md").write_text(text)
    assert refused(folder)[0] == "part-1.md"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('name = "tea"', "", 1),
        ('name = "tea"', 'name = "../tea"', 1),
        ('name = "tea"', "name = 5", 1),
        ('title = "How we make tea"', 'title = ""', 2),
        ('title = "How we make tea"', 'title = "\\u202e\\u200b"', 2),
        ('title = "How we make tea"', 'titel = "How we make tea"', 2),
        ('title = "How we make tea"', "title = How we make tea", 2),
        ("date = 2026-06-26", 'date = "2026-06-26"', 4),
        ("date = 2026-06-26", "date = 2026-06-26T18:00:00", 4),
        ("date = 2026-06-26", "date = 2026-06-31", 4),
        ('language = "en-GB"', 'language = "en GB"', 5),
        ("parts = [1]", "parts = []", 8),
        ("parts = [1]", "parts = [1, 1]", 8),
        ("parts = [1]", "parts = [-1]", 8),
        ("parts = [1]", "parts = [100]", 8),
        ("parts = [1]", "parts = [true]", 8),
        ("parts = [1]", 'parts = ["1"]', 8),
        ("parts = [1]", 'parts = ["../../etc/passwd"]', 8),
        ("parts = [1]", "parts = 1", 8),
        ("parts = [1]", f"parts = {list(range(51))}", 8),
        ("parts = [1]", "parts = " + "[\n" * 1_900, 1),
    ],
)
def test_facts_that_are_not_right(folder: Path, old: str, new: str, line: int) -> None:
    (folder / "pack.toml").write_text(PACK.replace(old, new))
    assert refused(folder)[:2] == ("pack.toml", line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('kettle = "A thing."\ntea = 5', 2),
        ('kettle = "A thing."\n"" = "Nothing."', 2),
        ('kettle = "A thing."\ntea = ""', 2),
        ("[kettle]\nmeaning = 'A thing.'", 1),
        ("\n".join(f'word{n} = "A word."' for n in range(501)), 1),
    ],
)
def test_a_glossary_that_is_not_right(folder: Path, text: str, line: int) -> None:
    (folder / "glossary.toml").write_text(text)
    assert refused(folder)[:2] == ("glossary.toml", line)


FILES = ["pack.toml", "part-1.md", "glossary.toml"]


@pytest.mark.parametrize("name", FILES)
def test_only_real_files_of_the_folder_are_read(
    folder: Path, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = folder / name
    elsewhere = tmp_path_factory.mktemp("elsewhere") / name
    path.rename(elsewhere)
    assert refused(folder)[:2] == (name, 1)
    path.symlink_to(elsewhere)
    assert refused(folder)[:2] == (name, 1)
    path.unlink()
    path.mkdir()
    assert refused(folder)[:2] == (name, 1)
    path.rmdir()
    os.mkfifo(path)
    assert refused(folder)[:2] == (name, 1)


@pytest.mark.parametrize("name", FILES)
def test_bytes_that_are_no_text(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"# \xc3\xa9\n# \xff\xfe\n")
    assert refused(folder)[:2] == (name, 2)
    (folder / name).write_bytes(b"#" * (LARGEST_FILE + 1))
    assert refused(folder)[:2] == (name, 1)


def test_a_folder_with_an_impossible_name() -> None:
    with pytest.raises(Problem):
        load_pack(Path("no\0folder"))


def test_other_line_ends_and_a_byte_order_mark_are_fine(folder: Path) -> None:
    plain = load_pack(folder)
    for name in FILES:
        text = (folder / name).read_bytes()
        (folder / name).write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert load_pack(folder) == plain


def test_hostile_words_are_cleaned(folder: Path) -> None:
    hostile = "\x1b[31mWe\x1b[0m \x1b]0;title\x07boil\u202e water\x00."
    (folder / "part-1.md").write_text(PART.replace("- We boil water.", f"- {hostile}"))
    (folder / "glossary.toml").write_text('"ket\\u001B[31mtle" = "A\\u202E thing."')
    pack = load_pack(folder)
    assert pack.part(1).lines[0].simple == "We boil water."
    assert dict(pack.glossary) == {"kettle": "A thing."}


GOOD_LINES = "".join([PACK, PART, GLOSSARY]).splitlines()
MESSY = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=300).map(str.encode),
    st.lists(st.sampled_from([*GOOD_LINES, "x = [", "\x1b]0;a"]), max_size=25).map(
        lambda lines: "\n".join(lines).encode()
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(FILES), MESSY, st.booleans())
def test_whatever_a_file_holds_only_a_problem_comes_out(
    folder: Path, name: str, data: bytes, after: bool
) -> None:
    good = dict(zip(FILES, (PACK, PART, GLOSSARY), strict=True))
    for other, text in good.items():
        (folder / other).write_text(text)
    (folder / name).write_bytes(good[name].encode() + data if after else data)
    try:
        pack = load_pack(folder)
    except Problem as problem:
        assert problem.code == "pack_broken"
        assert problem.say
        return
    for line in (line for part in pack.parts for line in part.lines):
        assert line.simple == shown_line(line.simple)
        assert pack.parts[0].clause(line.clause).full
