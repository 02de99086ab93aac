"""Who may sign in: by a link that is good once, for a while, and for nobody else."""

from pathlib import Path

import pytest
from sqlalchemy import select

from companion.endpoint.backups import back_up, restore
from companion.endpoint.database import Database
from companion.endpoint.organisers import (
    IDLE_HOURS,
    LINK_HOURS,
    add_organiser,
    all_organisers,
    end_organiser,
    invite,
    sign_in,
    sign_out,
    signed_in,
)
from companion.endpoint.tables import sign_in_links, sign_ins
from companion.problems import Problem
from tests.endpoint.places import Place
from tests.endpoint.senders import SetClock


def test_a_link_signs_in_once(database: Database, clock: SetClock) -> None:
    with database.writing() as connection:
        number = add_organiser(connection, "Sam", clock)
        link = invite(connection, number, clock)
        session = sign_in(connection, link, clock)
        assert session
        assert sign_in(connection, link, clock) is None
        found = signed_in(connection, session, clock)
        assert found
        assert (found.number, found.name) == (number, "Sam")
        sign_out(connection, session)
        sign_out(connection, session)
        assert signed_in(connection, session, clock) is None


@pytest.mark.parametrize("words", ["", "x", "é" * 43, "\ud800", "a" * 10_000])
def test_a_guess_is_no_link_and_no_session(database: Database, clock: SetClock, words: str) -> None:
    with database.writing() as connection:
        invite(connection, add_organiser(connection, "Sam", clock), clock)
        assert sign_in(connection, words, clock) is None
        assert signed_in(connection, words, clock) is None


def test_a_link_is_no_session_and_a_session_no_link(database: Database, clock: SetClock) -> None:
    with database.writing() as connection:
        number = add_organiser(connection, "Sam", clock)
        link = invite(connection, number, clock)
        assert signed_in(connection, link, clock) is None
        session = sign_in(connection, link, clock)
        assert session
        assert sign_in(connection, session, clock) is None


def test_an_old_link_counts_no_more(database: Database, clock: SetClock) -> None:
    with database.writing() as connection:
        number = add_organiser(connection, "Sam", clock)
        first = invite(connection, number, clock)
        second = invite(connection, number, clock)
        assert sign_in(connection, first, clock) is None
        clock.move(hours=LINK_HOURS)
        assert sign_in(connection, second, clock) is None
        third = invite(connection, number, clock)
        clock.move(hours=LINK_HOURS, seconds=-1)
        assert sign_in(connection, third, clock)


def test_a_session_ends_when_nobody_uses_it(database: Database, clock: SetClock) -> None:
    with database.writing() as connection:
        session = sign_in(
            connection, invite(connection, add_organiser(connection, "Sam", clock), clock), clock
        )
        assert session
        for _visit in range(3):
            clock.move(hours=IDLE_HOURS)
            assert signed_in(connection, session, clock)
        clock.move(hours=IDLE_HOURS, seconds=1)
        assert signed_in(connection, session, clock) is None
        assert connection.execute(select(sign_ins)).first() is None


def test_who_has_ended_is_out_at_once_and_others_stay(database: Database, clock: SetClock) -> None:
    with database.writing() as connection:
        sam, priya = (add_organiser(connection, name, clock) for name in ("Sam", "Priya"))
        theirs, others = (
            sign_in(connection, invite(connection, one, clock), clock) for one in (sam, priya)
        )
        link = invite(connection, sam, clock)
        end_organiser(connection, sam, clock)
        assert theirs
        assert others
        assert signed_in(connection, theirs, clock) is None
        assert sign_in(connection, link, clock) is None
        assert signed_in(connection, others, clock)
        with pytest.raises(Problem, match="endpoint_no_organiser"):
            invite(connection, sam, clock)
        with pytest.raises(Problem, match="endpoint_no_organiser"):
            end_organiser(connection, sam, clock)
        assert [bool(one.ended) for one in all_organisers(connection)] == [True, False]


@pytest.mark.parametrize("name", ["", " \t", "\x1b[2J", "a" * 81])
def test_a_name_that_is_none_is_refused(database: Database, clock: SetClock, name: str) -> None:
    with pytest.raises(Problem, match="endpoint_name_wrong"), database.writing() as connection:
        add_organiser(connection, name, clock)


def test_no_secret_is_kept_and_a_backup_lets_nobody_in(
    database: Database, clock: SetClock, place: Place, url: str, tmp_path: Path
) -> None:
    with database.writing() as connection:
        number = add_organiser(connection, "Sam", clock)
        session = sign_in(connection, invite(connection, number, clock), clock)
        link = invite(connection, number, clock)
    assert session
    kept = place.bytes_of(url)
    assert link.encode() not in kept
    assert session.encode() not in kept
    back_up(database, tmp_path / "copy.gz")
    new = place.empty(tmp_path)
    restored, _rows, _marks = restore(tmp_path / "copy.gz", new, clock)
    with restored.writing() as connection:
        assert [one.name for one in all_organisers(connection)] == ["Sam"]
        assert signed_in(connection, session, clock) is None
        assert sign_in(connection, link, clock) is None
        assert connection.execute(select(sign_in_links)).first() is None
    restored.close()
    place.drop(new)
