"""Grants the wishes about the lock and the recovery card, and says what came of them."""

from typing import assert_never

from companion.page.events import CardMade, FileMade, LockSet, OfLock, Unlocked
from companion.page.wishes import (
    Locking,
    MakeCard,
    MakeFile,
    OpenLock,
    RemoveLock,
    SetLock,
    UseCard,
)
from companion.ports import Ports


def granted(ports: Ports, wish: Locking) -> OfLock:
    """Do it, and tell the page that wished it. Raises Problem."""
    match wish:
        case OpenLock(answer=answer):
            return Unlocked(ports.lock.unlock(answer))
        case SetLock(kind=kind, answer=answer):
            ports.lock.set(kind, answer)
            return LockSet()
        case RemoveLock():
            ports.lock.remove()
            return LockSet()
        case MakeCard():
            return CardMade(ports.recovery.make())
        case UseCard(words=words):
            return Unlocked(ports.recovery.recover(words))
        case MakeFile(text=text):
            place = ports.files.place("")
            ports.files.write(place, text)
            return FileMade(place)
        case _:
            assert_never(wish)
