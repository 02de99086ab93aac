"""A real endpoint in a process of its own: started, asked, killed, and what it has said."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx


class Running:
    """`companion endpoint serve` on a port of its own; ended when the block ends."""

    def __init__(self, database: str, folder: Path, *more: str) -> None:
        self.said = folder / f"said-{os.urandom(4).hex()}.txt"
        self._output = self.said.open("wb")
        words = ["endpoint", "serve", "--database", database, "--port", "0", *more]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "companion", *words],
            stdout=subprocess.PIPE,
            stderr=self._output,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        assert self.process.stdout
        self.ready = self.process.stdout.readline().decode()
        self.address = self.ready.rpartition(" ")[2].strip().rstrip(".")
        self.client = httpx.Client(base_url=self.address, timeout=60)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.client.close()
        if self.process.poll() is None:
            self.stop()
        if self.process.stdout:
            self.process.stdout.close()
        self._output.close()

    def kill(self) -> None:
        """End it in the middle of whatever it does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """Ask it to stop. Gives its exit code."""
        self.process.terminate()
        return self.process.wait(60)

    def all_said(self) -> str:
        """All that it has said on both streams; only when it has ended."""
        assert self.process.stdout
        rest = self.process.stdout.read().decode()
        return self.ready + rest + self.said.read_text(encoding="utf-8")
