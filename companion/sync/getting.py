"""Gets what is new from a community: what it says of itself, the trails, a new charter."""

from collections.abc import Callable
from threading import Event

from companion.domain.connections import Arrived
from companion.problems import Problem
from companion.store.outbox import Line, OutboxTable
from companion.sync.client import Endpoint, NoAnswer, Refused
from companion.sync.community import StoredCommunity, any_changed
from companion.sync.course import Course
from companion.sync.published import digest_of
from companion.wire import calls
from companion.wire.community import SIGNED_AS as COMMUNITY
from companion.wire.community import Community
from companion.wire.trails import SIGNED_AS as TRAILS

_STRANGE = ("community_other_key", "community_newer")  # who answers is not whom we know
_FOLLOWED = ("got", "elsewhere", "waiting", "taking-back")


class Getting:
    """What one round gets. `met`: the endpoint has said who it is; `strange`: not whom we know.

    Each call raises NoAnswer, and Problem where the home cannot be written.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        outbox: OutboxTable,
        community: StoredCommunity,
        course: Course,
        chance: Callable[[], float],
        stopped: Event,
    ) -> None:
        self._endpoint, self._outbox, self._community = endpoint, outbox, community
        self._course, self._chance, self._stopped = course, chance, stopped
        self.met = self.strange = self.done = False

    def meet(self, line: Line) -> None:
        """Get what the community says of itself, before anything of a member's leaves: another
        may be at its address by now."""
        kept = self._community.kept(line)
        try:
            data = self._endpoint.published(calls.COMMUNITY, kept.digest(COMMUNITY))
        except Refused as error:
            raise NoAnswer("odd") from error
        self.met = True
        try:
            if data is not None:
                self._course.came(self._community.take(line, data))
        except Problem as problem:
            self._course.tell(problem)
            self.strange = problem.code in _STRANGE

    def fetch(self, line: Line) -> None:
        """Get all that is new. `done` after that."""
        came = self._course.arrived
        if came.got or came.taken_back:  # they may have published since
            self.meet(line)
        if self.strange:
            return
        known = self._community.kept(line).community()
        if known is not None:
            try:
                self._trails(line, known)
                self._charter(line, known)
            except Refused as error:
                raise NoAnswer("odd") from error
            except Problem as problem:
                self._course.tell(problem)
        self.done = not self._stopped.is_set()

    def _trails(self, line: Line, known: Community) -> None:
        """The parts that may have what this home sent, in an order by chance."""
        kept = self._community.kept(line)
        sent = [parcel.id for parcel in self._outbox.parcels(line) if parcel.state in _FOLLOWED]
        if not sent or not known.trails:
            return
        names = kept.parts(known.trail_digits, sent, line.seed)
        for name in sorted(names, key=lambda _name: self._chance()):
            if self._stopped.is_set():
                return
            here = kept.trails(name)
            if here is not None and here.version >= known.trails:
                continue
            prefix = name.removeprefix(TRAILS).removeprefix("-")
            path = f"{calls.TRAILS}/{prefix}" if prefix else calls.TRAILS
            data = self._endpoint.published(path, kept.digest(name))
            if data is not None:
                before, after = kept.take_trails(name, data)
                self._course.came(Arrived(trails=any_changed(before, after, sent)))

    def _charter(self, line: Line, known: Community) -> None:
        """The newest charter, where it is newer than ours.

        One that was refused is not got again until it changes. Where it was what the community
        says it published, nobody is asked before they say something else of it; else it may have
        been spoilt on the way, and they are asked whether it is still the same.
        """
        kept = self._community.kept(line)
        wanted = kept.newer_charter(known)
        if wanted is None or self._stopped.is_set():
            return
        told = f"{wanted.version} {wanted.size} {wanted.digest}"
        came = line.refused_pack[1] if line.refused_pack[0] == told else ""
        if came == wanted.digest:
            return
        path = f"{calls.PACKS}/{wanted.name}/{wanted.version}"
        data = self._endpoint.published(path, came)
        if data is None:
            return
        try:
            kept.take_charter(wanted, data)
        except Problem:
            self._outbox.change_line(refused_pack=(told, digest_of(data)))
            raise
        self._course.came(Arrived(charter=True))
