"""The kinds of faults: each says what happens at the call with a number."""

import errno
import os
import signal
from collections.abc import Callable
from typing import Any, NamedTuple

from benchmarks.faults.calls import ON_NAMES, Call, Go, Plan
from benchmarks.faults.journeys import JOURNEYS
from benchmarks.faults.trials import Farewell, Point, Show, calls_of, copy_of, fate, next_life


class Kind(NamedTuple):
    """A kind of fault that strikes at the call with a number.

    `plan` makes the plan for that number, `fits` says whether it can happen to a call.
    `kills`: the program ends. `lasts`: the fault stays until the journey is over.
    """

    name: str
    plan: Callable[[int, Farewell], Plan]
    fits: Callable[[Call], bool] = lambda _call: True
    kills: bool = False
    lasts: bool = False

    def points(self) -> list[Point]:
        """Every point at which it can strike."""
        return [
            Point(journey, self.name, call.number)
            for journey in JOURNEYS
            for call in calls_of(journey)
            if self.fits(call)
        ]

    def trial(self, point: Point) -> list[str]:
        """What it broke at a point: sentences, none where all promises were kept."""
        with copy_of(point.journey) as (root, promises):
            show = Show(point.journey, root, promises)
            report = fate(show, lambda say: self.plan(point.at, say), lasts=self.lasts)
            return report.complaints + next_life(root, report)


def _error(number: int) -> OSError:
    return OSError(number, "made to fail")


def _fails(number: int) -> Callable[[int, Farewell], Plan]:
    def make(at: int, _farewell: Farewell) -> Plan:
        def plan(call: Call, go: Go, args: tuple[Any, ...]) -> Any:
            if call.number == at:
                raise _error(number)
            return go(*args)

        return plan

    return make


def _fails_on(number: int) -> Callable[[int, Farewell], Plan]:
    def make(at: int, _farewell: Farewell) -> Plan:
        def plan(call: Call, go: Go, args: tuple[Any, ...]) -> Any:
            if call.number >= at:
                raise _error(number)
            return go(*args)

        return plan

    return make


def _done_but_fails(at: int, _farewell: Farewell) -> Plan:
    """As disks of a network do, when the answer is lost."""

    def plan(call: Call, go: Go, args: tuple[Any, ...]) -> Any:
        result = go(*args)
        if call.number == at:
            if call.name == "open":
                os.close(result)
            raise _error(errno.EIO)
        return result

    return plan


def _part(number: int) -> Callable[[int, Farewell], Plan]:
    """Half of the bytes are written. The next write says why (0: it goes on)."""

    def make(at: int, _farewell: Farewell) -> Plan:
        due = False

        def plan(call: Call, go: Go, args: tuple[Any, ...]) -> Any:
            nonlocal due
            if due and call.name == "write":
                due = False
                raise _error(number)
            if call.number == at:
                due = number != 0
                return go(args[0], _half(args[1]))
            return go(*args)

        return plan

    return make


def _kill(*, before: bool = False, middle: bool = False) -> Callable[[int, Farewell], Plan]:
    def make(at: int, farewell: Farewell) -> Plan:
        def plan(call: Call, go: Go, args: tuple[Any, ...]) -> Any:
            if call.number != at:
                return go(*args)
            try:
                if not before:
                    go(args[0], _half(args[1])) if middle else go(*args)
            finally:  # whether the call works or not
                farewell()
                os.kill(os.getpid(), signal.SIGKILL)

        return plan

    return make


def _half(data: Any) -> bytes:
    return bytes(data)[: len(data) // 2]


def _writes(call: Call) -> bool:
    return call.name == "write"


def _names(call: Call) -> bool:
    return call.name in (*ON_NAMES, "open")


KINDS = {
    kind.name: kind
    for kind in (
        Kind("the call fails: input/output error", _fails(errno.EIO)),
        Kind("the call fails: disk full", _fails(errno.ENOSPC)),
        Kind("the call fails: read-only disk", _fails(errno.EROFS), _names),
        Kind("the call fails: no right to", _fails(errno.EACCES), _names),
        Kind("the call is done, but says that it failed", _done_but_fails),
        Kind("a part is written, then disk full", _part(errno.ENOSPC), _writes),
        Kind("a part is written, then input/output error", _part(errno.EIO), _writes),
        Kind("a part is written, then the rest", _part(0), _writes),
        Kind("every call from here on fails: input/output error", _fails_on(errno.EIO), lasts=True),
        Kind("every call from here on fails: disk full", _fails_on(errno.ENOSPC), lasts=True),
        Kind("every call from here on fails: read-only disk", _fails_on(errno.EROFS), lasts=True),
        Kind("kill -9 before the call", _kill(before=True), kills=True),
        Kind("kill -9 after the call", _kill(), kills=True),
        Kind("kill -9 in the middle of a write", _kill(middle=True), _writes, kills=True),
    )
}
