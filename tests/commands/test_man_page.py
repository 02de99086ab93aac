"""`man companion`: made from the words of help, and shown by the real program."""

import re
import shutil
import subprocess

import pytest

from companion.commands.helping import OPTIONS, TOPICS
from tools.man_page import PAGE, man_page


def test_it_is_as_the_commands_are_now() -> None:
    assert PAGE.read_text(encoding="utf-8") == man_page(), "type: python -m tools.man_page"


def test_groff_shows_every_word() -> None:
    if not shutil.which("groff"):
        pytest.skip("needs groff")
    words = ["groff", "-man", "-Tascii", "-ww", "-P-cbou", "-rLL=500n", str(PAGE)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    shown = " ".join(done.stdout.split())
    for typed, does in (*TOPICS.values(), *OPTIONS.items()):
        assert " ".join(typed.split()) in shown
        assert re.sub(r"\s+", " ", does) in shown
