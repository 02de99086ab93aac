"""Steps of the journeys of sharing, over a model of an endpoint or a real one."""

from pathlib import Path

from companion.domain.shares import Share
from companion.store.home import Home
from companion.store.opening import Store, open_store
from tests.terminal.pty_program import Program
from tests.terminal.steps import enter

ANGRY = "They LAUGHED at me!!!\nDr Patel did not listen.\nMy NHS number is 943 476 5919."


def store(home: Path) -> Store:
    return open_store(Home(home))


def only(home: Path) -> Share:
    [share] = store(home).shares.all()
    return share


def go(program: Program, way: str, *steps: str) -> None:
    """Each step is a key, and what must be there after it: "1 My notes" presses nothing first."""
    for step in steps:
        key, _arrow, seen = step.partition(" > ")
        program.type(key + enter(way))
        program.expect(seen)


def news(program: Program, way: str, words: str) -> None:
    """Wait for what comes from outside: lines are asked for, since nothing is printed unasked."""
    for _try in range(40):
        if " ".join(words.split()) in " ".join(program.screen.split()):
            return
        if way == "plain":
            program.type("m\r")
        program.read(0.3)
    program.expect(words)


def wrote(program: Program, way: str, words: str) -> None:
    """Words in the text box of Share, and on."""
    program.expect("Nothing leaves yet.")
    if way == "plain":
        program.type("1\r")
        for number, line in enumerate(words.split("\n"), 1):
            program.expect(f"Line {number}:")
            program.type(line + "\r")
        program.expect("Line")
        program.type("\r")
        program.read(0.3)
        program.type("2\r")
    else:
        program.type(words.replace("\n", "\r"))
        program.expect(words.rsplit("\n", maxsplit=1)[-1])
        program.type("\t")
        program.expect_cursor("2 Done")
        program.type("\r")
