"""The checker finds what is hard to read, says where, and leaves easy words alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.easyread.checker import Finding, check

RULES = (
    "ER-01 ER-03 ER-05 ER-06 ER-07 ER-09 ER-10 ER-11 ER-12 ER-13 ER-14 ER-15 ER-15b ER-15c"  # noqa: SIM905
    " ER-16 ER-17 ER-23".split()
)

# The lines that the rules came with, and all that each one breaks.
MUST_FAIL = [
    ("The agenda will be shared with you in due course.", {"ER-05", "ER-16"}),
    ("We meet on 26/06/26 at 18:00.", {"ER-15", "ER-15b", "ER-17"}),
    ("You can't join if you don't register.", {"ER-12", "ER-06"}),
    ("50% of people liked it.", {"ER-14"}),
    ("Bring e.g. a drink.", {"ER-10"}),
    ("See section IV.", {"ER-13"}),
    ("Friday 27 June 2026", {"ER-15"}),
]
MUST_PASS = [
    "We are tired and happy because you came.",
    "The door is closed.",
    "Friday 26 June 2026, 6pm to 8pm.",
]

HARD = [
    ("ER-01", "We meet so that you can say what you think about this and about that too."),
    ("ER-03", "I went home, but I was cold and wet, and I was sad."),
    ("ER-05", "Your words are not always read."),
    ("ER-05", "Is lunch provided?"),
    ("ER-05", "This was made with members."),
    ("ER-05", "The door was closed by the staff."),
    ("ER-05", "It has been sent."),
    ("ER-06", "It is not impossible."),
    ("ER-06", "Nobody has no time."),
    ("ER-06", "It isn't untrue."),
    ("ER-06", "It is not impolite."),
    ("ER-07", "We will commence now."),
    ("ER-07", "Tranquillity helps."),
    ("ER-07", "Concessionary prices help."),
    ("ER-07", "They have a vacancy."),
    ("ER-15b", "The bus goes at 0615."),
    ("ER-15b", "We eat at 1830."),
    ("ER-17", "Do NOT eat this."),
    ("ER-09", "We do co-production."),
    ("ER-09", "We signposted people."),
    ("ER-09", "He suffers from autism."),
    ("ER-09", "Let us touch base."),
    ("ER-10", "Ask the CEO."),
    ("ER-10", "Bring food, drink, etc."),
    ("ER-10", "NB it is free."),
    ("ER-10", "Ask at A&E."),
    ("ER-10", "Ask the SENCO."),
    ("ER-10", "It is in the U.S.A. now."),
    ("ER-11", "Come to our meetings."),
    ("ER-12", "It’s free."),
    ("ER-12", "They'll come."),
    ("ER-12", "Let's go."),
    ("ER-13", "We do six things."),
    ("ER-13", "One of us will come."),
    ("ER-13", "A million people came."),
    ("ER-13", "Read Part V."),
    ("ER-14", "It is ½ full."),
    ("ER-14", "It is 3/4 full."),
    ("ER-14", "It is 2.5 miles away."),
    ("ER-14", "It is 20 per cent."),
    ("ER-15", "Come on 26 June."),
    ("ER-15", "Come on June 26, 2026."),
    ("ER-15", "Come on 2026-06-26."),
    ("ER-15", "Come on Fri 26 June 2026."),
    ("ER-15", "Come on Friday, 26 June 2026."),
    ("ER-15", "Come on Friday 26th June 2026."),
    ("ER-15", "Come on friday 26 june 2026."),
    ("ER-15", "Come on Tuesday 31 June 2026."),
    ("ER-15", "Come on the 26th."),
    ("ER-15b", "Come at 18.00."),
    ("ER-15b", "Come at half past 6."),
    ("ER-15b", "Come at 6 o'clock."),
    ("ER-15c", "Come tomorrow."),
    ("ER-15c", "Come next Friday."),
    ("ER-15b", "Come at 6.00pm."),
    ("ER-15b", "Come at 6 pm."),
    ("ER-15b", "Come at 6 p.m. today."),
    ("ER-15b", "Come at 6:00pm."),
    ("ER-15b", "Come at 12pm."),
    ("ER-15b", "Come at 13pm."),
    ("ER-15b", "Come from 6-8pm."),
    ("ER-15b", "Come from 6pm - 8pm."),
    ("ER-16", "We will write soon."),
    ("ER-16", "A few people came."),
    ("ER-17", "Tea & cake."),
    ("ER-17", "This is “it”."),
    ("ER-17", "Wait…"),
    ("ER-17", "Read this NOTICE now."),
    ("ER-23", "You must come."),
    ("ER-23", "You will need to sign."),
    ("ER-23", "You have to sign."),
]

EASY = [
    "Dr Osei is here.",
    "Ahmed likes tea.",
    "The soup is made of peas.",
    "The road is flooded.",
    "Wash off germs.",
    "Your ticket is in the app on your phone.",
    "There are 1200 people at 1500 tables.",
    "Our words. Not yet the community's.",
    "What one thing could be different?",
    "Which one do you like? Take this one.",
    "We do 1 thing at a time, one at a time.",
    "No one needs a reason.",
    "2 million people, 1 in 10, or half.",
    "It is £2.50 to get in.",
    "Ask the NHS, a GP or people in the UK.",
    "I do not know yet.",
    "No, you do not have to answer.",
    "We are interested, worried, married or used to it.",
    "The room is set up. You are allowed to go.",
    "You need not come. You do not need to come.",
    "It is not under the table. It is not until 5:30pm.",
    "We meet at midday. We stop at midnight.",
    "The time is 12:30pm. The month is June 2026.",
    "Someone came. It was awesome, and sooner is fine.",
    "Companion 1.2.3 is here.",
    "I am here to listen. You may go to 5 rooms.",
    "Siân, Oluwaseun and Llandudno are names. Priya is too.",
    "The slowest helpers spoke quietly and unhappily.",
    "In the event of a fire, go outside.",
    "We meet to walk, to eat and to rest.",
    "Come next Friday, which is Friday 26 June 2026.",
    "It is on the 5th floor. It is the 2nd time.",
    "It is called Companion. You do not have to come.",
    "Write to jo_b@example.org or look at www.example.org/a_b;c and notes/read.md",
]


@pytest.mark.parametrize(("text", "rules"), MUST_FAIL)
def test_lines_that_must_fail(text: str, rules: set[str]) -> None:
    assert {finding.rule for finding in check(text)} == rules


@pytest.mark.parametrize("text", [*MUST_PASS, *EASY])
def test_lines_that_must_pass(text: str) -> None:
    assert check(text) == []


@pytest.mark.parametrize(("rule", "text"), HARD)
def test_each_rule_finds_what_it_is_for(rule: str, text: str) -> None:
    assert rule in {finding.rule for finding in check(text)}


def test_every_rule_is_tried() -> None:
    tried = {rule for rule, _ in HARD} | {rule for _, rules in MUST_FAIL for rule in rules}
    assert tried == set(RULES)


def test_a_finding_says_where_and_what_may_be_better() -> None:
    assert check("Come in.\nWe meet on Friday 27 June 2026.") == [
        Finding(
            rule="ER-15",
            level="fail",
            line=2,
            column=12,
            words="Friday 27 June 2026",
            why="That day is a Saturday.",
            suggestion="If the rest is right, write: Saturday 27 June 2026",
        )
    ]


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Don't go.", "Write: Do not"),
        ("You can't go.", "Write: cannot"),
        ("Let’s go.", "Write: Let us"),
        ("It's free.", "Write: It is"),
        ("We'll see.", "Write: We will"),
        ("We do six things.", "Write: 6"),
        ("Come at 18.30 PM.", "Write: 6:30pm"),
        ("Come at 0am.", "Write: midnight"),
        ("Tea & cake.", "Write: and"),
        ("A NOTICE for you.", "Write: notice"),
    ],
)
def test_suggestions(text: str, suggestion: str) -> None:
    assert suggestion in {finding.suggestion for finding in check(text)}


def test_fixed_names_can_be_allowed() -> None:
    assert check("Read about ADHD.", allowed=frozenset({"ADHD"})) == []
    assert check("Read about ADHD.", allowed=frozenset({"ADH"})) != []


def test_a_line_break_hides_nothing() -> None:
    assert [(f.rule, f.line) for f in check("We read it\nin due\ncourse.")] == [("ER-16", 2)]


def test_lines_and_sentences_are_told_apart() -> None:
    long = "We meet so that you can say what you think\nabout this and about that too."
    assert [(f.rule, f.line, f.column) for f in check(f"Hello.\n{long}")] == [("ER-01", 2, 1)]
    assert check("1 Next session\n2 Charter\n3 My journal\n4 Speak for me\n5 More of this") == []


@given(st.text() | st.text("aneotd'’ 0126:./-–apm%IVNHSJune\n"))
def test_any_text_can_be_checked(text: str) -> None:
    lines = text.split("\n")
    for finding in check(text):
        words = finding.words.split()[0]
        assert finding.rule in RULES
        assert finding.why
        assert lines[finding.line - 1][finding.column - 1 :].startswith(words)
