"""Real programs on a real disk: killed, crowded, out of space, and without the right to write."""

import errno
import os
import random
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.domain.kept import About
from companion.problems import Problem
from companion.store.home import Home
from companion.store.log import Log
from companion.store.opening import open_store
from tests.small_disks import disk_of
from tests.store.places import open_log, program, run, texts

pytestmark = pytest.mark.slow

START = """
import os, sys
from pathlib import Path
from companion.domain.kept import About
from companion.problems import Problem
from companion.store import log
from companion.store.home import Home
from companion.store.opening import open_store
home = Home(Path(sys.argv[1]))
store = open_store(home)
def say(*words): print(*words, flush=True)
"""

# Says the id of each note and each draft once it is kept. Compacts every few saves.
WRITER = (
    START
    + """
log.WORTH_COMPACTING = 5_000
step = 0
while True:
    step += 1
    say(store.notes.add(f"{sys.argv[2]} {step}").id)
    store.drafts.keep("draft", About(), f"{sys.argv[2]} draft {step}")
    say("draft", step)
    if step % 3 == 0:
        gone = store.notes.add("gone")
        store.notes.delete(gone.id)
        say("deleted", gone.id)
"""
)


def test_kill_9_at_any_instant_loses_nothing_that_was_kept(home: Home) -> None:
    chance = random.Random(7)
    kept: dict[str, str] = {}
    deleted: set[str] = set()
    for round_ in range(36):
        with program(WRITER, home.path, str(round_)) as writer:
            assert writer.stdout
            timer = threading.Timer(chance.uniform(0.02, 0.4), writer.kill)
            said = [writer.stdout.readline().decode().split()] if round_ % 6 else []
            timer.start()
            said += [line.decode().split() for line in writer.stdout if line.endswith(b"\n")]
            timer.join()
        assert writer.returncode == -signal.SIGKILL
        step = 0
        drafted = 0
        for words in said:
            if words[0] == "draft":
                drafted = int(words[1])
            elif words[0] == "deleted":
                deleted.add(words[1])
            else:
                step += 1
                kept[words[0]] = f"{round_} {step}"
        store = open_store(Home(home.path))
        there = {note.id: note.text for note in store.notes.all()}
        assert there.items() >= kept.items()
        assert not deleted & set(there)
        assert store.damaged == 0
        if drafted:
            typed = int(store.drafts.left_over()[0].text.split()[-1])
            assert typed in (drafted, drafted + 1)
        store.notes.add("a further save")
    assert len(kept) > 100


CROWD = (
    START
    + """
log.WORTH_COMPACTING = 5_000
presence = home.presence()
say("ready"); sys.stdin.readline()
for step in range(60):
    note = store.notes.add(f"{sys.argv[2]} {step}")
    assert store.notes.get(note.id) == note
    store.drafts.keep("draft", About(), f"{sys.argv[2]} {step}")
say("done"); sys.stdin.readline()
"""
)


def together(programs: list[subprocess.Popen[bytes]]) -> None:
    """Let programs begin at the same time, and stay until the last one is done."""
    for word in (b"ready\n", b"done\n"):
        for one in programs:
            assert one.stdout
            assert one.stdout.readline() == word, one.communicate(timeout=9)
        for one in programs:
            assert one.stdin
            one.stdin.write(b"\n")
            one.stdin.flush()
    ends = [one.communicate(timeout=120) for one in programs]
    assert [one.returncode for one in programs] == [0] * len(programs), ends


@pytest.mark.parametrize("count", [2, 5])
def test_companions_that_save_at_once_lose_nothing(home: Home, count: int) -> None:
    together([program(CROWD, home.path, str(n)) for n in range(count)])
    store = open_store(home)
    expected = {f"{n} {step}" for n in range(count) for step in range(60)}
    assert {note.text for note in store.notes.all()} == expected
    assert len(store.notes.all()) == len(expected)
    assert store.damaged == 0
    assert {draft.text for draft in store.drafts.left_over()} == {f"{n} 59" for n in range(count)}


FIRST = (
    START
    + """
say("ready"); sys.stdin.readline()
store.notes.add(sys.argv[2])
say("done"); sys.stdin.readline()
"""
)


def test_companions_that_make_the_home_at_once_make_one_key(tmp_path: Path) -> None:
    for attempt in range(6):
        home = Home(tmp_path / str(attempt))
        together([program(FIRST, home.path, str(n)) for n in range(4)])
        assert len(list(home.path.glob("*.key*"))) == 1
        assert sorted(n.text for n in open_store(home).notes.all()) == ["0", "1", "2", "3"]


def test_homes_that_share_a_key_file_make_one_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their locks are different ones, so here only the file system keeps them apart."""
    monkeypatch.setenv("COMPANION_KEY_FILE", str(tmp_path / "keys" / "shared"))
    together([program(FIRST, tmp_path / str(n), str(n)) for n in range(4)])
    for n in range(4):
        assert [x.text for x in open_store(Home(tmp_path / str(n))).notes.all()] == [str(n)]
    assert [p.name for p in (tmp_path / "keys").iterdir()] == ["shared"]


# A disk without space

LIMITED = (
    START
    + """
import resource
store.notes.add("before")
size = (home.path / "words.log").stat().st_size
for more in (0, 1, 100, 380, 700):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + more, resource.RLIM_INFINITY))
    try:
        store.notes.add("x" * 3000)
        say("kept")
    except Problem as problem:
        say(problem.code, (home.path / "words.log").stat().st_size - size)
    say(len(store.notes.all()))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.notes.add("after")
"""
)


def test_a_write_that_stops_half_way_is_taken_back(home: Home) -> None:
    assert run(LIMITED, home.path).splitlines() == ["not_saved 0", "1"] * 5
    assert [n.text for n in open_store(home).notes.all()] == ["after", "before"]
    assert open_store(home).damaged == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 kB."""
    with disk_of("256k", tmp_path) as place:
        yield place


def test_a_full_disk_is_told_and_loses_nothing(small_disk: Path) -> None:
    home = Home(small_disk / "home")
    store = open_store(home)
    kept = []
    with pytest.raises(Problem) as caught:
        for n in range(1000):
            kept.append(store.notes.add(f"{n}" + "x" * 5000))
    assert caught.value.code == "disk_full"
    with pytest.raises(Problem):
        store.drafts.keep("draft", About(), "y" * 9000)
    with pytest.raises(Problem) as caught:
        open_log(home).compact()  # there is no space for a second file
    assert caught.value.code == "disk_full"
    assert not (home.path / "words.log.new").exists()
    for look in (store, open_store(Home(home.path))):
        assert look.notes.all() == kept[::-1]
        assert look.damaged == 0
        assert look.drafts.left_over() == []
    (small_disk / "other").unlink(missing_ok=True)
    subprocess.run(["mount", "-o", "remount,size=1m", str(small_disk)], check=True)
    kept.append(store.notes.add("after"))
    assert open_store(Home(home.path)).notes.all() == kept[::-1]


def fill(disk: Path) -> None:
    """Leave no byte free on a disk."""
    with (disk / "other").open("ab", buffering=0) as file:
        while True:
            try:
                file.write(b"x" * 100)
            except OSError as error:
                assert error.errno == errno.ENOSPC
                return


def test_a_disk_that_is_full_from_the_start(small_disk: Path) -> None:
    fill(small_disk)
    store = open_store(Home(small_disk / "home"))
    with pytest.raises(Problem) as notes:
        store.notes.add("words")
    with pytest.raises(Problem) as choices:
        store.settings.put("look", "plain")
    assert notes.value.code == choices.value.code == "disk_full"
    assert store.notes.all() == []
    (small_disk / "other").unlink()
    store.settings.put("look", "plain")
    note = store.notes.add("words")
    assert open_store(Home(small_disk / "home")).notes.all() == [note]


# No right to write

NOBODY = (
    START
    + """
# Loaded before the rights go: nobody may not read where Python itself lies.
from cryptography.hazmat.primitives.ciphers import aead
from companion.store import drafts, kept, keys
import __future__
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
for call in (
    lambda: store.notes.add("words"),
    lambda: store.drafts.keep("draft", About(), "words"),
    lambda: store.settings.put("look", "plain"),
):
    try:
        call()
    except Problem as problem:
        say(problem.code)
say(home.presence().held, store.settings.get("look"), len(store.notes.all()))
"""
)


def let_through(folder: Path) -> None:
    """Let another user come to a folder of pytest's, whatever stands above it there."""
    for above in (folder, *folder.parents):
        if above == Path(tempfile.gettempdir()) or above.stat().st_uid != os.geteuid():
            return
        above.chmod(0o755)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    let_through(tmp_path)
    tmp_path.chmod(0o555)
    said = run(NOBODY, tmp_path / "home").splitlines()
    assert said == ["home_not_writable"] * 3 + ["False  0"]


def test_a_read_only_home_can_be_read(tmp_path: Path) -> None:
    let_through(tmp_path)
    home = Home(tmp_path / "home")
    open_store(home).notes.add("words")
    open_store(home).settings.put("look", "plain")
    with (home.path / "words.log").open("ab") as file:
        file.write(b":damage\n:torn")
    for path in [home.path, *home.path.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = {p: p.read_bytes() for p in home.path.rglob("*") if p.is_file()}
    said = run(NOBODY, home.path).splitlines()
    assert said == ["home_not_writable"] * 3 + ["False plain 1"]
    assert {p: p.read_bytes() for p in home.path.rglob("*") if p.is_file()} == before


# A failure, or the end, at every single call that writes

CALLS = ["write", "fsync", "fdatasync", "ftruncate", "link", "replace", "rename", "mkdir", "unlink"]


def scenario(home: Home, log: Log) -> Iterator[str]:
    """A short life of a vault; says each text once it is kept."""
    for step in range(4):
        text = f"text {step}"
        log.append("notes", {str(step): {"text": text}})
        yield str(step)
    with (home.path / "words.log").open("ab") as file:
        file.write(b":torn")
    log.append("notes", {"4": {"text": "text 4"}})
    yield "4"
    log.compact()
    log.append("notes", {"5": {"text": "text 5"}})
    yield "5"


def count_calls(home: Home, monkeypatch: pytest.MonkeyPatch) -> int:
    with monkeypatch.context() as patch:
        calls = interfere(patch, at=-1, end=False)
        list(scenario(home, open_log(home)))
    return len(calls)


def interfere(patch: pytest.MonkeyPatch, at: int, *, end: bool) -> list[str]:
    """Let the system's call number `at` fail, or end the program there. Counts the calls."""
    calls: list[str] = []

    def wrap(name: str) -> None:
        real = getattr(os, name)

        def call(*args: object, **kwargs: object) -> object:
            calls.append(name)
            if len(calls) - 1 == at:
                if name == "write" and at % 2:  # a part of it gets through
                    real(args[0], bytes(args[1])[:40])  # type: ignore[call-overload]
                if end:
                    os._exit(9)
                raise OSError(errno.EIO, "made to fail")
            return real(*args, **kwargs)

        patch.setattr(os, name, call)

    for name in CALLS:
        wrap(name)
    return calls


def assert_whole(home: Home, kept: list[str]) -> None:
    log = open_log(home)
    there = texts(log)
    assert set(there) >= set(kept)
    assert all(document == {"text": f"text {step}"} for step, document in there.items())
    assert log.damaged == 0
    log.append("notes", {"later": {"text": "text later"}})
    assert set(texts(open_log(home))) == {*there, "later"}


def test_every_call_that_writes_may_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count = count_calls(Home(tmp_path / "count"), monkeypatch)
    assert count > 30
    for at in range(count):
        home = Home(tmp_path / str(at))
        log = open_log(home)
        kept: list[str] = []
        with monkeypatch.context() as patch:
            interfere(patch, at, end=False)
            try:
                kept.extend(scenario(home, log))
            except Problem as problem:
                assert problem.code == "not_saved"
            again = list(scenario(home, log))  # the same companion tries again
        assert_whole(home, [*kept, *again])


def test_the_program_may_end_at_every_call_that_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(count_calls(Home(tmp_path / "count"), monkeypatch)):
        home = Home(tmp_path / str(at))
        read, write = os.pipe()
        child = os.fork()
        if not child:
            with pytest.MonkeyPatch.context() as patch:
                said = os.fdopen(write, "wb", buffering=0)  # not by os.write, which ends us
                interfere(patch, at, end=True)
                for step in scenario(home, open_log(home)):
                    said.write(step.encode())
            os._exit(0)
        os.close(write)
        with os.fdopen(read) as heard:
            kept = list(heard.read())
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        assert_whole(home, kept)
