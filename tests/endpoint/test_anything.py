"""Whatever members and organisers do in whatever order, an endpoint does as a simple model."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from companion.endpoint.backups import back_up, restore
from companion.endpoint.database import open_database
from companion.endpoint.keeping import purge
from companion.endpoint.publishing import file_named, publish_due
from companion.endpoint.receiving import (
    OtherBytes,
    TakenBack,
    digest_of,
    receive,
    understood,
)
from companion.endpoint.replying import reply
from companion.endpoint.tables import METADATA, contributions
from companion.endpoint.taking_back import replay, take_back
from companion.wire import trails
from companion.wire.signing import verify
from companion.wire.tokens import new_id
from tests.endpoint.places import START, Place
from tests.endpoint.senders import Sent, SetClock, contribution

_KEPT_DAYS, _UNKNOWN_DAYS = 365, 180


class Life(RuleBasedStateMachine):
    """The endpoint beside the model: what is there (with its day), and what is gone."""

    place: Place
    made = Bundle("made")

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="endpoint-"))
        self.url = self.place.copy(self.folder)
        self.clock = SetClock(START)
        self.database = open_database(self.url)
        self.there: dict[str, Sent] = {}
        self.days: dict[str, int] = {}
        self.gone: dict[str, Sent] = {}
        self.early: dict[str, int] = {}
        self.day = 0

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.search(self.place.bytes_of(self.url))
            self.database.close()
            self.place.drop(self.url)
            shutil.rmtree(self.folder)

    def search(self, found: bytes) -> None:
        for sent in self.gone.values():
            assert sent.body[sent.body.index(b"WORDS-") :][:36] not in found

    @rule(target=made, size=st.sampled_from([0, 50, 2_000, 9_000]))
    def write(self, size: int) -> Sent:
        return contribution(f"WORDS-{new_id()}-END " + "z" * size)

    @rule(sent=made, other=st.booleans())
    def send(self, sent: Sent, other: bool) -> None:
        body = sent.body.replace(b"z", b"y") + b" " if other else sent.body
        refused: type[Exception] | None = None
        if sent.id in self.gone or sent.id in self.early:
            refused = TakenBack
        elif sent.id in self.there and body != self.there[sent.id].body:
            refused = OtherBytes
        said = understood(body, digest_of(body))
        with self.database.writing() as connection:
            if refused:
                with pytest.raises(refused):
                    receive(connection, sent.id, said, 1, self.clock)
                return
            _receipt, is_new = receive(connection, sent.id, said, 1, self.clock)
        assert is_new == (sent.id not in self.there)
        if is_new:
            self.there[sent.id] = sent._replace(body=body)
            self.days[sent.id] = self.day

    @rule(sent=made, wrong=st.booleans())
    def take_back(self, sent: Sent, wrong: bool) -> None:
        key = sent.key[::-1] if wrong else sent.key
        outcome = take_back(self.database, sent.id, key, self.clock)
        if sent.id in self.there:
            assert outcome == ("wrong-key" if wrong else "not-seen")
            if not wrong:
                self.gone[sent.id] = self.there.pop(sent.id)
        elif sent.id in self.gone:
            assert outcome == ("wrong-key" if wrong else "not-seen")
        else:
            assert outcome == "unknown"
            if not wrong:
                self.early.setdefault(sent.id, self.day)

    @rule(words=st.sampled_from(["Thank you.", "There will be a quiet room.", "é, \U0001f600"]))
    def answer(self, words: str) -> None:
        with self.database.writing() as connection:
            number = connection.scalar(select(contributions.c.number).limit(1))
            if number is not None:
                reply(connection, number, words, self.clock, for_all=words.endswith("room."))

    @rule(days=st.sampled_from([1, 30, 200]))
    def wait(self, days: int) -> None:
        self.clock.move(days=days)
        self.day += days
        purge(self.database, self.clock)
        for name in [one for one in self.there if self.day - self.days[one] > _KEPT_DAYS]:
            self.gone[name] = self.there.pop(name)
        for name in [one for one, day in self.early.items() if self.day - day > _UNKNOWN_DAYS]:
            del self.early[name]

    @rule()
    def restart(self) -> None:
        self.database.close()
        self.database = open_database(self.url)
        replay(self.database, self.clock())

    @rule()
    def back_up_and_restore(self) -> None:
        copy = self.folder / "copy.gz"
        back_up(self.database, copy)
        self.database.discard()
        self.database, _rows, new = restore(copy, self.url, self.clock)
        assert new == 0  # the copy is from just now
        copy.unlink()

    @invariant()
    def it_has_what_the_model_has(self) -> None:
        if not hasattr(self, "database"):
            return
        publish_due(self.database, self.clock())
        with self.database.reading() as connection:
            kept = dict(
                list(row)
                for row in connection.execute(select(contributions.c.trail, contributions.c.body))
            )
            file = file_named(connection, "trails")
        assert kept == {sent.trail: sent.body for sent in self.there.values()}
        assert file
        told = trails.from_bytes(verify(file.data, "trails").payload)
        assert set(told.trails) == set(kept)

    @invariant()
    def nothing_that_is_gone_is_left(self) -> None:
        if hasattr(self, "database") and self.gone:
            assert self.database.leave_nothing()
            if self.database.path:
                self.search(self.place.bytes_of(self.url))
            with self.database.reading() as connection:
                for table in METADATA.sorted_tables:
                    self.search(repr(connection.execute(select(table)).all()).encode())


def test_an_endpoint_does_as_the_model(place: Place) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    Life.place = place
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=10,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
