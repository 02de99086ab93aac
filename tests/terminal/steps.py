"""Steps that many journeys begin with."""

import os
from pathlib import Path

from companion.store.home import Home
from companion.store.opening import open_store
from tests.terminal.pty_program import Program


def home_with(tmp_path: Path, way: str) -> Path:
    """A home where the first question has been answered."""
    home = tmp_path / "home"
    open_store(Home(home)).settings.put("way", way)
    return home


def without_voice(tmp_path: Path) -> dict[str, str]:
    """The environment of a computer where no voice is installed."""
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "libespeak-ng.so.1").write_bytes(b"no library")  # found first, and refused
    for module in ("pyttsx3", "espeakng_loader"):
        (broken / f"{module}.py").write_text("raise ImportError", encoding="utf-8")
    return {
        "LD_LIBRARY_PATH": str(broken),
        "PYTHONPATH": f"{broken}:{os.environ.get('PYTHONPATH', '')}",
        "PATH": str(broken),
        "SPEECHD_ADDRESS": f"unix_socket:{broken}/no",
    }


def enter(way: str) -> str:
    """What ends an answer: in lines Enter, on a screen nothing."""
    return "\r" if way == "plain" else ""


def open_a_note(program: Program, way: str) -> None:
    """From the first page to a new note."""
    program.expect("2 Charter")
    program.type("5" + enter(way))
    program.expect("1 My notes")
    program.type("1" + enter(way))
    program.expect("1 New note")
    program.type("1" + enter(way))
    program.expect("Your note")


def start_a_sentence(program: Program, way: str) -> None:
    """A new note with words of which the program has heard, and which nobody has saved."""
    open_a_note(program, way)
    if way == "plain":
        program.type("1\r")
        program.expect("Line 1:")
    program.type("half a sent" + enter(way))
    program.expect("Line 2:" if way == "plain" else "half a sent")
