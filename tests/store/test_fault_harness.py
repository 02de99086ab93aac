"""The harness of faults itself: it sees what the system sees, and finds a store that is broken."""

import pickle
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.faults.looking import broken
from benchmarks.faults.promises import CANARY, Promises
from benchmarks.faults.running import place
from benchmarks.faults.trials import HOME, calls_of, copy_of
from companion.store.home import Home
from companion.store.opening import open_store
from tests.store.places import run

pytestmark = pytest.mark.slow

# Plays a journey with nothing between it and the system.
PLAY = """
import pickle, sys
from pathlib import Path
from benchmarks.faults.journeys import COMPACTS_AT, JOURNEYS
from benchmarks.faults.stage import Stage
from companion.store import log
log.WORTH_COMPACTING = COMPACTS_AT
promises = pickle.loads(Path(sys.argv[2]).read_bytes())
JOURNEYS[sys.argv[1]].play(Stage(Path(sys.argv[3]), promises))
"""
# What the system calls them, and what Python does.
CALLS = {
    "write": "write", "pwrite64": "write", "writev": "write",
    "fsync": "fsync", "fdatasync": "fdatasync",
    "truncate": "ftruncate", "ftruncate": "ftruncate",
    "link": "link", "linkat": "link", "symlink": "symlink",
    "rename": "replace", "renameat": "replace", "renameat2": "replace",
    "unlink": "unlink", "unlinkat": "unlink", "rmdir": "rmdir",
    "mkdir": "mkdir", "mkdirat": "mkdir",
    "chmod": "chmod", "fchmod": "chmod", "fchmodat": "chmod",
    "openat": "open", "creat": "open",
}  # fmt: skip


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize("journey", ["first start", "compaction", "damage"])
def test_the_harness_sees_each_call_that_the_system_sees(journey: str, tmp_path: Path) -> None:
    with place():
        seen = Counter(call.name for call in calls_of(journey))
        with copy_of(journey) as (root, promises):
            (tmp_path / "promises").write_bytes(pickle.dumps(promises))
            trace = ["strace", "-f", "-y", "-o", str(tmp_path / "trace"), "-e", ",".join(CALLS)]
            words = [journey, str(tmp_path / "promises"), str(root / HOME)]
            subprocess.run([*trace, sys.executable, "-c", PLAY, *words], check=True)
            lines = (tmp_path / "trace").read_text(errors="replace").splitlines()
            below = [line for line in lines if str(root) in line]
    made = Counter(
        CALLS[call[1]]
        for line in below
        if (call := re.match(r"\d+ +(\w+)\(", line))
        and (call[1] != "openat" or "O_CREAT" in line or "O_TRUNC" in line)
    )
    assert made == seen


SPOILT = """
import sys
from contextlib import contextmanager
import os
from benchmarks.faults.__main__ import main
from benchmarks.faults.promises import CANARY
from companion.problems import Problem
from companion.store import compaction, log
@contextmanager
def telling(folder):
    try:
        yield
    except OSError:
        raise Problem("not_saved", words=CANARY)
exec(sys.argv[1])
sys.exit(main(quick=False, only=sys.argv[2]) != 1)
"""


@pytest.mark.parametrize(
    ("spoil", "only", "found"),
    [
        ("log.write_all = lambda *all: os.write(*all)", "then the rest: every", "a note is gone"),
        ("compaction.sync = lambda file: None", "names new, bytes old: compaction", "is gone"),
        ("log.saving = telling", "fails: input/output error: every", "shows the member's words"),
    ],
)
def test_the_harness_finds_a_store_that_is_broken(spoil: str, only: str, found: str) -> None:
    assert found in run(SPOILT, spoil, only)


def test_the_harness_finds_words_in_clear_and_things_that_are_gone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    promises = Promises()
    note = open_store(Home(home)).notes.add(f"{CANARY} words")
    promises.begin(("note", note.id), (note.text, False, "", ""))
    promises.keep(("note", note.id), (note.text, False, "", ""))
    assert broken(home, promises) == []
    for data in (CANARY.encode(), b64encode(b"ab" + CANARY.encode() + b"more")):
        (home / "left").write_bytes(data)
        assert broken(home, promises) == ["words can be read in left"]
    (home / "left").unlink()
    open_store(Home(home)).notes.delete(note.id)
    assert broken(home, promises) == ["a note is gone"]
