"""What a file holds: every word, in Markdown for people and in JSON for programs."""

import json
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from hypothesis import given, settings

from companion.bundle.packing import packed
from companion.bundle.words import as_markdown
from companion.domain.everything import Everything
from companion.domain.notes import Note
from companion.plainwords.characters import shown
from companion.store.gathering import gather
from tests.bundle.everything import CANARY, EVERYTHING, NOW, everything_of, filled


def files_of(everything: Everything) -> dict[str, str]:
    data, taken = packed(everything)
    assert taken
    with ZipFile(BytesIO(data)) as zipped:
        assert zipped.testzip() is None
        return {name: zipped.read(name).decode() for name in zipped.namelist()}


def words_in(text: str) -> str:
    """All letters of a text without its signs and white space."""
    return "".join(re.sub(r"[\\>]", "", shown(text)).split())


def test_a_file_has_words_to_read_a_document_and_what_these_are(tmp_path: Path) -> None:
    everything = gather(filled(tmp_path / "home", NOW), "1.0", NOW)
    files = files_of(everything)
    assert list(files) == ["README.txt", "words.md", "companion.json"]
    for part in ("note", "join", "deleted", "helped", "different", "draft"):
        assert f"> {part}: {CANARY}" in files["words.md"]
        assert f"{part}: {CANARY}" in files["companion.json"]
    said = files["words.md"]
    for words in (
        "## Friday 19 June 2026",
        "### How I want to join in",
        "Session: Friday 26 June 2026, 6pm",
        "**What would have helped?**",
        "Pictures: noise, too much",
        "I do not know yet.",
        "You want to come back to this.",
        "OK to say aloud.",
        "- theme: cream",
    ):
        assert words in said
    assert said.index("## Words that you deleted") < said.index(f"deleted: {CANARY}")
    assert "companion import FILE" in files["README.txt"]


def test_the_newest_day_comes_first_each_with_one_heading() -> None:
    days = [NOW.replace(day=day) for day in (3, 9, 3, 1)]
    notes = [Note(f"id{n}", f"n{n}", at, at, 1) for n, at in enumerate(days)]
    said = as_markdown(everything_of(notes))
    assert re.findall("^## .*$", said, re.MULTILINE) == [
        "## Tuesday 9 June 2026",
        "## Wednesday 3 June 2026",
        "## Monday 1 June 2026",
    ]


def test_a_note_about_a_point_of_the_charter_names_it() -> None:
    said = as_markdown(everything_of([Note("id", "w", NOW, NOW, 1, prompt="not_right 5.1")]))
    assert "### What is not right? 5.1\n" in said


def test_words_that_look_like_markdown_stay_words() -> None:
    text = "# no heading\n[a](b) <script>x</script> *so* `it` is\n\x1b[2J\u202eend"
    said = as_markdown(everything_of([Note("id", text, NOW, NOW, 1)]))
    assert "> \\# no heading  \n" in said
    assert "> \\[a\\](b) \\<script\\>x\\</script\\> \\*so\\* \\`it\\` is  \n" in said
    assert "> end  \n" in said


def test_the_document_is_for_people_to_read_too() -> None:
    text = files_of(everything_of([Note("id", "caf\u00e9 \u0939\u093f", NOW, NOW, 1)]))
    assert '"text": "caf\u00e9 \u0939\u093f"' in text["companion.json"]


@settings(max_examples=60)
@given(EVERYTHING)
def test_every_word_is_in_both(everything: Everything) -> None:
    files = files_of(everything)
    said, document = words_in(files["words.md"]), json.loads(files["companion.json"])
    for one, row in zip(everything.notes, document["notes"], strict=True):
        assert words_in(one.thing.text) in said
        assert row["text"] == one.thing.text
    for entry, row in zip(everything.journal, document["journal"], strict=True):
        for words in (entry.thing.helped.words, entry.thing.different.words, entry.thing.said):
            assert words_in(words) in said
        assert row["helped"]["words"] == entry.thing.helped.words
        assert row["different"]["words"] == entry.thing.different.words
        assert row["said"] == entry.thing.said
    for draft, row in zip(everything.drafts, document["drafts"], strict=True):
        assert words_in(draft.text) in said
        assert row["text"] == draft.text
