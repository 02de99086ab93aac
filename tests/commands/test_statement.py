"""The accessibility statement leaves no clause out, and every test that it names exists."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
STATEMENT = TESTS.parent / "docs" / "accessibility-statement.md"

# A and AA of WCAG 2.2, by the first numbers of each.
WCAG = {
    "1.1": (1,),
    "1.2": (1, 2, 3, 4, 5),
    "1.3": (1, 2, 3, 4, 5),
    "1.4": (1, 2, 3, 4, 5, 10, 11, 12, 13),
    "2.1": (1, 2, 4),
    "2.2": (1, 2),
    "2.3": (1,),
    "2.4": (1, 2, 3, 4, 5, 6, 7, 11),
    "2.5": (1, 2, 3, 4, 7, 8),
    "3.1": (1, 2),
    "3.2": (1, 2, 3, 4, 6),
    "3.3": (1, 2, 3, 4, 7, 8),
    "4.1": (2, 3),
}
# The clauses of EN 301 549 V3.2.1 beside those of WCAG. Whole chapters stand as one number.
EN = {
    "4.2": range(1, 12),
    "5.1.2": range(1, 3),
    "5.1.3": range(1, 17),
    "5.1": (4, 5, 7),
    "5.1.6": (1, 2),
    "5": (2, 3, 4, 7, 8, 9),
    "5.5": (1, 2),
    "5.6": (1, 2),
    "": (6, 7, 8, 9, 10, 13),
    "11.5": (1,),
    "11.5.2": range(1, 18),
    "11.6": (1, 2),
    "11": (7,),
    "11.8": range(1, 6),
    "12.1": (1, 2),
    "12.2": (2, 3, 4),
}
NAMED = re.compile(r"`([a-z_/]+\.py)::(test_\w+)`")
HONEST = re.compile(r"(Not yet|Does not apply): \w.{3,}")


def rows() -> list[tuple[str, str]]:
    """Each clause with its last cell."""
    text = STATEMENT.read_text(encoding="utf-8")
    cells = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| ")]
    return [
        (clause.strip(), row[3].strip())
        for row in cells
        if row[0].strip()[0].isdigit()
        for clause in row[0].split(",")
    ]


ROWS = rows()


def test_every_clause_is_answered() -> None:
    wcag = [f"{first}.{last}" for first, numbers in WCAG.items() for last in numbers]
    others = [f"{first}.{last}".lstrip(".") for first, numbers in EN.items() for last in numbers]
    assert len(wcag) == 55
    assert sorted(clause for clause, _answer in ROWS) == sorted(wcag + others)


@pytest.mark.parametrize(("clause", "answer"), ROWS, ids=[clause for clause, _ in ROWS])
def test_each_answer_is_a_test_that_exists_or_an_honest_word(clause: str, answer: str) -> None:
    named = NAMED.findall(answer)
    rest = NAMED.sub("", answer).strip()
    assert named or rest, f"{clause} has no answer"
    assert not rest or HONEST.fullmatch(rest), rest
    for file, test in named:
        source = (TESTS / file).read_text(encoding="utf-8")
        assert re.search(rf"^(async )?def {test}\(", source, re.MULTILINE), f"{file}::{test}"
