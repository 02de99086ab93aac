"""Sends the files of a contribution, piece by piece, from where the endpoint is with them.

What it holds is asked and never remembered, so an upload may end at any byte and goes on later.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from companion.domain.files import SharedFile
from companion.domain.parcels import Parcel
from companion.plainwords.messages import _
from companion.sync.client import Endpoint
from companion.sync.failures import NoAnswer
from companion.sync.plan import SHORTEST_PIECE, next_length, next_place

_ENOUGH_FAILURES = 3  # one after the other: then it is left for a while


class Interrupted(Exception):
    """Something else comes first, or the member wants it to stop. It goes on later."""


class Watch(NamedTuple):
    """What an upload looks at, and who looks at it. `data` gives the bytes of a file; `goes_on`
    is asked before each piece; `told` hears how much is sent, in plain words."""

    data: Callable[[SharedFile], bytes]
    goes_on: Callable[[], bool]
    told: Callable[[str], None]
    now: Callable[[], datetime]


class Upload:
    """One upload. `allowed` is the header that says that one may; `moved` tells whether the
    endpoint has got any byte."""

    def __init__(
        self, endpoint: Endpoint, parcel: Parcel, allowed: Mapping[str, str], watch: Watch
    ) -> None:
        self._endpoint, self._parcel, self._allowed, self._watch = endpoint, parcel, allowed, watch
        self._sizes = sizes_of(parcel)
        self._held = [0] * len(self._sizes)
        self.id = parcel.id
        self._length = SHORTEST_PIECE
        self._failures = 0
        self.moved = False

    def run(self, held: tuple[int, ...]) -> None:
        """Send all that is not there; `held` is what the endpoint says that it has.

        Raises NoAnswer, Refused, Interrupted or Problem.
        """
        self._held = _checked(held, self._sizes)
        # An endpoint that says something else each time would keep us for ever.
        calls = 16 + 2 * (sum(self._sizes) // SHORTEST_PIECE + len(self._sizes))
        open_file, data = -1, b""
        while (place := next_place(self._held, self._sizes)) is not None:
            file, at = place
            if not self._watch.goes_on():
                raise Interrupted
            if not calls:
                raise NoAnswer("odd")
            calls -= 1
            if file != open_file:
                open_file, data = file, self._watch.data(self._parcel.files[file])
            self._watch.told(how_much(sum(self._held), sum(self._sizes)))
            self._note(file, at, self._put(file, at, data[at : at + self._length]))

    def _put(self, file: int, at: int, piece: bytes) -> int:
        """Send a piece. How much of the file is there now."""
        began = self._watch.now()
        try:
            held = self._endpoint.put_piece(self._parcel.id, file, at, piece, self._allowed)
        except NoAnswer as error:
            self._failures += 1
            if error.why in ("stopped", "busy") or self._failures >= _ENOUGH_FAILURES:
                raise
            self._length = SHORTEST_PIECE
            return self._endpoint.held(self._parcel.id, file, self._allowed)
        self._length = next_length(self._length, self._watch.now() - began)
        return held

    def _note(self, file: int, at: int, held: int) -> None:
        if held > self._sizes[file]:
            raise NoAnswer("odd")
        if held > at:
            self.moved, self._failures = True, 0
        else:
            self._failures += 1
            if self._failures > _ENOUGH_FAILURES:
                raise NoAnswer("odd")
        self._held[file] = held


def sizes_of(parcel: Parcel) -> tuple[int, ...]:
    """How many bytes each of its files has."""
    return tuple(file.size for file in parcel.files)


def how_much(sent: int, whole: int) -> str:
    """How much is sent, in words that are true for long enough to be read; "" at the start."""
    words = (
        "",
        _("We sent a part of it."),
        _("We sent about half of it."),
        _("We sent most of it."),
    )
    return words[min(4 * sent // max(whole, 1), 3)]


def _checked(held: tuple[int, ...], sizes: tuple[int, ...]) -> list[int]:
    """What an endpoint says that it holds. NoAnswer: that cannot be."""
    if len(held) != len(sizes):
        raise NoAnswer("odd")
    if any(not 0 <= there <= size for there, size in zip(held, sizes, strict=True)):
        raise NoAnswer("odd")
    return list(held)
