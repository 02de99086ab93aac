"""Journey S1 (parts 1, 2, 3 and 5) in real screen readers, with lines for 40 cells of braille.

Part 4, sending a line to the people who lead, is not built yet.
"""

import json
import re
from pathlib import Path

import pytest

from companion.store.home import Home
from companion.store.opening import open_store
from tests.listening.companion_rig import CompanionRig, companion
from tests.listening.heard import Kind, Press, plain
from tests.listening.readers import READERS, Name
from tests.listening.screen_visits import ScreenVisit
from tests.listening.terminals import Pty
from tests.listening.visits import LinesVisit

pytestmark = [pytest.mark.listening, pytest.mark.slow]

CELLS = 40
LONG = "a word " * 857 + "the end"  # 6,006 letters
SAVED = "Saved on this computer."


def for_braille(home: Path) -> None:
    """Lines of 40 cells, as the member has chosen them in Settings."""
    home.mkdir(parents=True)
    kept = {"version": 1, "choices": {"way": "plain", "width": str(CELLS)}}
    (home / "settings.json").write_text(json.dumps(kept))


def shown(rig: CompanionRig) -> list[str]:
    """The lines that are on the terminal; what a reader says of itself is not ours."""
    rows = [row.rstrip() for row in rig.terminal.rows()]
    first = max(n for n, row in enumerate(rows) if row.startswith("Companion, line by line"))
    return [row for row in rows[first:] if row]


def heard_in(presses: list[Press]) -> str:
    return plain(" ".join(said.text for press in presses for said in press.said))


@pytest.mark.parametrize("reader", READERS)
def test_in_lines(reader: Name, tmp_path: Path) -> None:
    home = tmp_path / "home"
    for_braille(home)
    with companion(reader, home, "") as rig:
        rig.expect("Companion, line by line.")
        visit = LinesVisit(rig, "plain")
        _part_1(rig)
        _part_2(rig, visit)
        _part_3(rig, visit)
        visit.act("q")
    first, second, third = open_store(Home(home)).notes.all()[0].text.split("\n")
    assert (first, second, third) == ("A big room", LONG, "so loud")


def _part_1(rig: CompanionRig) -> None:
    """At most 10 short lines: the program's name and the mode, then numbered choices."""
    lines = shown(rig)
    assert len(lines) <= 10
    assert max(map(len, lines)) <= CELLS
    assert lines[0] == "Companion, line by line."
    choices = [line for line in lines if re.match(r"\d ", line)]
    assert [int(line[0]) for line in choices] == [1, 2, 3, 4, 5]
    if isinstance(rig.terminal, Pty) and rig.reader == "tdsr":  # the others draw themselves
        ours = rig.terminal.raw.partition(b"Companion, line")[2]
        assert b"\x1b" not in ours
    if rig.reader != "brltty":  # it speaks the cursor's row alone
        assert all(plain(line) in heard_in(rig.presses) for line in lines)


def _part_2(rig: CompanionRig, visit: LinesVisit) -> None:
    """The next session: each fact on its own line, with its name."""
    press = visit.choose("Next session")
    facts = ["Day: Friday 29 June 2029", "Time: 6pm to 8pm", "Where: online", "Cost: free"]
    rows = [row.rstrip() for row in rig.terminal.rows()]
    assert set(facts) <= set(rows)
    assert max(map(len, rows)) <= CELLS
    assert not re.search(r"\d+/\d+/\d+|\d{4}-\d\d", "\n".join(rows))
    if rig.reader != "brltty":
        said = re.sub(r"\W+", " ", heard_in([press]))
        assert all(re.sub(r"\W+", " ", plain(fact)) in said for fact in facts)
    visit.act("0")


def _part_3(rig: CompanionRig, visit: LinesVisit) -> None:
    """Three lines are written, with backspace and an arrow; one of them is very long."""
    visit.choose("More")
    visit.choose("My notes")
    visit.choose("New note")
    visit.say("1", "Line 1:")
    began = len(rig.presses)
    rig.type("A big rom")
    rig.press("backspace", "m", Kind.TYPE)
    rig.type("m")
    rig.press("left", "m", Kind.READ)
    rig.type("o")
    rig.press("right", kind=Kind.READ)
    letters = [press for press in rig.presses[began:] if press.kind is Kind.TYPE]
    assert [press.key for press in letters if not press.heard] == []
    rig.press("enter", "Line 2:", Kind.OPEN)
    rig.paste(LONG)
    assert rig.press("enter", "Line 3:", Kind.OPEN).heard
    visit.say("so loud", "Line 4:")
    assert rig.press("enter", "It has 3 lines.", Kind.OPEN).heard
    visit.wrote(f"A big room\n{LONG}\nso loud")
    before = len(rig.presses)
    visit.choose("Done")
    told = heard_in(rig.presses[before:]).count(plain(SAVED))
    assert told == 1 or rig.reader == "brltty"  # there it scrolls by above the question
    whole = "\n".join(row.rstrip() for row in rig.terminal.rows())
    assert whole.count(SAVED) == 1


@pytest.mark.parametrize("reader", READERS)
def test_in_the_full_screen_the_real_cursor_stands_on_the_focus(
    reader: Name, tmp_path: Path
) -> None:
    """Part 5."""
    with companion(reader, tmp_path / "home", "reader") as rig:
        visit = ScreenVisit(rig)
        began = len(rig.presses)
        visit.tab()
        _on_it(rig)
        visit.choose("Next session")
        for _press in range(4):
            visit.arrow("up")
            _on_it(rig)
        visit.walk()
        _on_it(rig)
        visit.act("0")
        visit.choose("More")
        visit.choose("My notes")
        visit.choose("New note")
        rig.type("quiet")
        _on_it(rig, "quiet")
        visit.wrote("quiet")
        visit.tab()
        _on_it(rig)
        visit.act("q")
        assert [press.hear for press in rig.presses[began:] if not press.heard] == []


def _on_it(rig: CompanionRig, words: str = "") -> None:
    assert plain(words or rig.presses[-1].hear) in plain(rig.terminal.cursor_row())
