"""What saving one note costs with ten notes and with ten thousand, beside plain TinyDB.

Run: python benchmarks/saving.py
The aim: our save at 10,000 notes (about 20 MB) costs at most twice our save at 10.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace
from tinydb import TinyDB
from tinydb.storages import JSONStorage

from companion.store.home import Home
from companion.store.kept import NoteTable, now_utc
from companion.store.keys import KeyFile
from companion.store.log import Log
from companion.store.wrapped import WrappedKeys

FEW, MANY = 10, 10_000
TEXT = "It was too loud, and I could not hear. " * 50  # about 2 kB


class Cost(NamedTuple):
    """What one save and one opening cost: CPU milliseconds, and bytes given to the system."""

    save_ms: float
    save_bytes: float
    open_ms: float


def measure(save: Callable[[int], object], reopen: Callable[[], int], times: int) -> Cost:
    """The mean cost of `times` saves, and the least cost of three openings."""
    save(0)
    begun, bytes_before = time.process_time(), bytes_written()
    for turn in range(times):
        save(turn)
    cpu, written = time.process_time() - begun, bytes_written() - bytes_before
    opening = []
    for _ in range(3):
        begun = time.process_time()
        reopen()
        opening.append(time.process_time() - begun)
    return Cost(cpu / times * 1000, written / times, min(opening) * 1000)


def bytes_written() -> int:
    """All bytes this program has given to write calls so far. Linux only, else 0."""
    try:
        lines = Path("/proc/self/io").read_text().splitlines()
    except OSError:
        return 0
    return int(dict(line.split(": ") for line in lines)["wchar"])


def ours(folder: Path, count: int) -> Cost:
    """Our note table over the encrypted log."""

    def log() -> Log:
        home = Home(folder)
        return Log(home, "words", WrappedKeys(home, KeyFile(home.path), lambda: None))

    when = now_utc().isoformat()
    fields = {"text": TEXT, "created": when, "changed": when, "version": 1, "aloud": False}
    log().append("notes", {f"n{n}": {**fields, "deleted": ""} for n in range(count)})
    notes = NoteTable(log())
    ids = [note.id for note in notes.all()][:FEW]

    def save(turn: int) -> None:
        note = notes.get(ids[turn % FEW])
        notes.save(replace(note, text=f"{turn} {TEXT}"))

    return measure(save, lambda: len(NoteTable(log()).all()), 300)


def plain_tinydb(folder: Path, count: int) -> Cost:
    """TinyDB as it comes, over a JSON file in clear."""
    folder.mkdir()
    file = folder / "notes.json"
    database = TinyDB(file, storage=JSONStorage)
    database.insert_multiple({"text": TEXT, "version": 1} for _ in range(count))

    def save(turn: int) -> None:
        database.update({"text": f"{turn} {TEXT}"}, doc_ids=[turn % FEW + 1])

    def reopen() -> int:
        with TinyDB(file, storage=JSONStorage) as again:
            return len(again.all())

    cost = measure(save, reopen, 300 if count == FEW else 5)
    database.close()
    return cost


def main() -> None:
    """Measure and print the table."""
    print(f"{'':24}{'save, ms CPU':>14}{'save, bytes':>14}{'open, ms CPU':>14}")
    with tempfile.TemporaryDirectory() as place:
        for name, store in (("ours", ours), ("plain TinyDB", plain_tinydb)):
            costs = [store(Path(place) / f"{name} {count}", count) for count in (FEW, MANY)]
            for count, cost in zip((FEW, MANY), costs, strict=True):
                shown = f"{cost.save_ms:14.3f}{cost.save_bytes:14,.0f}{cost.open_ms:14.1f}"
                print(f"{name + f', {count:,} notes':24}{shown}")
            few, many = costs
            ratio = f"{many.save_ms / few.save_ms:14.2f}"
            more = f"{many.save_bytes / few.save_bytes:14.2f}" if few.save_bytes else f"{'?':>14}"
            print(f"{'  times as much':24}{ratio}{more}{many.open_ms / few.open_ms:14.1f}")


if __name__ == "__main__":
    main()
