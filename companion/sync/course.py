"""Who wants a round with the community, and how it goes so far."""

from collections.abc import Callable
from threading import Event
from typing import NamedTuple

from companion.domain.connections import Arrived
from companion.problems import Problem
from companion.sync.getting import told_of

ENOUGH_FAILURES = 3  # one after the other: then nobody is there


class Asker(NamedTuple):
    """Who wants a round. `stopped` ends it at once; `told` hears what it does now, in plain words;
    `wanted` tells whether the member asks for something meanwhile: then this round ends, and the
    next one gets it."""

    stopped: Event
    told: Callable[[str], None] = lambda _words: None
    wanted: Callable[[], bool] = lambda: False


class Course:
    """What came, and what stands in the way.

    `failures`: tries one after the other that had no answer. `busy`: another companion was at a
    step. `takes_nothing`: only reading is possible there. `met`: the endpoint has said who it is;
    `strange`: not whom we know. `fetched` and `why` as in Outcome.
    """

    def __init__(self) -> None:
        self.arrived = Arrived()
        self.failures = 0
        self.busy = self.takes_nothing = False
        self.met = self.strange = self.fetched = False
        self.why = ""

    def came(self, arrived: Arrived) -> None:
        """Something came."""
        self.arrived = self.arrived.plus(arrived)

    def tell(self, problem: Problem) -> None:
        """Something needs a person."""
        self.came(told_of(problem))

    @property
    def answered(self) -> bool:
        """Whether there is somebody, as far as is known."""
        return self.failures < ENOUGH_FAILURES
