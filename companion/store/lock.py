"""The lock of the journal and the recovery card, before the journal has a vault of its own."""

from typing import Literal

from companion.domain.locking import LockKind, check_answer
from companion.problems import Problem


class JournalLock:
    """No lock can be set yet (ports.Lock)."""

    kind: LockKind | Literal[""] = ""
    open = True

    def unlock(self, answer: str) -> bool:
        """There is no lock."""
        del answer
        return True

    def close(self) -> None:
        """There is no lock."""

    def set(self, kind: LockKind, answer: str) -> None:
        """Raises Problem("not_saved")."""
        check_answer(kind, answer)
        raise Problem("not_saved")

    def remove(self) -> None:
        """There is no lock."""


class RecoveryCards:
    """No card can be made yet (ports.RecoveryCard)."""

    made = False

    def make(self) -> tuple[str, ...]:
        """Raises Problem("not_saved")."""
        raise Problem("not_saved")

    def recover(self, words: str) -> bool:
        """There is no card."""
        del words
        return False
