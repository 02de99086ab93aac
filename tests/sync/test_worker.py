"""The worker: nobody waits for it, it tells what it does, and it ends at once."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from companion.compose import look_at
from companion.domain.connections import Arrived, Offer
from companion.problems import Problem
from companion.sync import plan
from companion.sync.course import Asker
from companion.sync.round import Round
from companion.sync.worker import SyncWorker
from companion.wire import calls
from companion.wire.community import News
from tests.endpoint.senders import picture
from tests.sync.member import Member, id_of
from tests.sync.model import Handler, Model, code, hangs_up

pytestmark = pytest.mark.slow  # each test has a server


class Working:
    """A worker on a member's home. `wait` waits until something holds."""

    def __init__(self, member: Member) -> None:
        self.progress: list[str] = []
        self.came = Arrived()
        self.worker = SyncWorker(self._round, look_at, member.now, lambda: 0.0)
        self.worker.listen(self._heard)
        self._member = member

    def _round(self, asker: Asker) -> Round:
        member = self._member
        return Round(member.store.outbox, member.community, member.now, lambda: 0.0, asker)

    def _heard(self) -> None:
        self.progress.append(self.worker.progress())
        self.came = self.came.plus(self.worker.arrived())

    def look_found(self) -> Offer | Problem:
        found: list[Offer | Problem] = []

        def looked() -> bool:
            found.extend(one for one in [self.worker.looked()] if one is not None)
            return bool(found)

        self.wait(looked)
        return found[0]

    def wait(self, holds: Callable[[], object]) -> None:
        end = time.monotonic() + 60
        while not holds():
            assert time.monotonic() < end, "it never came"
            time.sleep(0.01)


@pytest.fixture
def working(member: Member) -> Iterator[Working]:
    found = Working(member)
    yield found
    found.worker.close()


def test_what_is_sent_arrives_and_is_told(working: Working, member: Member, model: Model) -> None:
    member.says_yes()
    member.says_yes()
    working.worker.go()
    working.wait(lambda: working.came.got == 2)
    working.wait(lambda: working.worker.progress() == "")
    assert "Sending. 1 of 2." in working.progress
    assert "Sending. 2 of 2." in working.progress


def test_it_tries_again_by_itself(
    working: Working, member: Member, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "FIRST_PAUSE", plan.FIRST_PAUSE / 1_000)
    member.says_yes()
    model.instead["/"] = hangs_up
    working.worker.go()
    working.wait(lambda: len(model.requests) > 5)
    assert working.came == Arrived()  # to be offline is nothing to tell
    model.instead.clear()
    member.pass_time(hours=2)
    working.wait(lambda: working.came.got == 1)


def test_a_try_that_is_asked_for_waits_for_no_pause(
    working: Working, member: Member, model: Model
) -> None:
    member.says_yes()
    model.instead["/"] = hangs_up
    working.worker.go()
    working.wait(lambda: model.requests and working.worker.progress() == "")
    model.instead.clear()
    working.worker.go()  # the clock of this member stands still: no pause is over
    working.wait(lambda: working.came.got == 1)


def test_what_is_new_waits_for_no_upload(working: Working, member: Member, model: Model) -> None:
    drawn = picture(500_000)
    share = member.gives(drawn)
    asked_at: list[int] = []

    def piece(asked: Handler) -> None:
        if not asked_at and sum("/files/" in path for _, path, _ in model.requests) == 2:
            asked_at.append(len(model.requests))
            model.publish(news=(News("n1", "2026-06-18", "A new room"),))
            working.worker.go()
        model.put_piece(asked, id_of(share), 0, asked.asked_with)

    model.instead[calls.file_path(id_of(share), 0)] = piece
    working.worker.go()
    working.wait(lambda: working.came.news == 1)
    working.wait(lambda: working.came.got == 1)
    paths = [path for _, path, _ in model.requests]
    assert paths[asked_at[0]] == calls.COMMUNITY  # the very next thing
    assert sum("/files/" in path for path in paths[asked_at[0] :]) > 1
    assert bytes(model.files[id_of(share)][0]) == drawn


def test_what_is_new_waits_for_no_upload_of_another_companion(
    working: Working, member: Member, model: Model
) -> None:
    share = member.says_yes()
    with Member(member.home.path).store.outbox.alone("sending") as alone:
        assert alone
        model.publish(news=(News("n1", "2026-06-18", "A new room"),))
        working.worker.go()
        working.wait(lambda: working.came.news == 1)
        before = len(model.requests)
        working.wait(lambda: len(working.progress) > 6)  # it looks whether the other is done
        assert len(model.requests) == before  # and asks for news no more
        assert member.parcel(share).state == "waiting"
    working.wait(lambda: working.came.got == 1)


def test_it_ends_at_once_while_nobody_answers(
    working: Working, member: Member, model: Model
) -> None:
    release = Event()

    def waits(_asked: Handler) -> None:
        release.wait(30)

    model.instead["/"] = waits
    share = member.says_yes()
    working.worker.go()
    working.wait(lambda: len(model.requests) > 1)
    begun = time.monotonic()
    working.worker.close()
    assert time.monotonic() - begun < 2
    release.set()
    assert member.parcel(share).state == "waiting"


def test_a_look_is_found_later(working: Working, model: Model) -> None:
    working.worker.look(model.address, code().upper().replace(" ", "-"))
    found = working.look_found()
    assert isinstance(found, Offer)
    assert found.community.name == "North Sea Community"
    assert working.worker.looked() is None


def test_only_the_last_look_counts(working: Working, model: Model) -> None:
    release = Event()

    def waits(asked: Handler) -> None:
        release.wait(20)
        asked.refuse("not-found")

    model.instead["/slow"] = waits
    working.worker.look(f"{model.address}/slow", code())
    working.wait(lambda: any("slow" in path for _, path, _ in model.requests))
    working.worker.look(model.address, code())
    found = working.look_found()
    release.set()
    assert isinstance(found, Offer)


def test_without_a_community_it_asks_nobody(tmp_path: Path) -> None:
    working = Working(Member(tmp_path))
    working.worker.go()
    working.worker.close()
    assert working.came == Arrived()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("apple river", "code_not_whole"),
        ("", "code_not_whole"),
        ("apple river zzzzz apple", "code_word_unknown"),
        ("apple river apple apple", "code_of_another"),
    ],
)
def test_a_code_that_does_not_fit_is_told(model: Model, typed: str, expected: str) -> None:
    with pytest.raises(Problem) as caught:
        look_at(model.address, typed)
    assert caught.value.code == expected
