"""A quick command loads nothing heavy: each runs in a process of its own, and tells.

What a library costs to load is in docs/speed.md.
"""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from companion.commands.glancing import folder_of
from companion.commands.parsers import parse
from companion.compose import home_of
from companion.domain.journal import Answer, Entry
from companion.domain.sessions import PlannedSession
from companion.store.home import Home
from companion.store.opening import open_store

# Runs the command line as the program does, then prints the names of all loaded modules.
TELL = """
import sys
from companion.cli import main
code = main(sys.argv[1:])
sys.stdout.flush()
print(code, *sys.modules, file=sys.stderr)
"""

ENDPOINT = {"alembic", "fastapi", "jinja2", "pydantic", "sqlalchemy", "starlette", "uvicorn"}
NEVER = ENDPOINT | {
    *("textual", "rich", "asyncio", "httpx", "pyttsx3", "icalendar", "keyring", "nacl")
}
# What only some commands need.
STORE = {"tinydb", "cryptography"}
TYPING_IN = {"readline"}
PLACES = {"platformdirs"}
WIDE_LETTERS = {"wcwidth"}
SLOW_PARTS_OF_PYTHON = {"dataclasses", "inspect", "pathlib", "shutil"}

READ_ONLY = (
    ["charter"],
    ["charter", "5"],
    ["pack", "assets/easyread/template"],
    ["meaning"],
    ["meaning", "pace"],
    ["--version"],
)
# What a list of the member's own words does without: it shows no page, and changes nothing.
NO_PAGE = {
    *("companion.actions", "companion.pages", "companion.ports", "companion.session"),
    *("companion.plain.lines", "companion.domain.shares", "companion.store.tables"),
}
SLOW_AND_NOT_TO_READ = {
    *("difflib", "hashlib", "inspect", "json", "random", "secrets", "shutil", "signal"),
    *("tomllib", "traceback", "tinydb", "typing_extensions"),
}

HELP = (["help"], ["help", "now"], ["help", "charter"], ["charter", "--help"])


def loaded(tmp_path: Path, *words: str, typed: str = "") -> set[str]:
    """The top modules that a command has loaded when it is done."""
    return {name.partition(".")[0] for name in all_loaded(tmp_path, *words, typed=typed)}


def all_loaded(tmp_path: Path, *words: str, typed: str = "") -> set[str]:
    """The modules that a command has loaded when it is done, with those within others."""
    done = subprocess.run(
        [sys.executable, "-c", TELL, *words],
        input=typed,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COMPANION_HOME": str(tmp_path / "home"), "PYTHONUTF8": "1"},
        timeout=60,
        check=True,
    )
    code, *names = done.stderr.split()
    assert code == "0"
    assert done.stdout
    return set(names)


@pytest.mark.parametrize("words", READ_ONLY, ids=" ".join)
def test_reading_loads_only_what_words_need(tmp_path: Path, words: list[str]) -> None:
    names = loaded(tmp_path, *words)
    heavy = NEVER | STORE | TYPING_IN | PLACES | WIDE_LETTERS | SLOW_PARTS_OF_PYTHON
    assert not names & heavy


def test_checking_a_text_loads_only_what_words_need(tmp_path: Path) -> None:
    names = loaded(tmp_path, "check", "-", typed="We meet in the hall.\n")
    heavy = NEVER | STORE | TYPING_IN | PLACES | WIDE_LETTERS | SLOW_PARTS_OF_PYTHON
    assert not names & (heavy | {"msgspec"})


@pytest.mark.parametrize("words", HELP, ids=" ".join)
def test_help_loads_nothing_heavy(tmp_path: Path, words: list[str]) -> None:
    assert not loaded(tmp_path, *words) & (NEVER | STORE | TYPING_IN | PLACES | WIDE_LETTERS)


def test_the_next_session_loads_only_what_words_need(tmp_path: Path) -> None:
    starts = datetime.now(UTC) + timedelta(days=9)
    session = PlannedSession("k7m4d", "How we listen", starts, uid="1")
    open_store(Home(tmp_path / "home")).sessions.take("c", [session])
    names = loaded(tmp_path, "next")
    heavy = NEVER | STORE | TYPING_IN | PLACES | WIDE_LETTERS | SLOW_PARTS_OF_PYTHON
    assert not names & (heavy | {"msgspec"})


@pytest.mark.parametrize("data", ["", "/somewhere/else", " "])
def test_a_quick_look_goes_to_the_same_home(monkeypatch: pytest.MonkeyPatch, data: str) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", data)
    monkeypatch.delenv("COMPANION_HOME", raising=False)
    options = parse(["next"])
    assert folder_of(options) == str(home_of(options).path)


def test_listing_notes_of_an_empty_home_needs_no_cipher(tmp_path: Path) -> None:
    names = loaded(tmp_path, "note", "list")
    assert not names & (NEVER | STORE | TYPING_IN | PLACES | WIDE_LETTERS)
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("words", "typed"),
    [(("note", "list"), ""), (("journal", "list"), ""), (("journal", "search", "-"), "loud\n")],
    ids=["note list", "journal list", "journal search"],
)
def test_reading_own_words_loads_only_what_opens_them(
    tmp_path: Path, words: tuple[str, ...], typed: str
) -> None:
    store = open_store(Home(tmp_path / "home"))
    store.notes.add("It was loud.")
    store.journal.save(Entry(helped=Answer("It was loud.", ("noise",))))
    names = all_loaded(tmp_path, *words, typed=typed)
    heavy = NEVER | TYPING_IN | PLACES | WIDE_LETTERS | SLOW_AND_NOT_TO_READ | NO_PAGE
    assert not names & heavy
    assert "cryptography" in names  # else the names above mean nothing


def test_the_end_looks_through_nothing_once_more() -> None:
    code = """
import gc, sys
from companion.__main__ import run
sys.argv = ["companion", "--version"]
try:
    run()
except SystemExit as end:
    print(end.code, len(gc.get_objects()), gc.get_freeze_count() > 1000)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    left, is_frozen = done.stdout.split()[-2:]
    assert (int(left) < 100, is_frozen) == (True, b"True")


def test_adding_a_note_loads_the_store_alone(tmp_path: Path) -> None:
    names = loaded(tmp_path, "note", "add", "-", typed="We wait.\n")
    assert not names & (NEVER | TYPING_IN | PLACES | WIDE_LETTERS)
    assert names >= STORE  # else the names above mean nothing


@pytest.mark.parametrize(
    "words", [("sent",), ("share", "--kind", "listening", "--preview"), ("pause",)], ids=" ".join
)
def test_what_asks_nobody_loads_no_client(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert not loaded(tmp_path, *words) & (NEVER - {"nacl"})  # a share has keys of its own


@pytest.mark.parametrize("kind", ["text", "html"])
def test_printing_the_charter_loads_no_store_and_no_typst(tmp_path: Path, kind: str) -> None:
    names = loaded(tmp_path, "print", "charter", "--format", kind, "--output", "-")
    assert not names & (NEVER | STORE | TYPING_IN | PLACES | WIDE_LETTERS | {"typst"})


def test_only_the_child_loads_typst(tmp_path: Path) -> None:
    path = str(tmp_path / "charter.pdf")
    names = loaded(tmp_path, "print", "charter", "--part", "5", "--output", path)
    assert not names & (NEVER | STORE | {"typst"})


# Makes all that the first page is drawn from, as compose.open_companion does.
OPEN = """
import sys
from types import SimpleNamespace
from companion import compose
from companion.commands.typed import NOTHING_TYPED
from companion.pages.home import QUIET
from companion.screens.app import CompanionApp
from companion.session import Session
store = compose.open_store(compose.home_of(SimpleNamespace(**NOTHING_TYPED)))
quiet = QUIET if store.is_quiet() else ""
app = CompanionApp(Session(compose.ports_of(store, store.settings), "home", quiet))
print(*sys.modules)
"""


def test_the_first_page_waits_for_no_digest_no_pack_and_no_sync(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPEN],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COMPANION_HOME": str(tmp_path / "home")},
        timeout=60,
        check=True,
    )
    names = set(done.stdout.split())
    assert "companion.screens.app" in names
    assert not names & {"hashlib", "hmac", "secrets", "tomllib", "cryptography", "tinydb"}
    assert not names & {"companion.sync.course", "companion.store.outbox", "companion.store.log"}
