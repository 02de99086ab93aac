"""Which key opens a log: found or made here, and never a second one for words that exist."""

from typing import NamedTuple

from companion.problems import Problem
from companion.store.home import Home
from companion.store.keys import Keys, key_check
from companion.store.lines import FORMAT, Header, Seal


class Vault(NamedTuple):
    """A log's name in its header, its key, and what seals and opens its records."""

    name: str
    key: bytes
    seal: Seal

    @property
    def header(self) -> Header:
        """The log's first line."""
        return Header(FORMAT, self.name, key_check(self.key))


def find_vault(home: Home, log: str, keys: Keys, header: Header | None) -> Vault:
    """The vault of an existing log. `header` is None when its first line is damaged.

    Then the home's own id says which key it is; the records will tell whether it fits.
    Raises Problem("newer_home"), Problem("key_missing") or Problem("key_wrong").
    """
    if header and header.version > FORMAT:
        raise Problem("newer_home", path=home.path)
    name = header.vault if header else f"{home.id()}.{log}"
    key = keys.read(name)
    if header and header.check != key_check(key):
        raise keys.wrong(name)
    return Vault(name, key, Seal(key, name))


def make_vault(home: Home, log: str, keys: Keys, *, may_make_key: bool) -> Vault:
    """The vault of a log that is about to get its first line. The home's lock is held.

    The key is safe on disk before that line is written. A run that is killed in between
    leaves a key that the next run uses. Raises like `Home.writing` and `Keys.read`.
    """
    name = f"{home.make_id()}.{log}"
    key = keys.make(name) if may_make_key else keys.read(name)
    return Vault(name, key, Seal(key, name))
