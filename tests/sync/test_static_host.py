"""A companion whose community is files on a plain web host, with no endpoint behind them."""

import gzip
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

pytest.importorskip("companion.endpoint.app", reason="the endpoint is not here, or what it needs")

from companion.compose import look_at
from companion.endpoint.codes import new_code
from companion.endpoint.database import Database
from companion.endpoint.days import system_clock
from companion.endpoint.describing_community import describe
from companion.endpoint.founding import found
from companion.endpoint.publishing import publish
from companion.endpoint.static_files import write_all
from companion.endpoint.tables import published
from companion.problems import Problem
from companion.wire.signing import verify
from tests.sync.member import Member


class Recorded(SimpleHTTPRequestHandler):
    """Serves a folder as it comes with Python; keeps what was asked."""

    asked: list[tuple[str, str, bytes]]

    def log_message(self, *_: object) -> None:
        self.asked.append((self.command, self.path, bytes(self.headers)))


@pytest.fixture
def asked() -> list[tuple[str, str, bytes]]:
    return []


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = found(f"sqlite:///{tmp_path / 'endpoint.db'}", {"name": "Kent"}, system_clock)
    yield made
    made.close()


@pytest.fixture
def code(database: Database) -> str:
    with database.writing() as connection:
        _number, words = new_code(connection, "2026-06-19")
        publish(connection, system_clock())
    return words


@pytest.fixture
def site(tmp_path: Path, database: Database, code: str) -> Path:
    write_all(database, tmp_path / "site", system_clock)
    return tmp_path / "site"


@pytest.fixture
def address(site: Path, asked: list[tuple[str, str, bytes]]) -> Iterator[str]:
    kind = type("Handler", (Recorded,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(kind, directory=str(site))) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_reading_works_and_sending_says_that_nothing_is_taken(
    address: str, code: str, site: Path, database: Database, tmp_path: Path,
    asked: list[tuple[str, str, bytes]],
) -> None:  # fmt: skip
    member = Member(tmp_path / "home")
    offer = look_at(address, code)
    assert offer.community.name == "Kent"
    member.community.connect(offer)
    shares = [member.says_yes(f"SECRETWORDS {n}") for n in range(2)]
    outcome = member.round()
    assert outcome.reached
    assert outcome.waiting == 2
    assert outcome.arrived.problems == (
        "At this address, the community takes in nothing. "
        "Your words wait here. Ask the people who lead for the address to send to.",
    )
    assert [member.parcel(share).state for share in shares] == ["waiting"] * 2
    assert {method for method, _path, _head in asked} == {"GET"}  # no words left
    # What is new there arrives.
    with database.writing() as connection:
        describe(connection, {"name": "Kent and Medway"})
        publish(connection, system_clock())
    assert write_all(database, site, system_clock) == (3, 2)  # and the calendar, which names it
    member.round()
    line = member.store.outbox.line()
    assert line is not None
    known = member.community.kept(line).community()
    assert known is not None
    assert known.name == "Kent and Medway"


def test_only_what_changed_is_written_and_each_has_its_twin(site: Path, database: Database) -> None:
    def looked() -> dict[str, int]:
        return {str(path.relative_to(site)): path.stat().st_ino
                for path in sorted(site.rglob("*")) if path.is_file()}  # fmt: skip

    before = looked()
    twins = [f"{name}{end}" for name in ("community", "trails") for end in ("", ".gz")]
    there = ["_headers", "sessions.ics", "sessions.ics.gz", "v1/.htaccess"]
    assert list(before) == [*there, *(f"v1/{name}" for name in twins)]
    assert write_all(database, site, system_clock) == (3, 0)
    assert looked() == before
    data = (site / "v1/community").read_bytes()
    assert gzip.decompress((site / "v1/community.gz").read_bytes()) == data
    assert verify(data, "community")
    (site / "v1/community.gz").unlink()
    (site / "v1/trails").write_bytes(b"companion-signed cut")
    (site / "_headers").write_text("The organisers' own.")
    assert write_all(database, site, system_clock) == (3, 2)
    assert (site / "_headers").read_text() == "The organisers' own."
    assert looked().keys() == before.keys()


@pytest.mark.parametrize(
    "name", ["../../evil", "packs/../evil", "packs/a/..", "/etc/evil", "trails/../x", "a.gz"]
)
def test_no_name_leads_out_of_the_folder(
    site: Path, database: Database, tmp_path: Path, name: str
) -> None:
    before = sorted(path for path in tmp_path.rglob("*") if "endpoint.db" not in path.name)
    with database.writing() as connection:
        values = {"version": 1, "content": "x", "digest": "x", "data": b"evil", "zipped": b"evil"}
        connection.execute(published.insert().values(name=name, **values))
    write_all(database, site, system_clock)
    after = sorted(path for path in tmp_path.rglob("*") if "endpoint.db" not in path.name)
    assert after == before


def test_a_link_leads_no_file_out_of_the_folder(
    site: Path, database: Database, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    (site / "v1").rename(elsewhere)
    (site / "v1").symlink_to(elsewhere)
    (elsewhere / "community").write_bytes(b"another's")
    with pytest.raises(Problem):
        write_all(database, site, system_clock)
    assert (elsewhere / "community").read_bytes() == b"another's"
