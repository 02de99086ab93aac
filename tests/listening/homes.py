"""Where journeys begin: a home of the member's, with the same sessions on the same days.

The program looks at the real clock, so the days are far away: transcripts stay as they are.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol

from companion.domain.sessions import Arrival, PlannedSession
from companion.store.home import Home
from companion.store.opening import open_store
from tests.places import EMPTY, FULL, OVER, SUMMER

EVENING = datetime(2029, 6, 29, 18, tzinfo=SUMMER)
NEXT = FULL._replace(starts=EVENING, ends=EVENING + timedelta(hours=2))
SHAPING = EMPTY._replace(starts=date(2029, 7, 16))
BEEN = OVER._replace(starts=EVENING.replace(2024, 4, 26))


class Takes(Protocol):
    """What takes in a calendar: the store, and its fake."""

    def take(self, calendar: str, sessions: Iterable[PlannedSession]) -> Arrival: ...


def fill(sessions: Takes) -> None:
    """One session that has been, the next one, and one whose day has changed."""
    for day in (SHAPING.starts, date(2029, 7, 23)):
        sessions.take("c", [BEEN, NEXT, SHAPING._replace(starts=day)])


def make_home(place: Path, way: str) -> None:
    """A home for one journey; `way` "" asks the first question."""
    place.mkdir(parents=True, exist_ok=True)
    if way:
        kept = {"version": 1, "choices": {"way": way}}
        (place / "settings.json").write_text(json.dumps(kept))
    fill(open_store(Home(place)).sessions)
