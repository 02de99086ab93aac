"""A real endpoint in a process of its own, and the commands of those who run it."""

import json
import subprocess
import sys
from pathlib import Path

from tests.endpoint.serving import Running


class Endpoint(Running):
    """A new endpoint that serves from `folder`. `ask` types one of its commands."""

    def __init__(self, folder: Path) -> None:
        self._database = folder / "endpoint.db"
        self.ask("init", "--name", "Kent and Medway", "--answer-days", "14")
        self.code: str = json.loads(self.ask("code", "--json"))["code"]
        super().__init__(str(self._database), folder, "--spare", "0")

    def ask(self, *words: str, given: str = "") -> str:
        """What a command says; `given` goes to its standard input."""
        done = subprocess.run(
            [sys.executable, "-m", "companion", "endpoint", *words, "--database", self._database],
            input=given,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return done.stdout.strip()
