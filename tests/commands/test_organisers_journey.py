"""Journey S6 by commands: what members sent is answered with care, and they see what moved."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from companion.plainwords.dates import day
from tests.commands.test_commands import companion
from tests.sync.real import Endpoint

pytestmark = pytest.mark.slow  # a real endpoint serves

HARD = "In due course the agenda will be shared by us w/ the DoH."
DAY = date.today() + timedelta(days=60)
MEETING = (
    "--kind", "shaping", "--starts", f"{DAY}T18:00", "--weekday", f"{DAY:%A}", "--where", "Online",
    "--free", "--step", "We talk.", "--like", "sound=It is quiet.", "--like",
    "quiet_room=You can go and come back.", "--like", "camera=It can be off.",
)  # fmt: skip


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[Endpoint]:
    with Endpoint(tmp_path) as found:
        yield found


def typed(endpoint: Endpoint, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """A command that may fail."""
    database = str(endpoint.folder / "endpoint.db")
    return subprocess.run(
        [sys.executable, "-m", "companion", "endpoint", *words, "--database", database],
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def share(home: Path, *more: str, words: str = "") -> str:
    """Send something; its id."""
    options = (*more, "--send", "--yes", *(["-"] if words else []), "--json")
    done = companion(home, "share", *options, words=words.encode())
    assert done.returncode == 0, done.stderr
    return str(json.loads(done.stdout)["id"])


def test_organisers_answer_and_members_see_what_moved(home: Path, endpoint: Endpoint) -> None:
    endpoint.ask("session", "--id", "shape", "--title", "We make the plan", *MEETING)
    assert companion(home, "connect", endpoint.address, *endpoint.code.split(), "--yes")
    worded = share(home, "--audience", "members", words="The room was too loud.")
    share(home, "--kind", "listening")
    worried = share(home, words="TAKENBACK")
    companion(home, "sync")

    # 1. By time, rows of one size, with what is owed.
    rows = endpoint.ask("list").splitlines()
    assert len(rows) == 3
    assert len({row.split(": ", 1)[1].replace("Here to listen", "Words") for row in rows}) == 1
    assert [one["kind"] for one in json.loads(endpoint.ask("owed", "--json"))] == [
        "words", "listening", "words",
    ]  # fmt: skip

    # 2. What is hard is not published as easy, and is kept.
    refused = typed(endpoint, "reply", "1", "--for-all", "-", given=HARD)
    assert refused.returncode == 1
    assert "We kept them as draft 1." in refused.stderr

    # 6. Somebody else answers meanwhile: the second sees the first, and nothing is lost.
    endpoint.ask("reply", "1", "-", given="Thank you. We heard you.")
    endpoint.ask("draft", "edit", "1", "-", given="Thank you. There will be a quiet room.")
    second = typed(endpoint, "draft", "publish", "1")
    assert second.returncode == 1
    assert "We heard you." in second.stderr
    endpoint.ask("draft", "publish", "1", "--seen")

    # 3. Talked about at the meeting; the member's trail has it at the next sync.
    endpoint.ask("status", "1", "talked", "--session", "shape")
    endpoint.ask("status", "1", "changed", "--words", "-", given="There will be a quiet room.")
    endpoint.ask("news", "--title", "There will be a quiet room", "--kind", "changed",
                 "--number", "1")  # fmt: skip
    endpoint.ask("promise", "add", "--until", "2020-01-31", given="We find a quiet room.")
    endpoint.ask("pass-on", "1")

    # 4. A worry shows the route, notes the time, and names nobody.
    endpoint.ask("about", "--safeguarding", "Call Ana.")
    told = endpoint.ask("worry", "add", "3")
    assert "Call Ana." in told
    assert "999" in told
    assert typed(endpoint, "reply", "3", "-", given="Thank you.").returncode == 1

    companion(home, "sync")
    trail = companion(home, "trail", worded).stdout
    assert f"Session: {day(DAY)}" in trail
    assert "They say: Thank you. We heard you." in trail
    assert "They say: Thank you. There will be a quiet room." in trail
    assert "in another way" in companion(home, "trail", worried).stdout
    community = json.loads(companion(home, "community", "--json").stdout)
    assert [one["title"] for one in community["changed"]] == ["There will be a quiet room"]
    assert [one["state"] for one in community["promises"]] == ["late"]
    assert [one["words"] for one in community["shared"]] == ["The room was too loud."]

    # 5. Taken back: gone from lists, drafts, what others read, and from every byte.
    for one in (worried, worded):
        assert companion(home, "take-back", one, "--yes").returncode == 0
    companion(home, "sync")
    assert "TAKENBACK" not in endpoint.ask("list", "--json")
    assert not endpoint.holds("TAKENBACK")
    assert not endpoint.holds("The room was too loud.")
    assert [bool(one.get("taken_back")) for one in json.loads(endpoint.ask("list", "--json"))] == [
        True, False, True,
    ]  # fmt: skip
    assert json.loads(companion(home, "community", "shared", "--json").stdout) == []
