"""What pages wish of the community is done here, and what came from it is told to them."""

from collections.abc import Callable, Iterator
from typing import assert_never

from msgspec.structs import replace

from companion.domain.shares import Share
from companion.page.events import Came, Doing, Looked, Saved, TookBack
from companion.page.wishes import (
    Connect,
    Disconnect,
    GetNew,
    Look,
    PauseSending,
    Send,
    Sharing,
    TakeBack,
)
from companion.ports import Ports
from companion.problems import Problem
from companion.wire.files import Type


class Exchange:
    """Grants wishes about sharing. Nothing here waits for the network."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._doing = ""
        self.looking = False  # what is found at an address has not come yet

    def grant(self, wish: Sharing) -> Saved | TookBack | None:
        """Do it, and what the page hears of it. Raises Problem."""
        match wish:
            case Send():
                return self._send(wish)
            case TakeBack():
                return self._take_back(wish)
            case Look(address=address, code=code):
                self.looking = True
                self._ports.sync.look(address, code)
                return None
            case Connect(offer=offer):
                self._ports.community.connect(offer)
            case Disconnect():
                self._ports.community.disconnect()
                return None
            case PauseSending(paused=True):
                self._ports.community.pause()
                return None
            case PauseSending():
                self._ports.community.resume()
            case GetNew():
                pass
            case _:
                assert_never(wish)
        self._ports.sync.go()
        return None

    def _send(self, wish: Send) -> Saved:
        files = self._files(wish.share) if wish.share.sending else []
        # The share first: it has the key that takes back what leaves after it.
        stored = self._ports.shares.save(wish.share)
        if wish.share.sending:
            self._ports.outbox.send(wish.share.sending.id, wish.body, files)
        self._ports.sync.go()
        return Saved(wish.draft_id, stored)

    def _files(self, share: Share) -> list[tuple[Type, bytes]]:
        return [(one.type, self._ports.attachments.data(one.id)) for one in share.files]

    def _take_back(self, wish: TakeBack) -> TookBack | None:
        sending = wish.share.sending
        if sending is None:
            return None
        # The outbox first: nothing may leave any more, whatever happens after that.
        never_left = self._ports.outbox.take_back(sending.id, sending.key)
        today = self._ports.clock.now().astimezone().date()
        stored = self._ports.shares.save(replace(wish.share, taken_back=today))
        self._ports.sync.go()
        return TookBack(stored, not never_left)

    def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard`, on another thread, when `news` may have something."""
        self._ports.sync.listen(heard)

    def news(self) -> Iterator[Looked | Doing | Came | Problem]:
        """What a look found, what is done now, and what came, since the last call."""
        found = self._ports.sync.looked()
        self.looking = self.looking and found is None
        if isinstance(found, Problem):
            yield found
        elif found is not None:
            yield Looked(found)
        doing = self._ports.sync.progress()
        if doing != self._doing:
            self._doing = doing
            yield Doing(doing)
        if arrived := self._ports.sync.arrived():
            yield Came(arrived)
