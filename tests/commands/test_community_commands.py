"""`companion connect` and its like, with a real process and an endpoint that notes every byte."""

import json
import os
import platform
import socket
from collections.abc import Iterator
from getpass import getuser
from pathlib import Path

import pytest

from companion import __version__
from companion.compose import look_at, ports_of
from companion.domain.journal import Answer, Entry
from companion.domain.shares import Share, ready
from companion.page import wording
from companion.page.blocks import Notice
from companion.page.events import Looked
from companion.plainwords.dates import until
from companion.plainwords.refusals import refused_words
from companion.session import Session
from companion.store.home import Home
from companion.store.opening import open_store
from companion.wire import calls
from companion.wire import community as published
from tests.commands.test_commands import TRACE, companion
from tests.fakes import FakeSettings
from tests.sync.member import TODAY
from tests.sync.model import OTHER_KEY, Model, code, serving

pytestmark = pytest.mark.slow  # each test has a server

CANARY = "The lamp was too bright for me."


@pytest.fixture
def model() -> Iterator[Model]:
    with serving(Model()) as found:
        yield found


def fill(home: Path) -> None:
    """Everything private that a home may hold."""
    store = open_store(Home(home))
    store.notes.add(f"note: {CANARY}")
    store.journal.save(Entry(helped=Answer(f"helped: {CANARY}", ("noise",))))
    store.shares.save(Share(words=f"kept for me: {CANARY}"))
    store.settings.put("theme", "cream")
    store.settings.put("text_size", "giant")


def says_yes(home: Path, words: str = "The room was too loud.") -> Share:
    store = open_store(Home(home))
    share, body = ready(Share(words=words), "2026-06", TODAY)
    assert share.sending is not None
    store.shares.save(share)
    store.outbox.send(share.sending.id, body)
    return share


def test_nothing_of_the_members_travels_before_a_yes(home: Path, model: Model) -> None:
    fill(home)
    done = companion(home, "connect", model.address, code(), words=b"yes\n")
    assert done.returncode == 0
    for _ in range(2):
        assert companion(home, "sync").returncode == 0
    assert [method for method, *_ in model.requests] == ["GET", "GET", "GET"]
    sent = bytes(model.bytes_in).lower()
    private = [CANARY, "lamp", "cream", "giant", "noise", getuser(), socket.gethostname()]
    machine = [platform.system(), platform.node(), platform.machine(), platform.python_version()]
    found = [str(home), __version__, "apple", "river", os.environ.get("LANG", "en_GB"), "httpx"]
    for words in (*private, *machine, *found):
        assert len(words) < 3 or words.lower().encode() not in sent, words
    assert b"python" not in sent


def test_what_the_community_tells_is_there_without_a_network(home: Path, model: Model) -> None:
    assert companion(home, "community").returncode == 1
    model.publish(
        promises=(published.Promise("p1", "We find a room.", "2026-06-01"),),
        shared=(published.Shared("s1", "2026-06-18", words="It is loud.\x1b[31m"),),
        leads=("Ana",),
        ways={"joining": "Ask Ana."},
    )
    companion(home, "connect", model.address, code(), words=b"yes\n")
    assert companion(home, "sync").returncode == 0
    asked = len(model.requests)
    whole = companion(home, "community").stdout
    for line in ("They are late", "We find a room.", '"It is loud."', "Name: Ana",
                 "How to join: Ask Ana.", "The group has not chosen the name yet."):  # fmt: skip
        assert line in whole.splitlines()
    told = json.loads(companion(home, "community", "promises", "--json").stdout)
    assert [(one["state"], one["until"]) for one in told] == [("late", "2026-06-01")]
    assert set(json.loads(companion(home, "community", "--json").stdout)) >= {"shared", "leads"}
    assert len(model.requests) == asked


def test_what_was_agreed_to_travels_and_no_more(home: Path, model: Model) -> None:
    fill(home)
    companion(home, "connect", model.address, code(), words=b"yes\n")
    share = says_yes(home)
    del model.bytes_in[:]
    assert companion(home, "sync").returncode == 0
    sent = bytes(model.bytes_in)
    assert b"The room was too loud." in sent
    assert CANARY.encode() not in sent
    assert share.sending is not None
    for secret in (share.sending.key, share.sending.reply_key):
        assert secret.encode() not in sent
    headers, _, body = sent[sent.index(b"PUT ") :].partition(b"\r\n\r\n")
    assert len(headers) + len(body) < 1_500


def test_it_says_what_the_community_is_and_asks(home: Path, model: Model) -> None:
    for typed in (b"", b"\n", b"no\n", b"y\n"):
        done = companion(home, "connect", model.address, code(), words=typed)
        assert done.returncode == 1
        assert done.stderr.endswith(
            "We did not connect. We sent nothing of yours.\n"
            "To connect, type the same again. Then type yes.\n"
        )
        assert not home.exists()
    lines = done.stdout.splitlines()
    assert lines[0] == "Community: North Sea Community"
    assert "Who reads what you send: Ana and Tom read it first." in lines
    assert "How often they read: They read it 2 times a week." in lines
    assert "How long they keep it: They keep it for 1 year." in lines
    done = companion(home, "connect", model.address, code(), words=b"yes\n")
    assert done.stdout.endswith("You are connected to North Sea Community.\n")
    again = companion(home, "sync")
    assert (again.returncode, again.stdout) == (0, "Nothing is new. Nothing waits.\n")


def test_the_page_and_the_command_say_the_same_of_a_community(home: Path, model: Model) -> None:
    done = companion(home, "connect", model.address, code())
    session = Session(ports_of(open_store(Home(home)), FakeSettings(way="plain")), "connect")
    session.send(Looked(look_at(model.address, code())))
    blocks = [block for block in session.page.blocks if not isinstance(block, Notice)]
    said = [line for block in blocks for line in wording.lines(block)]
    assert done.stdout.splitlines() == said


@pytest.mark.parametrize("dash", [(), ("-",)])
def test_the_code_is_asked_for_and_capitals_do_not_count(
    home: Path, model: Model, dash: tuple[str, ...]
) -> None:
    typed = code().upper().replace(" ", "-")
    done = companion(home, "connect", model.address, *dash, words=f"{typed}\nyes\n".encode())
    assert done.returncode == 0
    assert "Type the 4 words of your code:" in done.stderr


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("apple river apple", "A code has 4 easy words."),
        ("apple river apple zzzzz", "A code never has the word zzzzz."),
        ("apple river apple apple", "This code does not fit the community at 127.0.0.1."),
    ],
)
def test_a_wrong_code_connects_nobody(home: Path, model: Model, typed: str, says: str) -> None:
    done = companion(home, "connect", model.address, *typed.split(), "--yes")
    assert done.returncode == 1
    assert says in done.stderr
    assert not home.exists()


def test_a_whole_life_of_a_contribution(home: Path, model: Model) -> None:
    companion(home, "connect", model.address, code(), "--yes")
    share = says_yes(home)
    done = companion(home, "sync", "--json")
    facts = json.loads(done.stdout)
    assert (facts["sent"], facts["waiting"], facts["reached"]) == (1, 0, True)
    assert share.sending is not None
    open_store(Home(home)).outbox.take_back(share.sending.id, share.sending.key)
    assert (
        companion(home, "sync").stdout == "You took back 1 thing. They do not have it any more.\n"
    )
    assert model.held == {}


def test_nobody_answers_is_no_error_but_a_script_can_tell(home: Path, model: Model) -> None:
    companion(home, "connect", model.address, code(), "--yes")
    says_yes(home)
    open_store(Home(home)).outbox.change_line(address="http://127.0.0.1:9")
    done = companion(home, "sync")
    assert done.returncode == 3
    assert done.stderr == ""
    assert done.stdout == (
        "We cannot reach 127.0.0.1 now. We try again the next time.\n1 thing waits here.\n"
    )
    open_store(Home(home)).outbox.change_line(address=model.address)
    done = companion(home, "sync")  # who asks gets a try at once, not after a pause
    assert (done.returncode, done.stdout) == (0, "They have 1 thing that you sent.\n")


@pytest.mark.parametrize("name", ["too-many", "no-room"])
def test_a_community_that_asks_to_wait_is_left_alone_until_then(
    home: Path, model: Model, name: str
) -> None:
    companion(home, "connect", model.address, code(), "--yes")
    says_yes(home)
    model.instead[calls.CONTRIBUTIONS] = lambda asked: asked.refuse(name, **{"Retry-After": "600"})
    done = companion(home, "sync")
    held = open_store(Home(home)).outbox.line()
    assert held is not None
    asks = f"The community asks us to wait. We try again after {until(held.not_before)}.\n"
    why = "".join(f"{sentence}\n" for sentence in refused_words(name))
    assert (done.returncode, done.stderr) == (3, "")
    assert done.stdout == f"{why}{asks}1 thing waits here.\n"
    asked = len(model.requests)
    done = companion(home, "sync")
    assert (done.returncode, done.stdout) == (3, f"{asks}1 thing waits here.\n")
    facts = json.loads(companion(home, "sync", "--json").stdout)
    assert (facts["not_before"], facts["reached"]) == (held.not_before.isoformat(), False)
    assert len(model.requests) == asked


def test_another_community_says_what_ends_and_what_does_not_go_there(
    home: Path, model: Model
) -> None:
    companion(home, "connect", model.address, code(), "--yes")
    says_yes(home)
    with serving(Model(key=OTHER_KEY)) as other:
        done = companion(home, "connect", other.address, code(OTHER_KEY), "--yes")
        assert "Your connection to North Sea Community ends then.\n" in done.stdout
        waits = "1 thing waits for another community. It does not go to this one.\n"
        assert waits.replace(". ", ".\n") in done.stdout
        assert companion(home, "sync").stdout == f"Nothing is new. Nothing waits.\n{waits}"
        assert other.held == {}
        row = companion(home, "sent").stdout
        assert row.endswith("The room was too loud.: waiting for another community\n")
        told = companion(home, "trail", row.split(":")[0]).stdout
    assert told.startswith(
        "Saved here.\nIt waits for North Sea Community.\nIt goes to no one else.\n"
        "Now you are connected to another community.\n"
        "To change this, connect to North Sea Community again.\n"
    )
    assert companion(home, "connect", model.address, code(), "--yes").returncode == 0
    assert companion(home, "sync").stdout == "They have 1 thing that you sent.\n"


def test_sending_is_paused_and_goes_on(home: Path, model: Model) -> None:
    companion(home, "connect", model.address, code(), "--yes")
    assert companion(home, "pause").returncode == 0
    says_yes(home)
    done = companion(home, "sync")
    assert done.returncode == 0
    assert done.stdout == (
        "1 thing waits here.\nYou paused sending. To send, type: companion resume\n"
    )
    assert companion(home, "settings", "sending").stdout.startswith("sending: paused\n")
    assert "1 thing waits here." in companion(home, "resume").stdout
    assert companion(home, "sync").stdout == "They have 1 thing that you sent.\n"


def test_disconnecting_says_what_stays(home: Path, model: Model) -> None:
    session = published.SessionInfo(id="s1", title="Evening session", starts="2099-06-26")
    near = published.SessionInfo(id="s2", title="Soon", starts=f"{TODAY:%Y-%m-%d}")
    model.publish(sessions=(session, near))
    companion(home, "connect", model.address, code(), "--yes")
    says_yes(home)
    done = companion(home, "disconnect")
    assert "Their sessions and news stay here." in done.stdout
    assert "1 thing waits here." in done.stdout
    done = companion(home, "sync")
    assert done.returncode == 1
    assert "You are not connected to a community." in done.stderr
    assert model.arrivals == []
    companion(home, "connect", model.address, code(), "--yes")
    assert companion(home, "sync").stdout.startswith("They have 1 thing that you sent.")


@pytest.mark.parametrize("command", ["sync", "disconnect"])
def test_without_a_community_it_says_how_to_get_one(home: Path, command: str) -> None:
    done = companion(home, command)
    assert (done.returncode, done.stdout) == (1, "")
    assert "To connect, type: companion connect ADDRESS" in done.stderr
    assert not home.exists()


def test_rubbish_in_place_of_a_community(home: Path, model: Model) -> None:
    for body in (b"<html>", b"\xff" * 1000, b"companion-signed 1 x y z\n{}", b"[" * 100_000):
        model.instead["/"] = lambda asked, body=body: asked.give(200, body)  # type: ignore[misc]
        done = companion(home, "connect", model.address, code(), "--yes")
        assert done.returncode == 1
        assert done.stderr.startswith("We found no community at 127.0.0.1.\n")
        assert TRACE not in done.stderr


def test_the_first_connect_is_small(home: Path, model: Model) -> None:
    sessions = tuple(
        published.SessionInfo(
            id=f"session-{n}",
            title=f"Evening session {n}",
            starts=f"2027-0{1 + n % 9}-12T18:00:00+00:00",
            where="Online, and in the hall",
            steps=(published.Step("We say hello", 10), published.Step("A break", 15)),
            like={"sound": "Quiet", "breaks": "Each 30 minutes"},
        )
        for n in range(60)
    )
    news = tuple(
        published.News(f"n{n}", "2026-06-18", f"News {n}", "We changed the room. " * 5)
        for n in range(40)
    )
    model.publish(sessions=sessions, news=news)
    companion(home, "connect", model.address, code(), "--yes")
    companion(home, "sync")
    assert len(model.bytes_in) + len(model.bytes_out) < 20_000
