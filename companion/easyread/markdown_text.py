"""Reads any Markdown for its words alone: no code, no addresses, nobody's quoted words.

It is for checking, and so it forgives what the reader of packs (markdown.py) refuses.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from companion.easyread.passages import Kind, Passage, passage

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_RULE = re.compile(r" {0,3}(?:(?:[-*_][ \t]*){3,}|=+[ \t]*)$")
_NO_WORDS = re.compile(r" {0,3}(?:>|\[[^\]]+\]:|<!--.*-->\s*$|\|?[ \t:|-]+\|[ \t:|-]*$)")
_INLINE = re.compile(
    r"\\(?P<literal>[^\w\s])"
    r"|(?P<ticks>`+)(?:.+?)(?P=ticks)(?!`)"
    r"|(?P<picture>!\[[^\]\n]*\]\([^)\n]*\)|!\[[^\]\n]*\]\[[^\]\n]*\])"
    r"|\[(?P<link>[^\]\[\n]+)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)|\[[^\]\n]*\])"
    r"|(?P<tag><(?:/?[a-zA-Z][^<>\n]*|!--[^<>]*--)>)"
    r"|(?P<strong>\*\*|__)(?=\S)(?P<bold>[^\n]+?)(?P=strong)"
    r"|(?<![\w*])\*(?=[^\s*])(?P<star>[^*\n]+?)\*(?![\w*])"
    r"|(?<!\w)_(?=\S)(?P<line>[^_\n]+?)_(?!\w)"
)


class Marked(NamedTuple):
    """The passages of a Markdown text, and where it has words in italics (as for a slice)."""

    passages: list[Passage]
    italics: list[tuple[int, int]]


class _Block(NamedTuple):
    """A piece of text between two places of the source."""

    kind: Kind
    start: int
    end: int


def markdown_passages(text: str) -> Marked:
    """What a Markdown text says, piece by piece."""
    passages: list[Passage] = []
    italics: list[tuple[int, int]] = []
    for block in _blocks(text):
        letters = list(_inline(text, block.start, block.end, italics))
        found = passage(block.kind, "".join(c for c, _ in letters), [at for _, at in letters])
        if found.text:
            passages.append(found)
    return Marked(passages, italics)


def _inline(
    text: str, start: int, end: int, italics: list[tuple[int, int]]
) -> Iterator[tuple[str, int]]:
    """Each character that is read, with its place; code is read as "x"."""
    at = start
    for found in _INLINE.finditer(text, start, end):
        if found.start() < at:
            continue
        yield from ((text[i], i) for i in range(at, found.start()))
        at = found.end()
        inner = found.lastgroup if found.lastgroup in {"link", "bold", "star", "line"} else None
        if found["ticks"]:
            yield "x", found.start()
        elif found["literal"]:
            yield found["literal"], found.start("literal")
        elif inner:
            if inner in {"star", "line"}:
                italics.append(found.span(inner))
            yield from _inline(text, *found.span(inner), italics)
    yield from ((text[i], i) for i in range(at, end))


def _blocks(text: str) -> Iterator[_Block]:
    block: _Block | None = None
    for start, line in _lines_with_words(text):
        end = start + len(line)
        heading, item = _HEADING.match(line), _ITEM.match(line)
        starts = heading or item or "|" in line
        if block and (starts or not line.strip() or _RULE.match(line)):
            # A row of signs below words makes them a heading.
            yield block._replace(kind="heading") if line[:1] in {"=", "-"} and not item else block
            block = None
        if not line.strip() or _RULE.match(line):
            continue
        if heading:
            closed = line.rstrip().rstrip("#")
            yield _Block("heading", start + heading.end(), start + max(heading.end(), len(closed)))
        elif item:
            block = _Block("item", start + item.end(), end)
        elif "|" in line:
            yield from _cells(line, start)
        else:
            block = block._replace(end=end) if block else _Block("paragraph", start, end)
    if block:
        yield block


def _cells(line: str, start: int) -> Iterator[_Block]:
    for found in re.finditer(r"[^|]+", line):
        yield _Block("paragraph", start + found.start(), start + found.end())


def _lines_with_words(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their places; code, quotes, comments and facts about the text are empty."""
    fence = ""
    start = 0
    lines = text.split("\n")
    facts = lines.index("---", 1) if lines[0] == "---" and "---" in lines[1:] else -1
    before = ""
    quote = False
    for number, line in enumerate(lines):
        found = _FENCE.match(line)
        in_code = bool(fence) or bool(found)
        if found and (not fence or (line.strip().startswith(fence) and not line.strip(" `~"))):
            fence = "" if fence else found[1]
        indented = line.startswith(("    ", "\t")) and not before.strip() and not _ITEM.match(line)
        quote = line.lstrip().startswith(">") or (quote and bool(line.strip()))
        empty = in_code or indented or quote or number <= facts or _NO_WORDS.match(line)
        before = "" if empty else line
        yield start, before
        start += len(line) + 1
