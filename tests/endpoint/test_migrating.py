"""What an older program kept is there after the tables have changed."""

from datetime import date
from pathlib import Path

from sqlalchemy import inspect

from companion.endpoint import migrations
from companion.endpoint.answering import for_one, received
from companion.endpoint.backups import restore
from companion.endpoint.database import create, open_database
from companion.endpoint.describing_community import all_news, all_sessions, community_of
from companion.endpoint.owing import owed
from companion.endpoint.promising import add_promise
from companion.endpoint.tables import METADATA
from tests.endpoint.places import Place
from tests.endpoint.senders import SetClock

# A backup from before organisers had pages. It holds 4 contributions: 1 has a reply for its sender
# alone, 1 came to an end with "not changed", 1 was read, and 1 was taken back.
OLD = Path(__file__).parent / "data" / "backup-0001.gz"


def test_a_backup_of_the_first_tables_comes_whole(
    tmp_path: Path, clock: SetClock, place: Place
) -> None:
    url = place.empty(tmp_path)
    database, _rows, _marks = restore(OLD, url, clock)
    clock.move(days=20)
    with database.writing() as connection:
        assert migrations.revision(connection) == migrations.KNOWN[-1]
        found = received(connection)
        assert [one.says.words if one.says else None for one in found] == [
            "A quiet room would help.", "Bring the lights down.", "Please send the plan first.",
            None,
        ]  # fmt: skip
        assert [one.status for one in found[:3]] == ["got", "not-changed", "read"]
        assert [(one.received.number, one.state) for one in owed(connection, clock)] == [
            (3, "late")
        ]
        [answer] = for_one(connection, 1).answers
        assert (answer.words, answer.for_all) == ("", False)
        assert [one.id for one in all_sessions(connection)] == ["k7m4d"]
        assert [one.kind for _number, one in all_news(connection)] == ["changed"]
        told = community_of(connection)
        assert (told.name, told.promises, told.shared) == ("Kent and Medway", (), ())
        assert add_promise(connection, "We find a room.", date(2026, 8, 1), clock) == 1
    database.close()
    place.drop(url)


def test_old_tables_become_those_that_the_program_wants(tmp_path: Path, place: Place) -> None:
    url = place.empty(tmp_path)
    create(url, migrations.KNOWN[0]).close()
    there = open_database(url)
    with there.reading() as connection:
        for name, table in METADATA.tables.items():
            found = inspect(connection).get_columns(name)
            assert {(one["name"], one["nullable"]) for one in found} == {
                (one.name, one.nullable) for one in table.c
            }, name
            kinds = {one["name"]: one["type"].python_type for one in found}
            assert kinds == {one.name: one.type.python_type for one in table.c}, name
    there.close()
    place.drop(url)
