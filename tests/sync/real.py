"""A real endpoint in a process of its own, and the commands of those who run it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.endpoint.senders import bytes_of
from tests.endpoint.serving import Running


class Endpoint(Running):
    """A new endpoint that serves from `folder`. `ask` types one of its commands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
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

    def received(self) -> list[dict[str, Any]]:
        """What the organisers see. From then on it was read."""
        found: list[dict[str, Any]] = json.loads(self.ask("list", "--json"))
        return found

    def holds(self, words: str) -> bool:
        """Whether any file of it has these words."""
        return words.encode() in bytes_of(self.folder)

    def kill_and_start_again(self) -> None:
        """End it in the middle of what it does, and start it anew, at another address."""
        self.kill()
        self.__exit__(None, None, None)
        super().__init__(str(self._database), self.folder, "--spare", "0")
