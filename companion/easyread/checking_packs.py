"""Checks a pack: every easy line as a sentence, and the pack as a whole.

Lines are looked at as the writer sees them in the files. Quotes are someone's own words,
and are never checked.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from companion.easyread.files import File, read, table
from companion.easyread.findings import Finding, Reading, each_sentence, in_order
from companion.easyread.pack import Pack, Part
from companion.easyread.passages import Kind, Passage, passage
from companion.easyread.reading import load_pack
from companion.easyread.rules import coverage, whole, wording
from companion.easyread.rules.hit import Hit
from companion.easyread.rules.times import dates
from companion.easyread.tick import mark_of, not_checked
from companion.plainwords.messages import _
from companion.problems import Problem

_EASY = re.compile(r"- (?P<words>.*?)(?: !\[(?P<description>[^\]]*)\]\([^)]*\))?\s*$")
_TITLE = re.compile(r"# (?P<words>.*\S)")
_VALUE = re.compile(r'[^=\n]+= *"(?P<words>[^"\n]*)"')
_DUTY = re.compile(
    r"\b(?:must|should|have to|has to|need to|required|duty|promise)\b", re.IGNORECASE
)
_OF_THE_PAGE = frozenset({"title", "note", "checked"})


class Checked(NamedTuple):
    """One file of a pack by its name ("part-1.md"), and what is hard to read in it."""

    name: str
    findings: list[Finding]


def is_pack(path: str) -> bool:
    """Whether a path is the folder of a pack."""
    return os.path.isfile(os.path.join(path, "pack.toml"))  # noqa: PTH113, PTH118


def check_pack(folder: str, allowed: frozenset[str] = frozenset()) -> list[Checked]:
    """What is hard to read in a pack, file by file. Raises Problem("pack_broken").

    Gaps between the full and the easy words are found even where the pack cannot be opened.
    """
    numbers = _numbers(read(folder, "pack.toml"))
    files = {number: read(folder, f"part-{number}.md") for number in numbers}
    gaps = {number: list(_gaps(file)) for number, file in files.items()}
    try:
        pack = load_pack(folder)
    except Problem:
        found = [Checked(f"part-{number}.md", gap) for number, gap in gaps.items() if gap]
        if not found:
            raise
        return found
    names = _fixed_names(pack) | allowed
    parts = [
        Checked(f"part-{part.number}.md",
                in_order([*_part(files[part.number], part, pack), *gaps[part.number]], names))
        for part in pack.parts
    ]  # fmt: skip
    facts = in_order([*_values(read(folder, "pack.toml"), pack), *_tick(folder, pack)], names)
    meanings = in_order(_values(read(folder, "glossary.toml"), pack), names)
    return [Checked("pack.toml", facts), *parts, Checked("glossary.toml", meanings)]


def _numbers(file: File) -> list[int]:
    listed = table(file).get("parts")
    return [n for n in listed if type(n) is int] if isinstance(listed, list) else []


def _fixed_names(pack: Pack) -> frozenset[str]:
    """Names with capitals that the glossary explains, such as ADHD."""
    return frozenset(term for term in pack.glossary if term.isupper())


def _gaps(file: File) -> list[Finding]:
    reading = Reading(file.text, [])
    return [reading.finding_at(start, end, hit) for start, end, hit in coverage.gaps(file.text)]


def _part(file: File, part: Part, pack: Pack) -> Iterator[Finding]:
    text = file.text
    passages = list(_passages(text))
    reading = Reading(text, passages)
    easy = [line for line in part.lines if line.kind == "line"]
    clauses = [""] * (len(passages) - len(easy)) + [line.clause for line in easy]
    for at, hit in each_sentence(reading.sentences, pack.glossary):
        clause = clauses[reading.sentences[at].passage]
        # "You must" is true where the full words say so too.
        if hit.rule != "ER-23" or not (clause and _DUTY.search(part.clause(clause).words)):
            yield from reading.findings([(at, hit)])
    said = reading.sentences
    yield from reading.findings(whole.whole_text(said))
    yield from reading.findings(whole.people(said))
    yield from reading.findings(whole.explained(said, pack.glossary))
    yield from _layout(reading, text, passages)
    pictures = Reading(text, list(_descriptions(text)))
    yield from pictures.findings(each_sentence(pictures.sentences, pack.glossary))
    yield from _full_words(reading, text)


def _passages(text: str) -> Iterator[Passage]:
    """The title and the easy lines of a part, without their pictures."""
    start = 0
    for line in text.split("\n"):
        found = _TITLE.match(line) or _EASY.match(line)
        if found and found["words"].strip():
            kind: Kind = "heading" if line.startswith("#") else "item"
            first, last = found.span("words")
            yield passage(kind, found["words"], range(start + first, start + last))
        start += len(line) + 1


def _descriptions(text: str) -> Iterator[Passage]:
    """What is said of each picture of a part."""
    start = 0
    for line in text.split("\n"):
        found = _EASY.match(line)
        if found and (found["description"] or "").strip():
            first, last = found.span("description")
            yield passage("item", found["description"], range(start + first, start + last))
        start += len(line) + 1


def _layout(reading: Reading, text: str, passages: list[Passage]) -> Iterator[Finding]:
    """ER-02, ER-19 and ER-20: pages, pictures and lines."""
    counts = Counter(sentence.passage for sentence in reading.sentences)
    for number, one in enumerate(passages):
        if one.kind == "item" and counts[number] > 1:
            hit = Hit("ER-20", 0, 0, _("This line has more than 1 sentence."),
                      _("Give each sentence its own line."))  # fmt: skip
            yield reading.finding_at(one.places[0], one.places[-1] + 1, hit)
    for start, end, hit in coverage.layout(text):
        yield reading.finding_at(start, end, hit)


def _full_words(reading: Reading, text: str) -> Iterator[Finding]:
    """The full words may be long and hard, but never turn "not" into "n't" or tell a wrong day."""
    start = 0
    for line in text.split("\n"):
        if line and line[0] not in "#->":
            short = [h for h in wording.contractions(line) if _is_negative(line[h.start : h.end])]
            for hit in (*short, *dates(line)):
                yield reading.finding_at(start + hit.start, start + hit.end, hit)
        start += len(line) + 1


def _is_negative(words: str) -> bool:
    return words.casefold().replace("’", "'").endswith("n't")


def _values(file: File, pack: Pack) -> list[Finding]:
    """The sentences of a TOML file: what a pack says of itself, and what words mean."""
    passages = []
    start = 0
    for line in file.text.split("\n"):
        found = _VALUE.match(line)
        key = line.partition("=")[0].strip(' "')
        if found and found["words"].strip() and (key in _OF_THE_PAGE or key in pack.glossary):
            first, last = found.span("words")
            places = range(start + first, start + last)
            passages.append(passage("paragraph", found["words"], places))
        start += len(line) + 1
    reading = Reading(file.text, passages)
    return reading.findings(each_sentence(reading.sentences, pack.glossary))


def _tick(folder: str, pack: Pack) -> Iterator[Finding]:
    """ER-25: people with learning disabilities check the words; a program cannot."""
    file = read(folder, "pack.toml")
    said = table(file).get("checked")
    if pack.checked == said and said != not_checked():
        return
    changed = "checked_words" in table(file)
    why = _("People with learning disabilities have not checked these words yet.")
    if changed:
        why = _("The words have changed since people checked them.")
    line = f'checked_words = "{mark_of(pack.parts, pack.glossary)}"'
    suggestion = _("When they have, say who and when. Then add this: {line}").format(line=line)
    found = re.search(r"^[ \t\"']*checked\b[^\n]*", file.text, re.MULTILINE)
    start, end = found.span() if found else (0, 0)
    hit = Hit("ER-25", 0, 0, why, suggestion, "human")
    yield Reading(file.text, []).finding_at(start, end, hit)
