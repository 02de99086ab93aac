"""The least that a Textual app can be: one block of words. What ours is measured against.

Run as `python -m benchmarks.bare FILE`; the words to show are in FILE.
"""

import sys

from textual.app import App, ComposeResult
from textual.widgets import Static


class BareApp(App[None]):
    """Shows words, and ends at Ctrl+Q."""

    def compose(self) -> ComposeResult:
        with open(sys.argv[1], encoding="utf-8") as file:  # noqa: PTH123 - pathlib costs time
            yield Static(file.read(), markup=False)


if __name__ == "__main__":
    BareApp().run()
