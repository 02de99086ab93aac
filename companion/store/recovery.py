"""The recovery card: easy words on paper that open everything when a key or an answer is lost.

The words give a pair of keys. Its public half stands in the file `keys`, so that whatever must
open with the card can be put in a box for it at any time, without the words.
"""

import os
import re
import secrets
from collections.abc import Callable

from msgspec.structs import replace

from companion.easyread.lexicon import card_words
from companion.problems import Problem
from companion.store import boxes
from companion.store.home import Home
from companion.store.key_record import CardRecord, Wrapped
from companion.store.lock import unlocked
from companion.store.wrapped import WrappedKeys

PutDown = Callable[[tuple[str, ...]], None]
HOW_MANY = 8  # words of a card: 80 bits and more, each try of which takes a second


class RecoveryCards:
    """The card of a home (ports.RecoveryCard). `take_in` opens its letters."""

    def __init__(self, home: Home, keys: WrappedKeys, take_in: Callable[[], None]) -> None:
        self._home, self._keys, self._take_in = home, keys, take_in

    @property
    def made(self) -> bool:
        """Whether there is a card that works."""
        record = self._keys.record()
        return record is not None and record.card is not None

    def make(self, put_down: PutDown = lambda _words: None) -> tuple[str, ...]:
        """New words for a card. One that was made before opens nothing any more.

        `put_down` gets the words before they count: where it raises, all is as it was.
        Takes about a second. Raises Problem("journal_locked") while the lock is closed, and
        like what writes in the store.
        """
        words = tuple(secrets.choice(card_words()) for _ in range(HOW_MANY))
        salt, cost = os.urandom(boxes.SALT_BYTES), boxes.COST
        public = boxes.public_half(boxes.stretched(" ".join(words), salt, cost))
        self._key()
        put_down(words)
        with self._home.writing():
            journal, key = self._key()
            record = self._record()
            its = {journal: _box(public, key)} if record.locked == journal else {}
            around = _box(public, self._keys.around())
            card = CardRecord(boxes.in_text(salt), cost, boxes.in_text(public), around, its)
            self._keys.write(replace(record, card=card))
        return words

    def _key(self) -> tuple[str, bytes]:
        """The journal's vault and key. Asks the lock, and makes the first key of a home."""
        with self._home.writing():
            journal = f"{self._home.make_id()}.journal"
            return journal, self._keys.make(journal)

    def recover(self, words: str) -> bool:
        """Put the key back and take the lock off. False: these are not the words.

        Capital letters, and all that stands between the words, do not count.
        """
        record = self._keys.record()
        if record is None or record.card is None:
            return False
        card = record.card
        said = " ".join(re.findall(r"[^\W\d_]+", words))
        half = boxes.stretched(said, boxes.from_text(card.salt), card.cost)
        around = boxes.open_with(half, boxes.from_text(card.home))
        if around is None:
            return False
        with self._home.writing():
            self._put_back(self._record(), around, half)
        self._take_in()
        return True

    def _put_back(self, record: Wrapped, around: bytes, half: bytes) -> None:
        place = self._keys.put_back(around)  # safe there before the lock goes
        if record.lock is not None and record.card is not None:
            vault = record.locked
            key = boxes.open_with(half, boxes.from_text(record.card.vaults.get(vault, "")))
            if key is None:
                raise Problem("keys_damaged", path=self._home.path / "keys")
            record = unlocked(record, key, around)
            self._keys.take_back(vault)
        if record.place != place or record != self._record():
            self._keys.write(replace(record, place=place))

    def _record(self) -> Wrapped:
        record = self._keys.record()
        if record is None:
            raise Problem("not_saved")
        return record


def _box(public: bytes, key: bytes) -> str:
    return boxes.in_text(boxes.close_to(public, key))
