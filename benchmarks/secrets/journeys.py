"""What a member does with private words, in real processes, on a stage whose word they write."""

import json
import os
import signal
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks.secrets.stage import Stage
from companion.speech.process import Worker, command
from companion.store.home import Home
from companion.store.opening import open_store
from tests.speech.sound import Sound
from tests.terminal.pty_program import Program
from tests.terminal.steps import enter

WAYS = ("screen", "reader", "plain")
SECRET = "garden river lamp seven\n"
# A fault whose message, and whose local values, hold a member's words: what a careless line of
# ours, or of a library, might do one day.
BROKEN = """
import sys
from msgspec.structs import force_setattr
from companion.pages import find_route
def take(state, event):
    private = str(event)
    raise ValueError(private)
force_setattr(find_route("note"), "take", take)
sys.argv = ["companion"]
from companion.__main__ import run
run()
"""


class Missing(Exception):
    """A part of the computer that the journey needs is not here."""


@contextmanager
def _opened(stage: Stage, way: str, env: Mapping[str, str] | None = None) -> Iterator[Program]:
    """A companion that stands on its first page."""
    open_store(Home(stage.home)).settings.put("way", way)
    with stage.program(env=env) as program:
        program.expect("2 Charter")
        yield program
        stage.close(program)


def _go(program: Program, way: str, *steps: tuple[str, str]) -> None:
    for key, then in steps:
        program.type(key + enter(way))
        program.expect(then)


def _stop(program: Program, way: str) -> None:
    program.type("q" + enter(way))
    program.wait()


def _type(program: Program, way: str, words: str, row: str = "1") -> None:
    """Words in the field of a page, which stands in a row, and out of it."""
    program.wipe()  # what is waited for may stand there from before
    program.type(row + enter(way))
    if way == "plain":
        program.expect("Line 1:")
        program.type(f"{words}\r\r")
        program.expect("It has 1 line.")
        return
    program.read(0.5)
    program.type(words)
    program.expect(words)
    program.read(1.0)
    program.type("\x1b")
    program.read(1.0)  # so long may it be the start of a longer key


def note(stage: Stage, way: str) -> None:
    """Write a note, look at it, mark it, delete it, stop."""
    with _opened(stage, way) as program:
        _go(program, way, ("5", "1 My notes"), ("1", "1 New note"), ("1", "Your note"))
        _type(program, way, stage.word)
        _go(program, way, ("b", stage.word), ("x", "Carry on"), ("1", "2 Charter"))
        _stop(program, way)
    if stage.word not in stage.command("note", "list"):
        raise RuntimeError("the note is not there")


def journal(stage: Stage, way: str) -> None:
    """Write an entry, carry on with it in the next run, look back, search, hide."""
    with _opened(stage, way) as program:
        _go(program, way, ("3", "1 Write now"), ("1", "What would have helped?"))
        _type(program, way, stage.word, row="2")
        _go(program, way, ("4", "question 2 of 2"))
        _type(program, way, stage.word, row="2")
        _go(program, way, ("0", "2 Charter"))
        _stop(program, way)
    with _opened(stage, way) as program:
        _go(program, way, ("3", "3 Look back"), ("3", stage.word), ("1", stage.word))
        _go(program, way, ("x", "Carry on"), ("1", "2 Charter"))
        _stop(program, way)
    if stage.word not in stage.command("journal", "search", "-", given=stage.word):
        raise RuntimeError("the entry is not there")


def killed(stage: Stage, way: str) -> None:
    """Type half a note; the power goes; the words are there again."""
    with _opened(stage, way) as program:
        _go(program, way, ("5", "1 My notes"), ("1", "1 New note"), ("1", "Your note"))
        if way == "plain":
            _go(program, way, ("1", "Line 1:"))
        program.type(stage.word + enter(way))
        program.expect(stage.word)
        program.read(2.5)
        _kill_all(program.pid)
        program.wait()
    with _opened(stage, way) as program:
        _go(program, way, ("6", stage.word))
        if way != "plain":
            program.type("\x1b")
            program.read(1.0)
        _stop(program, way)


def _kill_all(pid: int) -> None:
    """Kill what strace runs, and strace: it would only hand on what it is sent."""
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        os.kill(int(child), signal.SIGKILL)


def ended(stage: Stage, way: str) -> None:
    """Type half a note; the system ends the program as it ends a broken one, cores allowed."""
    for number in (signal.SIGSEGV, signal.SIGABRT, signal.SIGHUP):
        with _opened(stage, way) as program:
            _go(program, way, ("5", "1 My notes"), ("1", "1 New note"), ("1", "Your note"))
            if way == "plain":
                _go(program, way, ("1", "Line 1:"))
            program.type(stage.word + enter(way))
            program.expect(stage.word)
            program.read(0.5)
            children = Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split()
            os.kill(int(children[0]) if children else program.pid, number)
            program.wait()


def crash(stage: Stage, way: str) -> None:
    """The program itself is wrong, and its error holds the words; traces are asked for."""
    broken = stage.folder / "broken.py"
    broken.write_text(BROKEN)
    open_store(Home(stage.home)).settings.put("way", way)
    asked = {"PYTHONPATH": str(Path.cwd()), "COMPANION_DEBUG": "1", "PYTHONFAULTHANDLER": "1"}
    errors = str(stage.folder / "errors.txt")
    with stage.program(program=[sys.executable, str(broken)], errors=errors, env=asked) as program:
        program.expect("2 Charter")
        _go(program, way, ("5", "1 My notes"), ("1", "1 New note"), ("1", "Your note"))
        if way == "plain":
            _go(program, way, ("1", "Line 1:"))
        program.type(stage.word + enter(way))
        if program.wait() != 1:
            raise RuntimeError("nothing was wrong")
        stage.close(program)


def commands(stage: Stage, _way: str) -> None:
    """Each command that takes or tells words."""
    run, word = stage.command, stage.word
    note_id = _note(stage)
    run("note", "list")
    run("note", "show", note_id)
    run("note", "edit", note_id, "-", given=f"{word} again")
    run("note", "mark", note_id, "aloud")
    run("journal", "add", "-", given=f"{word}\n---\n{word}")
    run("journal", "list", "--json")
    run("journal", "search", "-", given=word)
    run("note", "delete", note_id)
    run("doctor")
    run("privacy", "--json")
    run("check", "-", given=word, code=1)


def _note(stage: Stage) -> str:
    """A new note with the word; its id."""
    stage.command("note", "add", "-", given=stage.word)
    return str(json.loads(stage.command("note", "list", "--json"))[0]["id"])


def speak(stage: Stage, way: str) -> None:
    """Say typed words to the room."""
    with Sound() as heard, _opened(stage, way, heard.settings) as program:
        _go(program, way, ("4", "Please wait"))
        _type(program, way, stage.word, row="5")
        began = time.monotonic()
        program.type("6" + enter(way))
        if heard.first_after(began, 20) is None:
            raise RuntimeError("nothing was said")
        _stop(program, way)


def voice(stage: Stage, backend: str) -> None:
    """Each voice says the words, in a worker as the program starts it."""
    told: list[str] = []
    with Sound() as heard:
        worker = Worker(
            backend,
            [*stage.before(), *command(backend)],
            lambda _worker, message: told.append(str(message["ev"])),
            {**stage.environment, **heard.settings},
        )
        began = time.monotonic()
        worker.send(op="say", id=1, text=f"The word {stage.word}.")
        said = heard.first_after(began, 30)
        time.sleep(2)
        worker.close()
        worker.wait(10)
    if said is None:
        raise Missing(f"this voice does not speak here: {told}")


def sound(stage: Stage, _way: str) -> None:
    """Words as sound: a note read, and words for the room, each into a file."""
    note_id = _note(stage)
    for name, words, given in (
        ("note.wav", ("read", "note", note_id), ""),
        ("said.wav", ("say", "-"), stage.word),
    ):
        file = stage.user / name
        stage.asked.add(file)
        stage.command(*words, "--to", str(file), given=given)


def files(stage: Stage, _way: str) -> None:
    """Print, export in the open and sealed, import elsewhere, forget, bring back, let go."""
    run, word = stage.command, stage.word
    run("note", "add", "-", given=word)
    run("journal", "add", "-", given=word)
    for kind in ("pdf", "html", "txt"):
        _asked(stage, f"notes.{kind}", "print", "notes", "--output")
    bundle = _asked(stage, "all.zip", "export", "--yes")
    sealed = stage.user / "all.sealed"
    run("export", str(sealed), "--encrypted", "--yes", given=SECRET * 2)
    for file, given in ((bundle, ""), (sealed, SECRET)):
        other = stage.user / f"other-{file.suffix[1:]}"
        run("import", str(file), "--yes", "--home", str(other), given=given)
        if word not in run("note", "list", "--home", str(other)):
            raise RuntimeError("the note did not come along")
    run("forget", given="forget\n")
    run("forget", "--undo")
    run("forget", "--now", given="forget\ngone\n")
    with zipfile.ZipFile(bundle) as whole:
        if not any(word.encode() in whole.read(name) for name in whole.namelist()):
            raise RuntimeError("the export has no words: nothing was tried")


def _asked(stage: Stage, name: str, *words: str) -> Path:
    file = stage.user / name
    stage.asked.add(file)
    if words[-1] == "--output":
        stage.command(*words, str(file))
    else:
        stage.command(words[0], str(file), *words[1:])
    return file


def transcript(stage: Stage, way: str) -> None:
    """In lines: save what was said and typed, hide, and save again."""
    file = stage.user / "talk.txt"
    stage.asked.add(file)
    with _opened(stage, way) as program:
        _go(program, way, ("5", "1 My notes"), ("1", "1 New note"), ("1", "Your note"))
        _type(program, way, stage.word)
        _go(program, way, (f"save {file}", "type yes:"), ("yes", "The file is ready"))
        _go(program, way, ("x", "Carry on"), ("1", "2 Charter"))
        _go(program, way, (f"save {stage.user / 'second.txt'}", "type yes:"))
        _go(program, way, ("yes", "The file is ready"))
        _stop(program, way)


Journey = Callable[[Stage, str], None]
JOURNEYS: Mapping[str, tuple[Journey, tuple[str, ...]]] = {
    "a note": (note, WAYS),
    "the journal": (journal, WAYS),
    "killed while typing": (killed, WAYS),
    "ended by the system": (ended, WAYS),
    "the program is wrong": (crash, WAYS),
    "commands": (commands, ("",)),
    "speak for me": (speak, WAYS),
    "a voice speaks": (voice, ("espeak", "dispatcher", "pyttsx3", "wheel")),
    "words as sound": (sound, ("",)),
    "print, export, import, forget": (files, ("",)),
    "what was said, saved": (transcript, ("plain",)),
}
