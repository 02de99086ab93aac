"""One round with the community: takes back, sends, and gets what is new, a step at a time.

It may be ended at any moment, by kill -9 too: what is about to leave is written down before it
leaves, and the endpoint knows what it had already. Getting what is new waits for no upload: not
for one of this companion, which makes way between two pieces, and not for one of another.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from companion.domain.connections import Arrived
from companion.domain.parcels import Parcel
from companion.plainwords.messages import _
from companion.problems import Problem
from companion.store.outbox import Line, OutboxTable
from companion.sync.client import Endpoint
from companion.sync.community import StoredCommunity
from companion.sync.course import ENOUGH_FAILURES, Asker, Course
from companion.sync.failures import NoAnswer
from companion.sync.getting import Getter
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
from companion.sync.sending import Sending
from companion.sync.uploading import Watch

_STRANGE = ("community_other_key", "community_newer")  # who answers is not whom we know


class Outcome(NamedTuple):
    """What a round did. `reached`: false where nobody answered in the end. `busy`: another
    companion was at a step of it. `fetched`: all that is new is here. `waiting`: how many things
    still wait, `due` when to go on with them; None: not by itself. `held` is until when the host
    asked to be left alone, or None, and `why` what it called the case (one of
    companion.wire.refusals), or ""."""

    arrived: Arrived = Arrived()
    reached: bool = True
    busy: bool = False
    fetched: bool = False
    waiting: int = 0
    due: datetime | None = None
    connected: bool = True
    held: datetime | None = None
    why: str = ""


class Round:
    """One round, for who asks."""

    def __init__(
        self,
        outbox: OutboxTable,
        community: StoredCommunity,
        now: Callable[[], datetime],
        chance: Callable[[], float],
        asker: Asker,
    ) -> None:
        self._outbox, self._community = outbox, community
        self._now, self._chance = now, chance
        self._stopped, self._told, self._wanted = asker
        self._course = Course()
        self._doing = self._said = ""

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
                self._do(steps, endpoint)
        finally:
            self._told("")
        with suppress(Problem):  # another time will do
            self._outbox.tidy()
        return self._outcome(line)

    def _do(self, steps: list[Step], endpoint: Endpoint) -> None:
        outbox, community, course = self._outbox, self._community, self._course
        getting = Getter(endpoint, outbox, community, course.came, self._chance, self._stopped)
        sending = Sending(endpoint, outbox, community, course, self._watch)
        for at, step in enumerate(steps):
            over = self._stopped.is_set() or self._wanted() or course.strange
            if over or not course.answered:
                break
            self._doing = _words(*doing(steps, at))
            self._tell_how_much("")
            self._step(step, getting, sending)

    def _outcome(self, line: Line) -> Outcome:
        course, line = self._course, self._outbox.line() or line
        parcels, limits, now = self._outbox.parcels(line), self._limits(line), self._now()
        due, held = next_time(parcels, now, **limits), still_held(limits["not_before"], now)
        return Outcome(
            course.arrived,
            reached=course.answered and held is None,
            busy=course.busy,
            fetched=course.fetched,
            waiting=sum(parcel.waits for parcel in parcels),
            due=due,
            held=held,
            why=course.why,
        )

    def _limits(self, line: Line) -> Limits:
        return {
            "paused": self._community.paused or not line.secret,
            "not_before": line.not_before,
        }

    def _step(self, step: Step, getting: Getter, sending: Sending) -> None:
        try:
            if step.does == "fetch":
                self._get(getting, fetch=True)
            else:
                self._send(step, getting, sending)
        except NoAnswer as error:
            self._no_answer(step, error)

    def _get(self, getting: Getter, *, fetch: bool) -> None:
        """Meet the community, and fetch what is new. An upload of another companion leaves this
        free."""
        with self._outbox.alone("reading") as alone:
            line = self._outbox.line()  # it may have changed, or ended, meanwhile
            self._course.busy |= not alone
            if not alone or line is None:
                return
            came = self._course.arrived
            # They may have published since.
            if not self._course.met or (fetch and (came.got or came.taken_back)):
                self._meet(getting, line)
            if fetch and not self._course.strange:
                getting.fetch(line)
                self._course.fetched = not self._stopped.is_set()
            self._course.failures = 0

    def _meet(self, getting: Getter, line: Line) -> None:
        """Hear what the community says of itself, before anything of a member's leaves: another
        may be at its address by now."""
        try:
            getting.meet(line)
        except Problem as problem:
            self._course.tell(problem)
            self._course.strange = problem.code in _STRANGE
        self._course.met = True

    def _send(self, step: Step, getting: Getter, sending: Sending) -> None:
        with self._outbox.alone("sending") as alone:
            self._course.busy |= not alone
            if not alone:
                return
            course = self._course
            if not course.met:
                self._get(getting, fetch=False)
            line = self._outbox.line()
            if line is None or not course.met or course.strange:
                return
            if step.does == "take-back":
                sending.take_back(step.contribution)
            else:
                sending.send(line, step.contribution)
            course.failures = 0

    def _no_answer(self, step: Step, error: NoAnswer) -> None:
        if error.why == "stopped":
            return
        now, course = self._now(), self._course
        course.why = error.name
        if step.contribution and course.met:
            chance = self._chance()
            self._outbox.settle(step.contribution, lambda p: try_later(p, now, chance))
        if error.why == "takes-nothing":
            # What waits goes on waiting: the address may be that of an endpoint tomorrow.
            course.tell(Problem("community_takes_nothing"))
            course.takes_nothing = True
        elif error.why == "busy" and (until := hold(error.retry_after, now)) is not None:
            self._outbox.change_line(not_before=until)
            course.failures = ENOUGH_FAILURES
        else:
            alone = step.does == "fetch" or not course.met
            course.failures = ENOUGH_FAILURES if alone else course.failures + 1

    # Uploads.

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
            and not self._wanted()
            and now is not None
            and (now.public_key, bool(now.secret)) == (line.public_key, True)
            and not self._community.paused
            and there is not None
            and there.state == "waiting"
            and not comes_first(self._outbox.parcels(now), self._now())
        )


def _words(does: str, at: int, of: int) -> str:
    words = {
        "send": _("Sending. {n} of {all}."),
        "take-back": _("Taking back. {n} of {all}."),
        "fetch": _("Looking for news."),
    }
    return words[does].format(n=at, all=of)
