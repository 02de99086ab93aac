"""How well the Easy Read checker agrees with people, rule by rule: `python -m benchmarks.checker`.

Precision: of what the checker finds, how much people find too. Recall: of what people find,
how much the checker finds. Rules were tuned on one half of the lines only; which half a
line is in depends on its hash. Fresh lines were written when the rules were done; those of
"fresh 2" were made without a look at the rules' code, measured once, and then tuned on;
those of "fresh 3" came after that.
`--misses` prints where they differ, in the lines for tuning.
"""

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from benchmarks.table import Row, milliseconds, print_table
from companion.easyread.checker import check_text
from companion.easyread.reading import charter_pack

LINES = Path(__file__).with_name("checker_lines.txt")
FRESH = {
    "fresh": Path(__file__).with_name("checker_fresh_lines.txt"),
    "fresh 2": Path(__file__).with_name("checker_fresh_lines_2.txt"),
    "fresh 3": Path(__file__).with_name("checker_fresh_lines_3.txt"),
}
HALVES = ("tuned on", "held out")
GROUPS = (*HALVES, *FRESH)
FOR_TUNING = frozenset({"tuned on", "fresh 2"})
FOR_DOCUMENTS = frozenset({"ER-02", "ER-07b", "ER-20", "ER-21", "ER-22"})
RUNS = 5


class Labelled(NamedTuple):
    """A line, the fail rules that people say it breaks, and which of GROUPS it is in."""

    text: str
    rules: frozenset[str]
    group: str


def labelled() -> list[Labelled]:
    """All labelled lines, and the easy words of the charter, which break no rule."""
    lines = [Labelled(text, rules, half(text)) for rules, text in _rows(LINES)]
    for group, file in FRESH.items():
        lines += [Labelled(text, rules, group) for rules, text in _rows(file)]
    charter = {line.simple for part in charter_pack().parts for line in part.lines if line.picture}
    return lines + [Labelled(text, frozenset(), half(text)) for text in sorted(charter)]


def _rows(file: Path) -> Iterator[tuple[frozenset[str], str]]:
    for row in file.read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            rules, _bar, text = row.partition("| ")
            yield frozenset(rules.split()), text


def half(text: str) -> str:
    """Which half a line is in. It never moves, whatever lines are added."""
    return HALVES[hashlib.sha256(text.encode()).digest()[0] % 2]


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
    """The measures as a Markdown table, all groups side by side."""
    groups = [scores([line for line in lines if line.group == group]) for group in GROUPS]
    heads = " | ".join(f"{group}: lines | precision | recall" for group in GROUPS)
    rows = [f"| rule | {heads} |", "|---" * (1 + 3 * len(GROUPS)) + "|"]
    names = {rule for group in groups for rule in group}
    for rule in sorted(names, key=lambda name: (name == "all", name)):
        cells = []
        for group in groups:
            both, ours, theirs = group.get(rule, (0, 0, 0))
            cells += [str(both + theirs), share(both, ours), share(both, theirs)]
        rows.append(f"| {rule} | {' | '.join(cells)} |")
    return rows


def print_misses(lines: list[Labelled]) -> None:
    """Where the checker and people differ, in the lines that rules may be tuned on."""
    for line in lines:
        found = found_in(line.text)
        if line.group in FOR_TUNING and found != line.rules:
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
    """Print the measures of the rules, then of time."""
    lines = labelled()
    sizes = Counter(line.group for line in lines)
    print(f"{len(lines)} lines: {', '.join(f'{sizes[group]} {group}' for group in GROUPS)}\n")
    print("\n".join(table(lines)), end="\n\n")
    print_table(measure())


if __name__ == "__main__":
    if "--misses" in sys.argv[1:]:
        print_misses(labelled())
    else:
        main()
