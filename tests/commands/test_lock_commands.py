"""`companion lock`, `unlock` and `recover`, and the commands that ask for the answer."""

import json
import stat
from pathlib import Path

import pytest

from companion import compose
from companion.cli import main
from companion.domain.journal import Answer, Entry
from companion.problems import Problem
from companion.store.home import Home
from companion.store.opening import Store, open_store
from companion.store.wrapped import WrappedKeys
from tests.commands.test_commands import TRACE, companion
from tests.small_disks import disk_of
from tests.terminal.pty_program import Program

CANARY = "The lamp was too bright."
ANSWER = "my blue door"


def store(home: Path) -> Store:
    return open_store(Home(home))


@pytest.fixture
def locked(home: Path) -> Path:
    """A home with an entry, and a closed lock of words."""
    here = store(home)
    here.journal.save(Entry(helped=Answer(CANARY)))
    here.lock.set("words", ANSWER)
    return home


READING = [
    ("list",), ("show", "j1"), ("edit", "j1", "-"), ("delete", "j1"), ("undelete", "j1"),
    ("search", "-"),
]  # fmt: skip


@pytest.mark.parametrize("verb", READING)
@pytest.mark.parametrize("as_json", [False, True])
def test_a_script_cannot_read_a_locked_journal(
    locked: Path, verb: tuple[str, ...], as_json: bool
) -> None:
    more = ("--json",) if as_json else ()
    done = companion(locked, "journal", *verb, *more, words=b"lamp\n")
    assert (done.returncode, done.stdout) == (1, "")
    if as_json:
        assert json.loads(done.stderr)["problem"] == "journal_locked"
    else:
        assert done.stderr.startswith("Your journal is locked.\n")


@pytest.mark.parametrize(
    "arguments", [("export", "mine.zip", "--yes"), ("read", "entry", "j1"),
                  ("print", "recovery", "--output", "card.txt", "--yes")],
)  # fmt: skip
def test_a_script_gets_nothing_that_is_locked(
    locked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    done = companion(locked, *arguments)
    assert done.returncode == 1
    assert "Your journal is locked." in done.stderr
    assert not (tmp_path / "mine.zip").exists()
    assert not (tmp_path / "card.txt").exists()


def test_words_come_in_behind_a_lock_only_with_its_answer(locked: Path, tmp_path: Path) -> None:
    store(tmp_path / "other").journal.save(Entry(helped=Answer("Other words.")))
    file = tmp_path / "mine.zip"
    assert companion(tmp_path / "other", "export", str(file), "--yes").returncode == 0
    done = companion(locked, "import", str(file), "--yes")
    assert (done.returncode, done.stderr.splitlines()[0]) == (1, "Your journal is locked.")
    here = store(locked)
    here.lock.unlock(ANSWER)
    assert [entry.helped.words for entry in here.journal.all()] == [CANARY]


def test_what_is_forgotten_is_not_counted_behind_a_lock(locked: Path) -> None:
    done = companion(locked, "forget", words=b"no\n")
    assert "Your words. We cannot open them now." in done.stdout
    assert "In your journal" not in done.stdout


@pytest.mark.slow
def test_what_was_forgotten_comes_back_beside_with_the_answers(locked: Path) -> None:
    assert companion(locked, "forget", words=b"forget\n").returncode == 0
    store(locked).journal.save(Entry(helped=Answer("Since then.")))
    done = companion(locked, "forget", "--undo")
    assert (done.returncode, done.stderr.splitlines()[0]) == (1, "Your journal is locked.")
    with Program(locked, "forget", "--undo") as program:
        program.expect("Type the words of your lock:")
        program.type(f"{ANSWER}\r")
        program.expect("All your words are back.")
        assert program.wait() == 0
    words = {entry.helped.words for entry in store(locked).journal.all()}
    assert words == {CANARY, "Since then."}


def test_new_words_need_no_answer(locked: Path) -> None:
    done = companion(locked, "journal", "add", "-", words=b"A quiet room.\n")
    assert (done.returncode, done.stderr) == (0, "")
    here = store(locked)
    assert here.lock.unlock(ANSWER)
    assert {entry.helped.words for entry in here.journal.all()} == {CANARY, "A quiet room."}


@pytest.mark.slow
def test_new_words_need_no_answer_on_a_terminal(locked: Path) -> None:
    with Program(locked, "journal", "add") as program:
        program.expect("What would have helped?")
        program.expect("Line 1:")
        program.type("A quiet room.\r")
        program.expect("Line 2:")
        program.type("\r")
        program.expect("What one thing could be different?")
        program.expect("Line 1:")
        program.type("\r")
        program.expect("Saved on this computer.")
        assert program.wait() == 0
    here = store(locked)
    assert here.lock.unlock(ANSWER)
    assert "A quiet room." in {entry.helped.words for entry in here.journal.all()}


@pytest.mark.slow
def test_a_terminal_asks_for_the_answer_as_often_as_one_wants(locked: Path) -> None:
    with Program(locked, "journal", "list") as program:
        for _time in range(3):
            program.expect("Type the words of your lock:")
            program.wipe()
            program.type("my red door\r")
            program.expect("This is not the answer. You lose nothing.")
        program.type("MY blue  door\r")
        program.expect(CANARY)
        assert program.wait() == 0
        assert b"red door" not in program.raw
        assert b"blue" not in program.raw


@pytest.mark.slow
def test_an_answer_typed_while_the_last_one_is_tried_counts_and_is_not_shown(
    locked: Path,
) -> None:
    with Program(locked, "journal", "list") as program:
        program.expect("Type the words of your lock:")
        program.type("my red door\rMY blue  door\r")
        program.expect(CANARY)
        assert program.wait() == 0
        assert b"door" not in program.raw


@pytest.mark.slow
def test_nothing_typed_stops_the_asking(locked: Path) -> None:
    with Program(locked, "journal", "list") as program:
        program.expect("Type the words of your lock:")
        program.type("\r")
        program.expect("Your journal is locked.")
        assert program.wait() == 1


@pytest.mark.slow
def test_one_answer_is_enough_to_change_an_entry(locked: Path) -> None:
    entry_id = _entry_id(locked)
    with Program(locked, "journal", "edit", entry_id) as program:
        program.expect("Type the words of your lock:")
        program.type(f"{ANSWER}\r")
        program.expect("1 Write more")
        program.type("1\r")
        program.expect("Line 2:")
        program.type("And loud.\r")
        program.expect("Line 3:")
        program.type("\r")
        program.expect("What one thing could be different?")
        program.expect("Line 1:")
        program.type("\r")
        program.expect("Saved on this computer.")
        assert program.wait() == 0
    here = store(locked)
    here.lock.unlock(ANSWER)
    assert here.journal.get(entry_id).helped.words == f"{CANARY}\nAnd loud."


def _entry_id(home: Path) -> str:
    here = store(home)
    here.lock.unlock(ANSWER)
    [entry] = here.journal.all()
    return entry.id


def test_a_lock_is_set_changed_and_taken_off(home: Path) -> None:
    store(home).journal.save(Entry(helped=Answer(CANARY)))
    done = companion(home, "lock", words=b"1\nNoise, quiet noise 24\nnoise Quiet noise plan\n")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "You set your lock.")
    assert "If you lose both, nobody can open it." in done.stdout
    here = store(home)
    assert here.lock.kind == "pictures"
    assert not here.lock.open
    assert here.lock.unlock("noise quiet noise plan")
    done = companion(home, "unlock", words=b"yes\n")
    assert done.returncode == 1
    assert "Your journal is locked." in done.stderr
    here.lock.remove()
    done = companion(home, "lock", "--json", words=f"2\n{ANSWER}\n{ANSWER}\n".encode())
    assert json.loads(done.stdout) == {"lock": "words"}
    assert store(home).lock.unlock(ANSWER)


@pytest.mark.slow
def test_the_lock_is_taken_off_after_a_yes_and_the_answer(locked: Path) -> None:
    with Program(locked, "unlock") as program:
        program.expect("To take it off, type yes:")
        program.type("yes\r")
        program.expect("Type the words of your lock:")
        program.type(f"{ANSWER}\r")
        program.expect("Your lock is off.")
        assert program.wait() == 0
    assert store(locked).lock.kind == ""


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (b"", "no_lock_set"),
        (b"3\n", "no_lock_set"),
        (b"1\nnoise quiet\n", "not_four_pictures"),
        (b"1\nnoise quiet noise elephant\n", "not_four_pictures"),
        (b"2\nabc\n", "lock_words_short"),
        (b"2\nmy blue door\nmy red door\n", "answers_differ"),
        (b"2\nmy blue door\n", "no_lock_set"),
    ],
)
def test_what_sets_no_lock_says_so(home: Path, words: bytes, problem: str) -> None:
    done = companion(home, "lock", "--json", words=words)
    assert (done.returncode, done.stdout) == (1, "")
    assert json.loads(done.stderr.splitlines()[-1])["problem"] == problem
    assert TRACE not in done.stderr
    assert store(home).lock.kind == ""


def test_without_a_lock_there_is_none_to_take_off(home: Path) -> None:
    done = companion(home, "unlock", words=b"yes\n")
    assert done.returncode == 1
    assert done.stderr.startswith("Your journal has no lock.\n")


@pytest.mark.parametrize("command", ["lock", "unlock", "recover"])
def test_the_answer_is_never_an_argument(home: Path, command: str) -> None:
    done = companion(home, command, "my", "blue", "door")
    assert done.returncode == 2
    assert "blue" not in done.stderr


def test_the_card_opens_everything(home: Path) -> None:
    here = store(home)
    here.journal.save(Entry(helped=Answer(CANARY)))
    words = here.recovery.make()
    here.lock.set("words", ANSWER)
    wrong = " ".join(words[:-1])
    for typed in ("", wrong, f"{wrong} zzz"):
        done = companion(home, "recover", words=f"{typed}\n".encode())
        assert done.returncode == 1
        assert done.stderr.splitlines()[-2] == "We opened nothing. Everything is as it was."
        assert words[-1] not in done.stderr
    done = companion(home, "recover", words=f"{' - '.join(words).upper()}\n".encode())
    assert (done.returncode, done.stdout.splitlines()[-1]) == (
        0,
        "Your words are open. There is no lock now.",
    )
    assert [entry.helped.words for entry in store(home).journal.all()] == [CANARY]


@pytest.mark.parametrize("ending", ["txt", "html", "pdf"])
def test_a_card_goes_into_a_file_after_a_yes(home: Path, tmp_path: Path, ending: str) -> None:
    store(home).journal.save(Entry(helped=Answer(CANARY)))
    path = tmp_path / f"card.{ending}"
    done = companion(home, "print", "recovery", "--output", str(path), words=b"no\n")
    assert done.returncode == 1
    assert "Who has the file can open everything of yours." in done.stdout
    assert not path.exists()
    assert not store(home).recovery.made
    done = companion(home, "print", "recovery", "--output", str(path), words=b"yes\n")
    assert done.returncode == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    if ending == "txt":
        facts = [line for line in path.read_text().splitlines() if line.startswith("Word ")]
        assert len(facts) == 8
        words = " ".join(line.partition(": ")[2] for line in facts)
        assert words.split()[0] not in done.stdout + done.stderr
        assert store(home).recovery.recover(words)


def test_a_card_needs_a_file(home: Path) -> None:
    done = companion(home, "print", "recovery", "--output", "-", "--format", "text", words=b"yes\n")
    assert done.returncode == 2
    assert not store(home).recovery.made


@pytest.mark.parametrize("ending", ["txt", "pdf"])
def test_a_card_that_cannot_be_written_leaves_the_one_before(
    home: Path, tmp_path: Path, ending: str
) -> None:
    here = store(home)
    here.journal.save(Entry(helped=Answer(CANARY)))
    words = " ".join(here.recovery.make())
    with disk_of("4k", tmp_path) as disk:
        (disk / "fills").write_bytes(b"x" * 4096)
        path = disk / f"card.{ending}"
        done = companion(home, "print", "recovery", "--output", str(path), words=b"yes\n")
        assert done.returncode == 1
        assert "Your card from before still works." in done.stderr.splitlines()
        assert TRACE not in done.stderr
        assert not path.exists()
    assert store(home).recovery.recover(words)


def test_a_card_whose_key_file_cannot_be_written_is_no_card(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = store(home)
    here.journal.save(Entry(helped=Answer(CANARY)))
    words = " ".join(here.recovery.make())
    path = tmp_path / "card.txt"

    def fails(_self: object, _record: object) -> None:
        raise Problem("disk_full")

    monkeypatch.setattr(compose, "_forgive_streams", lambda: None)
    monkeypatch.setattr(WrappedKeys, "write", fails)
    monkeypatch.setenv("COMPANION_HOME", str(home))
    assert main(["print", "recovery", "--output", str(path), "--yes"]) == 1
    monkeypatch.undo()
    assert not path.exists()
    assert store(home).recovery.recover(words)
