"""Drawings, photos and voices in the pages of Share: nothing is lost, and nothing speaks over."""

import pytest
from msgspec.structs import replace

from companion.domain.shares import Share
from companion.page.blocks import Page
from companion.page.events import Chose, Typed
from companion.page.file_words import how_long, size_words
from companion.page.rows import rows
from companion.page.wording import page_lines
from companion.pages.sharing import shared_again
from companion.plain.mode import PlainMode
from companion.problems import Problem
from companion.session import Session
from tests.fakes import World, connected_world
from tests.sharing_places import DOTS, FOLDER, with_files
from tests.unit.steps import go


@pytest.fixture
def here() -> World:
    made = connected_world(way="screen")
    with_files(made)
    return made


def sharing(here: World, kind: str) -> Session:
    session = Session(here.ports())
    go(session, "open_more", "open_sent", "new_share")
    session.send(Chose("way", kind))
    return session


def says(page: Page, words: str) -> bool:
    return words in " ".join(page_lines(page))


def only(here: World) -> Share:
    [share] = [one for one in here.shares.all() if one.own]
    return share


def number_of(session: Session, label: str) -> int:
    return next(row.number for row in rows(session.page) if row.label == label)


def test_each_way_stands_in_one_list_and_none_before_the_others(here: World) -> None:
    session = Session(here.ports())
    go(session, "open_more", "open_sent", "new_share")
    labels = [row.label for row in rows(session.page)]
    assert labels == [
        *("Pictures", "A drawing", "A photo", "My voice"),
        *("I am here to listen", "I said it in the session", "Words"),
    ]


@pytest.mark.parametrize("kind", ["drawing", "photo"])
def test_a_file_is_chosen_kept_and_sent(here: World, kind: str) -> None:
    session = sharing(here, kind)
    session.send(Chose("file", f"{FOLDER}cat.png"))
    assert session.page.route == "share_thing"
    assert says(session.page, f"A {kind}. 212 KB.")
    assert here.attachments.data(only(here).files[0].id) == DOTS
    go(session, "share_thing_done", "share_on")
    assert says(session.page, f"A {kind}. 212 KB.")
    go(session, "share_all_letters")
    assert says(session.page, only(here).files[0].sha256)
    assert says(session.page, '"size": 211008')
    go(session, "send_now")
    assert session.page.route == "sent_one"
    [parcel] = here.outbox.parcels.values()
    assert [(one.type, one.size) for one in parcel.files] == [
        ("image/png" if kind == "drawing" else "image/jpeg", len(DOTS))
    ]


def test_a_typed_name_does_and_one_that_is_wrong_stays_to_be_changed(here: World) -> None:
    session = sharing(here, "photo")
    go(session, "use_file")
    assert says(session.page, "There is no name yet.")
    session.send(Typed("path", "nothing.jpg"))
    go(session, "use_file")
    assert says(session.page, "We found no file with this name.")
    assert session.page.route == "share_file"
    assert any(row.field and row.field.value == "nothing.jpg" for row in rows(session.page))
    session.send(Typed("path", f"{FOLDER}cat.png"))
    go(session, "use_file")
    assert session.page.route == "share_thing"


def making(here: World) -> Session:
    here.studio.slow = True
    session = sharing(here, "photo")
    session.send(Chose("file", f"{FOLDER}cat.png"))
    assert session.making
    assert says(session.page, "We make the new file now.")
    return session


def test_nobody_waits_for_a_file_and_it_is_told_once_when_it_is_ready(here: World) -> None:
    session = making(here)
    assert not session.hear()
    assert number_of(session, "Stop this") == 1
    here.studio.slow = False
    assert session.hear()
    assert session.page.route == "share_thing"
    assert says(session.page, "The new file is ready.")
    assert here.attachments.data(only(here).files[0].id) == DOTS
    assert not session.hear()


@pytest.mark.parametrize("leaving", ["stop_making", "back", "home", "hide", "help", "stop"])
def test_a_file_that_is_being_made_can_be_stopped_and_left(here: World, leaving: str) -> None:
    session = making(here)
    go(session, leaving)
    here.studio.slow = False
    assert not session.making
    assert not session.hear()
    assert not any(one.files for one in here.shares.all() if one.own)
    if leaving == "stop_making":
        assert says(session.page, "It has stopped.")
        assert number_of(session, "Use this file")


def test_a_file_that_could_not_be_made_leads_back_to_the_choice(here: World) -> None:
    session = making(here)
    here.studio.files.clear()
    ends_in_vain(session, here, "We found no file with this name.")
    with_files(here)
    session = making(here)
    here.attachments.broken = Problem("disk_full")
    ends_in_vain(session, here, "The disk is full.")


def ends_in_vain(session: Session, here: World, words: str) -> None:
    here.studio.slow = False
    assert session.hear()
    assert not session.making
    assert session.page.route == "share_file"
    assert says(session.page, words)
    assert number_of(session, "Use this file")


def test_lines_ask_for_enter_until_a_file_is_ready(here: World) -> None:
    here.settings.put("way", "plain")
    session = making(here)
    prompts = _pressing_enter(session, here)
    assert prompts[0].endswith("Enter to look if it is ready, or 1 to stop: ")
    assert "It is not ready yet." in prompts[1]
    assert "It is not ready yet." in prompts[2]
    assert prompts[3].count("The new file is ready.") == 1
    assert "It is not ready yet." not in prompts[3]


def _pressing_enter(session: Session, here: World) -> list[str]:
    """All that lines show, where a file is ready before the third Enter."""
    asker = Asker(here)
    PlainMode(session, asker).run()
    return asker.shown


class Asker:
    """Presses Enter 3 times, and stops."""

    cut = more = False

    def __init__(self, here: World) -> None:
        self.here, self.shown = here, list[str]()

    def __call__(self, text: str, old: str = "") -> str:
        del old
        self.shown.append(text)
        self.here.studio.slow = len(self.shown) < 3
        return "" if len(self.shown) < 4 else "stop"

    def unseen(self, text: str) -> str:
        return self(text)


def test_one_key_begins_to_record_and_the_same_key_stops(here: World) -> None:
    session = sharing(here, "voice")
    assert number_of(session, "Record now") == 1
    go(session, "record")
    assert here.studio.recording
    assert says(session.page, "It is recording.")
    assert number_of(session, "Stop recording") == 1
    go(session, "stop_recording")
    assert says(session.page, "It has stopped.")
    assert session.page.route == "share_thing"
    assert here.attachments.data(only(here).files[0].id) == here.studio.said


@pytest.mark.parametrize("leaving", ["back", "home", "hide", "stop"])
def test_leaving_ends_a_recording_and_keeps_it(here: World, leaving: str) -> None:
    session = sharing(here, "voice")
    go(session, "record", leaving)
    assert not here.studio.recording
    assert here.attachments.data(only(here).files[0].id) == here.studio.said
    assert session.page.route != "share_thing"


def test_a_closed_terminal_keeps_a_recording(here: World) -> None:
    session = sharing(here, "voice")
    go(session, "record")
    session.end_of_input()
    assert only(here).files


def test_what_cannot_be_kept_is_tried_again(here: World) -> None:
    session = sharing(here, "voice")
    go(session, "record")
    here.attachments.broken = Problem("disk_full")
    go(session, "stop_recording")
    assert says(session.page, "The disk is full.")
    assert session.page.route == "share_file"
    here.attachments.broken = None
    go(session, "stop_recording")
    assert here.attachments.data(only(here).files[0].id) == here.studio.said


def test_a_recording_that_ends_by_itself_is_kept(here: World) -> None:
    session = sharing(here, "voice")
    go(session, "record")
    here.studio.ended = True
    assert session.hear()
    assert session.page.route == "share_thing"
    assert only(here).files


def test_without_a_microphone_a_file_is_offered(here: World) -> None:
    here.studio.microphone = False
    session = sharing(here, "voice")
    go(session, "record")
    assert says(session.page, "We cannot record on this computer now.")
    assert number_of(session, "Use this file")


def test_silence_is_told_and_it_can_be_done_again(here: World) -> None:
    here.studio.said = b""
    session = sharing(here, "voice")
    go(session, "record", "stop_recording")
    assert says(session.page, "We heard nothing.")
    here.studio.said = b"OggS"
    go(session, "record", "stop_recording")
    assert only(here).files


def test_no_voice_speaks_while_it_records_or_plays(here: World) -> None:
    here.settings.put("voice", "on")
    here.settings.put("say_moves", "on")
    here.notes.add("Can we go slower?", aloud=True)
    session = sharing(here, "voice")
    session.moved_to("1 Record now")
    assert here.sound.said
    go(session, "record")
    before = list(here.sound.said)
    assert not any(speaker.talking for speaker in here.sound.speakers.values())
    session.moved_to("1 Stop recording")
    go(session, "read", "again", "slower")
    session.printed()
    assert here.sound.said == before
    assert says(session.page, "The voice is quiet until this ends.")
    go(session, "stop_recording")
    session.moved_to("1 Listen to it")
    assert here.sound.said[-1] == ("own", "It has stopped. My voice. 1. Listen to it")
    go(session, "hear_file")
    assert here.studio.playing == here.studio.said
    before = list(here.sound.said)
    session.moved_to("3 Add words")
    assert here.sound.said == before
    go(session, "hush_file")
    session.moved_to("3 Add words")
    assert here.sound.said != before


def test_leaving_stops_the_sound_and_takes_away_what_was_shown(here: World) -> None:
    session = sharing(here, "voice")
    go(session, "record", "stop_recording", "hear_file", "share_thing_done")
    assert not here.studio.playing
    session = sharing(here, "drawing")
    session.send(Chose("file", f"{FOLDER}cat.png"))
    go(session, "show_file")
    assert here.studio.shown == [DOTS]
    go(session, "hide")
    assert here.studio.shown == []


def test_words_beside_it_are_a_choice_and_lead_back(here: World) -> None:
    session = sharing(here, "drawing")
    session.send(Chose("file", f"{FOLDER}cat.png"))
    go(session, "add_words", "share_written")
    assert session.page.route == "share_thing"
    go(session, "add_words")
    session.send(Typed("words", "A cat in the rain."))
    go(session, "share_written")
    assert says(session.page, "A cat in the rain.")
    assert only(here).words == "A cat in the rain."
    go(session, "share_thing_done", "share_on")
    assert says(session.page, "A cat in the rain.")
    assert says(session.page, "A drawing. 212 KB.")


def test_words_with_a_name_are_looked_at_first(here: World) -> None:
    session = sharing(here, "drawing")
    session.send(Chose("file", f"{FOLDER}cat.png"))
    go(session, "add_words")
    session.send(Typed("words", "Dr Patel drew it."))
    go(session, "share_written", "share_thing_done", "share_on")
    assert session.page.route == "share_check"


def test_another_file_takes_the_place_of_the_first(here: World) -> None:
    session = sharing(here, "voice")
    go(session, "record", "stop_recording")
    first = only(here).files[0]
    here.studio.said = b"OggS again"
    go(session, "other_file", "record", "stop_recording")
    [second] = only(here).files
    assert here.attachments.data(second.id) == b"OggS again"
    with pytest.raises(Problem):
        here.attachments.data(first.id)


def test_a_copy_has_the_file_too_and_another_file_in_it_leaves_the_first_share_whole(
    here: World,
) -> None:
    session = sharing(here, "voice")
    go(session, "record", "stop_recording")
    first = next(share for share in here.shares.all() if share.files)
    anew = shared_again(first)
    assert (anew.kind, anew.files) == ("voice", first.files)
    here.shares.save(anew)
    here.studio.said = b"OggS again"
    go(Session(here.ports(), "share_thing", anew.id), "other_file", "record", "stop_recording")
    assert here.attachments.data(first.files[0].id) != b"OggS again"


def test_before_a_yes_it_is_told_what_a_file_may_tell(here: World) -> None:
    for kind, told in (
        ("photo", "A photo can show who you are and where you are."),
        ("voice", "People who know your voice can know that it is you."),
    ):
        session = sharing(here, kind)
        assert says(session.page, told)
        if kind == "voice":
            go(session, "record", "stop_recording")
        else:
            session.send(Chose("file", f"{FOLDER}cat.png"))
        go(session, "share_thing_done", "share_on")
        assert session.page.route == "share_preview"
        assert says(session.page, told)


def test_more_than_a_community_takes_is_not_sent(here: World) -> None:
    published = here.community.published()
    assert published is not None
    here.community.document = replace(published, limits=replace(published.limits, file=1000))
    session = sharing(here, "drawing")
    session.send(Chose("file", f"{FOLDER}cat.png"))
    go(session, "share_thing_done", "share_on")
    assert says(session.page, "It is too large to send.")
    assert "send_now" not in session.page.actions()


def test_sizes_and_times_in_words() -> None:
    assert [size_words(n) for n in (1, 999, 1000, 211_008, 999_999, 1_300_000)] == [
        *("1 KB", "1 KB", "1 KB", "212 KB", "1000 KB", "1.3 MB")
    ]
    assert [how_long(n) for n in (1, 12, 60, 61, 125)] == [
        *("1 second", "12 seconds", "1 minute", "1 minute and 1 second"),
        "2 minutes and 5 seconds",
    ]
