"""Whatever members and organisers do in whatever order, an endpoint does as a simple model."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select, true

from companion.endpoint.backups import back_up, restore
from companion.endpoint.database import open_database
from companion.endpoint.keeping import purge
from companion.endpoint.pieces import (
    DAYS_TO_COME,
    Gone,
    NoFile,
    OffsetWrong,
    Piece,
    data_of,
    take_piece,
)
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
from tests.endpoint.places import START, Files, Place
from tests.endpoint.senders import Sent, SetClock, contribution, picture, with_files

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
        self.files: dict[str, bytes] = {}  # of each id: the file that belongs to it
        self.came: dict[str, bytes] = {}  # of each that is there: what of it has come
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
            if data := self.files.get(sent.id):
                assert data[8:30] not in found

    @rule(target=made, size=st.sampled_from([0, 50, 2_000, 9_000]))
    def write(self, size: int) -> Sent:
        return contribution(f"WORDS-{new_id()}-END " + "z" * size)

    @rule(target=made, size=st.sampled_from([30, 2_000, 70_000]))
    def draw(self, size: int) -> Sent:
        data = picture(size)
        sent = with_files(data, words=f"WORDS-{new_id()}-END zz")
        self.files[sent.id] = data
        return sent

    @rule(sent=made, size=st.sampled_from([1, 1_000, 65_536]), skip=st.sampled_from([0, 0, 0, 5]))
    def send_a_piece(self, sent: Sent, size: int, skip: int) -> None:
        data = self.files.get(sent.id, b"")
        there = self.came.get(sent.id, b"")
        at = len(there) + skip
        piece = Piece(0, at, data[at : at + size] or b"x")
        refused: type[Exception] | None = None
        if sent.id not in self.there:
            refused = Gone if sent.id in self.gone else NoFile
        elif not data:
            refused = NoFile
        elif skip or there == data:
            refused = OffsetWrong
        with self.database.writing() as connection:
            if refused:
                with pytest.raises(refused):
                    take_piece(connection, sent.id, piece, 1, self.clock)
                return
            held, right = take_piece(connection, sent.id, piece, 1, self.clock)
        self.came[sent.id] = data[: at + size]
        assert (held, right) == (len(self.came[sent.id]), True)
        if self.came[sent.id] == data:
            self.days[sent.id] = self.day

    def is_whole(self, name: str) -> bool:
        return self.came.get(name, b"") == self.files.get(name, b"")

    @rule(sent=made, other=st.booleans())
    def send(self, sent: Sent, other: bool) -> None:
        body = sent.body.replace(b"zz", b"yy") + b" " if other else sent.body
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
                self.came.pop(sent.id, None)
        elif sent.id in self.gone:
            assert outcome == ("wrong-key" if wrong else "not-seen")
        else:
            assert outcome == "unknown"
            if not wrong:
                self.early.setdefault(sent.id, self.day)

    @rule(words=st.sampled_from(["Thank you.", "There will be a quiet room.", "é, \U0001f600"]))
    def answer(self, words: str) -> None:
        with self.database.writing() as connection:
            whole = select(contributions.c.number).where(contributions.c.whole == true())
            number = connection.scalar(whole.limit(1))
            if number is not None:
                reply(connection, number, words, self.clock, for_all=words.endswith("room."))

    @rule(days=st.sampled_from([1, 30, 200]))
    def wait(self, days: int) -> None:
        self.clock.move(days=days)
        self.day += days
        purge(self.database, self.clock)
        most = {True: _KEPT_DAYS, False: DAYS_TO_COME}
        for name in [
            one for one in self.there if self.day - self.days[one] > most[self.is_whole(one)]
        ]:
            self.came.pop(name, None)
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
        assert set(told.trails) == {
            sent.trail for name, sent in self.there.items() if self.is_whole(name)
        }

    @invariant()
    def it_has_what_came_of_each_file(self) -> None:
        if not hasattr(self, "database"):
            return
        with self.database.reading() as connection:
            numbers = dict(
                list(row)
                for row in connection.execute(select(contributions.c.trail, contributions.c.number))
            )
            for name, sent in self.there.items():
                data = b"".join(data_of(connection, numbers[sent.trail], 0))
                assert data == self.came.get(name, b"")

    @invariant()
    def nothing_that_is_gone_is_left(self) -> None:
        if hasattr(self, "database") and self.gone:
            if self.database.path:  # of a server's files, once at the end
                assert self.database.leave_nothing()
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
            max_examples=10 if isinstance(place, Files) else 4,  # a server takes long
            stateful_step_count=20,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
