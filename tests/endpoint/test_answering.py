"""Replies, drafts and worries: easy words, nothing of two writers lost, nothing told too much."""

import gzip
from typing import NamedTuple

import pytest

from companion.endpoint.announcing import new_news
from companion.endpoint.answering import for_one, received, set_status
from companion.endpoint.database import Database, keep_fact
from companion.endpoint.describing_community import all_news, all_sessions
from companion.endpoint.drafts import (
    Draft,
    all_drafts,
    draft_numbered,
    drafts_for,
    remove_draft,
    save_draft,
)
from companion.endpoint.keeping import purge
from companion.endpoint.organisers import add_organiser
from companion.endpoint.owing import owed
from companion.endpoint.publishing import all_files, file_named
from companion.endpoint.publishing_drafts import Conflict, publish_draft
from companion.endpoint.receiving import digest_of, receive, understood
from companion.endpoint.replying import openers, reply, reply_help, save_reply
from companion.endpoint.taking_back import take_back
from companion.endpoint.worries import all_worries, end_worry, route, worry
from companion.problems import Problem
from companion.wire import trails
from companion.wire.sealed import unseal
from companion.wire.signing import verify
from companion.wire.trails import Mark, Trail
from tests.endpoint.places import Place
from tests.endpoint.senders import Sent, SetClock, contribution

HARD = "In due course the agenda will be shared by us w/ the DoH."


class Came(NamedTuple):
    """A contribution that is there, and its number."""

    sent: Sent
    number: int


def come(database: Database, clock: SetClock, words: str = "It is loud.", **more: object) -> Came:
    sent = contribution(words, **more)
    with database.writing() as connection:
        receive(connection, sent.id, understood(sent.body, digest_of(sent.body)), 1, clock)
        return Came(sent, received(connection)[-1].number)


def trail_of(database: Database, sent: Sent) -> Trail:
    with database.reading() as connection:
        file = file_named(connection, "trails")
    assert file
    return trails.from_bytes(verify(file.data, "trails").payload).trails[sent.trail]


def draft_of(number: int, organiser: int = 0, seen: int = 0) -> Draft:
    return Draft("reply", {}, organiser, number, seen)


def test_a_reply_becomes_a_draft_and_then_an_answer(database: Database, clock: SetClock) -> None:
    came = come(database, clock)
    with database.writing() as connection:
        sam = add_organiser(connection, "Sam", clock)
        saved = save_reply(
            connection, draft_of(came.number, sam), "Thank you. We heard you.", clock, for_all=False
        )
        assert saved.newer is None
        assert [one.says["words"] for one in drafts_for(connection, came.number)] == [
            "Thank you. We heard you."
        ]
        publish_draft(connection, saved.draft.number, saved.draft.version, clock)
        assert all_drafts(connection) == []
        [answer] = for_one(connection, came.number).answers
    assert (answer.words, answer.for_all, answer.organiser) == (
        "Thank you. We heard you.", False, sam,
    )  # fmt: skip
    [told] = trail_of(database, came.sent).replies
    assert (told.words, unseal(told.box, came.sent.private)) == ("", "Thank you. We heard you.")
    with database.reading() as connection:
        file = file_named(connection, "trails")
    assert file
    assert b"We heard you" not in file.data


def test_hard_words_for_everyone_stay_a_draft(database: Database, clock: SetClock) -> None:
    came = come(database, clock)
    with database.writing() as connection:
        kept = save_reply(connection, draft_of(came.number), HARD, clock, for_all=True).draft
    with pytest.raises(Problem, match="endpoint_hard"), database.writing() as connection:
        publish_draft(connection, kept.number, kept.version, clock)
    with database.writing() as connection:
        assert draft_numbered(connection, kept.number).says["words"] == HARD
        assert for_one(connection, came.number).answers == []
        again = kept._replace(version=kept.version)
        kept = save_reply(connection, again, HARD, clock, for_all=False).draft
        publish_draft(connection, kept.number, kept.version, clock)  # for the sender alone
        assert [one.for_all for one in for_one(connection, came.number).answers] == [False]


def test_what_is_hard_and_how_a_reply_begins_is_told() -> None:
    found = reply_help(HARD)
    assert {"ER-05", "ER-16", "ER-17"} <= {one.rule for one in found.hard}
    assert found.opening
    for words in ("But we cannot.", "Unfortunately, no.", "unfortunately we cannot"):
        assert "says no" in reply_help(words).opening
    for words in ("Thank you.", "What would have helped?", ""):
        assert reply_help(words) == ([], "")
    assert reply_help("Butter is on the table.").opening == reply_help("We have a room.").opening
    for words in openers():
        assert reply_help(words) == ([], "")


def test_what_happened_is_told_in_easy_words_with_where_and_why(
    database: Database, clock: SetClock
) -> None:
    came = come(database, clock)
    for mark, problem in (
        (Mark("read", "", HARD), "endpoint_hard"),
        (Mark("changed", "", "On Thursday 26 June 2026."), "endpoint_date"),
        (Mark("got", ""), "endpoint_what_happened"),
        (Mark("talked", "", "We did."), "endpoint_where_talked"),
        (Mark("not-changed", "", " "), "endpoint_why_not"),
    ):
        with pytest.raises(Problem, match=problem), database.writing() as connection:
            set_status(connection, came.number, mark, clock)
    with database.reading() as connection:
        assert received(connection)[0].marks == ()
    says = {"status": "changed", "words": HARD, "session": "", "promise": "2026-07-20"}
    draft = Draft("status", says, contribution=came.number)
    with database.writing() as connection:
        kept = save_draft(connection, draft, clock).draft
        # An answer meanwhile is no other step of the trail: both are told.
        reply(connection, came.number, "Thank you.", clock, for_all=True)
        with pytest.raises(Problem, match="endpoint_hard"):
            publish_draft(connection, kept.number, kept.version, clock)
    easy = kept._replace(says={**says, "words": "There will be a quiet room."})
    with database.writing() as connection:
        kept = save_draft(connection, easy, clock).draft
        publish_draft(connection, kept.number, kept.version, clock)
        assert drafts_for(connection, came.number) == []
    trail = trail_of(database, came.sent)
    assert [(mark.status, mark.words) for mark in trail.marks] == [
        ("got", ""), ("changed", "There will be a quiet room."),
    ]  # fmt: skip
    assert (trail.promise, len(trail.replies)) == ("2026-07-20", 1)
    take_back(database, came.sent.id, came.sent.key, clock)
    with pytest.raises(Problem, match="endpoint_no_contribution"), database.writing() as connection:
        save_draft(connection, draft, clock)


def test_two_who_change_one_draft_lose_nothing(database: Database, clock: SetClock) -> None:
    came = come(database, clock)
    with database.writing() as connection:
        first = save_reply(
            connection, draft_of(came.number, 1), "Thank you.", clock, for_all=True
        ).draft
        by_sam = save_reply(connection, first, "Thank you, from Sam.", clock, for_all=True)
        assert by_sam.newer is None
        by_priya = save_reply(
            connection, first._replace(organiser=2), "Thank you, from Priya.", clock, for_all=True
        )
        assert by_priya.newer == by_sam.draft
        assert by_priya.draft.beside == first.number
        assert {one.says["words"] for one in all_drafts(connection)} == {
            "Thank you, from Sam.", "Thank you, from Priya.",
        }  # fmt: skip
        for mine, other in ((by_sam.draft, by_priya.draft), (by_priya.draft, by_sam.draft)):
            with pytest.raises(Conflict) as caught:
                publish_draft(connection, mine.number, mine.version, clock)
            assert caught.value.others == [other]
        mine = by_priya.draft
        publish_draft(connection, mine.number, mine.version, clock, seen=caught.value.seen)
        # The other one stays, and its writer hears of the answer first.
        with pytest.raises(Conflict) as caught:
            publish_draft(connection, by_sam.draft.number, by_sam.draft.version, clock)
        assert [one.words for one in caught.value.answers] == ["Thank you, from Priya."]
        publish_draft(
            connection, by_sam.draft.number, by_sam.draft.version, clock, seen=caught.value.seen
        )
    assert [one.words for one in trail_of(database, came.sent).replies] == [
        "Thank you, from Priya.", "Thank you, from Sam.",
    ]  # fmt: skip


def test_who_answers_second_sees_the_first_answer(database: Database, clock: SetClock) -> None:
    came = come(database, clock)
    with database.writing() as connection:
        mine = save_reply(connection, draft_of(came.number), "Thank you.", clock, for_all=True)
        reply(
            connection,
            came.number,
            "We heard you.",
            clock,
            for_all=False,
            draft=draft_of(came.number, 2),
        )
        with pytest.raises(Conflict) as caught:
            publish_draft(connection, mine.draft.number, 1, clock)
        assert [one.words for one in caught.value.answers] == ["We heard you."]
        with pytest.raises(Conflict):
            publish_draft(connection, mine.draft.number, 1, clock, seen=0)
        later = draft_of(came.number, seen=caught.value.seen)
        known = save_reply(connection, later, "Thank you again.", clock, for_all=True).draft
        publish_draft(connection, known.number, known.version, clock)


def test_a_sealed_answer_is_read_by_organisers_and_goes_with_its_time(
    database: Database, clock: SetClock, place: Place, url: str
) -> None:
    came = come(database, clock)
    with database.writing() as connection:
        first, second = (
            save_reply(connection, draft_of(came.number, one), words, clock, for_all=False).draft
            for one, words in ((1, "Thank you. SEALEDWORDS"), (2, "We heard you."))
        )
        publish_draft(connection, first.number, first.version, clock)
        with pytest.raises(Conflict) as caught:
            publish_draft(connection, second.number, second.version, clock)
        assert [one.words for one in caught.value.answers] == ["Thank you. SEALEDWORDS"]
        publish_draft(connection, second.number, second.version, clock, seen=caught.value.seen)
        assert [one.words for one in for_one(connection, came.number).answers] == [
            "Thank you. SEALEDWORDS", "We heard you.",
        ]  # fmt: skip
        for name in all_files(connection):
            file = file_named(connection, name)
            assert file
            assert b"SEALEDWORDS" not in file.data + gzip.decompress(file.zipped)
    opened = [unseal(one.box, came.sent.private) for one in trail_of(database, came.sent).replies]
    assert opened == ["Thank you. SEALEDWORDS", "We heard you."]
    assert b"SEALEDWORDS" in place.bytes_of(url)
    with database.writing() as connection:
        keep_fact(connection, "kept_days", "30")
    clock.move(days=31)
    assert purge(database, clock) == 1
    assert b"SEALEDWORDS" not in place.bytes_of(url)


def test_a_draft_that_somebody_published_meanwhile_is_kept(
    database: Database, clock: SetClock
) -> None:
    came = come(database, clock)
    with database.writing() as connection:
        first = save_reply(connection, draft_of(came.number), "Thank you.", clock, for_all=True)
        publish_draft(connection, first.draft.number, 1, clock)
        again = save_reply(connection, first.draft, "Thank you all.", clock, for_all=True)
        assert again.draft.number != first.draft.number
        assert again.draft.says["words"] == "Thank you all."
        with pytest.raises(Conflict):
            publish_draft(connection, again.draft.number, again.draft.version, clock)
        with pytest.raises(Conflict):  # a version that is there no more
            publish_draft(connection, again.draft.number, 7, clock, seen=99)
        with pytest.raises(Problem, match="endpoint_no_draft"):
            remove_draft(connection, first.draft.number)


def test_news_and_sessions_wait_as_drafts(database: Database, clock: SetClock) -> None:
    news = {"title": "A room", "words": HARD, "kind": "changed", "numbers": []}
    session = {"title": "How we listen", "starts": "2026-06-26T18:00", "weekday": "Thursday"}
    with database.writing() as connection:
        first = save_draft(connection, Draft("news", news), clock).draft
        second = save_draft(connection, Draft("session", session), clock).draft
        with pytest.raises(Problem, match="endpoint_hard"):
            publish_draft(connection, first.number, 1, clock)
        with pytest.raises(Problem, match="endpoint_weekday"):
            publish_draft(connection, second.number, 1, clock)
        whole = {**session, "weekday": "Friday"}
        second = save_draft(connection, second._replace(says=whole), clock).draft
        with pytest.raises(Problem, match="endpoint_session_needs") as caught:
            publish_draft(connection, second.number, second.version, clock)
        assert caught.value.facts["parts"] == (
            "steps, cost, sound, light, quiet_room, camera, food, getting_there"
        )
        easy = {**news, "words": "There will be a quiet room."}
        first = save_draft(connection, first._replace(says=easy), clock).draft
        publish_draft(connection, first.number, first.version, clock)
        assert [one.title for _number, one in all_news(connection)] == ["A room"]
        assert all_sessions(connection) == []
        assert [one.number for one in all_drafts(connection)] == [second.number]


def test_what_is_late_comes_first_and_an_answer_ends_it(
    database: Database, clock: SetClock
) -> None:
    late, answered = come(database, clock), come(database, clock)
    clock.move(days=9)
    due = come(database, clock, kind="listening")
    clock.move(days=8)
    later = come(database, clock, "", kind="symbols", symbols=("noise",))
    with database.writing() as connection:
        reply(connection, answered.number, "Thank you.", clock, for_all=True)
        assert [(one.received.number, one.state) for one in owed(connection, clock)] == [
            (late.number, "late"), (due.number, "due"), (later.number, "open"),
        ]  # fmt: skip
        set_status(connection, late.number, Mark("read", ""), clock)
        assert owed(connection, clock)[0].received.number == late.number
        set_status(connection, late.number, Mark("changed", "", "We have a room."), clock)
        set_status(connection, answered.number, Mark("read", ""), clock, "2026-07-07")
        assert [(one.received.number, one.state) for one in owed(connection, clock)] == [
            (answered.number, "due"), (due.number, "due"), (later.number, "open"),
        ]  # fmt: skip


def test_nothing_without_a_promise_is_forgotten(database: Database, clock: SetClock) -> None:
    with database.writing() as connection:
        keep_fact(connection, "answer_days", "0")
    came = come(database, clock)
    clock.move(days=300)
    with database.reading() as connection:
        assert [(one.received.number, one.state) for one in owed(connection, clock)] == [
            (came.number, "open")
        ]


def test_a_worry_stops_replies_and_tells_no_reason(database: Database, clock: SetClock) -> None:
    came = come(database, clock)
    with database.writing() as connection:
        noted = worry(connection, came.number, 2, clock)
        assert (noted.organiser, noted.noted, noted.ended) == (2, "2026-06-19T10:00Z", "")
        clock.move(days=1)
        assert worry(connection, came.number, 1, clock) == noted
        with pytest.raises(Problem, match="endpoint_closed"):
            reply(connection, came.number, "Thank you.", clock, for_all=False)
        kept = save_reply(connection, draft_of(came.number), "Thank you.", clock, for_all=False)
        with pytest.raises(Problem, match="endpoint_closed"):
            publish_draft(connection, kept.draft.number, 1, clock)
        assert owed(connection, clock) == []
        assert received(connection)[0].closed
    trail = trail_of(database, came.sent)
    assert (trail.closed, trail.replies, [mark.status for mark in trail.marks]) == (
        True, (), ["got"],
    )  # fmt: skip
    with database.reading() as connection:
        for name in ("trails", "community"):
            file = file_named(connection, name)
            assert file
            assert b"worr" not in file.data.lower()
    with database.writing() as connection:
        end_worry(connection, came.number, clock)
        reply(connection, came.number, "Thank you.", clock, for_all=False)
        with pytest.raises(Problem, match="endpoint_no_worry"):
            end_worry(connection, came.number, clock)
        assert [one.ended for one in all_worries(connection)] == ["2026-06-20T10:00Z"]
    assert not trail_of(database, came.sent).closed


def test_the_route_is_what_the_community_wrote_and_999(database: Database) -> None:
    with database.writing() as connection:
        assert [line[:27] for line in route(connection)] == [
            "If someone is in danger now", "Nobody has written down yet",
        ]  # fmt: skip
        keep_fact(connection, "safeguarding", "Call Ana.\n\nNumber 01234.")
        assert route(connection)[1:] == ["Call Ana.", "Number 01234."]


def test_taken_back_while_it_is_open_leaves_no_byte(
    database: Database, clock: SetClock, place: Place, url: str
) -> None:
    came = come(database, clock, "SECRETWORDS")
    with database.writing() as connection:
        save_reply(connection, draft_of(came.number), "DRAFTWORDS", clock, for_all=False)
        reply(connection, came.number, "ANSWERWORDS", clock, for_all=False)
        worry(connection, came.number, 0, clock)
        assert for_one(connection, came.number).received.says
    assert take_back(database, came.sent.id, came.sent.key, clock) == "seen"
    kept = place.bytes_of(url)
    for words in (b"SECRETWORDS", b"DRAFTWORDS", b"ANSWERWORDS"):
        assert words not in kept
    with database.writing() as connection:
        whole = for_one(connection, came.number)
        assert (whole.received.says, whole.answers, whole.drafts) == (None, [], [])
        assert whole.worry
        assert whole.worry.contribution == came.number
        with pytest.raises(Problem, match="endpoint_no_contribution"):
            reply(connection, came.number, "Thank you.", clock, for_all=False)
        with pytest.raises(Problem, match="endpoint_no_contribution"):
            save_reply(connection, draft_of(came.number), "Thank you.", clock, for_all=False)


def test_news_that_is_hard_is_not_published(database: Database, clock: SetClock) -> None:
    from companion.endpoint.announcing import add_news

    with pytest.raises(Problem, match="endpoint_hard"), database.writing() as connection:
        add_news(connection, new_news("A room", HARD, "news", ()), clock)
    with database.reading() as connection:
        assert all_news(connection) == []
