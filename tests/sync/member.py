"""A member's home that is connected to a model, for the tests of sync."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event

from companion.domain.connections import Offer
from companion.domain.parcels import Parcel
from companion.domain.shares import Share, ready
from companion.easyread.code_words import code_words
from companion.store.home import Home
from companion.store.opening import Store, open_store
from companion.sync.community import StoredCommunity
from companion.sync.course import Asker
from companion.sync.looking import look
from companion.sync.round import Outcome, Round
from tests.sync.model import Model, code

TODAY = date(2026, 6, 19)


class Member:
    """One companion of a member. Another one of the same home is made with the same folder."""

    def __init__(self, folder: Path) -> None:
        self.time = datetime(2026, 6, 19, 9, 0, tzinfo=UTC)
        self.home = Home(folder)
        self.store: Store = open_store(self.home, self.now)
        self.community = StoredCommunity(self.store, self.now)
        self.told: list[str] = []
        self.stopped = Event()

    def now(self) -> datetime:
        return self.time

    def pass_time(self, **span: float) -> None:
        self.time += timedelta(**span)

    def look(self, model: Model) -> Offer:
        return look(model.address, code(), code_words())

    def connect(self, model: Model) -> None:
        self.community.connect(self.look(model))

    def says_yes(self, words: str = "The room was too loud.") -> Share:
        """A share whose bytes wait from now on."""
        share, body = ready(Share(words=words), "2026-06", TODAY)
        assert share.sending is not None
        kept = self.store.shares.save(share)
        self.store.outbox.send(share.sending.id, body)
        return kept

    def gives(self, *datas: bytes) -> Share:
        """A share with drawings of these bytes, which waits from now on."""
        kept = tuple(self.store.attachments.keep(data, "image/png") for data in datas)
        share, body = ready(Share(kind="drawing", files=kept), "2026-06", TODAY)
        assert share.sending is not None
        saved = self.store.shares.save(share)
        self.store.outbox.send(share.sending.id, body, [("image/png", data) for data in datas])
        return saved

    def takes_back(self, share: Share) -> bool:
        assert share.sending is not None
        return self.store.outbox.take_back(share.sending.id, share.sending.key)

    def parcel(self, share: Share) -> Parcel:
        assert share.sending is not None
        found = self.store.outbox.parcel(share.sending.id)
        assert found is not None
        return found

    def round(self, *, fetch: bool = True, asked: bool = False) -> Outcome:
        outbox = self.store.outbox
        asker = Asker(self.stopped, self.told.append)
        one = Round(outbox, self.community, self.now, lambda: 0.5, asker)
        return one.go(fetch=fetch, asked=asked)


def id_of(share: Share) -> str:
    """The id of the contribution that a share became."""
    assert share.sending is not None
    return share.sending.id
