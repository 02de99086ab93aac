"""What a share becomes at the yes, and what pages wish of the community."""

from datetime import date

import pytest
from msgspec.structs import replace

from companion.domain.connections import Arrived
from companion.domain.shares import Share, body_of, ready
from companion.exchange import Exchange
from companion.page.wishes import Send, TakeBack
from companion.wire import tokens
from companion.wire.contributions import from_bytes
from tests.fakes import connected_world

TODAY = date(2026, 6, 19)
SHARE = Share(words="The room was too loud.\n\x1b[31m caf\u00e9 ", symbols=("noise",), name="Sam")


def test_the_bytes_hold_what_the_member_saw_and_no_more() -> None:
    share, body = ready(SHARE, "2026-06", TODAY)
    sent = from_bytes(body)
    assert share.sending is not None
    assert sent.words == SHARE.words
    assert (sent.symbols, sent.name, sent.consent) == (("noise",), "Sam", "2026-06")
    for secret in (share.sending.id, share.sending.key, share.sending.reply_key):
        assert secret.encode() not in body
    assert tokens.is_key(share.sending.key, sent.take_back)


def test_the_bytes_can_be_made_again_and_are_the_same() -> None:
    share, body = ready(SHARE, "2026-06", TODAY)
    assert body_of(share) == body
    with pytest.raises(ValueError, match="other bytes"):
        body_of(replace(share, words="Other words."))
    with pytest.raises(ValueError, match="yes"):
        body_of(SHARE)


def test_two_shares_have_nothing_in_common() -> None:
    (one, first), (two, second) = (ready(SHARE, "1", TODAY) for _ in range(2))
    assert one.sending is not None
    assert two.sending is not None
    fields = from_bytes(first), from_bytes(second)
    assert len({fields[0].take_back, fields[1].take_back}) == 2
    assert len({fields[0].reply_to, fields[1].reply_to}) == 2
    assert len({one.sending.id, two.sending.id, one.sending.key, two.sending.key}) == 4


def test_a_yes_keeps_the_share_and_puts_its_bytes_in_the_outbox() -> None:
    world = connected_world()
    share, body = ready(SHARE, "2026-06", TODAY)
    exchange = Exchange(world.ports())
    saved = exchange.grant(Send("d1", share, body))
    assert share.sending is not None
    assert world.shares.all() == [saved.thing]  # type: ignore[union-attr]
    parcel = world.outbox.parcel(share.sending.id)
    assert parcel is not None
    assert parcel.body == body
    assert world.sync.went == 1


def test_what_has_not_left_never_leaves_once_it_is_taken_back() -> None:
    world = connected_world()
    share, body = ready(SHARE, "2026-06", TODAY)
    exchange = Exchange(world.ports())
    exchange.grant(Send("d1", share, body))
    told = exchange.grant(TakeBack(world.shares.all()[0]))
    assert told.left is False  # type: ignore[union-attr]
    assert world.shares.all()[0].taken_back == TODAY


def test_arrivals_add_up() -> None:
    both = Arrived(news=1, problems=("a",)).plus(Arrived(news=2, trails=True, problems=("a", "b")))
    assert both == Arrived(news=3, trails=True, problems=("a", "b"))
    assert not Arrived()
