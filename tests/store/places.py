"""Opening the store, and running programs on it, the way the tests here do it."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from keyring.backend import KeyringBackend

from companion.store.home import Home
from companion.store.key_store import KeyStore
from companion.store.keys import KeyFile
from companion.store.lines import Document
from companion.store.log import Log
from companion.store.wrapped import WrappedKeys


class Watch:
    """A clock that stands still until it is told to move."""

    def __init__(self) -> None:
        self.at = datetime(2026, 6, 19, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> None:
        self.at += timedelta(**span)


def open_log(home: Home, name: str = "words", key: Path | None = None) -> Log:
    """A log as a new run of the program would open it."""
    return Log(Home(home.path), name, keys_of(Home(home.path), key))


def everything(folder: Path) -> dict[Path, bytes]:
    """Every file below a folder, and what is in it."""
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def keys_of(home: Home, key: Path | None = None) -> WrappedKeys:
    """The keys of a home whose own key lies in a file."""
    return WrappedKeys(home, KeyFile(home.path, key), lambda: None)


class MemoryKeyring(KeyringBackend):
    """A key store of the kind that `keyring` knows, in memory."""

    priority = 1.0

    def __init__(self, kept: dict[tuple[str, str], str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept = kept

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


def memory_store(kept: dict[tuple[str, str], str]) -> KeyStore:
    """The key store over a dict of keys by service and home's id."""
    return KeyStore(MemoryKeyring(kept))


def texts(log: Log) -> dict[str, Document]:
    """What the log says about notes."""
    return log.documents("notes")


def program(code: str, *words: str | Path) -> subprocess.Popen[bytes]:
    """Start `code` as a program of its own, with `words` as sys.argv[1:]."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", code, *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def run(code: str, *words: str | Path) -> str:
    """Run `code` as a program of its own to its end; what it printed. It must not fail."""
    started = program(code, *words)
    out, err = started.communicate(timeout=120)
    assert started.returncode == 0, err.decode()
    return out.decode()
