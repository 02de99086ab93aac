"""Homes for the measured program: its way is chosen, and there may be notes in it."""

from pathlib import Path

from companion.store.home import Home
from companion.store.opening import open_store


def make_home(folder: Path, way: str, notes: int = 0) -> Path:
    """A home in which the first question is answered, with so many notes."""
    store = open_store(Home(folder))
    store.settings.put("way", way)
    store.settings.put("text_size", "normal")
    for number in range(notes):
        store.notes.add(f"Note {number}: what I want to say about pace, in a line or two.")
    return folder
