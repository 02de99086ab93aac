"""Homes for the measured program: its way is chosen, and there may be notes in it."""

from pathlib import Path

from companion.domain.journal import Answer, Entry
from companion.domain.stored import Stored
from companion.store.home import Home
from companion.store.kept import now_utc
from companion.store.opening import open_store

TEXT = "It was too loud, and I could not hear. " * 50  # about 2 kB


def make_home(folder: Path, way: str, notes: int = 0, entries: int = 0) -> Path:
    """A home in which the first question is answered, with so many notes and entries."""
    store = open_store(Home(folder))
    store.settings.put("way", way)
    store.settings.put("text_size", "normal")
    for number in range(notes):
        store.notes.add(f"Note {number}: what I want to say about pace, in a line or two.")
    now = now_utc()
    made = (Entry(f"n{n}", Answer(f"{n} {TEXT}"), created=now, changed=now, version=1)
            for n in range(entries))  # fmt: skip
    if entries:
        store.journal.take(Stored(entry, None) for entry in made)
    return folder
