"""Agendas, promises, people, what is passed on, what is missing, and counts that tell of nobody."""

from datetime import date

import pytest

from companion.endpoint.agendas import agenda_of, agendas, next_agenda
from companion.endpoint.announcing import put_session
from companion.endpoint.answering import set_status
from companion.endpoint.database import Database, keep_fact
from companion.endpoint.describing_community import change_consent, community_of, describe
from companion.endpoint.gaps import missing
from companion.endpoint.passing_on import LONGEST, hold_back, pass_on
from companion.endpoint.people import add_group, add_lead, remove_group, remove_lead
from companion.endpoint.promising import add_promise, promises_now, settle_promise
from companion.endpoint.publishing import file_named
from companion.endpoint.reports import SMALL, report
from companion.endpoint.taking_back import take_back
from companion.endpoint.worries import worry
from companion.problems import Problem
from companion.wire.community import WAYS, Group
from companion.wire.contributions import About
from companion.wire.trails import Mark
from tests.endpoint.senders import SetClock
from tests.endpoint.test_answering import HARD, come

LIKE = dict.fromkeys(("sound", "quiet_room", "camera"), "It is quiet.")


def plan(database: Database, clock: SetClock, name: str, day: str, **more: object) -> None:
    told = {"id": name, "title": "We make the plan", "starts": day, "kind": "shaping",
            "where": "Online", "free": True, "steps": [{"what": "We talk."}], "like": LIKE,
            **more}  # fmt: skip
    with database.writing() as connection:
        put_session(connection, told, clock)


def read_by(database: Database) -> dict[str, list[int]]:
    with database.reading() as connection:
        return {
            one.session.id if one.session else "": [idea.number for idea in one.ideas]
            for one in agendas(connection)
        }


def idea(database: Database, clock: SetClock, meeting: str = "") -> int:
    return come(database, clock, "More breaks.", about=About("agenda", meeting)).number


def test_ideas_go_to_the_next_meeting_and_late_ones_roll_on(
    database: Database, clock: SetClock
) -> None:
    plan(database, clock, "july", "2026-07-16T18:00", ideas_until="2026-07-10")
    plan(database, clock, "sept", "2026-09-17T18:00")
    come(database, clock, "Not an idea.")
    early = idea(database, clock, "july")
    clock.move(days=21)  # 10 July
    on_the_day = idea(database, clock, "july")
    for_later = idea(database, clock, "sept")
    clock.move(days=1)
    late = idea(database, clock, "july")
    nowhere = idea(database, clock, "nosuch")
    assert read_by(database) == {
        "july": [early, on_the_day], "sept": [for_later, late, nowhere]
    }  # fmt: skip
    clock.move(days=67)  # 16 September: the last day before the meeting
    last = idea(database, clock)
    clock.move(days=1)
    waits = idea(database, clock, "sept")
    assert read_by(database)["sept"] == [for_later, late, nowhere, last]
    assert read_by(database)[""] == [waits]
    plan(database, clock, "july", "2026-07-16T18:00", status="cancelled")
    assert read_by(database)["sept"] == [early, on_the_day, for_later, late, nowhere, last]
    with database.reading() as connection:
        assert len(agenda_of(connection, "sept").ideas) == 6
        found = next_agenda(connection, date(2026, 8, 1)).session
        assert found
        assert found.id == "sept"
        with pytest.raises(Problem, match="endpoint_no_meeting"):
            agenda_of(connection, "july")
        with pytest.raises(Problem, match="endpoint_no_meeting_planned"):
            next_agenda(connection, date(2027, 1, 1))


def test_an_idea_stays_where_it_was_talked_about(database: Database, clock: SetClock) -> None:
    plan(database, clock, "july", "2026-07-16T18:00")
    plan(database, clock, "sept", "2026-09-17T18:00")
    clock.move(days=30)
    number = idea(database, clock, "july")
    worried = idea(database, clock, "sept")
    assert read_by(database) == {"july": [], "sept": [number, worried]}
    with database.writing() as connection:
        set_status(connection, number, Mark("talked", "", session="july"), clock)
        worry(connection, worried, 0, clock)
    assert read_by(database) == {"july": [number], "sept": []}


def test_a_promise_is_late_by_itself_and_its_end_is_told(
    database: Database, clock: SetClock
) -> None:
    def states() -> list[tuple[str, str]]:
        with database.reading() as connection:
            return [(one.state, one.told) for _number, one in promises_now(connection, clock)]

    with database.writing() as connection:
        number = add_promise(connection, "We find a quiet room.", date(2026, 6, 30), clock)
        with pytest.raises(Problem, match="endpoint_hard"):
            add_promise(connection, HARD, date(2026, 6, 30), clock)
        with pytest.raises(Problem, match="nothing_written"):
            add_promise(connection, " \n", date(2026, 6, 30), clock)
    clock.move(days=11)
    assert states() == [("open", "")]
    clock.move(days=1)
    assert states() == [("late", "")]
    with database.writing() as connection:
        with pytest.raises(Problem, match="nothing_written"):
            settle_promise(connection, number, "changed", clock)
        with pytest.raises(Problem, match="endpoint_no_promise"):
            settle_promise(connection, 99, "kept", clock)
        settle_promise(connection, number, "late", clock, "The room costs too much.")
    assert states() == [("late", "The room costs too much.")]
    with database.writing() as connection:
        settle_promise(connection, number, "kept", clock)
        [promise] = community_of(connection).promises
    assert (promise.state, promise.told, promise.until) == ("kept", "", "2026-06-30")


def test_names_are_shown_only_where_people_agreed(database: Database, clock: SetClock) -> None:
    with database.writing() as connection:
        with pytest.raises(Problem, match="endpoint_not_agreed"):
            add_lead(connection, "Sam", date(2026, 6, 20), clock)
        number = add_lead(connection, "Sam", date(2026, 6, 19), clock)
        assert community_of(connection).leads == ("Sam",)
        remove_lead(connection, number, clock)
        assert community_of(connection).leads == ()
        with pytest.raises(Problem, match="endpoint_no_lead"):
            remove_lead(connection, number, clock)
        file = file_named(connection, "community")
    assert file
    assert b"Sam" not in file.data


def test_groups_are_told_in_easy_words(database: Database, clock: SetClock) -> None:
    with database.writing() as connection:
        with pytest.raises(Problem, match="endpoint_hard"):
            add_group(connection, Group("Words", HARD), clock)
        with pytest.raises(Problem, match="endpoint_name_wrong"):
            add_group(connection, Group(" "), clock)
        group = Group("Words", "We look for easy words.", "Ask Ana.")
        number = add_group(connection, group, clock)
        assert community_of(connection).groups == (group,)
        remove_group(connection, number, clock)
        with pytest.raises(Problem, match="endpoint_no_group"):
            remove_group(connection, number, clock)


def test_only_what_its_sender_lets_members_see_is_passed_on(
    database: Database, clock: SetClock
) -> None:
    ours = come(database, clock, "Only for you.")
    theirs = come(database, clock, "\x1b[31mIt is loud.", audience="members", name="Ali")
    wider = come(database, clock, "", kind="symbols", symbols=("noise",), audience="services")
    silent = come(database, clock, "", kind="listening", audience="members")
    long = come(database, clock, "a" * (LONGEST + 1), audience="members")
    with database.writing() as connection:
        for one, code in (
            (ours, "endpoint_only_for_us"), (silent, "endpoint_only_for_us"),
            (long, "endpoint_too_long_for_all"),
        ):  # fmt: skip
            with pytest.raises(Problem, match=code):
                pass_on(connection, one.number, clock)
        with pytest.raises(Problem, match="endpoint_no_contribution"):
            pass_on(connection, 99, clock)
        for one in (theirs, wider, theirs):
            pass_on(connection, one.number, clock)
        symbols, words = community_of(connection).shared
    assert (symbols.kind, symbols.symbols, symbols.words) == ("symbols", ("noise",), "")
    assert (words.words, words.name, words.day) == ("\x1b[31mIt is loud.", "Ali", "2026-06-19")
    assert take_back(database, theirs.sent.id, theirs.sent.key, clock) == "not-seen"
    with database.writing() as connection:
        file = file_named(connection, "community")
        assert file
        assert b"It is loud" not in file.data
        hold_back(connection, wider.number, clock)
        assert community_of(connection).shared == ()
        with pytest.raises(Problem, match="endpoint_no_contribution"):
            hold_back(connection, wider.number, clock)


async def test_a_full_board_keeps_a_first_connect_small(
    database: Database, clock: SetClock
) -> None:
    import random

    letters = random.Random(7)
    with database.writing() as connection:
        keep_fact(connection, "about", "We meet every 2 months.")
    for _number in range(30):
        words = "".join(letters.choices("abcdefgh ", k=LONGEST))
        came = come(database, clock, words, audience="members")
        with database.writing() as connection:
            pass_on(connection, came.number, clock)
    with database.reading() as connection:
        file = file_named(connection, "community")
    assert file
    assert len(file.zipped) < 20 * 1024


def test_what_is_missing_is_told_until_it_is_there(database: Database, clock: SetClock) -> None:
    with database.writing() as connection:
        before = {one.name for one in missing(connection)}
        assert {"safeguarding", "joining", "who_reads", "consent", "leads", "tick"} <= before
        assert any(name.startswith("charter 6.") for name in before)
        assert not {"kept_days", "answer_days", "name"} & before  # these are said
        describe(connection, dict.fromkeys((*WAYS, "safeguarding", "who_reads"), "We ask Ana."))
        change_consent(connection, ["We read it."])
        add_lead(connection, "Sam", date(2026, 6, 19), clock)
        after = {one.name for one in missing(connection)}
        assert after < before
        assert not {*WAYS, "safeguarding", "who_reads", "consent", "leads"} & after
        told = community_of(connection)
    assert told.ways == dict.fromkeys(WAYS, "We ask Ana.")


def test_what_only_organisers_see_is_published_nowhere(database: Database, clock: SetClock) -> None:
    with database.writing() as connection:
        describe(connection, {"safeguarding": "CALLANA"})
        add_promise(connection, "We find a room.", date(2026, 6, 30), clock)
        file = file_named(connection, "community")
    assert file
    assert b"CALLANA" not in file.data


def test_no_group_of_10_or_fewer_can_be_worked_out(database: Database, clock: SetClock) -> None:
    for kind, count in (("words", 25), ("symbols", 12), ("voice", 3), ("drawing", 1)):
        for number in range(count):
            about = About("charter", "5.1") if number % 5 == 0 else About()
            come(database, clock, "", kind=kind, about=about)
    with database.reading() as connection:
        assert report(connection, clock).total is None  # the month is not over
        clock.move(days=30)
        found = report(connection, clock)
    assert (found.before, found.total) == ("2026-07-01", 41)
    by_kind = {one.names: one.sent for one in found.groups["kind"]}
    assert by_kind[("words",)] == 25
    [(together, count)] = [(names, n) for names, n in by_kind.items() if len(names) > 1]
    assert {"symbols", "voice", "drawing", "listening"} <= set(together)
    assert count == 16
    for groups in found.groups.values():
        assert sum(one.sent for one in groups) == found.total
        assert all(one.sent > SMALL or one.sent == 0 for one in groups)
    assert [one.names for one in found.groups["month"]] == [("2026-06",)]


def test_few_are_not_counted_at_all(database: Database, clock: SetClock) -> None:
    for _number in range(SMALL):
        came = come(database, clock)
    clock.move(days=30)
    with database.reading() as connection:
        assert (report(connection, clock).total, report(connection, clock).groups) == (None, {})
    clock.move(days=-1)
    come(database, clock)
    clock.move(days=31)
    with database.reading() as connection:
        assert report(connection, clock).total == SMALL + 1
    take_back(database, came.sent.id, came.sent.key, clock)
    with database.reading() as connection:
        assert report(connection, clock).total is None
