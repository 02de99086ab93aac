"""Draws the pictures of the README: `python -m tools.pictures` writes docs/pictures/*.svg."""

import asyncio
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from companion.compose import ShippedContent, SystemClock
from companion.page.events import Pressed
from companion.ports import Ports
from companion.screens.app import CompanionApp
from companion.session import Session
from companion.store.home import Home
from companion.store.opening import open_store

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
# name: the way to the page
PICTURES = {
    "charter": (Pressed("open_charter"), Pressed("open_part", "5"), *[Pressed("next_page")] * 6),
}
SIZE = (72, 16)


async def draw(name: str, events: tuple[Pressed, ...]) -> None:
    """Open the page on a throw-away home and keep its picture."""
    with TemporaryDirectory() as folder:
        store = open_store(Home(Path(folder)))
        session = Session(
            Ports(
                SystemClock(),
                store.settings,
                store.notes,
                store.drafts,
                store.sessions,
                ShippedContent(),
                store,
            )
        )
        for event in events:
            session.send(event)
        app = CompanionApp(session)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            picture = app.export_screenshot(title="Companion")
        # Textual's picture would fetch its font from a host on the network.
        picture = re.sub(r"@font-face \{.*?\}", "", picture, flags=re.DOTALL)
        (FOLDER / f"{name}.svg").write_text(picture, encoding="utf-8")


def main() -> int:
    """Draw them all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, events in PICTURES.items():
        asyncio.run(draw(name, events))
    return 0


if __name__ == "__main__":
    sys.exit(main())
