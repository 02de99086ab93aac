"""Takes to the community, and in from it, by files that somebody carries: with no network.

What is sent, and what is taken in and checked, is the same as with one; so both ways may be
mixed, and nothing comes twice.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from threading import Event
from typing import NamedTuple

from companion.domain.connections import Arrived
from companion.domain.parcels import Parcel, received, taken_back
from companion.page.share_words import day_in
from companion.problems import FILE_LOST, Problem
from companion.store.outbox import Line, OutboxTable
from companion.sync.community import StoredCommunity
from companion.sync.failures import NoAnswer, Refused
from companion.sync.getting import Getter, settle_refused, told_of, told_refused
from companion.sync.plan import plan
from companion.sync.published import digest_of
from companion.sync.round import Outcome
from companion.sync.uploading import sizes_of
from companion.wire import outgoing, receipts, refusals
from companion.wire.carried import RECEIPTS, Carried, Damaged
from companion.wire.outgoing import Outgoing, Thing
from companion.wire.receipts import Asked, Receipts, Told
from companion.wire.signing import verify


class Leaving(NamedTuple):
    """What goes into a file, and what does not fit into it."""

    parcels: tuple[Parcel, ...]
    left_out: tuple[Parcel, ...] = ()


def leaving(outbox: OutboxTable, line: Line, now: datetime, *, paused: bool) -> Leaving:
    """What waits for the community, in the order in which it would go; where sending is paused,
    only what is taken back."""
    parcels = {one.id: one for one in outbox.parcels(line)}
    paused = paused or not line.secret
    steps = plan(parcels.values(), now, paused=paused, fetch=False, asked=True)
    fits: list[Parcel] = []
    left_out: list[Parcel] = []
    size = 0
    for parcel in (parcels[step.contribution] for step in steps):
        more = len(parcel.body) + sum(sizes_of(parcel))
        if len(fits) < outgoing.MOST and size + more <= outgoing.LARGEST:
            fits.append(parcel)
            size += more
        else:
            left_out.append(parcel)
    return Leaving(tuple(fits), tuple(left_out))


def packed(outbox: OutboxTable, line: Line, parcels: Sequence[Parcel]) -> tuple[bytes, list[str]]:
    """The file with these parcels, and which of them are in it: what the member takes back
    meanwhile is not, nor is what has lost its files.

    From now on they may have left. They go on waiting, until the community says that it has them.
    """
    things = []
    for one in parcels:
        parcel = outbox.begin(one.id, one.state)
        if parcel is not None and (thing := _thing(outbox, parcel)) is not None:
            things.append(thing)
    out = Outgoing(tuple(things), line.secret, line.pass_words)
    return outgoing.packed(out, line.key), [thing.id for thing in things]


def _thing(outbox: OutboxTable, parcel: Parcel) -> Thing | None:
    if parcel.state == "taking-back":
        return Thing(parcel.id, parcel.key)
    try:
        files = tuple(map(outbox.file, parcel.files))
    except Problem as problem:
        if problem.code not in FILE_LOST:
            raise
        settle_refused(outbox, parcel.id, "waiting", "file-wrong")
        return None
    return Thing(parcel.id, body=parcel.body, files=files)


class _Source:
    """A file from the community, asked as an endpoint is."""

    def __init__(self, carried: Carried) -> None:
        self._carried = carried

    def published(self, path: str, known: str = "") -> bytes | None:
        try:
            data = self._carried.file(path)
        except Damaged:
            raise NoAnswer("odd") from None
        if data is None:
            raise Refused("not-found", refusals.STATUSES["not-found"])
        return None if known and digest_of(data) == known else data


class TakingIn:
    """Takes in one file from the community."""

    def __init__(
        self,
        carried: Carried,
        outbox: OutboxTable,
        community: StoredCommunity,
        chance: Callable[[], float],
    ) -> None:
        self._carried, self._outbox, self._community = carried, outbox, community
        self._chance = chance
        self._arrived = Arrived()

    def go(self) -> Outcome:
        """Take in what is new, and what became of what was sent.

        Raises Problem("import_damaged"), ("import_other_community"), ("import_older"),
        ("community_newer"), or where the home cannot be read or written.
        """
        with self._outbox.alone("sending") as sends, self._outbox.alone("reading") as reads:
            alone, line = sends and reads, self._outbox.line()
            if not alone or line is None:
                return Outcome(busy=not alone, connected=line is not None)
            self._take(line)
        waiting = sum(parcel.waits for parcel in self._outbox.parcels(line))
        self._outbox.tidy()
        return Outcome(self._arrived, waiting=waiting)

    def _take(self, line: Line) -> None:
        source = _Source(self._carried)
        getter = Getter(source, self._outbox, self._community, self._came, self._chance, Event())
        try:
            getter.meet(line)
        except NoAnswer:
            raise Problem("import_damaged") from None
        except Problem as problem:
            raise _as_file(problem, line) from problem
        for take in (getter.fetch, self._by_receipts):
            try:
                take(line)
            except (NoAnswer, Damaged, ValueError, RecursionError):
                self._came(told_of(Problem("import_not_whole")))
        self._by_trails(line)

    def _by_receipts(self, line: Line) -> None:
        """Keep what became of things, as the answer of a call would be kept."""
        known = self._community.kept(line).community()
        found = self._receipts(line)
        if found is None or known is None or found.version != known.version:
            return
        for parcel in self._outbox.parcels(line):
            asked: Asked = "take-back" if parcel.state == "taking-back" else "send"
            box = found.boxes.get(receipts.name_of(parcel.id, asked), "")
            waits = parcel.waits and parcel.left
            if box and waits and (told := receipts.unseal(box, parcel.id)) is not None:
                self._answered(parcel, told)

    def _receipts(self, line: Line) -> Receipts | None:
        """Raises Damaged, or ValueError where they are not the community's."""
        data = self._carried.file(RECEIPTS)
        if data is None:
            return None
        return receipts.from_bytes(verify(data, receipts.SIGNED_AS, line.key).payload)

    def _answered(self, parcel: Parcel, told: Told) -> None:
        receipt = told.receipt
        if told.refused:
            self._refused(parcel, told.refused)
        elif told.taken_back and parcel.state == "taking-back":
            self._outbox.settle(parcel.id, lambda p: taken_back(p, told.was_read))
            self._came(Arrived(taken_back=1))
        elif receipt and parcel.state == "waiting" and receipt.held == sizes_of(parcel):
            self._got(parcel, day_in(receipt.day), day_in(receipt.promise))

    def _refused(self, parcel: Parcel, why: str) -> None:
        status = refusals.STATUSES.get(why, 0)
        if why == "code-wrong":
            self._came(told_of(Problem("code_ended")))
        elif status in (408, 429) or status >= 500:  # another time they may
            self._came(told_refused(why))
        elif status:
            self._came(settle_refused(self._outbox, parcel.id, parcel.state, why))

    def _by_trails(self, line: Line) -> None:
        """What has a trail is there, whoever brought it."""
        kept = self._community.kept(line)
        for parcel in self._outbox.parcels(line):
            if parcel.state == "waiting" and parcel.left and (trail := kept.trail(parcel.id)):
                got = next((mark.day for mark in trail.marks if mark.status == "got"), "")
                self._got(parcel, day_in(got), day_in(trail.promise))

    def _got(self, parcel: Parcel, day: date | None, promise: date | None) -> None:
        self._outbox.settle(parcel.id, lambda p: received(p, day, promise))
        self._came(Arrived(got=1))

    def _came(self, arrived: Arrived) -> None:
        self._arrived = self._arrived.plus(arrived)


def _as_file(problem: Problem, line: Line) -> Problem:
    """What is wrong with what came, said of a file that somebody gave the member."""
    if problem.code == "community_older":
        return Problem("import_older")
    if problem.code == "community_other_key":
        return Problem("import_other_community", name=line.name)
    return problem
