"""What Tab does: from the commands as they are, and in the real shells that are here."""

import os
import shutil
import sys
from pathlib import Path

import pexpect
import pytest

from companion.commands.arguments import COMMANDS
from companion.commands.completing import FILES, SCRIPTS, could_be
from companion.domain.choices import SETTINGS
from tests.commands.test_commands import companion


def words(*line: str) -> list[str]:
    return [word for word, _does in could_be(list(line))]


def test_every_command_can_be_finished() -> None:
    assert words("") == list(COMMANDS)
    assert words("--plain", "") == list(COMMANDS)
    assert words("ca") == ["calendar", "card"]
    assert all(does for _word, does in could_be([""]))


@pytest.mark.parametrize(
    ("line", "could"),
    [
        (["note", "un"], ["undelete"]),
        (["note", "mark", "k7m4d", ""], ["aloud", "private"]),
        (["--text-size", "g"], ["giant"]),
        (["--text-size", "giant", "nex"], ["next"]),
        (["print", "charter", "--view", ""], ["simple", "pictures", "full"]),
        (["print", "charter", "--output", ""], [FILES]),
        (["check", "a.txt", ""], [FILES]),
        (["settings", "clo"], ["clock"]),
        (["settings", "clock", ""], list(SETTINGS["clock"])),
        (["settings", "key.hel"], ["key.help"]),
        (["settings", "key.help", "u"], ["usual"]),
        (["help", "calen"], ["calendar"]),
        (["completions", "z"], ["zsh"]),
        (["calendar", "--rem"], ["--remind"]),
        (["there is none", ""], []),
        (["note", "there is none", ""], []),
        (["note", "show", ""], []),
    ],
)
def test_each_place_has_its_words(line: list[str], could: list[str]) -> None:
    assert words(*line) == could


def test_no_words_of_a_member_can_be_finished(home: Path) -> None:
    companion(home, "note", "add", "-", words=b"my canary")
    done = companion(home, "completions", "words", COMPANION_LINE="note\nshow\n\n.")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("line", ["", ".", "\n", "\x1b[2J\n.", "--home\n.", "-\n\n."])
def test_an_odd_line_is_no_trouble(home: Path, line: str) -> None:
    done = companion(home, "completions", "words", COMPANION_LINE=line)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout


START = {
    "bash": ["--norc", "--noprofile", "-i"],
    "zsh": ["-f", "-i"],
    "fish": ["--no-config", "-i"],
}
READY = {
    "bash": "PS1='> '; source {script}",
    "zsh": "PS1='> '; autoload -Uz compinit; compinit -D; source {script}",
    "fish": "function fish_prompt; echo '> '; end; source {script}",
}


@pytest.mark.slow
@pytest.mark.parametrize("shell", SCRIPTS)
def test_a_real_shell_finishes_words(shell: str, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"needs {shell}")
    program = tmp_path / "companion"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m companion "$@"\n')
    program.chmod(0o755)
    script = tmp_path / f"completions.{shell}"
    script.write_text(companion(tmp_path, "completions", shell).stdout)
    (tmp_path / "my file.txt").write_text("A line.\n")
    environment = {
        **os.environ,
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "HOME": str(tmp_path),
        "COMPANION_HOME": str(tmp_path / "home"),
        "TERM": "dumb" if shell != "fish" else "xterm",
    }
    child = pexpect.spawn(
        shell, START[shell], env=environment, cwd=str(tmp_path), timeout=60, encoding="utf-8"
    )
    child.sendline(READY[shell].format(script=script) + "; echo rea''dy")
    child.expect("ready")
    for typed, finished in (
        ("companion setti", "settings "),
        ("companion settings clo", "clock "),
        ("companion note undel", "undelete "),
        ("companion check my", r"file(\\? |\.)"),
    ):
        child.send(f"{typed}\t")
        child.expect(finished)
        child.send("\x15")  # away with the line
    child.close(force=True)
