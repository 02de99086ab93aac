"""One round with the community: takes back, sends, and gets what is new, a step at a time.

It may be ended at any moment, by kill -9 too: what is about to leave is written down before it
leaves, and the endpoint knows what it had already.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from threading import Event
from typing import NamedTuple

from msgspec.structs import replace

from companion.domain.connections import Arrived
from companion.domain.parcels import Parcel, received, taken_back
from companion.plainwords.messages import _
from companion.problems import Problem
from companion.store.outbox import Line, OutboxTable
from companion.sync.client import Endpoint, NoAnswer, Receipt, Refused
from companion.sync.community import StoredCommunity
from companion.sync.getting import Getter, Source, settle_refused, told_of
from companion.sync.plan import (
    Limits,
    Step,
    comes_first,
    doing,
    hold,
    next_time,
    plan,
    still_held,
    try_later,
)
from companion.sync.uploading import Interrupted, Upload, Watch, sizes_of
from companion.wire import calls

_ENOUGH_FAILURES = 3  # one after the other: then nobody is there
_STRANGE = ("community_other_key", "community_newer")  # who answers is not whom we know


class Outcome(NamedTuple):
    """What a round did. `reached`: false where nobody answered in the end. `busy`: another
    companion was at it. `waiting`: how many things still wait, `due` when to go on with them;
    None: not by itself. `held` is until when the host asked to be left alone, or None, and
    `why` what it called the case (one of companion.wire.refusals), or ""."""

    arrived: Arrived = Arrived()
    reached: bool = True
    busy: bool = False
    waiting: int = 0
    due: datetime | None = None
    connected: bool = True
    held: datetime | None = None
    why: str = ""


class Round:
    """One round. `told` hears what it does now, in plain words."""

    def __init__(
        self,
        outbox: OutboxTable,
        community: StoredCommunity,
        now: Callable[[], datetime],
        chance: Callable[[], float],
        stopped: Event,
        told: Callable[[str], None] = lambda _words: None,
    ) -> None:
        self._outbox, self._community = outbox, community
        self._now, self._chance = now, chance
        self._stopped, self._told = stopped, told
        self._arrived = Arrived()
        self._failures = 0
        self._busy = self._met = self._strange = self._takes_nothing = False
        self._doing = self._said = ""
        self._why = ""

    def go(self, *, fetch: bool = True, asked: bool = False) -> Outcome:
        """Do what there is to do now. `asked` as in companion.sync.plan.

        Raises Problem where the home cannot be read or written.
        """
        line = self._outbox.line()
        if line is None or not line.address:  # nobody to ask: things are carried by hand
            return Outcome(connected=False)
        parcels, limits = self._outbox.parcels(line), self._limits(line)
        steps = plan(parcels, self._now(), fetch=fetch, asked=asked, **limits)
        try:
            with Endpoint(line.address, self._stopped) as endpoint:
                for at, step in enumerate(steps):
                    if self._stopped.is_set() or self._busy or self._strange or not self._goes_on:
                        break
                    self._doing = _words(*doing(steps, at))
                    self._tell_how_much("")
                    self._step(endpoint, step)
        finally:
            self._told("")
        with suppress(Problem):  # another time will do
            self._outbox.tidy()
        line = self._outbox.line() or line
        parcels = self._outbox.parcels(line)
        waiting = sum(parcel.waits for parcel in parcels)
        limits, now = self._limits(line), self._now()
        due, held = next_time(parcels, now, **limits), still_held(limits["not_before"], now)
        reached = self._goes_on and held is None
        return Outcome(self._arrived, reached, self._busy, waiting, due, held=held, why=self._why)

    def _getter(self, source: Source) -> Getter:
        return Getter(
            source, self._outbox, self._community, self._came, self._chance, self._stopped
        )

    def _limits(self, line: Line) -> Limits:
        return {
            "paused": self._community.paused or not line.secret,
            "not_before": line.not_before,
        }

    @property
    def _goes_on(self) -> bool:
        return self._failures < _ENOUGH_FAILURES

    def _step(self, endpoint: Endpoint, step: Step) -> None:
        with self._outbox.alone() as alone:
            line = self._outbox.line()  # it may have changed, or ended, meanwhile
            self._busy = not alone
            if not alone or line is None:
                return
            try:
                if not self._met:
                    self._meet(endpoint, line)
                if self._strange:
                    return
                if step.does == "take-back":
                    self._take_back(endpoint, step.contribution)
                elif step.does == "send":
                    self._send(endpoint, line, step.contribution)
                else:
                    self._fetch(endpoint, line)
            except NoAnswer as error:
                self._no_answer(step, error)
            else:
                self._failures = 0

    def _no_answer(self, step: Step, error: NoAnswer) -> None:
        if error.why == "stopped":
            return
        now, self._why = self._now(), error.name
        if step.contribution and self._met:
            chance = self._chance()
            self._outbox.settle(step.contribution, lambda p: try_later(p, now, chance))
        if error.why == "takes-nothing":
            # What waits goes on waiting: the address may be that of an endpoint tomorrow.
            self._tell(Problem("community_takes_nothing"))
            self._takes_nothing = True
        elif error.why == "busy" and (until := hold(error.retry_after, now)) is not None:
            self._outbox.change_line(not_before=until)
            self._failures = _ENOUGH_FAILURES
        else:
            alone = step.does == "fetch" or not self._met
            self._failures = _ENOUGH_FAILURES if alone else self._failures + 1

    # Taking back and sending.

    def _take_back(self, endpoint: Endpoint, contribution_id: str) -> None:
        parcel = self._outbox.begin(contribution_id, "taking-back")
        if parcel is None:
            return
        try:
            was_read = endpoint.take_back(contribution_id, parcel.key)
        except Refused as error:
            self._refused(contribution_id, "taking-back", error.name)
            return
        self._outbox.settle(contribution_id, lambda p: taken_back(p, was_read))
        self._came(Arrived(taken_back=1))

    def _send(self, endpoint: Endpoint, line: Line, contribution_id: str) -> None:
        # The code may have ended, or sending may be paused, since the steps were planned.
        if not line.secret or self._community.paused or self._takes_nothing:
            return
        parcel = self._outbox.begin(contribution_id, "waiting")
        if parcel is None:  # taken back since: it never leaves
            return
        try:
            receipt = self._sent(endpoint, line, parcel)
        except _CodeWrong:
            # Nothing more is sent until the member has the new code. It waits, and is not lost.
            self._outbox.change_line(secret="", pass_words="")
            self._tell(Problem("code_ended"))
            return
        except Refused as error:
            self._refused(contribution_id, "waiting", error.name)
            return
        except Interrupted:
            return
        except Problem as problem:
            if problem.code not in ("attachment_missing", "attachment_damaged"):
                raise
            self._refused(contribution_id, "waiting", "file-wrong")
            return
        self._outbox.settle(contribution_id, lambda p: received(p, receipt.day, receipt.promise))
        self._came(Arrived(got=1))

    def _sent(self, endpoint: Endpoint, line: Line, parcel: Parcel) -> Receipt:
        """Send it, with the pass of the code, which nobody limits, or with the code itself."""
        if line.pass_words:
            with suppress(_CodeWrong):
                return self._sent_with(endpoint, line, parcel, calls.PASS_HEADER, line.pass_words)
            self._outbox.change_line(pass_words="")
        pass_words = self._pass(endpoint, line)
        if pass_words:
            self._outbox.change_line(pass_words=pass_words)
            return self._sent_with(endpoint, line, parcel, calls.PASS_HEADER, pass_words)
        return self._sent_with(endpoint, line, parcel, calls.CODE_HEADER, line.secret)

    def _sent_with(
        self, endpoint: Endpoint, line: Line, parcel: Parcel, header: str, words: str
    ) -> Receipt:
        try:
            allowed = {header: words}
            receipt = endpoint.send(parcel.id, parcel.body, allowed)
            if not parcel.files:
                return receipt
            self._upload(Upload(endpoint, parcel, allowed, self._watch(line, parcel)), receipt.held)
            receipt = endpoint.send(parcel.id, parcel.body, allowed)
            if receipt.held != sizes_of(parcel):
                raise NoAnswer("odd")
            return receipt
        except Refused as error:
            if error.name == "code-wrong":
                raise _CodeWrong from error
            raise

    def _upload(self, upload: Upload, held: tuple[int, ...]) -> None:
        try:
            upload.run(held)
        except (NoAnswer, Interrupted):
            if upload.moved:  # a link that carries a piece now and then is no dead one
                self._failures = 0
                self._outbox.settle(upload.id, lambda p: replace(p, tries=1))
            raise

    def _watch(self, line: Line, parcel: Parcel) -> Watch:
        def goes_on() -> bool:
            return self._may_go_on(line, parcel)

        return Watch(self._outbox.file, goes_on, self._tell_how_much, self._now)

    def _tell_how_much(self, words: str) -> None:
        words = f"{self._doing} {words}".strip()
        if words != self._said:
            self._said = words
            self._told(words)

    def _may_go_on(self, line: Line, parcel: Parcel) -> bool:
        """Whether an upload is still wanted, and nothing short waits behind it."""
        now = self._outbox.line()
        there = self._outbox.parcel(parcel.id)
        return (
            not self._stopped.is_set()
            and now is not None
            and (now.public_key, bool(now.secret)) == (line.public_key, True)
            and not self._community.paused
            and there is not None
            and there.state == "waiting"
            and not comes_first(self._outbox.parcels(now), self._now())
        )

    def _pass(self, endpoint: Endpoint, line: Line) -> str:
        """The pass, where the community's own document says that it is one for all: else it
        could be a mark to know us by."""
        known = self._community.kept(line).community()
        if known is None or not known.passes:
            return ""
        try:
            found = endpoint.pass_for(line.secret)
        except Refused as error:
            raise _CodeWrong from error
        return found if calls.hash_of_pass(found) in known.passes else ""

    def _refused(self, contribution_id: str, state: str, why: str) -> None:
        self._came(settle_refused(self._outbox, contribution_id, state, why))

    # Getting what is new.

    def _meet(self, source: Source, line: Line) -> None:
        """Get what the community says of itself, before anything of a member's leaves: another
        may be at its address by now."""
        try:
            self._getter(source).meet(line)
        except Problem as problem:
            self._tell(problem)
            self._strange = problem.code in _STRANGE
        self._met = True

    def _fetch(self, source: Source, line: Line) -> None:
        if self._arrived.got or self._arrived.taken_back:  # they may have published since
            self._meet(source, line)
        if not self._strange:
            self._getter(source).fetch(line)

    def _came(self, arrived: Arrived) -> None:
        self._arrived = self._arrived.plus(arrived)

    def _tell(self, problem: Problem) -> None:
        self._came(told_of(problem))


class _CodeWrong(Exception):
    """The code of the community is another one by now."""


def _words(does: str, at: int, of: int) -> str:
    words = {
        "send": _("Sending. {n} of {all}."),
        "take-back": _("Taking back. {n} of {all}."),
        "fetch": _("Looking for news."),
    }
    return words[does].format(n=at, all=of)
