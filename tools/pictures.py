"""Draws the pictures of the documents: `python -m tools.pictures` writes docs/pictures/."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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
from tools import large_pictures


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
    "speak": (to("open_speak"), 22),
}
COLUMNS = 72
# The themes side by side: which of the pages above, and how large each is.
THEMES = ("dark", "light", "cream")
IN_THEMES = {"home": (46, 13), "charter": (46, 20)}
SCALE = 0.5
# name: (the page, columns and rows, settings)
LARGE = {
    "large": ("charter", (120, 36), {"text_size": "large"}),
    "large-cream": ("session", (75, 25), {"text_size": "large", "theme": "cream"}),
    "giant": ("journal", (75, 25), {"text_size": "giant", "theme": "light"}),
}
DAY = date(2026, 6, 12)  # the examples are dated from here, so the pictures stay as they are


class ThatDay:
    """A clock that stands still."""

    def now(self) -> datetime:
        return datetime.combine(DAY, time(9), UTC)


async def drawn(name: str, size: tuple[int, int], **settings: str) -> str:
    """Open a page on a throw-away home with some settings, and draw it as SVG."""
    async with opened(name, size, **settings) as app:
        picture = app.export_screenshot(title="Companion")
    # Textual's picture would fetch its font from a host on the network.
    return re.sub(r"@font-face \{.*?\}", "", picture, flags=re.DOTALL)


async def dotted(name: str, page: str, size: tuple[int, int], **settings: str) -> None:
    """Open a page with large letters, and write it as PNG."""
    async with opened(page, size, **settings) as app:
        large_pictures.keep(large_pictures.picture(app), FOLDER / f"{name}.png")


@asynccontextmanager
async def opened(name: str, size: tuple[int, int], **settings: str) -> AsyncIterator[CompanionApp]:
    """A page on a throw-away home with some settings."""
    with TemporaryDirectory() as folder:
        store = open_store(Home(Path(folder)))
        store.sessions.take(CALENDAR, examples(DAY))
        for setting, value in settings.items():
            store.settings.put(setting, value)
        ports = replace(ports_of(store, store.settings), clock=ThatDay())
        session = Session(ports)
        for event in PICTURES[name][0]:
            session.send(event)
        app = CompanionApp(session)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield app


def side_by_side(rows: list[list[str]]) -> str:
    """Some drawn pages in one picture."""
    parts = []
    width = y = 0.0
    for row in rows:
        x = tallest = 0.0
        for picture in row:
            wide, high = (float(n) for n in re.findall(r'viewBox="0 0 (\S+) (\S+)"', picture)[0])
            place = f'<svg x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" '
            parts.append(picture.replace("<svg ", place, 1))
            x, tallest = x + wide, max(tallest, high)
        width, y = max(width, x), y + tallest
    size = f'width="{width * SCALE:.0f}" height="{y * SCALE:.0f}"'
    box = f'viewBox="0 0 {width:.1f} {y:.1f}"'
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box}>', *parts, "</svg>\n"])


def main() -> int:
    """Draw them all, as on a terminal with all colours."""
    os.environ |= {"COLORTERM": "truecolor", "TERM": "xterm-256color"}
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (_events, height) in PICTURES.items():
        keep(name, asyncio.run(drawn(name, (COLUMNS, height))))
    rows = [
        [asyncio.run(drawn(name, size, theme=theme)) for theme in THEMES]
        for name, size in IN_THEMES.items()
    ]
    keep("colours", side_by_side(rows))
    for name, (page, size, settings) in LARGE.items():
        asyncio.run(dotted(name, page, size, **settings))
    return 0


def keep(name: str, picture: str) -> None:
    """Write a picture, without the spaces that Textual leaves at the ends of lines."""
    lines = [line.rstrip() for line in picture.splitlines() if line.strip()]
    (FOLDER / f"{name}.svg").write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
