"""What only holds, or only breaks, where an endpoint's database is PostgreSQL."""

import asyncio
import threading
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select

from companion import cli
from companion.endpoint.backups import back_up, restore
from companion.endpoint.chores import running
from companion.endpoint.database import Database, NotNow, open_database
from companion.endpoint.receiving import digest_of, receive, understood
from companion.endpoint.tables import contributions, gone
from companion.endpoint.taking_back import take_back
from companion.endpoint.telling import Log
from companion.problems import Problem
from companion.wire.tokens import new_id
from tests.endpoint.places import Databases, Files, Place, Server, only_postgresql, serving
from tests.endpoint.senders import Sent, SetClock, contribution, pass_of, put, refused
from tests.endpoint.serving import Running

PASSWORD = "SECRETPASSWORD"


@pytest.mark.parametrize("verb", ["list", "init", "restore", "serve", "marks"])
@pytest.mark.parametrize("form", ["u:{p}@127.0.0.1:1/x", "127.0.0.1:1/x?user=u&password={p}"])
def test_no_message_shows_a_password(
    verb: str, form: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, files: Files
) -> None:
    pytest.importorskip("psycopg")
    database = open_database(files.copy(tmp_path))
    back_up(database, tmp_path / "copy.gz")
    database.close()
    url = f"postgresql+psycopg://{form.format(p=PASSWORD)}"
    more = {"init": ["--name", "A"], "restore": [str(tmp_path / "copy.gz")], "marks": ["m.txt"]}
    assert cli.main(["endpoint", verb, *more.get(verb, []), "--database", url]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("We cannot open the place")
    assert PASSWORD not in said.out + said.err


@only_postgresql
def test_where_it_is_is_told_with_nothing_secret(
    place: Databases, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = place.empty(tmp_path).replace("companion@", f"companion:{PASSWORD}@")
    for code in (0, 1):  # made, and in the way
        assert cli.main(["endpoint", "init", "--name", "A", "--database", url]) == code
    said = capsys.readouterr()
    assert "postgresql:///endpoint_" in said.out
    assert "postgresql:///endpoint_" in said.err
    assert PASSWORD not in said.out + said.err
    place.drop(url)


@only_postgresql
@pytest.mark.parametrize("name", ["postgresql", "postgresql+psycopg"])
def test_an_address_may_leave_out_the_driver(url: str, name: str) -> None:
    open_database(url.replace("postgresql+psycopg", name)).close()


@only_postgresql
def test_a_server_that_would_lose_words_is_refused(url: str, server: Server) -> None:
    server.ask("ALTER SYSTEM SET full_page_writes = off")
    server.ask("SELECT pg_reload_conf()")
    try:
        with pytest.raises(Problem) as problem:
            while True:  # the server takes a moment to hear of it
                open_database(url).close()
        assert "full_page_writes" in problem.value.say
    finally:
        server.ask("ALTER SYSTEM RESET full_page_writes")
        server.ask("SELECT pg_reload_conf()")
        while server.ask("SHOW full_page_writes") != [("on",)]:
            pass


@only_postgresql
def test_what_is_acknowledged_is_on_its_disk_also_where_that_is_turned_off(
    url: str, server: Server
) -> None:
    name = url.split("@/")[1].split("?", maxsplit=1)[0]
    server.ask(f"ALTER DATABASE {name} SET synchronous_commit TO off")
    database = open_database(url)
    with database.writing() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
    with database.reading() as connection:
        assert connection.exec_driver_sql("SHOW transaction_isolation").scalar() == (
            "repeatable read"
        )
    database.close()


def test_two_machines_at_once_keep_a_contribution_once(url: str, clock: SetClock) -> None:
    """Each has its own connections, and all send and take back the same ones."""
    all_sent = [contribution() for _sent in range(12)]
    all_have_sent = threading.Barrier(3, timeout=60)
    new: list[str] = []
    seen: list[str] = []

    def machine() -> None:
        database = open_database(url)
        for sent in all_sent:
            body = understood(sent.body, digest_of(sent.body))
            with database.writing() as connection:
                new.extend([sent.id] * receive(connection, sent.id, body, 1, clock)[1])
        all_have_sent.wait()
        seen.extend(take_back(database, sent.id, sent.key, clock) for sent in all_sent[:6])
        database.close()

    machines = [threading.Thread(target=machine) for _machine in range(3)]
    for one in machines:
        one.start()
    for one in machines:
        one.join()
    assert sorted(new) == sorted(sent.id for sent in all_sent)
    assert seen == ["not-seen"] * 18
    database = open_database(url)
    with database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(gone)) == 6
        assert connection.scalar(select(func.count()).select_from(contributions)) == 6
    database.close()


@only_postgresql
async def test_a_server_that_is_away_is_waited_for(
    client: httpx.AsyncClient, database: Database, url: str, server: Server
) -> None:
    sent = contribution()
    assert (await put(client, sent)).status_code == 201
    server.stop("immediate")  # as when it is killed
    try:
        assert refused(await put(client, contribution())) == (503, "not-now")
        with pytest.raises(NotNow), database.reading():
            pass
    finally:
        server.start()
    assert (await put(client, sent)).status_code == 200
    assert (await put(client, contribution())).status_code == 201


@only_postgresql
@pytest.mark.slow
def test_what_was_acknowledged_survives_the_server_too(
    url: str, tmp_path: Path, database: Database, server: Server
) -> None:
    headers = {"Companion-Pass": pass_of(database)}
    kept = []
    with Running(url, tmp_path, "--workers", "2") as running:
        client = running.client
        headers |= {"Content-Type": "application/vnd.companion.contribution+json; version=1"}
        for _turn in range(3):
            for _one in range(10):
                sent = contribution()
                assert _sent(client, sent, headers) in (200, 201)
                kept.append(sent)
            server.stop("immediate")
            lost = contribution()
            assert _sent(client, lost, headers) == 503
            server.start()
        for sent in kept:
            assert _sent(client, sent, headers) == 200
        assert running.stop() == 0
        assert PASSWORD not in running.all_said()


@only_postgresql
async def test_a_worker_waits_for_a_server_that_is_still_starting(
    database: Database, server: Server, clock: SetClock
) -> None:
    server.stop("immediate")
    begun = asyncio.create_task(_begin(database, clock))
    await asyncio.sleep(0.2)
    assert not begun.done()
    server.start()
    await begun


async def _begin(database: Database, clock: SetClock) -> None:
    async with running(database, clock, 60.0, Log()):
        pass


def _sent(client: httpx.Client, sent: Sent, headers: dict[str, str]) -> int:
    """The status. A connection that was ended meanwhile is opened anew, as companions do it."""
    for _try in range(3):
        with suppress(httpx.TransportError):
            return client.put(sent.path, content=sent.body, headers=headers).status_code
    return 0


@only_postgresql
async def test_a_servers_own_log_has_no_words(
    client: httpx.AsyncClient, server: Server, database: Database
) -> None:
    """It says each statement here, as organisers may tell theirs to, but for what was sent."""
    sent = contribution("SECRETWORDS of a member")
    for one in (sent, sent._replace(body=contribution("SECRETOTHER").body)):
        await put(client, one)
    with pytest.raises(Exception, match="duplicate"), database.writing() as connection:
        row = dict(connection.execute(select(contributions)).mappings().one())
        connection.execute(contributions.insert().values({**row, "number": 99}))
    said = server.log.read_bytes()
    assert b"INSERT INTO contributions" in said
    assert b"SECRET" not in said


def test_a_backup_goes_from_each_kind_to_each(
    database: Database,
    tmp_path: Path,
    clock: SetClock,
    files: Files,
    request: pytest.FixtureRequest,
) -> None:
    """With the same rows, and no number is used again, of what is gone neither."""
    sent = [contribution(f"Words {new_id()} é") for _sent in range(4)]
    for one in sent:
        with database.writing() as connection:
            receive(connection, one.id, understood(one.body, digest_of(one.body)), 1, clock)
    take_back(database, sent[3].id, sent[3].key, clock)
    back_up(database, tmp_path / "copy.gz")
    databases: Databases = request.getfixturevalue("databases")
    places: list[Place] = [files, databases]
    for other in places:
        url = other.empty(tmp_path)
        made, _rows, _new = restore(tmp_path / "copy.gz", url, clock)
        with made.reading() as connection, database.reading() as before:
            columns = select(contributions).order_by(contributions.c.number)
            assert connection.execute(columns).all() == before.execute(columns).all()
        new = contribution()
        with made.writing() as connection:
            receive(connection, new.id, understood(new.body, digest_of(new.body)), 1, clock)
            assert connection.scalar(select(func.max(contributions.c.number))) == 5
        made.close()
        other.drop(url)


@only_postgresql
def test_a_restore_lets_go_what_the_old_database_knows_is_gone(
    database: Database, url: str, place: Databases, tmp_path: Path, clock: SetClock
) -> None:
    sent, kept = contribution("GONEWORDS"), contribution()
    for one in (sent, kept):
        with database.writing() as connection:
            receive(connection, one.id, understood(one.body, digest_of(one.body)), 1, clock)
    back_up(database, tmp_path / "copy.gz")
    take_back(database, sent.id, sent.key, clock)
    new = place.empty(tmp_path)
    words = ["endpoint", "restore", str(tmp_path / "copy.gz"), "--database", new]
    assert cli.main([*words, "--marks", url]) == 0
    assert b"GONEWORDS" not in place.bytes_of(new)
    # A server that went back to an older day by itself: the copy of the marks is done again.
    older = place.empty(tmp_path)
    assert cli.main([*words[:-1], older]) == 0
    copy = str(tmp_path / "marks.txt")
    assert cli.main(["endpoint", "marks", copy, "--database", url]) == 0
    assert cli.main(["endpoint", "marks", copy, "--from", "--database", older]) == 0
    assert b"GONEWORDS" not in place.bytes_of(older)
    for made in (new, older):
        place.drop(made)


@only_postgresql
def test_a_restore_that_fails_leaves_nothing(
    place: Databases, tmp_path: Path, database: Database, clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    back_up(database, tmp_path / "copy.gz")
    url = place.empty(tmp_path)

    def fails(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("companion.endpoint.backups._take_in", fails)
        restore(tmp_path / "copy.gz", url, clock)
    made, _rows, _new = restore(tmp_path / "copy.gz", url, clock)
    made.close()
    place.drop(url)


def test_without_postgresql_one_sentence_names_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("tests.endpoint.places._DEBIAN", Path("/nowhere"))
    with pytest.raises(pytest.skip.Exception, match="Debian package postgresql"), serving():
        pass


def test_without_psycopg_one_sentence_says_what_to_get(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    assert cli.main(["endpoint", "list", "--database", "postgresql://x/y"]) == 1
    assert capsys.readouterr().err.startswith("We need 1 more part to use PostgreSQL.")
