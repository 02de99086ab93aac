"""Plain mode: what is printed, asked and understood, turn by turn."""

import pytest

from companion.domain.notes import Note
from companion.domain.shares import Share
from companion.page.rows import rows
from companion.plain.lines import EndOfInput
from companion.plain.mode import PlainMode
from companion.plain.scrollback import LEAST_LINES
from companion.problems import Problem
from companion.session import Session
from companion.wire.contributions import from_bytes
from tests.fakes import OFFER, World


class Talk:
    """Plays a member's answers and keeps each turn: what was written before each answer."""

    def __init__(self, *answers: str, cut_at: int = 0) -> None:
        self._answers = list(answers)
        self._cut_at = cut_at
        self.cut = False
        self.more = False
        self.turns: list[str] = []
        self.old: list[str] = []

    def __call__(self, text: str, old: str = "") -> str:
        self.turns.append(text)
        self.old.append(old)
        if not self._answers:
            raise EndOfInput
        answer = self._answers.pop(0)
        self.cut = bool(self._cut_at) and len(answer) >= self._cut_at
        return answer

    def unseen(self, text: str) -> str:
        return self(text)


def talk(here: World, *answers: str, width: int = 0, cut_at: int = 0) -> Talk:
    """Run plain mode over the answers, until they end."""
    here.settings.put("width", str(width or ""))
    said = Talk(*answers, cut_at=cut_at)
    PlainMode(Session(here.ports()), said, greeting="Companion, line by line.").run()
    return said


def texts(here: World) -> list[str]:
    return [note.text for note in here.notes.all()]


def test_the_start_is_short_and_names_the_mode(here: World) -> None:
    start = talk(here).turns[0]
    assert start.split("\n") == [
        "Companion, line by line.",
        "Next session: we do not know yet",
        "News: nothing new",
        "1 Next session",
        "2 Charter",
        "3 My journal",
        "4 Speak for me",
        "5 More",
        "Companion. Choose 1 to 5: ",
    ]


def test_no_turn_holds_anything_but_lines(here: World) -> None:
    said = talk(here, "2", "1", "", "", "3", "b", "x", "1", "5", "1", "1", "1", "a", "", "?", "0")
    for turn in said.turns:
        assert all(c == "\n" or c.isprintable() for c in turn)
        assert turn.endswith(": ")


def test_a_wrong_answer_is_told_in_the_prompt_and_nothing_is_repeated(here: World) -> None:
    assert talk(here, "9").turns[1] == "There is no choice 9. Choose 1 to 5: "


def test_an_answer_full_of_escapes_is_not_written_back(here: World) -> None:
    assert "\x1b" not in talk(here, "\x1b[2Jhello").turns[1]


def test_a_very_long_answer_is_not_read_back(here: World) -> None:
    assert talk(here, "blah " * 50).turns[1] == "There is no choice like that. Choose 1 to 5: "


def test_words_typed_where_a_choice_is_asked_for_hear_how_to_write(here: World) -> None:
    said = talk(here, "5", "1", "1", "My first note.", "9").turns
    assert said[4] == (
        "There is no choice My first note. To write, choose 1 first. Choose 1 to 4: "
    )
    assert said[5] == "There is no choice 9. Choose 1 to 4: "


def test_a_page_without_choices_says_how_to_go_back(here: World) -> None:
    said = talk(here, "5", "5", "3").turns[3]
    assert said.endswith("About Companion. For back, type b: ")


def test_words_work_as_well_as_numbers(here: World) -> None:
    assert "My notes" in talk(here, "more", "my notes").turns[1]
    assert "My notes" in talk(here, "5", "MY NO").turns[1]


def test_enter_alone_never_chooses(here: World) -> None:
    assert talk(here, "").turns[1] == "You chose nothing. For help, type help. Choose 1 to 5: "


def test_the_menu_comes_again_only_when_asked(here: World) -> None:
    turns = talk(here, "m").turns
    assert turns[1].startswith("1 Next session\n2 Charter\n")


def test_enter_turns_the_pages_of_a_text(here: World) -> None:
    turns = talk(here, "2", "5", "", "", "p").turns
    assert "Page 1 of 8." in turns[2]
    assert "Page 2 of 8." in turns[3]
    assert "Page 3 of 8." in turns[4]
    assert "Page 2 of 8." in turns[5]
    assert turns[2].endswith("Charter, part 5: How we work together. Enter for next, or 1 to 7: ")


def test_a_note_is_written_line_by_line(here: World) -> None:
    said = talk(here, "5", "1", "1", "1", "First line", "b", "", "2")
    assert texts(here) == ["First line\nb"]
    assert said.turns[4] == "Write your words. An empty line ends.\nLine 1: "
    assert said.turns[5] == "Line 2: "
    assert said.turns[7].endswith("It has 2 lines. Choose 1 to 4: ")
    assert "Saved on this computer." in said.turns[8]


def test_each_finished_line_is_kept_at_once(here: World) -> None:
    talk(here, "5", "1", "1", "1", "First line")
    assert texts(here) == ["First line"]


def test_a_line_can_be_changed_and_taken_out(here: World) -> None:
    here.notes.add("one\ntwo\nthree")
    said = talk(here, "5", "1", "2", "1", "2", "2", "TWO", "1", "3", "1", "2")
    assert texts(here) == ["TWO\nthree"]
    assert "two" in said.old


def test_changing_a_line_to_nothing_keeps_it(here: World) -> None:
    here.notes.add("one")
    talk(here, "5", "1", "2", "1", "2", "1", "", "2")
    assert texts(here) == ["one"]


@pytest.mark.parametrize("answer", ["0", "4", "-1", "x", "", "99999999999999999999"])
def test_a_line_that_is_not_there_changes_nothing(here: World, answer: str) -> None:
    here.notes.add("one\ntwo\nthree")
    talk(here, "5", "1", "2", "1", "3", answer)
    assert texts(here) == ["one\ntwo\nthree"]


def test_end_of_input_while_writing_keeps_and_never_means_yes(here: World) -> None:
    note: Note = here.notes.add("stay")
    talk(here, "5", "1", "2", "1", "1", "more")
    assert here.notes.get(note.id).text == "stay\nmore"


def test_a_line_that_may_be_cut_is_told(here: World) -> None:
    said = talk(here, "5", "1", "1", "1", "x" * 4050, cut_at=4000)
    assert "This line may be too long here." in said.turns[5]
    assert texts(here) == ["x" * 4050]


def test_a_full_disk_is_told_in_the_next_prompt(here: World) -> None:
    here.drafts.broken = Problem("disk_full")
    said = talk(here, "5", "1", "1", "1", "words")
    assert said.turns[5].startswith("The disk is full.")
    assert said.turns[5].endswith("Line 2: ")


def test_hide_pushes_the_text_away_and_says_what_it_cannot_do(here: World) -> None:
    here.notes.add("secret words")
    turn = talk(here, "5", "1", "2", "x").turns[4]
    assert turn.startswith("\n" * LEAST_LINES)
    assert "People can still scroll up to the text above." in turn
    assert "secret" not in turn


@pytest.mark.parametrize("width", [20, 40])
def test_braille_widths_hold_on_every_page(here: World, width: int) -> None:
    here.notes.add("words " * 40)
    said = talk(
        here,
        "2",
        "1",
        "",
        "",
        "",
        "3",
        "0",
        "5",
        "1",
        "2",
        "?",
        "1",
        "0",
        "5",
        "4",
        "0",
        "4",
        "?",
        "3",
        "0",
        "5",
        "2",
        "7",
        "3",
        "0",
        width=width,
    )
    lines = [line for turn in said.turns for line in turn.split("\n")[:-1]]
    assert max(map(len, lines)) <= width


def test_another_way_ends_plain_mode(here: World) -> None:
    session = Session(here.ports())
    PlainMode(session, Talk("5", "2", "7", "1")).run()
    assert session.way == "screen"
    assert not session.stopped


def test_what_changed_on_a_page_is_all_that_is_said(here: World) -> None:
    here.notes.add("one")
    turn = talk(here, "5", "1", "2", "3").turns[4]
    assert turn == (
        "This note is OK to say aloud.\n3 Make it only for me\n"
        "Marked: OK to say aloud. Choose 1 to 4: "
    )


def test_a_width_that_is_chosen_counts_at_once(here: World) -> None:
    said = talk(here, "5", "2", "5", "5", "4", "b", "b", "b", "b", "2")
    lines = said.turns[-1].split("\n")[:-1]
    assert lines and max(map(len, lines)) <= 20


def test_wrong_answers_without_end_leave_a_text_as_it_is(here: World) -> None:
    here.notes.add("one line")
    said = talk(here, "5", "1", "2", "1", *["9"] * 3000, "", "q")
    assert said.turns[-1].startswith("You changed nothing.")
    assert texts(here) == ["one line"]


def test_what_came_of_a_choice_is_named_in_the_question_where_it_is_too_long_for_it(
    here: World,
) -> None:
    *lines, question = talk(here, "2", "5", "", "4").turns[-1].split("\n")
    assert question == "Full words. Enter for next, or 1 to 6: "
    assert "Acknowledge: we take in what people tell us, and show that it was heard." in lines


@pytest.mark.parametrize("width", [0, 40, 20])
def test_every_letter_that_leaves_is_printed_as_it_is(here: World, width: int) -> None:
    here.community.connect(OFFER)
    text = '  Two  spaces,\n"marks" , \u202ehidden\u00a0signs\u200b e\u0301 and  the end  '
    here.shares.save(Share(id="sh1", words=text))
    here.settings.put("width", str(width or ""))
    session = Session(here.ports(), "share_preview", "sh1")
    labels = [row.label for row in rows(session.page)]
    said = Talk("Show every letter that leaves", str(labels.index("Send it now") + 1))
    PlainMode(session, said).run()
    [parcel] = here.outbox.parcels.values()
    assert from_bytes(parcel.body).words == text
    turn = said.turns[1]
    if width:
        assert max(map(len, turn.split("\n")[:-1])) <= width
        assert parcel.body.decode().replace("\n", "") in turn.replace("\n", "")
    else:
        assert f"{parcel.body.decode()}\n" in turn
    assert turn.endswith(": ")


class Watching(Talk):
    """Remembers also which answers nobody could see."""

    def __init__(self, *answers: str) -> None:
        super().__init__(*answers)
        self.hidden: list[str] = []

    def unseen(self, text: str) -> str:
        self.hidden.append(text)
        return self(text)


def test_the_pictures_of_a_lock_are_chosen_unseen_and_not_said(here: World) -> None:
    here.lock.set("pictures", "noise quiet light dark")
    here.lock.close()
    said = Watching("3", "look back", "1", "Quiet", "grren", "light", "wrong one")
    PlainMode(Session(here.ports()), said).run()
    assert "You do not see what you type." in said.hidden[0]
    assert sum("You do not see what you type." in turn for turn in said.turns) == 1
    assert len(said.hidden) == 6
    told = "".join(said.turns[3:])
    assert "You chose 3 pictures of 4." in told
    assert "There is no such choice here." in told
    assert not any(word in "".join(said.turns[4:]) for word in ("grren", "wrong one"))


def test_what_was_told_before_is_not_told_as_what_just_happened(here: World) -> None:
    here.lock.set("words", "my blue door")
    here.lock.close()
    said = talk(here, "3", "5", "1", "wrong words", "2", "1", "my blue door")
    *_turns, tried, _typing, typed = said.turns
    assert "This is not the answer." in tried
    assert "You typed 10 letters. Choose 1 to 4: " in typed
    assert "This is not the answer." not in typed


def test_after_locking_all_of_the_page_is_said(here: World) -> None:
    here.lock.set("words", "my blue door")
    last = talk(here, "3", "5").turns[-1]
    assert "\nMy journal\n" in last
    assert "There are 2 questions." in last


def test_the_question_has_the_last_sentences_that_fit_into_its_row(here: World) -> None:
    here.lock.set("words", "my blue door")
    here.lock.close()
    last = talk(here, "3", "5", "1", "my blue door", "2", width=60).turns[-1]
    *_above, told, question = last.split("\n")
    assert told == "Your lock is open."
    assert question == "To lock your journal, press x. Choose 1 to 5: "


def test_what_is_found_at_an_address_is_said_after_enter(here: World) -> None:
    found = iter([None, None, None, OFFER])
    looked = lambda: next(found, None) if here.sync.codes else None  # noqa: E731
    here.sync.looked = looked  # type: ignore[method-assign]
    said = Talk("1", "https://north.example apple river apple river", "", "2", "", "")
    PlainMode(Session(here.ports(), "connect"), said).run()
    asked, still, shown = said.turns[-3:]
    assert asked.endswith("To see what we found, press Enter: ")
    assert still == "We still look. To see what we found, press Enter: "
    assert "Community: North Sea Community\n" in shown
    assert shown.endswith("This is what we found. Choose 1 to 2: ")


def test_two_keys_are_enough_in_lines(here: World) -> None:
    here.settings.put("keys", "two")
    said = talk(here, " ", "", *" " * 20)
    prompts = [turn.split("\n")[-1] for turn in said.turns]
    assert prompts[:2] == ["Companion. 1 Next session: ", "2 Charter: "]
    assert prompts[2].startswith("Charter. 1 ")  # it was taken
    assert {"Back: ", "Home: ", "Help: ", "Stop: "} <= set(prompts[3:])
    first = prompts[2].removeprefix("Charter. ")
    assert first in prompts[3:]  # after the last comes the first


def test_numbers_and_words_still_work_with_two_keys(here: World) -> None:
    here.settings.put("keys", "two")
    last = talk(here, "2", "help").turns[-1]
    assert last.endswith("Help. 1 I need help now: ")


def test_words_are_written_with_two_keys_in_lines(here: World) -> None:
    here.settings.put("keys", "two")
    note = ["", "", "", " ", "", " ", ""]  # your note; a row, a letter; another row, a letter
    talk(here, "go my notes", "new note", *note, "done", "back")
    assert texts(here) == ["Ah"]
