"""Tries all points and prints a table: `python -m benchmarks.faults`.

--quick tries one point for each place in the store and each kind of fault. --only TEXT
tries those with this text in their kind, journey or place. Ends with 1 when a promise was
broken.
"""

import argparse
import sys
from collections import Counter

from benchmarks.faults.journeys import JOURNEYS
from benchmarks.faults.running import KINDS, name_of, place, some_of, try_all
from benchmarks.faults.trials import calls_of

SEED = 20261123
TOLD = 20  # broken promises that are printed in full


def main(*, quick: bool, only: str) -> int:
    """Try, print, and count the faults."""
    with place():
        points = [point for kind in KINDS.values() for point in kind.points()]
        points = [point for point in points if only in name_of(point)]
        if quick:
            points = some_of(points, 1, SEED)
        results = try_all(points)
        calls = [call for journey in JOURNEYS for call in calls_of(journey)]
    broken = Counter(p.kind for p, found in zip(points, results, strict=True) if found)
    tried = Counter(point.kind for point in points)
    rows = [(name, tried[name], broken[name]) for name in KINDS]
    rows.append(("all", tried.total(), broken.total()))
    print(f"{'Kind of fault':64}{'Points tried':>14}{'Faults found':>14}")
    for name, count, found in rows:
        print(f"{name:64}{count:14,}{found or 'none':>14}")
    sites = {(call.name, call.site) for call in calls}
    print(f"{len(JOURNEYS)} journeys, {len(calls)} calls that write, from {len(sites)} places.")
    for what in [what for found in results for what in found][:TOLD]:
        print(what)
    return 1 if broken else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default="")
    sys.exit(main(**vars(parser.parse_args())))
