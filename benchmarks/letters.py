"""What large letters cost, beside the limits of the design: `python -m benchmarks.letters`."""

import asyncio
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from rich.style import Style
from textual.geometry import Region

from benchmarks.homes import make_home
from benchmarks.table import Row, print_table
from companion.compose import ports_of
from companion.easyread.reading import charter_pack
from companion.page.events import Pressed
from companion.screens.app import CompanionApp
from companion.screens.letters.drawing import drawn, lines_of, width_of
from companion.screens.letters.scales import LARGE
from companion.screens.letters.strips import GUTTER, strips
from companion.screens.picture import PictureView
from companion.screens.shorter import shorter
from companion.screens.views import Stop
from companion.session import Session
from companion.store.home import Home
from companion.store.opening import open_store

COLUMNS, ROWS = 120, 40
WORDS = 200
RUNS = 15
QUADRANTS = LARGE["quadrants"]
IMPORT = (
    "import rich.segment, textual.strip, companion.plainwords.wrap, time; t = time.perf_counter();"
    "import companion.screens.letters.strips; from companion.screens.letters.font import dots;"
    "dots('a'); print(time.perf_counter() - t)"
)


def page() -> list[str]:
    """Sentences of the charter, 200 words of them."""
    words: list[str] = []
    sentences: list[str] = []
    for part in charter_pack().parts:
        for line in part.lines:
            if len(words) < WORDS:
                words += line.simple.split()
                sentences.append(line.simple)
    return sentences


def laid_out(sentences: list[str]) -> list[list[str]]:
    """The lines of each sentence."""
    return [lines_of(sentence, COLUMNS - GUTTER, QUADRANTS) for sentence in sentences]


def first_screen(sentences: list[str]) -> None:
    """Lay the page out and draw what fits on a screen."""
    room = ROWS // QUADRANTS.rows
    for lines in laid_out(sentences):
        shown = lines[:room]
        room -= len(shown)
        strips(shown, QUADRANTS, COLUMNS, Style(), bar=False, marked=())
        if not room:
            break


def forget() -> None:
    """As when the page is first drawn: no word is known."""
    drawn.cache_clear()
    width_of.cache_clear()


def timed(does: Callable[[], object], before: Callable[[], None] = lambda: None) -> float:
    """Seconds, the median of some runs."""
    found: list[float] = []
    for _run in range(RUNS):
        before()
        start = perf_counter()
        does()
        found.append(perf_counter() - start)
    return median(found)


def of_a_frame() -> tuple[float, float, float, int]:
    """Seconds for the rows of a screen, for a whole frame and for a picture; a frame's bytes."""
    with TemporaryDirectory() as folder:
        store = open_store(Home(make_home(Path(folder), "screen")))
        store.settings.put("text_size", "large")
        session = Session(ports_of(store, store.settings))
        for pressed in ("open_charter", "open_part 1", "with_pictures"):
            session.send(Pressed(*pressed.split()))
        return asyncio.run(_frame(CompanionApp(session)))


async def _frame(app: CompanionApp) -> tuple[float, float, float, int]:
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        await pilot.pause()
        screen = app.screen
        seen = [v for v in screen._compositor.visible_widgets if isinstance(v, Stop)]
        picture = screen.query(PictureView).first()

        def rows() -> None:
            for view in seen:
                view._styles_cache.clear()
                view.render_lines(Region(0, 0, *view.size))

        def frame() -> int:
            update = screen._compositor.render_full_update()
            return len(shorter(update.render_segments(app.console)).encode())

        def drawn_anew() -> None:
            picture._styles_cache.clear()
            picture.render_lines(Region(0, 0, *picture.size))

        return timed(rows), timed(frame), timed(drawn_anew), frame()


def measure() -> list[Row]:
    """The rows of the table."""
    sentences = page()
    cold = timed(lambda: first_screen(sentences), forget)
    rows, frame, picture, size = of_a_frame()
    forget()
    tracemalloc.start()
    first_screen(sentences)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    loads = [subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, check=True)
             for _run in range(5)]  # fmt: skip
    load = median(float(one.stdout) for one in loads)
    return [
        Row("Large letters: lay out 200 words, first screen", cold * 1000, "ms", 10),
        Row("The rows of a screen, its words known", rows * 1000, "ms", 2),
        Row("A whole frame", frame * 1000, "ms", 3),
        Row("Bytes of a frame", size / 1024, "KiB", 16),
        Row("A picture", picture * 1000, "ms", 3),
        Row("What is kept for a page", most / 1024, "KiB", 1024),
        Row("Loading letters and font", load * 1000, "ms", 25),
    ]


if __name__ == "__main__":
    print_table(measure())
