"""What an endpoint sees when trails are fetched in parts: it does not tell whose is which."""

from collections import Counter
from pathlib import Path

import pytest

from companion.store.community_files import CommunityFiles
from companion.store.home import Home
from companion.store.outbox import new_seed
from companion.sync.course import Asker
from companion.sync.published import Published
from companion.sync.round import Round
from companion.wire import calls, signing
from companion.wire.tokens import new_id, trail_of
from companion.wire.trails import Mark
from tests.sync.member import Member, id_of
from tests.sync.model import PRIVATE_KEY, Model


@pytest.fixture
def kept(tmp_path: Path) -> Published:
    return Published(CommunityFiles(Home(tmp_path)), signing.public_half(PRIVATE_KEY))


def prefixes(kept: Published, digits: int, own: list[str], seed: str) -> set[str]:
    return {name.removeprefix("trails-") for name in kept.parts(digits, own, seed)}


@pytest.mark.parametrize("digits", [1, 2, 3, 4])
def test_whoever_has_sent_as_much_fetches_as_much(kept: Published, digits: int) -> None:
    for count in (1, 2, 3, 10):
        for _member in range(10):
            own = [new_id() for _own in range(count)]
            real = len({trail_of(one)[:digits] for one in own})  # two may lie in one part
            parts = prefixes(kept, digits, own, new_seed())
            assert len(parts) == min(8 + 5 * (real - 1), 16**digits)


def test_one_more_comes_among_as_many_others(kept: Published) -> None:
    """So who compares what was fetched before and after sees 5 parts that are new."""
    for _member in range(50):
        own, seed = [new_id() for _own in range(6)], new_seed()
        if len({trail_of(one)[:3] for one in own}) < 6:
            continue
        seen: set[str] = set()
        for count in range(1, 7):
            now = prefixes(kept, 3, own[:count], seed)
            assert seen <= now
            new = now - seen
            assert trail_of(own[count - 1])[:3] in new | seen
            assert len(new) >= 5
            seen = now


def test_the_same_others_are_fetched_when_parts_are_named_by_more_digits(kept: Published) -> None:
    """Else only the real ones would be among what was fetched before and after."""
    shared = 0
    for _member in range(30):
        own, seed = [new_id()], new_seed()
        few, more = prefixes(kept, 2, own, seed), prefixes(kept, 3, own, seed)
        shared += len({name[:2] for name in more} & few)
    assert shared >= 30 * 7  # all but those that lay in one part before


def test_what_is_fetched_tells_no_more_of_the_real_one_than_of_the_others(kept: Published) -> None:
    """Its place among the sorted names of the parts is as often each of the 8."""
    places: Counter[int] = Counter()
    for _member in range(1_600):
        own = [new_id()]
        parts = sorted(prefixes(kept, 2, own, new_seed()))
        places[parts.index(trail_of(own[0])[:2])] += 1
    assert min(places[place] for place in range(8)) > 130
    assert max(places.values()) < 275


def test_on_the_wire_all_parts_are_asked_for_alike_and_in_another_order(
    member: Member, model: Model
) -> None:
    import random

    chance = random.Random(5)  # the same each time
    share = member.says_yes()
    member.round(fetch=False)
    model.digits = 2
    orders, heads = [], set()
    for turn in range(40):
        member.pass_time(hours=1)
        model.mark(id_of(share), marks=(Mark("read", f"2026-06-{turn % 9 + 10}"),))
        begun = len(model.requests)
        Round(
            *(member.store.outbox, member.community, member.now, chance.random),
            Asker(member.stopped),
        ).go()
        asked = [(path, tuple(sorted({name.lower() for name, _value in headers})))
                 for _method, path, headers in model.requests[begun:]
                 if path.startswith(calls.TRAILS)]  # fmt: skip
        orders.append([path for path, _names in asked])
        heads.add(frozenset(names for _path, names in asked))
    assert {frozenset(order) for order in orders} == {frozenset(orders[0])}
    assert len(orders[0]) == 8
    assert all(len(names) == 1 for names in heads)  # the first time, and each time after it
    real = f"{calls.TRAILS}/{trail_of(id_of(share))[:2]}"
    places = Counter(order.index(real) for order in orders)
    assert len(places) >= 6
    assert max(places.values()) <= 14
