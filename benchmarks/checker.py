"""How well the Easy Read checker agrees with people, rule by rule: `python -m benchmarks.checker`.

Precision: of what the checker finds, how much people find too. Recall: of what people find,
how much the checker finds. Rules were tuned on one half of the lines only; which half a
line is in depends on its hash. `--misses` prints where they differ, in the half for tuning.
"""

import hashlib
import sys
from collections import Counter
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from benchmarks.table import Row, milliseconds, print_table
from companion.easyread.checker import check_text
from companion.easyread.reading import charter_pack

LINES = Path(__file__).with_name("checker_lines.txt")
FOR_DOCUMENTS = frozenset({"ER-02", "ER-07b", "ER-20", "ER-21", "ER-22"})
RUNS = 5


class Labelled(NamedTuple):
    """A line, the fail rules that people say it breaks, and whether rules were tuned on it."""

    text: str
    rules: frozenset[str]
    tune: bool


def labelled() -> list[Labelled]:
    """All labelled lines, and the easy words of the charter, which break no rule."""
    lines = []
    for row in LINES.read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            rules, _bar, text = row.partition("| ")
            lines.append(Labelled(text, frozenset(rules.split()), is_for_tuning(text)))
    charter = {line.simple for part in charter_pack().parts for line in part.lines if line.picture}
    return lines + [Labelled(text, frozenset(), is_for_tuning(text)) for text in sorted(charter)]


def is_for_tuning(text: str) -> bool:
    """Which half a line is in. It never moves, whatever lines are added."""
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 0


def found_in(text: str) -> frozenset[str]:
    """The fail rules that the checker says this line breaks."""
    findings = check_text(text, glossary=charter_pack().glossary)
    return frozenset(f.rule for f in findings if f.level == "fail") - FOR_DOCUMENTS


def scores(lines: list[Labelled]) -> dict[str, tuple[int, int, int]]:
    """For each rule, and "all": what both found, only the checker, only people."""
    counts: Counter[tuple[str, int]] = Counter()
    for line in lines:
        found = found_in(line.text)
        for column, rules in enumerate(
            (found & line.rules, found - line.rules, line.rules - found)
        ):
            counts.update((rule, column) for rule in rules)
            counts["all", column] += len(rules)
    names = {rule for rule, _column in counts}
    return {name: (counts[name, 0], counts[name, 1], counts[name, 2]) for name in sorted(names)}


def share(part: int, rest: int) -> str:
    """A share of the whole in percent; "-" when there is nothing to share."""
    return f"{100 * part / (part + rest):.0f}%" if part + rest else "-"


def table(lines: list[Labelled]) -> list[str]:
    """The measures as a Markdown table, both halves side by side."""
    halves = [scores([line for line in lines if line.tune is tune]) for tune in (True, False)]
    rows = [
        "| rule | tuned on: lines | precision | recall | held out: lines | precision | recall |",
        "|---|---|---|---|---|---|---|",
    ]
    for rule in sorted({*halves[0], *halves[1]}, key=lambda name: (name == "all", name)):
        cells = []
        for half in halves:
            both, ours, theirs = half.get(rule, (0, 0, 0))
            cells += [str(both + theirs), share(both, ours), share(both, theirs)]
        rows.append(f"| {rule} | {' | '.join(cells)} |")
    return rows


def print_misses(lines: list[Labelled]) -> None:
    """Where the checker and people differ, in the half that rules may be tuned on."""
    for line in lines:
        found = found_in(line.text)
        if line.tune and found != line.rules:
            words = [f"{f.rule} {f.words}" for f in check_text(line.text) if f.level == "fail"]
            extra, missed = sorted(found - line.rules), sorted(line.rules - found)
            print(f"{line.text}\n  only the checker: {extra} only people: {missed} {words}")


def measure() -> list[Row]:
    """How long a document of 1,000 words takes, after all is loaded."""
    text = ""
    for line in labelled():
        if len(text.split()) < 1_000:
            text += line.text + "\n\n"
    glossary = charter_pack().glossary
    check_text(text, glossary=glossary)
    times = []
    for _run in range(RUNS):
        start = perf_counter()
        check_text(text, glossary=glossary)
        times.append(perf_counter() - start)
    what = f"check a text of {len(text.split())} words"
    return [Row(what, median(times) * 1000, "ms", 200, f"slowest {milliseconds(max(times))}")]


def main() -> None:
    """Print both tables."""
    lines = labelled()
    halves = [sum(line.tune is tune for line in lines) for tune in (True, False)]
    print(f"{len(lines)} lines: {halves[0]} to tune on, {halves[1]} held out\n")
    print("\n".join(table(lines)), end="\n\n")
    print_table(measure())


if __name__ == "__main__":
    if "--misses" in sys.argv[1:]:
        print_misses(labelled())
    else:
        main()
