"""What is printed: nothing is left out, pictures are shared, private is said to be private."""

from datetime import date

from companion.domain.sessions import Change
from companion.easyread.reading import charter_pack, load_pack
from companion.printing.charter import charter_document, guide_document
from companion.printing.document import Facts, Line, Own, Steps
from companion.printing.notes import notes_document
from companion.printing.session import session_document
from companion.shipped import shipped
from tests.places import EMPTY, FULL, MOVED
from tests.printing.documents import counted, note, words_of


def test_every_easy_word_of_the_charter_is_in_it() -> None:
    pack = charter_pack()
    said = " ".join(line.simple for part in pack.parts for line in part.lines)
    for view in ("simple", "pictures"):
        assert not counted(said) - words_of(charter_document(pack, view))


def test_every_full_word_of_the_charter_is_in_it_and_whose_words_they_are() -> None:
    pack = charter_pack()
    said = " ".join(clause.words for part in pack.parts for clause in part.clauses)
    assert not counted(f"{said} {pack.note}") - words_of(charter_document(pack, "full"))


def test_the_guide_says_every_word_of_its_pack_and_what_it_is() -> None:
    pack = load_pack(shipped("easyread", "guide"))
    said = " ".join(line.simple for part in pack.parts for line in part.lines)
    for view in ("simple", "pictures"):
        document = guide_document(pack, view)
        assert not counted(f"This guide says how to use Companion. {said}") - words_of(document)
        assert "agreed" not in str(document.opening)


def test_one_part_has_no_other_and_only_its_own_hard_words() -> None:
    pack = charter_pack()
    document = charter_document(pack, "simple", 5)
    assert document.title == "Charter, part 5: How we work together"
    assert [section.title for section in document.sections] == ["", "What words mean"]
    assert len(words_of(document)) < len(words_of(charter_document(pack, "simple")))


def test_lines_of_one_idea_share_a_picture_and_views_without_have_none() -> None:
    pack = charter_pack()
    [section, _meanings] = charter_document(pack, "pictures", 5).sections
    first, *others = [item for item in section.items if isinstance(item, Line)]
    assert (first.picture, first.shows) == ("six-things", "A list of 6 things")
    together = next(line for line in others if line.sentences[0] == "Acknowledge.")
    assert together.sentences[1] == "This means we show that we heard you."
    simple = charter_document(pack, "simple", 5).sections[0].items
    assert not any(isinstance(item, Line) and item.picture for item in simple)


def test_a_session_says_all_that_is_known() -> None:
    document = session_document(FULL)
    facts = [item.facts for item in document.opening if isinstance(item, Facts)]
    names = [name for some in facts for name, _words in some]
    assert names == ["Session", "Day", "Time", "Where", "Cost", "For"]
    assert [section.title for section in document.sections] == [
        "How to join",
        "What will happen",
        "What it is like",
        "More",
    ]
    assert not document.private
    assert session_document(EMPTY).sections == ()


def test_what_changed_comes_first() -> None:
    change = Change("where", "online", "Maidstone")
    first, then, *_rest = session_document(MOVED._replace(changed=(change,))).opening
    assert first == Line(("Something changed.",))
    assert then == Facts((("Changed", "Where"), ("It was", "online"), ("Now it is", "Maidstone")))


def test_steps_without_a_time_have_numbers() -> None:
    document = session_document(FULL._replace(starts=date(2026, 6, 26), ends=None))
    [steps] = [s for s in document.sections if s.title == "What will happen"]
    assert isinstance(steps.items[0], Steps)


def test_notes_are_private_and_each_is_there_under_its_session() -> None:
    notes = [
        note("for none"),
        note("one", session="k7m4d", prompt="say"),
        note("two", session="gone"),
    ]
    document = notes_document(notes, [FULL, EMPTY])
    assert document.private
    assert [section.title for section in document.sections] == [
        "Notes for Friday 26 June 2026, 6pm",
        "Other notes",
        "Notes for a session that we do not know",
    ]
    own = [i.text for s in document.sections for i in s.items if isinstance(i, Own)]
    assert sorted(own) == ["for none", "one", "two"]


def test_nothing_that_a_terminal_or_a_browser_obeys_is_in_a_document() -> None:
    bad = "a\x1b[31mred\x00\u202eb\x85c\ud800"
    texts = [
        repr(notes_document([note(bad)], [FULL])),
        repr(session_document(FULL._replace(title=bad, where=bad, about=bad))),
    ]
    for text in texts:
        assert "x1b" not in text and "u202e" not in text and "ud800" not in text
