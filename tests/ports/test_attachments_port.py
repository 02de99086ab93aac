"""Pictures and sounds of shares: the fake and the store do the same."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from companion.domain.shares import Share, body_of, ready
from companion.exchange import Exchange
from companion.page.wishes import Send
from companion.ports import Attachments, Lock
from companion.problems import Problem
from companion.store.home import Home
from companion.store.opening import open_store
from companion.wire.contributions import from_bytes
from companion.wire.files import LARGEST
from tests.endpoint.senders import picture
from tests.fakes import FakeClock, connected_world, world

ANSWER = "a quiet corner"


class Kept(NamedTuple):
    attachments: Attachments
    lock: Lock


@pytest.fixture(params=["fake", "store"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    if request.param == "fake":
        here = world()
        return Kept(here.attachments, here.lock)
    store = open_store(Home(tmp_path), FakeClock().now)
    return Kept(store.attachments, store.lock)


def code_of(kept: Kept, file_id: str) -> str:
    with pytest.raises(Problem) as caught:
        kept.attachments.data(file_id)
    return caught.value.code


def test_bytes_come_back_and_each_file_has_its_own_id(kept: Kept) -> None:
    files = [kept.attachments.keep(data, "audio/ogg") for data in (b"a", b"a", bytes(9_000))]
    assert len({file.id for file in files}) == 3
    assert files[0].sha256 == files[1].sha256
    assert [len(kept.attachments.data(file.id)) for file in files] == [1, 1, 9_000]
    assert [file.size for file in files] == [1, 1, 9_000]
    assert {file.type for file in files} == {"audio/ogg"}


def test_dropped_it_is_gone_and_unknown_ones_are_fine(kept: Kept) -> None:
    file = kept.attachments.keep(b"a", "image/png")
    kept.attachments.drop("0123456789abcdef" * 2)
    kept.attachments.drop(file.id)
    kept.attachments.drop(file.id)
    assert code_of(kept, file.id) == "attachment_missing"


@pytest.mark.parametrize("size", [0, LARGEST + 1])
def test_a_size_that_no_file_has_is_a_fault_of_the_caller(kept: Kept, size: int) -> None:
    with pytest.raises(ValueError, match="size"):
        kept.attachments.keep(bytes(size), "image/png")


def test_behind_the_lock_new_ones_can_be_kept_and_read(kept: Kept) -> None:
    old = kept.attachments.keep(b"old", "image/png")
    kept.lock.set("words", ANSWER)
    kept.lock.close()
    assert code_of(kept, old.id) == "journal_locked"
    new = kept.attachments.keep(b"new", "image/png")
    assert kept.attachments.data(new.id) == b"new"
    kept.lock.close()
    assert code_of(kept, new.id) == "journal_locked"
    assert kept.lock.unlock(ANSWER)
    assert (kept.attachments.data(old.id), kept.attachments.data(new.id)) == (b"old", b"new")


def test_a_yes_puts_the_files_on_their_way_with_the_words() -> None:
    here = connected_world()
    data = picture(5_000)
    file = here.attachments.keep(data, "image/png")
    share, body = ready(Share(kind="drawing", files=(file,)), "2026-06", date(2026, 6, 19))
    assert from_bytes(body).files == (file.info,)
    assert file.id.encode() not in body
    assert body_of(share) == body
    Exchange(here.ports()).grant(Send("d", share, body))
    assert share.sending
    [copy] = here.outbox.parcels[share.sending.id].files
    assert copy.info == file.info


def test_nothing_is_sent_where_its_file_cannot_be_had() -> None:
    here = connected_world()
    file = here.attachments.keep(picture(5_000), "image/png")
    share, body = ready(Share(kind="drawing", files=(file,)), "2026-06", date(2026, 6, 19))
    here.attachments.drop(file.id)
    with pytest.raises(Problem, match="attachment_missing"):
        Exchange(here.ports()).grant(Send("d", share, body))
    assert (here.outbox.parcels, here.shares.all()) == ({}, [])
    assert not Share(kind="photo", files=(file,)).given
    assert Share(kind="drawing", files=(file,)).given
