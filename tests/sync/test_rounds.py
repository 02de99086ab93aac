"""Rounds with an endpoint: what leaves, what comes, and what is kept of it."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from companion.plainwords.refusals import refused_words
from companion.problems import Problem
from companion.wire import calls, sealed, tokens
from companion.wire import community as published
from companion.wire.trails import Mark, Reply
from tests.sync.member import Member, id_of
from tests.sync.model import OTHER_KEY, PRIVATE_KEY, Handler, Model, hangs_up

pytestmark = pytest.mark.slow  # each test has a server
PASS = "p" * 43


def test_what_waits_is_sent_once_and_the_receipt_is_kept(member: Member, model: Model) -> None:
    share = member.says_yes()
    outcome = member.round()
    assert outcome.arrived.got == 1
    assert member.round().arrived.got == 0
    parcel = member.parcel(share)
    assert (parcel.state, parcel.body) == ("got", b"")
    assert (parcel.got, parcel.promise) == (date(2026, 6, 19), date(2026, 7, 3))
    assert model.arrivals == [id_of(share)]
    assert member.told[:2] == ["Sending. 1 of 1.", "Looking for news."]
    assert member.told[-1] == ""


def test_the_bytes_are_gone_from_the_file_once_they_are_received(
    member: Member, model: Model
) -> None:
    member.says_yes("x" * 20_000)
    log = member.home.path / "outbox.log"
    before = log.stat().st_size
    member.round()
    assert before > 20_000 > log.stat().st_size


def test_progress_is_told_in_whole_words(member: Member) -> None:
    for _ in range(2):
        member.says_yes()
    member.round()
    assert member.told[:2] == ["Sending. 1 of 2.", "Sending. 2 of 2."]


def test_what_was_taken_back_while_it_waited_never_leaves(member: Member, model: Model) -> None:
    share = member.says_yes()
    assert member.takes_back(share)
    member.round()
    assert member.parcel(share).state == "never-left"
    assert [method for method, *_ in model.requests] == ["GET", "GET"]


def test_what_was_sent_is_taken_back(member: Member, model: Model) -> None:
    share = member.says_yes()
    member.round()
    assert not member.takes_back(share)
    assert member.round().arrived.taken_back == 1
    parcel = member.parcel(share)
    assert (parcel.state, parcel.was_read, parcel.key) == ("taken-back", False, "")
    assert model.held == {}


def test_taking_back_comes_before_sending(member: Member, model: Model) -> None:
    first = member.says_yes()
    member.round()
    member.says_yes()
    member.takes_back(first)
    member.round(fetch=False)
    assert [method for method, *_ in model.requests[-2:]] == ["DELETE", "PUT"]


def test_an_answer_that_was_lost_makes_no_second_one(member: Member, model: Model) -> None:
    share = member.says_yes()

    def takes_and_hangs_up(asked: Handler) -> None:
        model.held[id_of(share)] = member.parcel(share).body
        model.arrivals.append(id_of(share))
        hangs_up(asked)

    model.instead[calls.CONTRIBUTIONS] = takes_and_hangs_up
    outcome = member.round()
    assert outcome.waiting == 1
    assert not member.takes_back(share) or pytest.fail("it may have left")
    model.instead.clear()
    member.pass_time(minutes=1)
    member.round()
    assert model.held == {}
    assert model.arrivals == [id_of(share)]


def test_a_try_that_failed_is_made_again_later(member: Member, model: Model) -> None:
    share = member.says_yes()
    model.instead[calls.CONTRIBUTIONS] = hangs_up
    assert member.round().waiting == 1
    model.instead.clear()
    assert member.round().arrived.got == 0  # not yet
    member.pass_time(minutes=1)
    assert member.round().arrived.got == 1
    assert member.parcel(share).state == "got"


def test_a_member_who_asks_gets_a_try_at_once(member: Member, model: Model) -> None:
    share = member.says_yes()
    model.instead[calls.CONTRIBUTIONS] = hangs_up
    assert member.round().waiting == 1
    model.instead.clear()
    assert member.round(asked=True).arrived.got == 1
    assert member.parcel(share).state == "got"


def test_nobody_there_is_no_error(tmp_path: Path, member: Member, model: Model) -> None:
    shares = [member.says_yes() for _ in range(5)]
    member.store.outbox.change_line(address="http://127.0.0.1:9")
    outcome = member.round()
    assert (outcome.reached, outcome.waiting) == (False, 5)
    assert outcome.arrived.problems == ()
    assert sum(member.parcel(share).tries for share in shares) == 0  # nothing left


@pytest.mark.parametrize("key", [OTHER_KEY, PRIVATE_KEY])
def test_nothing_goes_to_a_stranger_at_the_address_of_the_community(
    member: Member, model: Model, key: bytes
) -> None:
    back = member.says_yes("Taken back.")
    member.round()
    member.takes_back(back)
    share = member.says_yes("Only for them.")
    model.key, model.secret = key, "green table"  # it refuses the code too
    model.instead[calls.COMMUNITY] = lambda asked: asked.publish(model.file())
    del model.bytes_in[:]
    outcome = member.round(asked=True)
    strange = key == OTHER_KEY
    assert ("not from your community" in outcome.arrived.problems[0]) == strange
    assert (b"Only for them." in model.bytes_in) != strange
    assert (b"DELETE" in model.bytes_in) != strange
    assert member.parcel(share).tries == (0 if strange else 1)
    connection = member.community.connection()
    assert connection is not None
    assert connection.code_ended != strange  # a stranger's word for it does not count


@pytest.mark.parametrize("status", ["too-many", "not-now"])
def test_a_host_that_wants_to_be_left_alone_is(member: Member, model: Model, status: str) -> None:
    member.says_yes()
    model.instead[calls.CONTRIBUTIONS] = lambda asked: asked.refuse(
        status, **{"Retry-After": "600"}
    )
    outcome = member.round()
    until = member.now() + timedelta(seconds=600)
    assert (outcome.due, outcome.held, outcome.why, outcome.reached) == (
        until,
        until,
        status,
        False,
    )
    model.instead.clear()
    asked_before = len(model.requests)
    member.pass_time(seconds=599)
    for asked in (False, True):
        outcome = member.round(asked=asked)
        assert (outcome.held, outcome.reached, outcome.waiting) == (until, False, 1)
    connection = member.community.connection()
    assert connection is not None
    assert connection.wait_until == until
    assert len(model.requests) == asked_before
    member.pass_time(seconds=2)
    assert member.round().arrived.got == 1


def test_nothing_is_sent_while_sending_is_paused(member: Member, model: Model) -> None:
    first = member.says_yes()
    member.round()
    member.community.pause()
    member.says_yes()
    member.takes_back(first)
    member.round()
    assert len(model.arrivals) == 1
    assert model.held == {}
    member.community.resume()
    assert member.round().arrived.got == 1


def test_a_code_that_has_ended_loses_nothing(member: Member, model: Model) -> None:
    shares = [member.says_yes() for _ in range(3)]
    model.secret = "green table"
    outcome = member.round()
    assert [p for p in outcome.arrived.problems if "code" in p]
    assert sum(method == "PUT" for method, *_ in model.requests) == 1
    connection = member.community.connection()
    assert connection is not None
    assert connection.code_ended
    assert {member.parcel(share).state for share in shares} == {"waiting"}
    model.secret = "apple river"
    member.connect(model)
    member.pass_time(minutes=1)
    assert member.round().arrived.got == 3


def test_the_code_is_changed_for_a_pass_that_is_the_same_for_all(
    member: Member, model: Model
) -> None:
    model.pass_words = PASS
    model.publish()
    member.round()
    member.says_yes()
    member.says_yes()
    member.round()
    sent = [headers for method, path, headers in model.requests if method == "PUT"]
    assert [dict(headers).get(calls.PASS_HEADER) for headers in sent] == [PASS, PASS]
    assert sum(path == calls.PASS for _, path, _ in model.requests) == 1


def test_a_pass_that_would_mark_us_is_not_used(member: Member, model: Model) -> None:
    model.publish(passes=("f" * 64,))  # another one than ours
    member.round()
    model.pass_words, model.named = PASS, False
    member.says_yes()
    member.round()
    (sent,) = [dict(headers) for method, _, headers in model.requests if method == "PUT"]
    assert sent[calls.CODE_HEADER] == model.secret
    assert calls.PASS_HEADER not in sent


@pytest.mark.parametrize("name", ["too-large", "other-bytes", "taken-back", "not-understood"])
def test_what_is_refused_is_told_and_not_sent_again(
    member: Member, model: Model, name: str
) -> None:
    share = member.says_yes()
    model.instead[calls.CONTRIBUTIONS] = lambda asked: asked.refuse(name)
    outcome = member.round()
    assert outcome.arrived.problems
    assert refused_words(name)[0] in outcome.arrived.problems[0]
    parcel = member.parcel(share)
    assert (parcel.state, parcel.why) == ("refused", name)
    asked_before = len(model.requests)
    member.pass_time(days=2)
    member.round(fetch=False)
    assert len(model.requests) == asked_before


def test_what_waits_for_one_community_never_goes_to_another(member: Member, model: Model) -> None:
    share = member.says_yes()
    line = member.store.outbox.line()
    assert line is not None
    other = line.public_key.replace(line.public_key[0], "Z")
    member.store.outbox.change_line(public_key=other)
    assert member.round(asked=True).waiting == 0
    assert model.arrivals == []
    parcel = member.parcel(share)
    assert (parcel.state, parcel.community) == ("waiting", "North Sea Community")
    assert member.store.outbox.waiting() == {line.public_key: 1}


def test_what_came_with_an_export_is_never_sent_but_followed(member: Member, model: Model) -> None:
    there = "a" * 26
    member.store.outbox.from_elsewhere([there])
    member.round()
    assert [method for method, *_ in model.requests if method != "GET"] == []
    assert any(path.startswith(calls.TRAILS) for _, path, _ in model.requests)
    member.store.outbox.take_back(there, "k" * 43)
    member.round()
    assert there in model.marks


# What comes.

SESSION = published.SessionInfo(
    id="s1",
    title="Evening session",
    starts="2026-06-26T18:00:00+01:00",
    ends="2026-06-26T20:00:00+01:00",
    where="Online",
    join={"link": "https://example.org/join", "odd": "x"},
    steps=(published.Step("We say hello", 10),),
    like={"sound": "Quiet"},
)


def test_sessions_and_news_arrive(member: Member, model: Model) -> None:
    news = published.News("n1", "2026-06-18", "A new room")
    model.publish(sessions=(SESSION,), news=(news,))
    arrived = member.round().arrived
    assert (arrived.sessions, arrived.news) == (1, 1)
    (session,) = member.store.sessions.all()
    assert session.title == "Evening session"
    assert session.starts.isoformat() == "2026-06-26T18:00:00+01:00"
    assert session.join == (("link", "https://example.org/join"),)
    assert session.calendar.startswith("North Sea Community (")
    known = member.community.published()
    assert known is not None
    assert known.news == (news,)


def test_a_session_that_changes_says_old_and_new(member: Member, model: Model) -> None:
    model.publish(sessions=(SESSION,))
    member.round()
    moved = published.SessionInfo(id="s1", title="Evening session", starts="2026-06-27")
    model.publish(sessions=(moved,))
    assert member.round().arrived.changed == 1
    (session,) = member.store.sessions.all()
    assert session.status == "changed"
    assert "2026-06-26T18:00:00+01:00" in [change.old for change in session.changed]
    model.publish(sessions=())
    assert member.round().arrived.cancelled == 1
    assert member.store.sessions.all()[0].status == "cancelled"


def test_nothing_new_is_a_short_exchange(member: Member, model: Model) -> None:
    member.round()
    del model.bytes_in[:], model.bytes_out[:]
    assert not member.round().arrived
    assert len(model.bytes_in) <= 500
    assert len(model.bytes_out) <= 500


def test_replies_for_the_sender_alone_are_opened(member: Member, model: Model) -> None:
    share = member.says_yes()
    member.round()
    assert share.sending is not None
    box = sealed.seal("Thank you, \x1b[31mSam.", share.sending.reply_to)
    other = sealed.seal("Not for you.", sealed.new_reply_key()[1])
    model.mark(
        id_of(share),
        marks=(Mark("got", "2026-06-19"), Mark("talked", "2026-06-26", session="s1")),
        replies=(Reply("r1", "2026-06-27", box=box), Reply("r2", "2026-06-27", box=other)),
    )
    assert member.round().arrived.trails
    trail = member.community.trail(share)
    assert trail is not None
    assert [mark.status for mark in trail.marks] == ["got", "talked"]
    assert [reply.words for reply in trail.replies] == ["Thank you, Sam."]
    assert not member.round().arrived


def test_trails_in_parts_do_not_tell_which_one_is_looked_for(member: Member, model: Model) -> None:
    model.digits = 2
    model.publish()
    shares = [member.says_yes() for _ in range(2)]
    member.round()

    def asked() -> list[str]:
        return [path.rpartition("/")[2] for _, path, _ in model.requests if "trails/" in path]

    first = set(asked())
    own = {tokens.trail_of(id_of(share))[:2] for share in shares}
    assert own < first
    assert len(first) >= 8
    model.requests.clear()
    model.mark(id_of(shares[0]), marks=(Mark("read", "2026-06-20"),))
    assert member.round().arrived.trails
    assert set(asked()) == first  # always the same: what stays in common tells nothing


def test_who_sent_nothing_fetches_no_trails(member: Member, model: Model) -> None:
    member.round()
    assert not [path for _, path, _ in model.requests if path.startswith(calls.TRAILS)]


# What is not taken.


def test_another_key_is_told_and_not_taken(member: Member, model: Model) -> None:
    model.key = OTHER_KEY
    model.publish(name="Somebody else")
    outcome = member.round()
    assert outcome.arrived.problems
    known = member.community.published()
    assert known is not None
    assert known.name == "North Sea Community"


def test_an_older_version_is_not_taken(member: Member, model: Model) -> None:
    old = model.community
    model.publish(name="New name")
    member.round()
    model.community = old
    outcome = member.round()
    assert "old" in outcome.arrived.problems[0]
    known = member.community.published()
    assert known is not None
    assert known.name == "New name"


@pytest.mark.parametrize("body", [b"<html>Sign in to the hotel</html>", b"", b"\x00" * 100])
def test_the_page_of_a_hotel_is_no_community(member: Member, model: Model, body: bytes) -> None:
    model.instead["/"] = lambda asked: asked.give(200, body)
    member.says_yes()
    outcome = member.round()
    # A 200 of a portal is no receipt.
    assert outcome.arrived.got == 0
    assert outcome.waiting == 1


def test_a_file_that_was_changed_on_the_disk_is_not_shown(member: Member) -> None:
    file = member.home.path / "community.signed"
    file.write_bytes(file.read_bytes().replace(b"North", b"South"))
    assert member.community.published() is None
    member.round()
    assert member.community.published() is not None


def test_two_at_once_do_not_talk_at_once(member: Member, model: Model, tmp_path: Path) -> None:
    share = member.says_yes()
    other = Member(tmp_path / "home")
    with other.store.outbox.alone() as alone:
        assert alone
        outcome = member.round()
        assert (outcome.busy, outcome.fetched) == (True, True)
        assert model.arrivals == []
        with other.store.outbox.alone("reading") as reading:
            assert reading
            assert not member.round().fetched
    assert not member.round().busy
    assert model.arrivals == [id_of(share)]


def test_sending_needs_a_community(tmp_path: Path) -> None:
    alone = Member(tmp_path)
    with pytest.raises(Problem) as caught:
        alone.says_yes()
    assert caught.value.code == "not_connected"
    assert not alone.round().connected
    assert not (tmp_path / "outbox.log").exists()


def test_sync_works_while_the_journal_is_locked(
    member: Member, model: Model, tmp_path: Path
) -> None:
    before = member.says_yes()
    member.store.lock.set("words", "a blue door")
    locked = Member(tmp_path / "home")  # the program is opened anew
    assert not locked.store.lock.open
    with pytest.raises(Problem):
        locked.store.shares.get(before.id)
    after = locked.says_yes("Said while it was locked.")
    assert locked.round().arrived.got == 2
    # Its key to take it back is behind the lock, with the rest of the journal.
    assert locked.store.lock.unlock("a blue door")
    kept = {share.id: share.sending for share in locked.store.shares.all()}
    assert kept == {before.id: before.sending, after.id: after.sending}


def test_what_came_can_be_read_after_the_end(member: Member, model: Model) -> None:
    share = member.says_yes()
    member.round()
    model.mark(id_of(share), marks=(Mark("read", "2026-06-20"),))
    member.round()
    member.community.disconnect()
    assert member.community.connection() is None
    assert member.community.published() is not None
    assert member.community.trail(share) is not None
    asked_before = len(model.requests)
    assert not member.round().connected
    assert len(model.requests) == asked_before
    line = member.store.outbox.last_line()
    assert line is not None
    assert line.secret == ""
