"""Gets what a community published, from wherever its signed files come, and keeps it."""

from collections.abc import Callable
from threading import Event
from typing import Protocol

from companion.domain.connections import Arrived
from companion.domain.parcels import refused
from companion.plainwords.refusals import refused_words
from companion.problems import Problem
from companion.store.outbox import Line, OutboxTable
from companion.sync.community import StoredCommunity, any_changed
from companion.sync.failures import NoAnswer, Refused
from companion.sync.published import digest_of
from companion.wire import calls
from companion.wire.community import SIGNED_AS as COMMUNITY
from companion.wire.community import Community
from companion.wire.trails import SIGNED_AS as TRAILS

_FOLLOWED = ("got", "elsewhere", "waiting", "taking-back")


class Source(Protocol):
    """Where signed files come from: an endpoint, or a file that somebody carried."""

    def published(self, path: str, known: str = "") -> bytes | None:
        """A signed file, unchecked; None where it is still the one with the digest `known`.

        Raises NoAnswer or Refused.
        """


class Getter:
    """Gets what is new from one source. `came` hears of all that came."""

    def __init__(
        self,
        source: Source,
        outbox: OutboxTable,
        community: StoredCommunity,
        came: Callable[[Arrived], None],
        chance: Callable[[], float],
        stopped: Event,
    ) -> None:
        self._source, self._outbox, self._community = source, outbox, community
        self._came, self._chance, self._stopped = came, chance, stopped

    def meet(self, line: Line) -> None:
        """Get what the community says of itself. Raises NoAnswer, and Problem where what came
        is not taken."""
        kept = self._community.kept(line)
        try:
            data = self._source.published(calls.COMMUNITY, kept.digest(COMMUNITY))
        except Refused as error:
            raise NoAnswer("odd") from error
        if data is not None:
            self._came(self._community.take(line, data))

    def fetch(self, line: Line) -> None:
        """Get all else that is published and wanted here. Raises NoAnswer."""
        known = self._community.kept(line).community()
        if known is None:
            return
        try:
            self._trails(line, known)
            self._charter(line, known)
        except Refused as error:
            raise NoAnswer("odd") from error
        except Problem as problem:
            self._came(told_of(problem))

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
            data = self._source.published(path, kept.digest(name))
            if data is not None:
                before, after = kept.take_trails(name, data)
                self._came(Arrived(trails=any_changed(before, after, sent)))

    def _charter(self, line: Line, known: Community) -> None:
        """The newest charter, where it is newer than ours.

        One that was refused is not got again until it changes. Where it was what the community
        says it published, nobody is asked before they say something else of it; else it may have
        been spoilt on the way, and they are asked whether it is still the same.
        """
        kept = self._community.kept(line)
        kept.drop_withdrawn(known)
        wanted = kept.newer_charter(known)
        if wanted is None or self._stopped.is_set():
            return
        said = f"{wanted.version} {wanted.size} {wanted.digest}"
        came = line.refused_pack[1] if line.refused_pack[0] == said else ""
        if came == wanted.digest:
            return
        path = f"{calls.PACKS}/{wanted.name}/{wanted.version}"
        data = self._source.published(path, came)
        if data is None:
            return
        try:
            kept.take_charter(wanted, data)
        except Problem:
            self._outbox.change_line(refused_pack=(said, digest_of(data)))
            raise
        self._came(Arrived(charter=True))


def settle_refused(outbox: OutboxTable, contribution_id: str, state: str, why: str) -> Arrived:
    """They do not do it. Where it stands in another way by now, as where the member takes it
    back meanwhile, that goes on."""
    known = outbox.settle(contribution_id, lambda p: refused(p, why) if p.state == state else p)
    if known is None or known.state != "refused":
        return Arrived()
    return told_refused(why)


def told_refused(why: str) -> Arrived:
    """A refusal, as a sentence for the member."""
    said, then = refused_words(why)
    return told_of(Problem("share_refused", why=said, then=then))


def told_of(problem: Problem) -> Arrived:
    """A problem, as a sentence for the member."""
    return Arrived(problems=(f"{problem.say} {problem.next}",))
