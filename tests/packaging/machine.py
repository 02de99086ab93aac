"""A machine that lacks things, for trying the real Makefile and the real tools on it.

What the machine has is played by small programs, the only ones on its PATH.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from companion.easyread.checker import check
from tools.set_up import ROOT


class Machine:
    """A fresh clone, and a PATH that has only what we put there."""

    def __init__(self, folder: Path) -> None:
        self.clone = folder / "fresh clone"
        self.programs = folder / "programs"
        self.asked = folder / "asked"
        self.programs.mkdir()
        self.clone.mkdir()
        for name in ("Makefile", "pyproject.toml", "uv.lock"):
            shutil.copy(ROOT / name, self.clone)
        shutil.copytree(ROOT / "tools", self.clone / "tools")
        for name in ("make", "sh", "cat"):
            (self.programs / name).symlink_to(shutil.which(name) or name)

    def has(self, path: Path, program: str) -> None:
        """Put a program of the shell there."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{program}\n", encoding="utf-8")
        path.chmod(0o755)

    def has_python(self, *, without: str = "") -> None:
        """This Python, as python3; `without` is run first, to take something from it."""
        site = self.programs.parent / "site"
        site.mkdir()
        (site / "sitecustomize.py").write_text(without, encoding="utf-8")
        self.has(self.programs / "python3", f'PYTHONPATH="{site}" exec "{sys.executable}" "$@"')

    def has_debian(self, *packages: str) -> None:
        """These packages, and an apt-get that installs nothing and notes what it was asked."""
        self.has(self.programs / "apt-get", f'echo "$@" >> "{self.asked}"')
        lines = [f'echo "{package} installed"' for package in packages]
        self.has(self.programs / "dpkg-query", "\n".join(lines))

    def make(self, *words: str) -> tuple[int, str]:
        """The exit code of make, and what a person reads, without make's own last line."""
        code, said = self.run("make", *words)
        return code, "\n".join(line for line in said.splitlines() if not line.startswith("make"))

    def run(self, *words: str) -> tuple[int, str]:
        """The exit code of a program, and what a person reads."""
        done = subprocess.run(
            words,
            cwd=self.clone,
            env={"PATH": str(self.programs), "HOME": str(self.programs)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout


def sentences(said: str) -> str:
    """The text without the lines that show what to type."""
    return " ".join(line for line in said.splitlines() if not line.startswith(" "))


def assert_easy(said: str) -> None:
    """Every sentence is easy to read. "3.11" is the name of a Python here, not a number."""
    assert check(sentences(said).replace("3.11", "3")) == []
