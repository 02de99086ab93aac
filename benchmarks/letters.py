"""What large letters cost, beside the limits of the design: `python -m benchmarks.letters`."""

import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from statistics import median
from time import perf_counter

from rich.style import Style

from benchmarks.table import Row, print_table
from companion.easyread.reading import charter_pack
from companion.screens.letters.drawing import drawn, lines_of, width_of
from companion.screens.letters.scales import LARGE
from companion.screens.letters.strips import GUTTER, strips

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


def first_screen(sentences: list[str]) -> int:
    """Lay the page out and draw what fits on a screen. Returns the bytes of its cells."""
    room = ROWS // QUADRANTS.rows
    size = 0
    for lines in laid_out(sentences):
        shown = lines[:room]
        room -= len(shown)
        for strip in strips(shown, QUADRANTS, COLUMNS, Style(), bar=False, marked=()):
            size += sum(len(segment.text.encode()) + 8 for segment in strip)  # 8: its style
        if not room:
            break
    return size


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


def measure() -> list[Row]:
    """The rows of the table."""
    sentences = page()
    cold = timed(lambda: first_screen(sentences), forget)
    warm = timed(lambda: first_screen(sentences))
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
        Row("The same, with its words known", warm * 1000, "ms", 10),
        Row("Bytes of a frame", first_screen(sentences) / 1024, "KiB", 16),
        Row("What is kept for a page", most / 1024, "KiB", 1024),
        Row("Loading letters and font", load * 1000, "ms", 25),
    ]


if __name__ == "__main__":
    print_table(measure())
