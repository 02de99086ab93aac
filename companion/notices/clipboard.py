"""Copies words, so that they can be put into another program, through what the platform has."""

import os
import subprocess
import sys
from collections.abc import Iterator
from shutil import which

from companion.problems import Problem

_SECONDS = 5.0


def copy(text: str) -> None:
    """Copy it. Other programs can read it from then on. Raises Problem("not_copied")."""
    for words in _calls():
        program = which(words[0])
        if program is None:
            continue
        try:
            # Some stay behind to hold the words, so nobody waits for the end of what they say.
            subprocess.run(
                [program, *words[1:]],
                input=text.encode(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_SECONDS,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            continue
        return
    raise Problem("not_copied")


def _calls() -> Iterator[list[str]]:
    """The programs that can do it here, the best first."""
    if sys.platform == "darwin":
        yield ["pbcopy"]
    elif sys.platform == "win32":
        yield ["clip"]
    else:
        if os.environ.get("WAYLAND_DISPLAY"):
            yield ["wl-copy"]
        if os.environ.get("DISPLAY"):
            yield ["xclip", "-selection", "clipboard"]
            yield ["xsel", "--clipboard", "--input"]
