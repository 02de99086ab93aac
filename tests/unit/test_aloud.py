"""What may be spoken, and when: the rules of the voice, with all but the sound."""

import pytest

from companion.page import wording
from companion.page.events import Chose, Pressed, Typed
from companion.page.rows import rows
from companion.problems import Problem
from companion.session import Session
from companion.speech import voice as spoken
from tests.fakes import World, world
from tests.places import CANARY
from tests.speech.recorder import RecordingSpeaker

NOTE = ("open_more", "open_notes", "open_note n1")


@pytest.fixture
def here() -> World:
    made = world(way="screen", voice="on", say_moves="on")
    made.notes.add(f"{CANARY}\nSecond line.")
    return made


class Member:
    """Somebody at the keys. `heard` is what was said since it was asked last."""

    def __init__(self, here: World, *actions: str) -> None:
        self.here = here
        self.session = Session(here.ports())
        self._count = 0
        self.do(*actions)
        self.heard()

    def do(self, *actions: str) -> "Member":
        """Press keys, each of which stops what is being read."""
        for action in actions:
            name, _space, arg = action.partition(" ")
            self.session.hush()
            self.session.send(Pressed(name, arg))
        return self

    def move(self, label: str) -> "Member":
        """Move to what begins with these words: a row, or a line of the page."""
        page = self.session.page
        shown = [wording.row(row) for row in rows(page)] + wording.page_lines(page)
        self.session.hush()
        self.session.moved_to(next((one for one in shown if label in one), label))
        return self

    def type(self, text: str) -> "Member":
        """Type letters into the text box of the page."""
        for end in range(1, len(text) + 1):
            self.session.hush()
            self.session.send(Typed("text", text[:end]))
            self.session.typed(text[:end])
        return self

    def heard(self) -> list[str]:
        """What was begun to be said to the member since the last call."""
        said = self.here.sound.heard("own")
        new, self._count = said[self._count :], len(said)
        return new

    @property
    def own(self) -> RecordingSpeaker:
        return self.here.sound.speakers["own"]

    def hear_to_the_end(self) -> list[str]:
        """Listen until the voice is silent."""
        while self.own.talking:
            self.own.end()
        return self.heard()

    @property
    def told(self) -> str:
        return self.session.notice.text if self.session.notice else ""


# No sound until the voice is on.


def test_there_is_no_sound_until_the_voice_is_on(here: World) -> None:
    here.settings.values.pop("voice")
    member = Member(here)
    keys = ("read", "read_here", "again", "sentence_before", "sentence_next", "slower", "spell")
    for key in keys:
        member.do("home", key).move("1 Next")
        assert "The voice is off." in member.told
    member.do("open_charter", "open_part 5", "read_together", "again", "next_page")
    member.do("home", *NOTE).type("It is loud. ")
    member.do("help", "open_reading", *keys)
    member.session.printed()
    assert here.sound.said == []


def test_v_turns_the_voice_on_and_off_and_it_is_kept(here: World) -> None:
    here.settings.values.pop("voice")
    member = Member(here)
    member.do("voice")
    assert (member.heard(), here.settings.get("voice")) == (["The voice is on."], "on")
    assert member.move("2 Charter").heard() == ["Companion. 2. Charter."]
    member.do("voice").move("1 Next")
    assert (member.heard(), here.settings.get("voice")) == ([], "off")
    assert member.told == "The voice is off."
    assert Member(here).move("2 Charter").heard() == []


def test_a_voice_that_cannot_be_kept_on_is_told(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_name: str, _value: str) -> None:
        raise Problem("disk_full")

    here.settings.values.pop("voice")
    monkeypatch.setattr(here.settings, "put", full)
    assert "full" in Member(here).do("voice").told


def test_turning_it_off_silences_the_room_too(here: World) -> None:
    member = Member(here, "open_speak", "say_line 0")
    room = here.sound.speakers["room"]
    before = room.talking
    member.do("voice")
    assert (before, room.talking) == (True, False)


def test_other_keys_do_not_silence_the_room(here: World) -> None:
    member = Member(here, "open_speak", "say_line 0")
    member.do("more_lines", "help", "back").move("1 ")
    assert here.sound.speakers["room"].talking
    assert member.heard() == []


# Private pages.


def test_a_private_page_is_read_after_a_yes_and_on_that_page_alone(here: World) -> None:
    here.notes.add("The second note.")
    member = Member(here, *NOTE)
    assert member.do("read").session.page.route == "read_private"
    assert member.heard() == []
    member.do("read_yes")
    assert member.session.page.route == "note"
    assert CANARY in member.hear_to_the_end()
    assert CANARY in member.do("read").hear_to_the_end()
    member.do("back", "open_note n1", "read")
    assert CANARY in member.hear_to_the_end()
    assert member.do("back", "open_note n2", "read").session.page.route == "read_private"


def test_a_no_reads_nothing(here: World) -> None:
    member = Member(here, *NOTE).do("read", "read_no")
    assert (member.session.page.route, member.heard()) == ("note", [])


@pytest.mark.parametrize("key", ["read", "read_here"])
def test_the_question_is_asked_once_however_often_the_key_is_pressed(here: World, key: str) -> None:
    member = Member(here, *NOTE).do("read", key, key, "read_yes")
    assert member.session.page.route == "note"
    assert CANARY in member.hear_to_the_end()


def test_a_yes_ends_with_the_run(here: World) -> None:
    Member(here, *NOTE).do("read", "read_yes")
    assert Member(here, *NOTE).do("read").session.page.route == "read_private"


def test_a_yes_for_a_new_note_is_none_for_the_next_new_note(here: World) -> None:
    member = Member(here, "open_more", "open_notes", "new_note").do("read", "read_yes")
    assert member.do("help", "back", "read").session.page.route == "note"
    member.do("back", "new_note")
    assert member.do("read").session.page.route == "read_private"


def test_the_menu_asks_for_a_private_page_too(here: World) -> None:
    member = Member(here, *NOTE, "help", "open_reading").do("read")
    assert member.session.page.route == "read_private"
    member.do("read_yes")
    assert CANARY in member.hear_to_the_end()


def test_on_a_private_page_moves_say_only_the_programs_own_words(here: World) -> None:
    member = Member(here, "open_more", "open_notes")
    assert member.move("2 ").heard() == ["My notes. 2. Your own words."]
    assert member.move("1 New note").heard() == ["1, New note"]
    member.do("open_note n1")
    assert member.move("1 Your note").heard() == ["My note. 1. Your note"]
    assert member.move("4 Delete").heard() == ["4, Delete this note"]
    assert member.move(CANARY).heard() == []
    assert member.move("Help").heard() == ["Help"]


def test_moves_say_own_words_after_a_yes(here: World) -> None:
    member = Member(here, "open_more", "open_notes").do("read", "read_yes")
    member.heard()
    assert CANARY[:10] in member.move("2 ").heard()[0]


def test_again_never_says_words_of_the_private_page_before(here: World) -> None:
    member = Member(here, *NOTE).do("read", "read_yes")
    member.own.end()
    for way in ("back", "home", "hide", "help_now", "open_more"):
        member.do(way)
        member.heard()
        member.do("again", "sentence_next", "sentence_before", "spell")
        assert member.heard() == []


def test_again_is_still_there_in_the_menu_about_the_page(here: World) -> None:
    member = Member(here, *NOTE).do("read", "read_yes")
    member.hear_to_the_end()
    member.do("help", "open_reading")
    member.heard()
    assert len(member.do("again").heard()) == 1


# Typing.


def test_private_letters_are_not_said_unless_asked(here: World) -> None:
    member = Member(here, *NOTE)
    assert member.type("It is loud. ").heard() == []
    here.settings.put("say_private_typing", "words")
    assert member.type("It is loud. ").heard() == ["It", "is", "loud"]
    here.settings.put("say_private_typing", "letters")
    assert member.type("ab").heard() == ["a", "b"]


def test_what_just_happened_is_said_once_and_not_with_each_letter(here: World) -> None:
    member = Member(here, *NOTE).move("1 ")
    assert member.do("mark_aloud").heard()[-1] == "Marked: okay to say aloud."
    member.type("loud")
    here.drafts.broken = Problem("disk_full")
    member.type("louder")
    assert len([said for said in member.heard() if "full" in said]) == 1
    member.do("mark_private", "mark_aloud")
    assert member.heard()[-1] == "Marked: okay to say aloud."


# A screen reader, and moves.


@pytest.mark.parametrize(("runs", "says"), [(True, False), (False, True)])
def test_the_voice_keeps_out_of_the_way_of_a_screen_reader(
    here: World, monkeypatch: pytest.MonkeyPatch, runs: bool, says: bool
) -> None:
    monkeypatch.setattr(spoken, "screen_reader_runs", lambda: runs)
    here.settings.put("say_moves", "auto")
    here.settings.put("say_private_typing", "letters")
    member = Member(here).move("2 Charter")
    member.session.printed()
    member.do("home", *NOTE).type("x").do("mark_aloud")
    assert bool(member.heard()) == says
    assert member.do("faster").heard() == ["160 words a minute."]
    assert member.do("home", "read").heard() == ["Companion"]


def test_with_moves_off_only_what_happened_is_said(here: World) -> None:
    here.settings.put("say_moves", "off")
    member = Member(here).move("2 Charter").do(*NOTE).type("x")
    assert member.heard() == []
    assert member.do("back").heard() == ["Saved on this computer."]


def test_what_happened_is_said_with_the_next_page_and_never_later(here: World) -> None:
    member = Member(here, *NOTE).move("1 ").type("x")
    member.heard()
    member.do("back").move("1 New note")
    assert member.heard() == ["Saved on this computer. My notes. 1. New note"]
    member.do("open_note n1").move("1 ").type("y").do("back", "home").move("1 Next session")
    assert member.heard()[1:] == ["Companion. 1. Next session."]


def test_a_choice_says_whether_it_is_chosen(here: World) -> None:
    member = Member(here, "open_more", "open_settings", "open_setting clock")
    assert member.move("1 ").heard()[0].endswith("chosen.")
    assert member.move("2 ").heard() == ["2, 6 in the evening, not chosen."]


def test_lines_are_read_where_they_may_be(here: World) -> None:
    member = Member(here)
    member.session.printed()
    assert member.heard() == ["Companion"]
    member.do(*NOTE).session.printed()
    assert member.heard() == ["My note."]


# Reading.


def part(here: World) -> Member:
    return Member(here, "open_charter", "open_part 5")


def test_reading_goes_through_the_page_and_no_further(here: World) -> None:
    said = part(here).do("read").hear_to_the_end()
    assert said[0] == "Charter, part 5: How we work together"
    assert "1. Next" in said


def test_reading_is_stopped_by_any_key_and_carries_on(here: World) -> None:
    member = part(here).do("read")
    for _sentence in range(3):
        member.own.end()
    at = member.heard()[-1]
    assert not member.do("read").own.talking
    assert member.do("read").heard() == [at]
    member.own.start()
    member.move("1 Next")
    member.heard()
    assert member.do("read").heard() == [at]


def test_a_page_that_was_left_is_read_from_its_start(here: World) -> None:
    member = part(here).do("read")
    first = member.heard()
    member.own.end()
    member.do("back", "open_part 5")
    member.heard()
    assert member.do("read").heard() == first


def test_again_before_and_next_say_one_sentence_each(here: World) -> None:
    member = part(here).do("read")
    member.own.end()
    first, second = member.heard()
    assert member.do("again").hear_to_the_end() == [second]
    assert member.do("sentence_before").hear_to_the_end() == [first]
    assert member.do("sentence_before").hear_to_the_end() == [first]
    assert member.do("sentence_next", "sentence_next").heard()[0] == second


def test_a_word_is_spelled(here: World) -> None:
    member = part(here).do("read")
    member.heard()
    assert member.do("spell").heard() == ["C, h, a, r, t, e, r"]
    assert member.do("spell cup").heard() == ["c, u, p"]


def test_reading_from_a_line_on(here: World) -> None:
    member = Member(here)
    member.do("read_here 2 Charter")
    assert member.hear_to_the_end()[0] == "2. Charter"


def test_a_page_of_1_sentence_is_read_when_it_opens(here: World) -> None:
    member = part(here)
    member.do("read_together")
    first = member.hear_to_the_end()
    member.do("next_page")
    assert first
    assert member.hear_to_the_end() != first


# How fast, and who speaks.


def test_slower_and_faster_go_by_steps_to_their_ends(here: World) -> None:
    member = Member(here)
    assert member.do("slower").heard() == ["120 words a minute."]
    assert here.settings.get("rate") == "120"
    assert member.own.manners[-1].rate == 120
    member.do("slower", "slower")
    member.heard()
    assert member.do("slower").heard() == ["Slower is not possible."]
    member.do(*["faster"] * 11)
    assert here.settings.get("rate") == "300"
    assert member.do("faster").heard()[-1] == "Faster is not possible."
    assert here.settings.get("rate") == "300"


@pytest.mark.parametrize(("rows_to", "to"), [((), "own"), (("room_voice",), "room")])
def test_a_voice_that_is_chosen_is_heard_where_it_will_speak(
    here: World, rows_to: tuple[str, ...], to: str
) -> None:
    member = Member(here, "open_more", "open_settings", "open_voice", *rows_to, "choose_voice")
    setting = "room_voice" if rows_to else "voice_name"
    here.sound.said.clear()
    member.session.send(Chose(setting, ""))
    assert here.sound.said[0][0] == to
    assert here.sound.said[0][1].startswith("This is how I speak.")


def test_a_voice_that_breaks_off_is_told_once_on_the_screen(here: World) -> None:
    member = Member(here).do("read")
    member.own.lose()
    assert member.session.hear()
    assert member.told == "The voice stopped. The words are on the screen."
    assert not member.session.hear()


@pytest.mark.parametrize("answer", ["screen", "bigger", "unsure"])
def test_a_companion_that_was_opened_to_talk_asks_aloud_and_goes_on_talking(answer: str) -> None:
    here = world(way="", voice="on", say_moves="on")
    session = Session(here.ports(), "ways")
    session.printed()
    assert ("own", "How do you want to use Companion?") in here.sound.said
    session.send(Chose("way", answer))
    assert here.settings.get("voice") == "on"
    session = Session(here.ports(), "ways")  # asked again: then the answer is about the voice too
    session.send(Chose("way", answer))
    assert here.settings.get("voice") == "off"


def test_nothing_is_said_before_somebody_asks_for_it() -> None:
    here = world(way="")
    session = Session(here.ports(), "ways")
    session.printed()
    assert here.sound.said == []
