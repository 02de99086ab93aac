"""Two companions of a member do whatever they like, the link fails at any point, programs are
killed: what the member said yes to arrives once, what was taken back never comes or goes again.
"""

from datetime import date
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from companion.domain.parcels import Parcel, received, taken_back
from companion.store.attachments import LEAVING
from companion.store.outbox import Line, OutboxTable
from companion.sync.plan import Step, plan, try_later
from tests.sync.member import TODAY, Member

KEY = "k" * 43
LINE = Line(
    address="https://north.example",
    name="North",
    calendar="North (k7m4d)",
    since=date(2026, 6, 19),
    public_key="A" * 43 + "=",
    secret="apple river",
)
WAYS = st.sampled_from(["whole", "not sent", "no answer", "killed before", "killed after"])


class SimpleEndpoint:
    """What an endpoint holds, and what ever came. Marks stay."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self.files: dict[str, bytes] = {}
        self.marks: set[str] = set()
        self.came: list[str] = []

    def put(self, parcel: Parcel) -> str:
        if parcel.id in self.marks:
            return "taken-back"
        if parcel.id not in self.held:
            self.came.append(parcel.id)
        assert self.held.setdefault(parcel.id, parcel.body) == parcel.body
        return ""

    def put_pieces(self, parcel: Parcel, data: bytes, most: int) -> bool:
        """As much of the file as a link carries before it breaks. Whether all of it is there."""
        if parcel.id in self.held:
            there = self.files.get(parcel.id, b"")
            assert data.startswith(there)
            self.files[parcel.id] = data[: len(there) + most]
        return self.whole(parcel.id, data)

    def whole(self, contribution_id: str, data: bytes) -> bool:
        return self.files.get(contribution_id, b"") == data

    def delete(self, contribution_id: str) -> None:
        self.held.pop(contribution_id, None)
        self.files.pop(contribution_id, None)
        self.marks.add(contribution_id)


class Sending(RuleBasedStateMachine):
    """The outbox of a home, opened anew after each kill, and a simple endpoint."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="sync-"))
        self.members = [Member(self.folder), Member(self.folder)]
        self.members[0].store.outbox.keep_line(LINE)
        self.endpoint = SimpleEndpoint()
        self.said_yes: dict[str, bytes] = {}
        self.with_file: dict[str, bytes] = {}
        self.took_back: set[str] = set()
        self.never_left: set[str] = set()
        self.late: list[Parcel] = []  # what a network still carries about

    def outbox(self, which: int) -> OutboxTable:
        return self.members[which].store.outbox

    @rule(
        which=st.integers(0, 1),
        words=st.binary(min_size=1, max_size=20),
        file=st.just(b"") | st.binary(min_size=1, max_size=40),
    )
    def say_yes(self, which: int, words: bytes, file: bytes) -> None:
        one = f"{len(self.said_yes):x}".rjust(26, "a")
        self.outbox(which).send(one, words, [("image/png", file)] if file else [])
        self.said_yes[one] = words
        if file:
            self.with_file[one] = file

    @precondition(lambda self: self.said_yes)
    @rule(which=st.integers(0, 1), data=st.data())
    def take_back(self, which: int, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(sorted(self.said_yes)))
        if self.outbox(which).take_back(one, KEY):
            self.never_left.add(one)
        self.took_back.add(one)

    @rule(which=st.integers(0, 1), way=WAYS, most=st.integers(0, 60))
    def step(self, which: int, way: str, most: int) -> None:
        """The next step of the plan, which goes well or in one of many ways not."""
        outbox, now = self.outbox(which), self.members[which].now()
        steps = plan(outbox.parcels(), now, fetch=False)
        if not steps:
            return None
        state = {"send": "waiting", "take-back": "taking-back"}[steps[0].does]
        parcel = outbox.begin(steps[0].contribution, state)
        if parcel is None or way == "killed before":
            return self.open_again(which)
        if way != "not sent":
            refusal = self.reaches(parcel)
            whole = self.uploads(outbox, parcel, most)
        if way == "killed after":
            return self.open_again(which)
        if way != "whole" or not whole:
            outbox.settle(parcel.id, lambda p: try_later(p, now, 0.5))
            return None
        if state == "taking-back":
            outbox.settle(parcel.id, lambda p: taken_back(p, was_read=False))
        else:
            assert refusal == ""
            outbox.settle(parcel.id, lambda p: received(p, TODAY, None))
        return None

    def uploads(self, outbox: OutboxTable, parcel: Parcel, most: int) -> bool:
        """The files after the words, as the member has them here. Whether all of them came."""
        if parcel.state != "waiting" or not parcel.files:
            return True
        data = outbox.file(parcel.files[0])
        assert data == self.with_file[parcel.id]
        return self.endpoint.put_pieces(parcel, data, most)

    def goes_well(self, step: Step) -> None:
        outbox, sends = self.outbox(0), step.does == "send"
        parcel = outbox.begin(step.contribution, "waiting" if sends else "taking-back")
        assert parcel is not None
        self.reaches(parcel)
        assert self.uploads(outbox, parcel, 1_000)
        if sends:
            outbox.settle(parcel.id, lambda p: received(p, TODAY, None))
        else:
            outbox.settle(parcel.id, lambda p: taken_back(p, was_read=False))

    def reaches(self, parcel: Parcel) -> str:
        if parcel.state == "taking-back":
            self.endpoint.delete(parcel.id)
            return ""
        self.late.append(parcel)
        return self.endpoint.put(parcel)

    @precondition(lambda self: self.late)
    @rule(data=st.data())
    def a_copy_comes_late(self, data: st.DataObject) -> None:
        self.endpoint.put(data.draw(st.sampled_from(self.late)))

    @rule(which=st.integers(0, 1))
    def open_again(self, which: int) -> None:
        time = self.members[which].time
        self.members[which] = Member(self.folder)
        self.members[which].time = time

    @rule(hours=st.integers(1, 30))
    def wait(self, hours: int) -> None:
        for member in self.members:
            member.pass_time(hours=hours)

    @rule(which=st.integers(0, 1))
    def tidy(self, which: int) -> None:
        self.outbox(which).tidy()

    @invariant()
    def nothing_that_had_not_left_ever_left(self) -> None:
        assert not self.never_left & set(self.endpoint.came)

    @invariant()
    def nothing_comes_twice_or_as_other_words(self) -> None:
        assert len(set(self.endpoint.came)) == len(self.endpoint.came)
        for one, body in self.endpoint.held.items():
            assert body == self.said_yes[one]

    @invariant()
    def nothing_is_lost(self) -> None:
        for one, body in self.said_yes.items():
            parcel = self.outbox(0).parcel(one)
            assert parcel is not None
            if one not in self.took_back:
                assert parcel.body == body or one in self.endpoint.held
                data = self.with_file.get(one, b"")
                assert not parcel.body or len(parcel.files) == bool(data)
                assert parcel.body or self.endpoint.whole(one, data)

    @invariant()
    def no_copy_of_a_file_stays_behind(self) -> None:
        waiting = {f"{f.id}.file" for p in self.outbox(0).parcels() for f in p.files}
        folder = self.folder / LEAVING
        there = {path.name for path in folder.iterdir()} if folder.exists() else set()
        assert there == waiting

    def teardown(self) -> None:
        """With a good link at last, all arrives, and what was taken back is gone."""
        outbox = self.outbox(0)
        for _ in range(3):
            self.wait(hours=48)
            for step in plan(outbox.parcels(), self.members[0].now(), fetch=False):
                self.goes_well(step)
        for parcel in self.late:
            self.endpoint.put(parcel)
        assert set(self.endpoint.held) == set(self.said_yes) - self.took_back
        for one in self.endpoint.held:
            assert self.endpoint.whole(one, self.with_file.get(one, b""))
        assert plan(outbox.parcels(), self.members[0].now(), fetch=False) == []
        rmtree(self.folder)


TestSending = Sending.TestCase
TestSending.settings = settings(max_examples=40, stateful_step_count=25)
