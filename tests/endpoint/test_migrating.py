"""What an older program kept is there after the tables have changed."""

import shutil
from pathlib import Path

from companion.endpoint import migrations
from companion.endpoint.answering import for_one, received
from companion.endpoint.backups import restore
from companion.endpoint.database import create, open_database
from companion.endpoint.describing_community import all_news, all_sessions, community_of
from companion.endpoint.owing import owed
from companion.endpoint.tables import METADATA
from tests.endpoint.senders import SetClock

# A backup from before organisers had pages. It holds 4 contributions: 1 has a reply for its sender
# alone, 1 came to an end with "not changed", 1 was read, and 1 was taken back.
OLD = Path(__file__).parent / "data" / "backup-0001.gz"


def test_a_backup_of_the_first_tables_comes_whole(tmp_path: Path, clock: SetClock) -> None:
    shutil.copy(OLD, tmp_path)
    database, _rows, _marks = restore(tmp_path / OLD.name, f"sqlite:///{tmp_path}/e.db", clock)
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
    database.close()


def test_old_tables_become_those_that_new_ones_are(tmp_path: Path) -> None:
    old = create(f"sqlite:///{tmp_path}/old.db", migrations.KNOWN[0])
    old.close()
    there = open_database(f"sqlite:///{tmp_path}/old.db")
    made = create(f"sqlite:///{tmp_path}/made.db")
    from sqlalchemy import inspect

    with there.reading() as one, made.reading() as other:
        for name in METADATA.tables:
            columns = [
                {(c["name"], str(c["type"]), c["nullable"]) for c in inspect(of).get_columns(name)}
                for of in (one, other)
            ]
            assert columns[0] == columns[1]
            wanted = {
                (c.name, str(c.type.compile(of.dialect)), c.nullable)
                for c in METADATA.tables[name].c
                for of in (one,)
            }
            assert columns[0] == wanted, name
    there.close()
    made.close()
