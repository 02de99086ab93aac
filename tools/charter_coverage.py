"""Shows that the pack carries all of the charter: writes docs/charter-coverage.md.

`python -m tools.charter_coverage` is for organisers and developers who change the words. It
says which clause of the charter has no easy words, and which easy words have no clause.
"""

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from companion.easyread.pack import Clause, Line, Pack, Part
from companion.easyread.reading import charter_pack

REPORT = Path(__file__).parent.parent / "docs" / "charter-coverage.md"
_SOURCE = Path(__file__).parent / "charter_source.toml"

_START = """\
# Which words carry which clause of the charter

For organisers and developers. `python -m tools.charter_coverage` writes this page; do not \
change it by hand. The list of the charter's clauses is in `tools/charter_source.toml`, in \
our short wording. The full words here are ours too, not yet the community's.
"""


class SourceClause(NamedTuple):
    """A clause of the charter: where it stands, what it says in short, what carries it."""

    place: str
    says: str
    carried_by: tuple[str, ...]


def source() -> list[SourceClause]:
    """The clauses of the charter, as the list made by hand has them."""
    listed = tomllib.loads(_SOURCE.read_text(encoding="utf-8"))["clause"]
    return [SourceClause(row["place"], row["says"], tuple(row["in"])) for row in listed]


def gaps(pack: Pack, clauses: list[SourceClause]) -> list[str]:
    """What is missing on either side, each as a sentence; [] when all is carried."""
    here = {clause.id for part in pack.parts for clause in part.clauses}
    with_easy = {line.clause for part in pack.parts for line in part.lines if line.kind == "line"}
    wanted = {clause_id for clause in clauses for clause_id in clause.carried_by}
    return [
        *(f"{c.place} has no clause in the pack." for c in clauses if not c.carried_by),
        *(f"The pack has no clause {clause_id}." for clause_id in sorted(wanted - here)),
        *(f"Clause {clause_id} has no easy words." for clause_id in sorted(here - with_easy)),
        *(f"Clause {clause_id} is not in the charter." for clause_id in sorted(here - wanted)),
    ]


def report(pack: Pack, clauses: list[SourceClause]) -> str:
    """The whole page."""
    parts = (section for part in pack.parts for section in _part(part, clauses))
    return "\n".join([_START, *_summary(pack, clauses), *parts]) + "\n"


def _summary(pack: Pack, clauses: list[SourceClause]) -> Iterator[str]:
    easy = [line.simple for part in pack.parts for line in part.lines if line.kind == "line"]
    lengths = [len(words.split()) for words in easy]
    carriers = sum(len(part.clauses) for part in pack.parts)
    yield f"- {len(clauses)} places of the charter, in {carriers} clauses of the pack"
    yield f"- {len(easy)} easy lines with {sum(lengths)} words"
    yield f"- {sum(lengths) / len(easy):.1f} words in a line on average, {max(lengths)} at most"
    yield f"- not decided yet: {', '.join(clause.id for clause in pack.pending) or 'nothing'}"
    yield f"- not carried: {' '.join(gaps(pack, clauses)) or 'nothing'}"


def _part(part: Part, clauses: list[SourceClause]) -> Iterator[str]:
    yield f"\n## Part {part.number}: {part.title}"
    for clause in part.clauses:
        lines = [line for line in part.lines if line.clause == clause.id]
        yield from _clause(clause, lines, [c for c in clauses if clause.id in c.carried_by])


def _clause(clause: Clause, lines: list[Line], places: list[SourceClause]) -> Iterator[str]:
    yield f"\n### {clause.id}{', not decided yet' if clause.pending else ''}\nIn the charter:\n"
    yield from (f"- {place.place}: {place.says}" for place in places)
    yield f"\nFull words: {clause.words}\n\nEasy words:\n"
    yield from (
        f'- "{line.simple}"' if line.kind == "quote" else f"- {line.simple}" for line in lines
    )


def main() -> int:
    """Write the page, and say what is missing."""
    pack, clauses = charter_pack(), source()
    REPORT.write_text(report(pack, clauses), encoding="utf-8")
    missing = gaps(pack, clauses)
    for gap in missing:
        print(gap)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
