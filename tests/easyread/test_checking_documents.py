"""Documents: their parts are found, Markdown is read for its words, hostile files are refused."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.easyread.checker import check_text
from companion.easyread.documents import LARGEST, LONGEST_LINE, open_document
from companion.easyread.findings import Finding
from companion.easyread.markdown_text import markdown_passages
from companion.problems import Problem

EASY = "We meet in the hall. You can come."
LONG_LIST = "\n".join(f"- We like tea {n}." for n in range(7))


def rules(text: str, **how: object) -> set[str]:
    return {finding.rule for finding in check_text(text, **how)}  # type: ignore[arg-type]


def of(findings: list[Finding], rule: str) -> Finding:
    return next(finding for finding in findings if finding.rule == rule)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("ER-01b", "We like to sit in the hall and drink our tea in the sun. " * 3 + "\n\n" +
         "We like to sit in the hall and drink our tea in the sun. " * 3),
        ("ER-02", "We like our tea.\n\n" * 260),
        ("ER-04", "We sing. We eat. We walk. We sleep."),
        ("ER-04", "We like tea and we like cake so we eat and we sing. " * 3 +
         "\nwe like it here and we like it there and we like it when it is so warm that we sing"),
        ("ER-08", "Our conversation is good."),
        ("ER-08b", "Education organisation information conversation.\n\n" * 6),
        ("ER-18", "The door is red.\n\n" * 6),
        ("ER-18", "The user can sit down."),
        ("ER-18b", "It is red."),
        ("ER-20", "We meet in the\nhall."),
        ("ER-20", "We meet in the gar-\nden."),
        ("ER-20", "We meet at 6\npm."),
        ("ER-21", LONG_LIST),
        ("ER-24", "You can share your words."),
    ],
)  # fmt: skip
def test_rules_for_whole_documents(rule: str, text: str) -> None:
    assert rule in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n",
        EASY,
        LONG_LIST.replace("- We like tea 6.", ""),
        "We sing. We eat.\n\nWe walk. We sleep.",
        "You can share your words. You do not have to.",
        "The bus is red. It is fast.",
        "We meet\nin the hall.",
    ],
)
def test_easy_documents(text: str) -> None:
    assert rules(text) == set()


def test_a_rare_glossary_word_is_explained_in_the_next_sentence() -> None:
    glossary = {"pedagogy": "How people teach.", "service": "A team that gives help."}
    assert rules("We use pedagogy. You can come.", glossary=glossary) == {"ER-07b"}
    assert rules("We use pedagogy. It is how you teach.", glossary=glossary) == set()
    assert rules("Pedagogy means how people teach.", glossary=glossary) == set()
    # People know this word, though the glossary has it.
    assert rules("You can use our service.", glossary=glossary) == set()


def test_common_and_rare_words() -> None:
    assert [f.level for f in check_text("You can see the journalist.") if f.rule == "ER-07"] == [
        "warn"
    ]
    found = of(check_text("You can commence."), "ER-07")
    assert (found.level, found.words, found.suggestion) == ("fail", "commence", "Try: start")


MARKDOWN = """---
title: a & b
---
# Our *hall*

We **meet** in the [big hall](https://example.org/a_b). Type `rm -rf & x`.

> Nobody can't say nothing & more.

```
code & code
```

    more & code

1. Bring a [pen][1].
2. Bring tea
   & cake.

| We | sing & dance |
|----|--------------|

[1]: https://example.org/&
![A & B](picture.png)
<!-- & -->
Hello.
=====
"""


def test_markdown_is_read_for_its_words() -> None:
    marked = markdown_passages(MARKDOWN)
    assert [(one.kind, one.text) for one in marked.passages] == [
        ("heading", "Our hall"),
        ("paragraph", "We meet in the big hall. Type x."),
        ("item", "Bring a pen."),
        ("item", "Bring tea & cake."),
        ("paragraph", "We"),
        ("paragraph", "sing & dance"),
        ("heading", "Hello."),
    ]
    assert [MARKDOWN[start:end] for start, end in marked.italics] == ["hall"]


def test_findings_in_markdown_say_where_the_writer_looks() -> None:
    found = check_text("## Hello\n\nYou **can't** [go & see](https://a.org).", kind="markdown")
    assert [(f.rule, f.line, f.column, f.words) for f in found] == [
        ("ER-12", 3, 7, "can't"),
        ("ER-17", 3, 19, "&"),
    ]
    assert rules("You *can* go.", kind="markdown") == {"ER-17"}


def test_a_sentence_without_end_is_told_and_left() -> None:
    for text in ("a, " * 1_000, "a" * 3_000, "a-" * 2_000):
        assert [f.rule for f in check_text(text) if f.rule == "ER-01"] == ["ER-01"]


def test_a_document_with_nothing_but_a_heading_can_be_checked() -> None:
    check_text("# 1", kind="markdown")


@given(st.text("ab *_`[]()!<>#-|\n\\~=1.x") | st.text())
def test_any_markdown_can_be_checked(text: str) -> None:
    lines = text.split("\n")
    for one in markdown_passages(text).passages:
        assert len(one.text) == len(one.places)
        assert list(one.places) == sorted(one.places)
    for finding in check_text(text, kind="markdown"):
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1


def refused(path: Path) -> str:
    with pytest.raises(Problem) as caught:
        open_document(str(path))
    assert caught.value.code == "text_not_read"
    return caught.value.say


def test_hostile_files_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in refused(file)
    file.write_bytes(b"a\0b")
    assert "not text" in refused(file)
    file.write_bytes(b"a" * (LARGEST + 1))
    assert "too large" in refused(file)
    file.write_bytes(b"a" * (LONGEST_LINE + 1))
    assert "too long" in refused(file)
    assert "folder" in refused(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has these only for administrators.")
def test_links_and_pipes_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Hello.")
    (tmp_path / "link").symlink_to(tmp_path / "a.txt")
    os.mkfifo(tmp_path / "pipe")
    assert "link" in refused(tmp_path / "link")
    assert "not a file" in refused(tmp_path / "pipe")


def test_line_ends_and_kinds(tmp_path: Path) -> None:
    file = tmp_path / "A.MD"
    file.write_bytes(b"\xef\xbb\xbfHello.\r\nGo.\r")
    assert open_document(str(file))[1:] == ("Hello.\nGo.\n", "markdown")
    with pytest.raises(Problem, match="no_such_file"):
        open_document(str(tmp_path / "none"))
