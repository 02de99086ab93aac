"""The lock of the journal: its key opens for the member's answer and the home's key together.

Where the home's key lies in the computer's key store, nobody can try answers on a folder that
was copied; where it lies in the folder, each try costs them about a second. Changing the lock,
or taking it off, puts the key in another box and writes no word anew.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import Literal

from msgspec.structs import replace

from companion.domain.locking import LockKind, check_answer
from companion.problems import Problem
from companion.store import boxes
from companion.store.home import Home
from companion.store.key_record import LockRecord, Wrapped
from companion.store.wrapped import WrappedKeys


class JournalLock:
    """The lock of the journal's vault (ports.Lock).

    `ready` has the journal in its own vault and nothing of it elsewhere, or raises Problem.
    `take_in` opens its letters, `forget` lets go of all that is in memory of it.
    """

    def __init__(
        self,
        home: Home,
        keys: WrappedKeys,
        ready: Callable[[], None],
        take_in: Callable[[], None],
        forget: Callable[[], None],
    ) -> None:
        self._home, self._keys = home, keys
        self._ready, self._take_in, self._forget = ready, take_in, forget

    @property
    def kind(self) -> LockKind | Literal[""]:
        """The kind of lock that is set; "" while there is none."""
        lock = self._lock()
        return lock.kind if lock else ""

    @property
    def open(self) -> bool:
        """Whether the journal can be read now. True without a lock."""
        lock = self._lock()
        return lock is None or self._keys.handed_over(lock.vault)

    def unlock(self, answer: str) -> bool:
        """Open it for this run. False: not the answer. Takes about a second.

        Raises Problem("key_...") where the home's key is not at hand.
        """
        lock = self._lock()
        if lock is None or self.open:
            return True
        key = _open_lock(self._keys, lock, answer)
        if key is None:
            return False
        self._keys.hand_over(lock.vault, key)
        self._take_in()
        return True

    def close(self) -> None:
        """Lock it again, and let go of its words and key in memory as far as Python can."""
        lock = self._lock()
        if lock is not None:
            self._keys.take_back(lock.vault)
            self._forget()

    def set(self, kind: LockKind, answer: str) -> None:
        """Set a lock, or another answer. It stays open in this run. Takes about a second.

        Raises Problem("journal_locked"), ("not_four_pictures") or ("lock_words_short"), and
        like what writes in the store.
        """
        check_answer(kind, answer)
        with self._home.writing():
            if not self.open:
                raise Problem("journal_locked")
            self._ready()
            vault = f"{self._home.make_id()}.journal"
            key = self._keys.make(vault)
            salt = os.urandom(boxes.SALT_BYTES)
            cost = boxes.COST
            around = _around(self._keys, boxes.stretched(answer, salt, cost))
            closed = boxes.close_key(around, key, vault)
            lock = LockRecord(vault, kind, boxes.in_text(salt), cost, closed)
            self._keys.hand_over(vault, key)  # before the lock counts: it stays open here
            self._keys.write(locked(self._record(), key, lock))

    def remove(self) -> None:
        """Take the lock off. Raises Problem("journal_locked") while it is closed."""
        with self._home.writing():
            lock = self._lock()
            if lock is not None:
                key = self._keys.read(lock.vault)
                self._keys.write(unlocked(self._record(), key, self._keys.around()))
                self._keys.take_back(lock.vault)

    def _lock(self) -> LockRecord | None:
        record = self._keys.record()
        return record.lock if record else None

    def _record(self) -> Wrapped:
        record = self._keys.record()
        if record is None:
            raise Problem("not_saved")
        return record


def locked(record: Wrapped, key: bytes, lock: LockRecord) -> Wrapped:
    """The record with a lock on the vault of a key: the home's key alone opens it no more.

    A recovery card that was made opens it still.
    """
    vaults = {name: box for name, box in record.vaults.items() if name != lock.vault}
    card = record.card
    if card is not None:
        box = boxes.in_text(boxes.close_to(boxes.from_text(card.public), key))
        card = replace(card, vaults={**card.vaults, lock.vault: box})
    return replace(record, vaults=vaults, lock=lock, card=card)


def unlocked(record: Wrapped, key: bytes, around: bytes) -> Wrapped:
    """The record without its lock: `around`, the home's key, opens the vault again."""
    vault = record.locked
    vaults = {**record.vaults, vault: boxes.close_key(around, key, vault)}
    card = replace(record.card, vaults={}) if record.card else None
    return replace(record, vaults=vaults, lock=None, card=card)


def _open_lock(keys: WrappedKeys, lock: LockRecord, answer: str) -> bytes | None:
    with suppress(ValueError):
        made = boxes.stretched(answer, boxes.from_text(lock.salt), lock.cost)
        return boxes.open_key(_around(keys, made), lock.closed, lock.vault)
    return None


def _around(keys: WrappedKeys, made: bytes) -> bytes:
    """The key of the lock's box, from what the answer gives and the home's key."""
    return boxes.derived(made + keys.around(), "lock")
