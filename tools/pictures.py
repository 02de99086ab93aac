"""Draws the pictures of the README: `python -m tools.pictures` writes docs/pictures/*.svg."""

import asyncio
import re
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from companion.calendars.examples import CALENDAR, examples
from companion.compose import ports_of
from companion.page.events import Pressed
from companion.screens.app import CompanionApp
from companion.session import Session
from companion.store.home import Home
from companion.store.opening import open_store


def to(*actions: str) -> tuple[Pressed, ...]:
    """Presses by their ids; "action arg" has an argument."""
    return tuple(Pressed(*action.split(" ", 1)) for action in actions)


FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
# name: (the way to the page, the rows of its picture)
PICTURES = {
    "home": ((), 16),
    "charter": (to("open_charter", "open_part 5", *["next_page"] * 6, "with_pictures"), 32),
    "session": (to("open_next_session"), 20),
    "journal": (to("open_journal", "write_entry"), 20),
    "settings": (to("open_more", "open_settings"), 14),
}
COLUMNS = 72
DAY = date(2026, 6, 12)  # the examples are dated from here, so the pictures stay as they are


class ThatDay:
    """A clock that stands still."""

    def now(self) -> datetime:
        return datetime.combine(DAY, time(9), UTC)


async def draw(name: str, events: tuple[Pressed, ...], height: int) -> None:
    """Open the page on a throw-away home and keep its picture."""
    with TemporaryDirectory() as folder:
        store = open_store(Home(Path(folder)))
        store.sessions.take(CALENDAR, examples(DAY))
        ports = replace(ports_of(store, store.settings), clock=ThatDay())
        session = Session(ports)
        for event in events:
            session.send(event)
        app = CompanionApp(session)
        async with app.run_test(size=(COLUMNS, height)) as pilot:
            await pilot.pause()
            picture = app.export_screenshot(title="Companion")
        # Textual's picture would fetch its font from a host on the network.
        picture = re.sub(r"@font-face \{.*?\}", "", picture, flags=re.DOTALL)
        (FOLDER / f"{name}.svg").write_text(picture, encoding="utf-8")


def main() -> int:
    """Draw them all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (events, height) in PICTURES.items():
        asyncio.run(draw(name, events, height))
    return 0


if __name__ == "__main__":
    sys.exit(main())
