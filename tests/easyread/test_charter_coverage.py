"""Nothing of the charter is lost on the way to easy words, and nothing is added."""

import pytest

from companion.easyread.reading import charter_pack
from tools.charter_coverage import REPORT, SourceClause, gaps, report, source

PACK = charter_pack()
SOURCE = source()


def easy(clause_id: str) -> str:
    return " ".join(
        line.simple for part in PACK.parts for line in part.lines if line.clause == clause_id
    )


def test_every_clause_of_the_charter_has_easy_words_and_the_other_way_round() -> None:
    assert gaps(PACK, SOURCE) == []


def test_the_list_of_the_charter_is_whole() -> None:
    """How many places each piece of the charter has, counted from the charter by hand."""
    pieces = [clause.place.split(",")[0] for clause in SOURCE]
    assert {piece: pieces.count(piece) for piece in dict.fromkeys(pieces)} == {
        "Opening": 3,
        "Part 1": 5,
        "Part 2": 10,
        "Part 3": 10,
        "Part 4": 18,
        "Part 5": 9,
        "Part 6": 11,
        "Part 7": 9,
        "Closing": 4,
    }
    places = [clause.place for clause in SOURCE]
    assert len(set(places)) == len(places)


def test_the_report_is_up_to_date() -> None:
    assert REPORT.read_text(encoding="utf-8") == report(PACK, SOURCE), (
        "run: python -m tools.charter_coverage"
    )


def test_gaps_are_told_on_both_sides() -> None:
    others = [clause for clause in SOURCE if "7.7" not in clause.carried_by]
    lost = [SourceClause("Closing", "new", ()), SourceClause("Closing", "newer", ("7.8",))]
    assert gaps(PACK, others + lost) == [
        "Closing has no clause in the pack.",
        "The pack has no clause 7.8.",
        "Clause 7.7 is not in the charter.",
    ]


# Names, numbers and choices that a shorter sentence could drop without anyone noticing.
@pytest.mark.parametrize(
    ("clause_id", "facts"),
    [
        ("1.1", ["Kent and Medway", "all of us", "work with", "support", "share your life"]),
        ("2.1", ["autistic people", "people with learning disabilities", "people with ADHD"]),
        ("2.3", ["health", "mental health", "social care", "education", "charities", "councils"]),
        ("2.6", ["Black and brown communities", "primary care", "barriers", "now"]),
        ("3.4", ["people and services", "parts of the system"]),
        ("4.1", ["agenda", "words", "decide", "how we are set up"]),
        ("6.1", ["lived experience", "health and care", "Kent and Medway", "share what they know"]),
        ("6.4", ["every 2 months"]),
        ("6.7", ["free", "You can join even if"]),
        ("6.8", ["face to face", "in person", "could not join online"]),
        ("7.7", ["4 workshops", "2 talks", "2 workshops", "2 sessions", "43 people", "9 sectors"]),
    ],
)
def test_facts_carry_over(clause_id: str, facts: list[str]) -> None:
    assert [fact for fact in facts if fact not in easy(clause_id)] == []
