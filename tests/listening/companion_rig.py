"""The companion in a reader, and beside it the same home on ports that live in memory."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.fakes import World, world
from tests.listening.homes import fill, make_home
from tests.listening.readers import Name
from tests.listening.rig import Rig


class CompanionRig(Rig):
    """A rig that runs the companion. `beside` holds what its home holds."""

    def __init__(self, reader: Name, home: Path, beside: World) -> None:
        env = {"COMPANION_HOME": str(home), "PYTHONPATH": str(Path.cwd())}
        super().__init__(reader, [sys.executable, "-m", "tests.listening.silent_companion"], env)
        self.beside = beside


def companion(reader: Name, home: Path, way: str) -> CompanionRig:
    """The companion on a home of its own; `way` "" asks the first question."""
    here = world()
    here.clock.time = datetime.now(UTC)
    fill(here.sessions)
    make_home(home, way)
    return CompanionRig(reader, home, here)
