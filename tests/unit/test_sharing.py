"""Sharing: three steps, the very bytes, a choice to wait, and what became of it."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from msgspec.structs import replace

from companion.domain.connections import Arrived, Connection
from companion.domain.journal import Answer, Entry
from companion.domain.kept import About as Place
from companion.domain.kept import Draft
from companion.domain.notes import Note
from companion.domain.parcels import begun, refused
from companion.domain.shares import Share
from companion.page import wording
from companion.page.blocks import Action, Quote
from companion.page.events import Chose, Typed
from companion.page.rows import rows
from companion.plainwords.refusals import SAID, refused_words
from companion.plainwords.sentences import sentences
from companion.problems import Problem
from companion.session import Session
from companion.wire.community import SessionInfo
from companion.wire.contributions import from_bytes
from companion.wire.refusals import STATUSES
from companion.wire.trails import Reply, Trail
from tests.fakes import COMMUNITY, OFFER, FakeCommunity, World, connected_world, world
from tests.places import EMPTY, FULL
from tests.sharing_places import WHOLE
from tests.unit.steps import go

TODAY = date(2026, 6, 19)
LOUD = "The room was too loud."
CONNECTED = Connection(OFFER.address, COMMUNITY.name, TODAY, key=OFFER.key)


@pytest.fixture
def here() -> World:
    return connected_world(way="screen")


def words(session: Session) -> str:
    return "\n".join(wording.page_lines(session.page))


def at_share(here: World, way: str, arg: str = "") -> Session:
    return go(Session(here.ports(), "share", arg), Chose("way", way))


def at_preview(here: World, text: str = LOUD) -> Session:
    session = go(at_share(here, "words"), Typed("words", text), "share_written", "share_on")
    return go(session, "share_leave_clues") if session.page.route == "share_check" else session


def only(here: World) -> Share:
    [share] = here.shares.all()
    return share


def body(here: World) -> bytes:
    [parcel] = here.outbox.parcels.values()
    return parcel.body


@pytest.mark.parametrize("way", ["listening", "said"])
def test_a_way_without_words_needs_no_more_than_a_yes(here: World, way: str) -> None:
    go(at_share(here, way), "share_on", "send_now")
    sent = from_bytes(body(here))
    assert (sent.kind, sent.words, sent.symbols, sent.name) == (way, "", (), "")


def test_pictures_need_no_words(here: World) -> None:
    session = go(at_share(here, "symbols"), Chose("symbol", "noise"), "symbols_done", "share_on")
    assert '"noise"' in words(session)
    go(session, "send_now")
    assert from_bytes(body(here)).symbols == ("noise",)


@pytest.mark.parametrize(
    "text",
    [
        'The room\n\nwas "loud". \u00e9',
        "  Two  spaces\tand  a tab,  \n at the ends too  ",
        "e\u0301, \u202eturned, zero\u200bwidth, no\u00a0break, \u3164, \x7f, \ufeff",
        "\U0001f469\u200d\U0001f469\u200d\U0001f467 and \u0643\u062a\u0627\u0628 \u2800",
    ],
)
def test_what_is_shown_is_what_is_frozen(here: World, text: str) -> None:
    session = go(at_preview(here, text), "share_all_letters")
    shown = [line for b in session.page.blocks if isinstance(b, Quote) for line in wording.lines(b)]
    go(session, "send_now")
    assert "\n".join(shown).encode() == body(here)
    assert from_bytes(body(here)).words == text
    sending = only(here).sending
    assert sending is not None
    assert sending.digest == sha256(body(here)).hexdigest()
    assert sending.consent == COMMUNITY.consent.version


def test_all_that_travels_can_be_seen_in_short_too(here: World) -> None:
    session = go(at_share(here, "words"), Typed("words", LOUD), "share_written")
    go(session, "share_more", "share_as", Chose("answer", "carer"), Chose("answer", "autistic"))
    go(session, "share_choice_done", "share_made", Chose("answer", "me-with-supporter"))
    go(session, "share_more_done", "share_audience", Chose("answer", "members"))
    go(session, "share_name", Typed("name", " Sam  T "), "name_done")
    assert "They see the name that you typed." in words(session)
    go(session, "share_on")
    for told in (
        "I speak as: An autistic person, A carer",
        "Who made this: My supporter helped",
        "Who can see it: The people who lead and all members",
        "Your name: Sam T",
    ):
        assert told in words(session)
    go(session, "send_now")
    sent = from_bytes(body(here))
    assert (sent.audience, sent.name, sent.made_by) == ("members", "Sam T", "me-with-supporter")
    assert sent.speaking_as == ("autistic", "carer")


def test_a_name_goes_with_one_share_only(here: World) -> None:
    session = go(at_share(here, "listening"), "share_name", Typed("name", "Sam"), "name_done")
    go(session, "share_on", "send_now", "home")
    go(at_share(here, "listening"), "share_on", "send_now")
    assert sorted(share.name for share in here.shares.all()) == ["", "Sam"]


def naming(here: World) -> Session:
    session = go(at_share(here, "listening"), "share_name", Typed("name", "Sa"))
    [draft] = here.drafts.stored.values()
    assert (draft.text, draft.about) == ("Sa", Place("share_name", only(here).id))
    return session


def test_a_name_is_kept_as_it_is_typed_and_carried_on(here: World) -> None:
    naming(here)
    assert only(here).name == ""
    here.drafts.earlier, here.drafts.stored = here.drafts.stored, {}  # it was killed here
    session = Session(here.ports())
    assert "You were here: a name to share." in words(session)
    go(session, "carry_on")
    assert (session.page.route, session.page.begin_at) == ("share_name", "name")
    go(session, Typed("name", "Sam"), "name_done")
    assert (session.page.route, only(here).name) == ("share_who", "Sam")
    assert (here.drafts.stored, here.drafts.earlier) == ({}, {})


@pytest.mark.parametrize("way", ["name_done", "no_name", "back", "hide"])
def test_a_name_that_is_done_leaves_no_draft(here: World, way: str) -> None:
    go(naming(here), way)
    assert here.drafts.stored == {}
    assert only(here).name == ("" if way == "no_name" else "Sa")


def test_a_name_that_is_typed_and_taken_away_leaves_no_draft(here: World) -> None:
    go(naming(here), Typed("name", ""))
    assert here.drafts.stored == {}


def test_a_name_for_a_share_that_is_gone_is_not_lost(here: World) -> None:
    about = Place("share_name", "x")
    here.drafts.earlier["x-name"] = Draft("x-name", about, "Sam", here.clock.now())
    session = go(Session(here.ports()), "carry_on", "name_done")
    assert (session.page.route, only(here).name) == ("share_who", "Sam")
    assert here.drafts.earlier == {}


def test_keeping_comes_first_and_nothing_leaves_without_a_yes(here: World) -> None:
    session = at_preview(here)
    assert rows(session.page)[0].label == "Keep it for me"
    go(session, "keep_for_me")
    assert session.page.route == "home"
    assert here.outbox.parcels == {}
    assert only(here).sending is None
    assert only(here).words == LOUD


@pytest.mark.parametrize("end", ["back", "home", "hide", "stop"])
def test_leaving_the_preview_sends_nothing_and_loses_nothing(here: World, end: str) -> None:
    go(at_preview(here), end)
    assert here.outbox.parcels == {}
    assert only(here).words == LOUD


def test_the_end_of_the_input_is_no_yes(here: World) -> None:
    session = at_preview(here)
    session.end_of_input()
    assert here.outbox.parcels == {}
    assert only(here).words == LOUD


def test_tomorrow_home_asks_in_one_quiet_line_and_sends_nothing(here: World) -> None:
    session = go(at_preview(here), "ask_tomorrow")
    assert "We ask you on Saturday 20 June 2026." in words(session)
    assert "open_asked" not in session.page.actions()
    here.clock.time += timedelta(days=1)
    session = Session(here.ports())
    assert "You asked us to ask you: do you want to send it?" in words(session)
    assert LOUD not in words(session)
    assert here.outbox.parcels == {}
    go(session, f"open_asked {only(here).id}")
    assert "This will leave your computer:" in words(session)
    go(session, "keep_for_me")
    assert "open_asked" not in session.page.actions()


def test_without_a_community_it_is_kept_and_says_so() -> None:
    here = world(way="screen")
    session = at_preview(here)
    assert "You are not connected to a community." in words(session)
    assert "send_now" not in session.page.actions()
    go(session, "send_now", "open_connect")
    assert session.page.route == "connect"
    assert here.outbox.parcels == {}
    assert only(here).words == LOUD


def test_words_that_could_not_be_put_in_the_outbox_can_be_sent_again(here: World) -> None:
    session = at_preview(here)
    here.outbox.broken = Problem("disk_full")
    go(session, "send_now")
    assert session.page.route == "share_preview"
    here.outbox.broken = None
    go(session, "send_now")
    assert session.page.route == "sent_one"
    assert len(here.outbox.parcels) == 1


def test_what_is_too_long_to_send_is_told_and_kept(here: World) -> None:
    session = at_preview(here, "word " * 15_000)
    assert "It is too long to send. Make it shorter first." in words(session).replace("\n", " ")
    assert "send_now" not in session.page.actions()
    go(
        session,
        "send_now",
    )
    assert here.outbox.parcels == {}


def test_is_never_sent_twice(here: World) -> None:
    session = go(at_preview(here), "send_now", "back")
    while session.page.route not in ("share_preview", "home"):
        go(session, "back")
    go(session, "send_now")
    assert len(here.outbox.parcels) == 1


def test_only_chosen_lines_are_copied_and_the_entry_stays(here: World) -> None:
    entry = here.journal.save(Entry(helped=Answer("One.\nTwo.", ("noise",)), said="Three."))
    session = go(Session(here.ports(), "entry", entry.id), "share_entry", Chose("line", "1"))
    go(session, "share_chosen", "share_on", "send_now")
    share = only(here)
    assert (share.words, share.symbols, share.entry) == ("Two.", (), entry.id)
    assert b"One." not in body(here)
    assert entry.id.encode() not in body(here)
    assert here.journal.get(entry.id) == entry


def test_what_was_said_in_a_session_goes_as_said(here: World) -> None:
    entry = here.journal.save(Entry(said="I need a break."))
    session = go(Session(here.ports(), "entry", entry.id), "share_entry", Chose("line", "0"))
    go(session, "share_chosen")
    assert only(here).kind == "said"


def test_no_line_is_chosen_for_the_member(here: World) -> None:
    entry = here.journal.save(Entry(helped=Answer("One.")))
    session = go(Session(here.ports(), "entry", entry.id), "share_entry", "share_chosen")
    assert "Choose a line first" in words(session)
    assert here.shares.all() == []


def test_a_line_of_the_charter_that_is_not_right_can_be_sent(here: World) -> None:
    session = go(Session(here.ports(), "note", "for  not_right 5.1"), Typed("text", "This hurts."))
    go(session, "share_note")
    assert session.page.route == "share_words"
    go(session, "share_written", "share_on", "send_now")
    about = from_bytes(body(here)).about
    assert (about.kind, about.id) == ("charter", "5.1")
    assert [note.text for note in here.notes.all()] == ["This hurts."]


def test_a_note_that_is_stored_is_copied_too(here: World) -> None:
    note = here.notes.save(Note(text="This hurts.", prompt="not_right 5.1"))
    session = go(Session(here.ports(), "note", note.id), "share_note", "share_written")
    assert only(here).words == "This hurts."
    assert session.page.route == "share_who"


def test_this_is_hard_for_me_says_where_and_nothing_more(here: World) -> None:
    session = go(Session(here.ports(), "journal"), "help", "hard_for_me", Chose("way", "listening"))
    go(session, "share_on", "send_now")
    about = from_bytes(body(here)).about
    assert (about.kind, about.id) == ("access", "journal")


def test_an_idea_names_the_meeting_that_reads_it(here: World) -> None:
    here.sessions.take("c", [FULL, EMPTY])
    session = Session(here.ports(), "share", "agenda")
    assert "The shaping meeting reads it: Thursday 16 July 2026." in words(session)


def test_a_late_idea_goes_to_the_next_meeting(here: World) -> None:
    later = EMPTY._replace(id="m3n4p", uid="3", starts=date(2026, 9, 17))
    here.sessions.take("c", [FULL, EMPTY, later])
    first = SessionInfo(
        id="2", title="Shaping", starts="2026-07-16", kind="shaping", ideas_until="2026-06-10"
    )
    here.community.document = replace(COMMUNITY, sessions=(first,))
    session = Session(here.ports(), "share", "agenda")
    assert "It is too late for Thursday 16 July 2026." in words(session)
    assert "The shaping meeting reads it: Thursday 17 September 2026." in words(session)


def test_everyone_is_told_the_same_before_a_yes(here: World) -> None:
    said = words(go(at_share(here, "listening")))
    for told in (
        "Ana and Tom read it first.",
        "They may not read it today.",
        "They may tell others if someone is in danger.",
        "They do not know who you are.",
        "Need help now?",
    ):
        assert told in said
    here.community.document = replace(COMMUNITY, who_reads="")
    assert "The people who lead read it first." in words(go(at_share(here, "listening")))


# Gentle words before the preview.

NAMING = "Dr Patel knows.\nMy NHS number is 943 476 5919."


def at_look(here: World) -> Session:
    return go(at_share(here, "words"), Typed("words", NAMING), "share_written", "share_on")


def test_clues_are_told_and_stop_nobody(here: World) -> None:
    session = at_look(here)
    assert "This may name a person: Dr Patel" in words(session)
    assert "This looks like an NHS number: 943 476 5919" in words(session)
    go(session, "share_leave_clues", "send_now")
    assert from_bytes(body(here)).words == NAMING


def test_both_versions_are_shown_before_anything_changes(here: World) -> None:
    session = go(at_look(here), "share_change_clues")
    assert '"Dr Patel knows."' in words(session)
    assert '"[a name] knows."' in words(session)
    go(session, "back")
    assert only(here).words == NAMING
    go(session, "share_change_clues", Chose("clue", "0"), "use_new_words")
    assert session.page.route == "share_preview"
    assert only(here).words == "Dr Patel knows.\nMy NHS number is [an NHS number]."


def test_a_supporter_is_asked_about_before_the_preview(here: World) -> None:
    here.settings.put("supporter", "here")
    session = go(at_share(here, "listening"), "share_on")
    assert session.page.title == "Who made this?"
    go(session, Chose("answer", "supporter"))
    assert session.page.route == "share_preview"
    assert "Who made this: It is my supporter's view" in words(session)
    assert only(here).made_by == "supporter"


# Words as they are typed.


def test_each_letter_is_kept_and_found_again(here: World) -> None:
    session = go(at_share(here, "words"), Typed("words", "Half a sent"))
    [draft] = here.drafts.stored.values()
    assert draft.text == "Half a sent"
    here.drafts.earlier[draft.id] = draft
    session = Session(here.ports())
    assert "You were here: words to share." in words(session)
    go(session, "carry_on")
    assert session.page.begin_at == "words"
    go(session, "share_written")
    assert [share.words for share in here.shares.all()] == ["Half a sent"]


def test_words_of_a_share_that_is_gone_are_not_lost(here: World) -> None:
    here.drafts.earlier["x"] = Draft("x", Place("share_words", "x"), LOUD, here.clock.now())
    go(Session(here.ports()), "carry_on", "share_written")
    assert only(here).words == LOUD


def test_nothing_written_goes_nowhere(here: World) -> None:
    session = go(at_share(here, "words"), "share_written")
    assert session.page.route == "share_words"


# What became of it.


def sent(here: World, *, got: bool = True) -> Share:
    go(at_preview(here), "send_now")
    share = only(here)
    assert share.sending is not None
    if got:
        here.outbox.deliver(share.sending.id, date(2026, 7, 3))
    return share


def trail(here: World, share: Share, found: Trail) -> None:
    assert share.sending is not None
    here.community.trails[share.sending.id] = found


def test_the_first_words_are_thanks_and_what_comes_next(here: World) -> None:
    share = sent(here, got=False)
    said = words(Session(here.ports(), "sent_one", share.id))
    assert "Thank you.\nSaved here.\nIt will go when there is a connection." in said
    here.community.pause()
    assert "You paused sending." in words(Session(here.ports(), "sent_one", share.id))
    here.outbox.deliver(share.sending.id, date(2026, 7, 3))  # type: ignore[union-attr]
    said = words(Session(here.ports(), "sent_one", share.id))
    assert "Friday 19 June 2026: They have it." in said
    assert "They will answer by Friday 3 July 2026." in said


def elsewhere(here: World) -> None:
    """The connection is one to another community now."""
    other = replace(OFFER, public_key=b"x" * 32, community=replace(COMMUNITY, name="West"))
    here.community.connect(other)


def test_what_waits_for_another_community_says_so_and_what_can_be_done(here: World) -> None:
    share = sent(here, got=False)
    elsewhere(here)
    assert "waiting for another community" in words(Session(here.ports(), "sent"))
    session = Session(here.ports(), "sent_one", share.id)
    assert "It waits for North Sea Community.\nIt goes to no one else." in words(session)
    assert "To change this, connect to North Sea Community again." in words(session)
    go(session, "share_again", "share_on", "send_now")
    [first, second] = here.outbox.parcels.values()
    assert (first.community, second.community) == ("North Sea Community", "West")
    assert from_bytes(second.body).words == LOUD
    go(Session(here.ports(), "sent_one", share.id), "take_back", "take_back_yes")
    assert here.outbox.parcels[first.id].state == "never-left"


def test_without_a_connection_it_names_the_community(here: World) -> None:
    share = sent(here, got=False)
    here.community.disconnect()
    said = words(Session(here.ports(), "sent_one", share.id))
    assert "It waits for North Sea Community." in said
    assert "another community" not in said


def test_where_files_are_carried_pages_say_how_and_ask_nobody(here: World) -> None:
    here.community.connect(replace(OFFER, address=""))
    share = sent(here, got=False)
    said = words(Session(here.ports(), "sent_one", share.id))
    assert "To make a file with what waits, type: companion outbox --save FILE" in said
    assert "when there is a connection" not in said
    page = Session(here.ports(), "community").page
    assert "get_new" not in page.actions()
    connection = here.community.connection()
    assert connection is not None
    assert connection.calendar == ""
    assert "not connected" not in words(Session(here.ports(), "my_calendar"))
    assert "Your community has no address here." in "\n".join(wording.page_lines(page))
    [parcel] = here.outbox.parcels.values()
    here.outbox.parcels[parcel.id] = begun(parcel)
    session = go(Session(here.ports(), "sent_one", share.id), "take_back", "take_back_yes")
    assert "They lose it when you bring them a file." in words(session)


def test_what_another_community_has_says_where_its_news_is(here: World) -> None:
    share = sent(here)
    elsewhere(here)
    said = words(Session(here.ports(), "sent_one", share.id))
    assert "North Sea Community has it.\nTheir news does not come here now." in said
    session = go(Session(here.ports(), "sent_one", share.id), "take_back", "take_back_yes")
    assert "North Sea Community may still have it." in words(session)
    assert "connect to North Sea Community again" in words(session)


@pytest.mark.parametrize("name", [*STATUSES, "of-a-later-day"])
def test_what_is_refused_says_why_and_what_to_do(here: World, name: str) -> None:
    share = sent(here, got=False)
    [parcel] = here.outbox.parcels.values()
    here.outbox.parcels[parcel.id] = refused(parcel, name)
    session = Session(here.ports(), "sent_one", share.id)
    for told in refused_words(name):
        assert all(one in words(session) for one in sentences(told))
    go(session, "share_again")
    assert session.page.route == "share_who"
    assert [one.words for one in here.shares.all()] == [LOUD, LOUD]


def test_each_refusal_has_sentences_of_its_own() -> None:
    assert set(SAID) == set(STATUSES)
    by_kind = {words for name, words in SAID.items()}
    assert len(by_kind) == len(SAID)


def test_a_promise_that_has_passed_is_late(here: World) -> None:
    share = sent(here)
    here.clock.time += timedelta(days=14)
    assert "They will answer" in words(Session(here.ports(), "sent_one", share.id))
    here.clock.time += timedelta(days=1)
    said = words(Session(here.ports(), "sent_one", share.id))
    assert "No news yet.\nThey are late." in said
    trail(here, share, Trail(replies=(Reply("r", "2026-07-04", "Thank you."),)))
    assert "late" not in words(Session(here.ports(), "sent_one", share.id))


def test_a_trail_has_each_thing_with_its_day(here: World) -> None:
    share = sent(here)
    trail(here, share, WHOLE)
    said = words(Session(here.ports(), "sent_one", share.id))
    assert "Monday 15 June 2026: They talked about it." in said
    assert "Thursday 18 June 2026: Something changed." in said
    assert "They say: There will be a quiet room." in said
    assert "We cannot open this answer on this computer." in said


def test_home_links_what_changed_until_it_is_seen(here: World) -> None:
    share = sent(here)
    trail(here, share, WHOLE)
    session = Session(here.ports())
    assert "Something changed: There will be a quiet room." in words(session)
    here.settings.put("supporter", "here")
    assert "quiet room" not in words(Session(here.ports()))
    here.settings.put("supporter", "nobody")
    go(session, f"open_share {share.id}", "back")
    assert "quiet room" not in words(session)


def test_an_answer_can_be_answered(here: World) -> None:
    share = sent(here)
    trail(here, share, WHOLE)
    session = go(Session(here.ports(), "sent_one", share.id), "answer_back")
    go(session, Chose("way", "listening"), "share_on", "send_now")
    abouts = [from_bytes(p.body).about.kind for p in here.outbox.parcels.values() if p.body]
    assert abouts == ["answer"]


def test_taking_back_is_two_keys_from_home_and_one_yes(here: World) -> None:
    share = sent(here)
    session = go(Session(here.ports()), "open_more", "open_sent")
    [row] = [b for b in session.page.blocks if isinstance(b, Action) and b.action == "take_back"]
    go(session, f"take_back {row.arg}", "take_back_yes")
    assert "You took it back." in words(session)
    assert "Your own copy stays here." in words(session)
    assert only(here).taken_back == TODAY
    assert only(here).words == share.words
    go(session, "take_back_done")
    assert "take_back" not in session.page.actions()
    session = go(session, f"open_share {share.id}", "delete_share")
    assert here.shares.all() == []
    go(session, "undo_delete_share")
    assert only(here).words == LOUD


def test_the_next_day_nothing_reminds_of_what_was_taken_back(here: World) -> None:
    share = sent(here)
    go(Session(here.ports(), "take_back", share.id), "take_back_yes")
    trail(here, share, WHOLE)
    before = words(Session(world(way="screen").ports()))
    here.community.document = None
    assert words(Session(here.ports())) == before


def test_taking_back_can_be_left(here: World) -> None:
    share = sent(here)
    go(Session(here.ports(), "take_back", share.id), "take_back_no")
    assert only(here).taken_back is None


@pytest.mark.parametrize(
    ("was_read", "told"),
    [(True, "Someone had read it."), (False, "Nobody had read it."), (None, "We do not know")],
)
def test_it_says_whether_someone_had_read_it(here: World, was_read: bool | None, told: str) -> None:
    share = sent(here)
    go(Session(here.ports(), "take_back", share.id), "take_back_yes")
    assert share.sending is not None
    parcel = here.outbox.parcels[share.sending.id]
    here.outbox.parcels[share.sending.id] = replace(parcel, state="taken-back", was_read=was_read)
    assert told in words(Session(here.ports(), "sent_one", share.id))


def test_a_receipt_becomes_a_file_only_after_a_yes(here: World) -> None:
    share = sent(here)
    session = go(Session(here.ports(), "sent_one", share.id), "print_receipt")
    assert here.files.stored == {}
    go(session, "receipt_file_yes")
    [text] = here.files.stored.values()
    assert f'"{LOUD}"' in text
    assert "They have it." in text
    assert "The file is ready" in words(session)


# What comes from the community.


def test_what_came_waits_for_home_and_never_pops_up(here: World) -> None:
    session = go(Session(here.ports()), "open_more", "open_notes", "new_note")
    here.sync.come(Arrived(news=2, got=1))
    session.hear()
    assert "news" not in words(session)
    go(session, "home")
    assert "They have 1 thing that you sent." in words(session)
    go(session, "open_more", "home")
    assert "They have" not in words(session)


def test_with_a_supporter_home_says_nothing_of_what_was_sent(here: World) -> None:
    here.settings.put("supporter", "here")
    session = Session(here.ports())
    here.sync.come(Arrived(sessions=1, got=1))
    session.hear()
    assert "There is 1 new session." in words(session)
    assert "you sent" not in words(session)


def test_news_are_counted_until_they_are_opened(here: World) -> None:
    session = Session(here.ports())
    assert "News: 1 piece of news" in words(session)
    go(session, "open_more", "open_news")
    assert "We have a quiet room now." in words(session)
    go(session, "home")
    assert "News: nothing new" in words(session)


def test_a_community_shows_what_it_is_before_the_yes() -> None:
    here = world(way="screen")
    here.sync.offers[OFFER.address] = OFFER
    session = Session(here.ports(), "connect")
    go(session, Typed("typed", " https://north.example\nApple-river "))
    go(session, "look_at_community")
    session.hear()
    for told in ("North Sea Community", "Ana and Tom read it first.", "We keep it for 1 year."):
        assert told in words(session)
    assert here.community.connection() is None
    go(session, "connect_no")
    assert here.community.connection() is None
    go(session, "look_at_community")
    session.hear()
    go(session, "connect_yes")
    assert session.page.route == "community"
    go(session, "pause_sending")
    assert here.community.connection() == replace(CONNECTED, paused=True)
    go(session, "send_again", "disconnect", "disconnect_no")
    assert here.community.connection() == CONNECTED
    go(session, "disconnect", "disconnect_yes")
    assert here.community.connection() is None
    assert "You are not connected to a community." in words(session)


def test_an_address_that_is_not_reached_is_told_where_it_was_asked() -> None:
    here = world(way="screen")
    session = go(Session(here.ports(), "connect"), Typed("typed", "x"), "look_at_community")
    session.hear()
    assert "We could not reach x." in words(session)
    go(session, "look_at_community", "home")
    session.hear()
    assert "reach" not in words(session)


def test_a_share_made_beside_a_closed_lock_is_kept(here: World) -> None:
    here.lock.set("words", "my blue door")
    here.lock.close()
    session = go(at_preview(here), "send_now")
    assert session.page.route == "sent_one"
    assert from_bytes(body(here)).words == LOUD
    go(session, "home", "open_more", "open_sent")
    assert session.page.route == "unlock"


def test_home_opens_where_shares_cannot_be_read(here: World) -> None:
    class Broken(FakeCommunity):
        def published(self) -> None:
            raise Problem("not_read", path="x")

    here.community = Broken(here.clock)
    assert "We could not open your words: x." in words(Session(here.ports()))
