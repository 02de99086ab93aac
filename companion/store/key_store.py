"""The computer's own key store, where a member's key needs no file and nothing to remember.

Only the stores that systems bring are used, each by its name: GNOME's and KDE's by the Secret
Service, the Keychain of macOS, the Credential Manager of Windows. `keyring` would look for
plug-ins, which takes long, and some of those write keys into plain files.
"""

import os
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

import pybase64

from companion.problems import Problem
from companion.store.keys import KEY_BYTES

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

Answer = TypeVar("Answer")
SERVICE = "companion"
PATIENCE = 5.0  # seconds; a store that shows a question on another screen would wait for ever
# A choice of keyring's own that people and tests know: no key store at all.
OFF = "keyring.backends.null.Keyring"


def system_store() -> "KeyStore | None":
    """The key store, where there is one that answers and is open; else None."""
    if os.environ.get("PYTHON_KEYRING_BACKEND") == OFF or not _may_be_there():
        return None
    backend = next(iter(_within_patience(_backend)), None)
    return KeyStore(backend) if backend is not None else None


class KeyStore:
    """A key in the computer's key store, under the home's id."""

    name = "store"

    def __init__(self, backend: "KeyringBackend") -> None:
        self._backend = backend

    def shown(self, home_id: str) -> str:
        """No file."""
        del home_id
        return ""

    def read(self, home_id: str) -> bytes:
        """The 32 bytes. Raises Problem("key_not_reached"), ("key_not_in_store"), ..."""
        found = self._found(home_id)
        if found is None:
            raise Problem("key_not_in_store")
        return found

    def make(self, home_id: str) -> bytes:
        """The 32 bytes, made now when there is no key, and read back before this returns."""
        if (found := self._found(home_id)) is not None:
            return found
        self.put(home_id, os.urandom(KEY_BYTES))
        return self.read(home_id)

    def put(self, home_id: str, key: bytes) -> None:
        """Have this key there, in place of one that does not fit."""
        text = pybase64.b64encode_as_string(key)
        self._ask(lambda: self._backend.set_password(SERVICE, home_id, text))

    def remove(self, home_id: str) -> None:
        """Let go of the key for ever."""
        if self._found(home_id) is not None:
            self._ask(lambda: self._backend.delete_password(SERVICE, home_id))

    def wrong(self, home_id: str) -> Problem:
        """The problem to raise when the key does not fit."""
        del home_id
        return Problem("stored_key_wrong")

    def _found(self, home_id: str) -> bytes | None:
        kept = self._ask(lambda: self._backend.get_password(SERVICE, home_id))
        if kept is None:
            return None
        try:
            key = pybase64.b64decode(kept, validate=True)
        except ValueError as error:
            raise self.wrong(home_id) from error
        if len(key) != KEY_BYTES:
            raise self.wrong(home_id)
        return key

    def _ask(self, question: Callable[[], Answer]) -> Answer:
        for answer in _within_patience(question):
            return answer
        raise Problem("key_not_reached")


def _may_be_there() -> bool:
    """Whether it is worth loading what asks: a Linux without a desktop has no key store."""
    if sys.platform in ("darwin", "win32"):
        return True
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or (
        bool(runtime) and (Path(runtime) / "bus").exists()
    )


def _backend() -> "KeyringBackend | None":
    """What asks the system's key store; None where that is locked, since nobody may answer."""
    if sys.platform == "win32":
        from keyring.backends.Windows import WinVaultKeyring  # noqa: PLC0415

        return WinVaultKeyring()
    if sys.platform == "darwin":
        from keyring.backends.macOS import Keyring as Keychain  # noqa: PLC0415

        return Keychain()
    import secretstorage  # noqa: PLC0415
    from keyring.backends.SecretService import Keyring  # noqa: PLC0415

    with closing(secretstorage.dbus_init()) as bus:
        # Not get_default_collection: that would make one, and ask the member about it.
        locked = secretstorage.Collection(bus).is_locked()
    return None if locked else Keyring()  # type: ignore[no-untyped-call]


def _within_patience(question: Callable[[], Answer]) -> list[Answer]:
    """The answer of a key store; [] where it fails, or does not come in time."""
    answers: list[Answer] = []

    def ask() -> None:
        with suppress(Exception):  # each store fails in its own ways; none may end us
            answers.append(question())

    asking = Thread(target=ask, daemon=True)
    asking.start()
    asking.join(PATIENCE)
    return answers
