"""Plays each journey and searches for its words: `python -m benchmarks.secrets`.

--only TEXT plays those with this text in their name. Ends with 1 when words were found where
they must not be. docs/security.md says what is searched, and what the table means.
"""

import argparse
import random
import sys

from benchmarks.secrets.journeys import JOURNEYS, Missing
from benchmarks.secrets.stage import Stage, new_word, places_of
from benchmarks.secrets.traced import can_trace


def main(only: str) -> int:
    """Play, search, and print a table."""
    chance = random.Random()
    if not can_trace():
        print("strace is missing: files that are there for an instant are not seen.")
    print(f"{'Journey':38}{'files':>7}{'calls':>9}  words found")
    found = 0
    for name, (journey, ways) in JOURNEYS.items():
        for way in ways:
            title = f"{name}, {way}" if way else name
            if only not in title:
                continue
            with Stage(new_word(chance)) as stage:
                try:
                    journey(stage, way)
                except Missing as missing:
                    print(f"{title:38} not tried: {missing}")
                    continue
                places = places_of(stage.traces(), stage)
                files, calls = stage.looked_at()
            print(f"{title:38}{files:7,}{calls:9,}  {len(places) or 'none'}", flush=True)
            for place in places:
                print(f"    {place}")
            found += len(places)
    return 1 if found else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    sys.exit(main(**vars(parser.parse_args())))
