"""How well clues in words are found: on the labelled list, and how long it takes.

Run it as: python -m benchmarks.clues
"""

import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

from companion.clues.finding import clues_in

LIST = Path(__file__).with_name("clues_lines.txt")
TODAY = date(2026, 6, 19)


class Counts(NamedTuple):
    """How many clues of a kind were found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0


def labelled() -> list[tuple[str, set[tuple[str, str]]]]:
    """Each text of the list with its clues: (kind, words)."""
    rows = []
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, _bar, marks = line.partition(" | ")
            pairs = (mark.split(": ", 1) for mark in marks.split("; ") if mark.strip())
            rows.append((text, {(kind, words) for kind, words in pairs}))
    return rows


def found_in(text: str) -> set[tuple[str, str]]:
    """What is found in a text, in the same form."""
    return {(clue.kind, clue.words(text)) for clue in clues_in(text, TODAY)}


def measured() -> dict[str, Counts]:
    """The counts by kind."""
    counts: dict[str, Counts] = {}
    for text, wanted in labelled():
        found = found_in(text)
        for kind in {kind for kind, _words in wanted | found}:
            is_one, should = ({p for p in pairs if p[0] == kind} for pairs in (found, wanted))
            was = counts.get(kind, Counts())
            right = len(is_one & should)
            counts[kind] = Counts(
                was.right + right,
                was.wrong + len(is_one) - right,
                was.missed + len(should) - right,
            )
    return counts


def main() -> None:
    """Print the table, and the time for 1,000 words."""
    for kind, (right, wrong, missed) in sorted(measured().items()):
        print(f"{kind:10} right {right:3}  wrong {wrong:3}  missed {missed:3}")
    for text, wanted in labelled():
        if (found := found_in(text)) != wanted:
            print(f"  {text!r}: found {sorted(found)}, wanted {sorted(wanted)}")
    words = " ".join(text for text, _wanted in labelled() * 3)
    begun = time.perf_counter()
    clues_in(words, TODAY)
    each = (time.perf_counter() - begun) / len(words.split()) * 1_000
    print(f"{each * 1_000:.1f} ms for 1,000 words")


if __name__ == "__main__":
    main()
