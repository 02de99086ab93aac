"""`companion outbox`, `import`, `endpoint take` and `publish`: a whole use with no network."""

import json
import subprocess
from pathlib import Path

import pytest

from companion.store.home import Home
from companion.store.opening import open_store
from tests.commands.test_commands import TRACE, companion
from tests.sync.real import Endpoint

pytestmark = pytest.mark.slow  # many commands, and a real endpoint

Done = subprocess.CompletedProcess[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def run(home: Path, *words: str, given: str = "", code: int = 0) -> Done:
    done = companion(home, *words, words=given.encode())
    assert done.returncode == code, (done.stdout, done.stderr)
    assert TRACE not in done.stderr
    return done


def test_a_member_joins_shares_hears_and_takes_back_without_a_network(
    home: Path, folder: Path
) -> None:
    database = "--database", str(folder / "e.db")

    def they(*words: str, given: str = "") -> str:
        return run(home, "endpoint", *words, *database, given=given).stdout

    they("init", "--name", "Kent and Medway", "--answer-days", "14")
    words = json.loads(they("code", "--json"))["code"]
    start, out, back = (str(folder / name) for name in ("start.zip", "out", "back.zip"))
    assert f"The file is ready: {start}." in they("publish", start)
    assert (
        "There is a file with this name"
        in companion(home, "endpoint", "publish", start, *database).stderr
    )

    assert "You are not connected to it." in run(home, "import", start, code=1).stderr
    other = words.split()[::-1]
    assert "This code does not fit" in run(home, "connect", start, *other, code=1).stderr
    done = run(home, "connect", start, *words.split(), given="yes\n")
    assert "Nothing goes over a network." in done.stdout
    run(home, "share", "--send", "-", given="I want quiet rooms.")
    assert "companion outbox --save FILE" in run(home, "sync", code=1).stderr

    # Shown first, and never without a yes; a locked journal is not shown.
    done = run(home, "outbox", "--save", out, given="no\n", code=1)
    assert '"I want quiet rooms."' in done.stdout
    assert "Only Kent and Medway can open the file." in done.stdout
    assert not Path(out).exists()
    assert json.loads(run(home, "outbox", "--json").stdout)["sending"] == 1
    run(home, "outbox", "--save", out, given="yes\n")
    assert b"quiet" not in Path(out).read_bytes()
    assert Path(out).stat().st_mode & 0o777 == 0o600

    assert "1 thing is new." in they("take", out, "--back", back)
    assert json.loads(they("list", "--json"))[0]["words"] == "I want quiet rooms."
    they("reply", "1", "-", given="We look for quiet rooms.")
    told = json.loads(run(home, "import", back, "--json").stdout)
    assert (told["sent"], told["waiting"], told["problems"]) == (1, 0, [])
    they("publish", back, "--replace")
    assert run(home, "import", back).stdout == "Something happened with what you sent.\n"
    [one] = json.loads(run(home, "sent", "--json").stdout)
    assert one["replies"][0]["words"] == "We look for quiet rooms."
    assert "older than what is here" in run(home, "import", start, code=1).stderr

    assert "when you bring them a file" in run(home, "take-back", one["id"], "--yes").stdout
    run(home, "outbox", "--save", out, "--replace", "--yes")
    assert "They took back 1 thing." in they("take", out, "--back", back, "--replace")
    assert "They do not have it any more." in run(home, "import", back).stdout
    assert run(home, "outbox").stdout == "Nothing waits to leave.\n"
    assert "taken back on" in they("list")


def test_what_waits_is_not_shown_while_the_journal_is_locked(home: Path, folder: Path) -> None:
    with Endpoint(folder) as theirs:
        run(home, "connect", theirs.address, *theirs.code.split(), "--yes")
        run(home, "pause")
        run(home, "share", "--send", "--yes", "-", given="CANARY")
        run(home, "resume")
    open_store(Home(home)).lock.set("words", "a quiet corner")
    done = run(home, "outbox", "--save", str(folder / "out"), "--yes", code=1)
    assert "CANARY" not in done.stdout + done.stderr
    assert not (folder / "out").exists()


def test_a_file_and_then_a_network_bring_it_once(home: Path, folder: Path) -> None:
    out = str(folder / "out")
    with Endpoint(folder) as theirs:
        run(home, "connect", theirs.address, *theirs.code.split(), "--yes")
        run(home, "pause")
        run(home, "share", "--send", "--yes", "-", given="Once.")
        run(home, "resume")
        run(home, "outbox", "--save", out, "--yes")
        theirs.ask("take", out)  # while it serves
        told = json.loads(run(home, "sync", "--json").stdout)
        assert (told["sent"], told["waiting"]) == (1, 0)
        assert json.loads(theirs.ask("take", out, "--json"))["here_before"] == 1
        assert [one["words"] for one in theirs.received()] == ["Once."]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"companion-outbox 1 x\n", bytes(5_000)])
def test_no_file_ends_in_a_trace(home: Path, folder: Path, data: bytes) -> None:
    database = str(folder / "e.db")
    run(home, "endpoint", "init", "--name", "X", "--database", database)
    odd = folder / "odd\x1b[2J"
    odd.write_bytes(data)
    for words in (("endpoint", "take", "--database", database), ("import",), ("connect",)):
        done = run(home, *words, str(odd), code=1)
        assert "\x1b" not in done.stderr
        assert len(done.stderr.splitlines()) == 2
