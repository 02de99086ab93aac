"""Cuts the power before each call of a journey, on a model of the disk."""

import pickle
from functools import cache
from typing import Any, NamedTuple

from benchmarks.faults.calls import Call, Go
from benchmarks.faults.journeys import JOURNEYS
from benchmarks.faults.looking import broken
from benchmarks.faults.stage import Stage, note
from benchmarks.faults.trials import HOME, Point, Show, copy_of, folder


class PowerCut(NamedTuple):
    """The power is cut before a call. `names` and `data` say what the disk is left with."""

    names: str
    data: str

    @property
    def name(self) -> str:
        """What the table calls it."""
        return f"power cut; not synced: names {self.names}, bytes {self.data}"

    def points(self) -> list[Point]:
        """Every point at which it can be cut."""
        return [
            Point(journey, self.name, at)
            for journey in JOURNEYS
            for at in range(len(_instants(journey)))
        ]

    def trial(self, point: Point) -> list[str]:
        """What is broken after the cut, and after a save that follows."""
        disk, promises = pickle.loads(_instants(point.journey)[point.at])
        with folder() as place:
            disk.leave(place / "cut", self.names, self.data)
            home = place / "cut" / HOME
            found = broken(home, promises, power=True)
            stage = Stage(home, promises)
            _, store = stage.open()
            stage.save(store.notes, note("later", "later"))
            stage.choose(store, "later", "yes")
            found += [*stage.complaints, *(f"no later save: {code}" for code in stage.failed)]
            return found + broken(home, promises, power=True)


KINDS = {kind.name: kind for kind in (
    PowerCut("old", "old"), PowerCut("old", "new"), PowerCut("old", "half"),
    PowerCut("new", "old"), PowerCut("new", "half"), PowerCut("new", "zeros"),
    PowerCut("new", "late"),
)}  # fmt: skip


@cache
def _instants(journey: str) -> list[bytes]:
    """The disk and the promises before each call of a journey."""
    found: list[bytes] = []
    with copy_of(journey) as (root, promises):
        show = Show(journey, root, promises)

        def plan(_call: Call, go: Go, args: tuple[Any, ...]) -> Any:
            found.append(pickle.dumps((show.disk, promises)))
            return go(*args)

        show.play(plan)
    return found
