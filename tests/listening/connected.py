"""A home that is connected to a community, with what was sent there and what became of it.

The community is a model that serves, so that asking, sending and answers go their real way.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from companion.compose import community_of, look_at, make_round
from companion.domain.journal import Answer, Entry
from companion.domain.shares import Share, ready
from companion.pages.news import READ
from companion.store.home import Home
from companion.store.opening import open_store
from companion.wire.trails import Mark, Reply
from tests.fakes import World
from tests.sharing_places import TOLD
from tests.sync.model import Model, code, serving

# What the member knows of it already, so that home tells of nothing but a changed session.
SEEN = 3  # MARKS but the first, and REPLIES
PROMISE = date(2029, 7, 3)
SENT = "It was loud."
ENTRY = Entry(helped=Answer("A lamp."), different=Answer("Quiet."))
MARKS = (
    Mark("got", "2026-06-10"),
    Mark("read", "2026-06-12"),
    Mark("changed", "2026-06-18", "There is a quiet room."),
)
REPLIES = (Reply("r1", "2026-06-17", "Thank you. Is a small room good?"),)


@contextmanager
def connected(home: Path, beside: World) -> Iterator[None]:
    """Fill both. The community serves until the end."""
    today = datetime.now(UTC).astimezone().date()
    with serving(Model(community=TOLD, day=today, promise=PROMISE)) as model:
        store = open_store(Home(home))
        offer = look_at(model.address, code())
        for community in (community_of(store), beside.community):
            community.connect(offer)
        share, body = ready(Share(words=SENT, seen=SEEN), TOLD.consent.version, today)
        assert share.sending is not None
        sent = share.sending.id
        for shares, outbox in ((store.shares, store.outbox), (beside.shares, beside.outbox)):
            shares.save(share)
            outbox.send(sent, body)
        make_round(store).go()
        model.mark(sent, marks=MARKS, replies=REPLIES)
        make_round(store).go()
        beside.outbox.deliver(sent, PROMISE)
        trail = community_of(store).trail(share)
        assert trail is not None
        beside.community.trails[sent] = trail
        beside.community.document = community_of(store).published()
        beside.sync.offers[model.address] = look_at(model.address, code())
        for settings in (store.settings, beside.settings):
            settings.put(READ, "\n".join(one.id for one in TOLD.news))
        for journal in (store.journal, beside.journal):
            journal.save(ENTRY)
        yield


def typed_to_connect(beside: World) -> str:
    """The address of the community and its code, as a member types them."""
    return f"{next(iter(beside.sync.offers))} {code()}"
