"""What saving an entry costs with ten entries and with ten thousand, beside plain TinyDB.

Run: python -m benchmarks.saving
The aims: our save at 10,000 entries (about 20 MB) costs at most twice our save at 10, opening
the journal and searching take at most 100 ms more than with none, and it takes at most 5 times
the vault's bytes of memory.
"""

import gc
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace
from tinydb import TinyDB
from tinydb.storages import JSONStorage

from benchmarks.homes import TEXT
from companion.__main__ import LOOK_AFTER
from companion.domain.journal import Answer, Entry
from companion.domain.stored import Stored
from companion.page.entry_words import matching
from companion.store.home import Home
from companion.store.kept import now_utc
from companion.store.opening import open_store

NONE, FEW, MANY = 0, 10, 10_000


class Cost(NamedTuple):
    """What a save, and opening and searching all, cost: CPU milliseconds, and bytes written.

    `memory` is how many bytes a program grows by that holds all, `vault` the file's bytes.
    """

    save_ms: float
    save_bytes: float
    open_ms: float
    memory: int
    vault: int


def measure(save: Callable[[int], object], times: int) -> tuple[float, float]:
    """The mean CPU milliseconds and bytes of `times` saves."""
    save(0)
    begun, bytes_before = time.process_time(), bytes_written()
    for turn in range(times):
        save(turn)
    cpu, written = time.process_time() - begun, bytes_written() - bytes_before
    return cpu / times * 1000, written / times


def bytes_written() -> int:
    """All bytes this program has given to write calls so far. Linux only, else 0."""
    try:
        lines = Path("/proc/self/io").read_text().splitlines()
    except OSError:
        return 0
    return int(dict(line.split(": ") for line in lines)["wchar"])


def ours(folder: Path, count: int) -> Cost:
    """Our journal over its encrypted log."""
    journal = open_store(Home(folder)).journal
    now = now_utc()
    made = (
        Entry(f"n{n}", Answer(f"{n} {TEXT}"), created=now, changed=now, version=1)
        for n in range(count)
    )
    journal.take(Stored(entry, None) for entry in made)
    saved = [journal.save(Entry(helped=Answer(TEXT))) for _ in range(FEW)]

    def save(turn: int) -> None:
        one = saved[turn % FEW]
        saved[turn % FEW] = journal.save(replace(one, helped=Answer(f"{turn} {TEXT}")))

    cost = measure(save, 300)
    return Cost(*cost, *_opened("ours", folder), (folder / "journal.log").stat().st_size)


def plain_tinydb(folder: Path, count: int) -> Cost:
    """TinyDB as it comes, over a JSON file in clear."""
    folder.mkdir()
    file = folder / "entries.json"
    with TinyDB(file, storage=JSONStorage) as database:
        database.insert_multiple({"text": TEXT, "version": 1} for _ in range(count + FEW))

        def save(turn: int) -> None:
            database.update({"text": f"{turn} {TEXT}"}, doc_ids=[turn % FEW + 1])

        cost = measure(save, 5 if count == MANY else 300)
    return Cost(*cost, *_opened("plain", file), file.stat().st_size)


def _opened(name: str, place: Path) -> tuple[float, int]:
    """What a new program needs to open and search: CPU milliseconds, and bytes of memory."""
    best: list[tuple[float, int]] = []
    for _ in range(3):
        line = [sys.executable, "-m", "benchmarks.saving", name, str(place)]
        said = subprocess.run(line, capture_output=True, text=True, check=True).stdout.split()
        best.append((float(said[0]), int(said[1])))
    return min(best)


def open_and_search(name: str, place: Path) -> None:
    """Open all, look for a word as the program does, and print what it took."""
    gc.set_threshold(LOOK_AFTER)
    before, begun = _memory(), time.process_time()
    if name == "ours":
        found = len(matching(open_store(Home(place)).journal.all(), "find canary"))
    else:
        with TinyDB(place, storage=JSONStorage) as database:
            found = sum("canary" in one["text"].casefold() for one in database.all())
    if found:
        raise SystemExit("A word was found that is not there.")
    print((time.process_time() - begun) * 1000, _memory() - before)


def _memory() -> int:
    """Bytes of memory this program has at hand. Linux only, else 0."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))


def main() -> None:
    """Measure and print the table."""
    heads = ("save, ms CPU", "save, bytes", "open+search, ms", "memory, MB", "times the vault")
    print(f"{'':28}" + "".join(f"{head:>17}" for head in heads))
    with tempfile.TemporaryDirectory() as place:
        for name, store in (("ours", ours), ("plain TinyDB", plain_tinydb)):
            costs = [store(Path(place) / f"{name} {n}", n) for n in (NONE, FEW, MANY)]
            empty, few, many = costs
            for count, cost in zip((NONE, FEW, MANY), costs, strict=True):
                grown = cost.memory - empty.memory
                row = [
                    f"{cost.save_ms:17.3f}",
                    f"{cost.save_bytes:17,.0f}",
                    f"{cost.open_ms:17.1f}",
                ]
                row += [f"{grown / 2**20:17.1f}", f"{grown / cost.vault:17.1f}"]
                print(f"{f'{name}, {count:,} entries':28}{''.join(row)}")
            more = many.save_bytes / few.save_bytes if few.save_bytes else 0
            row = [f"{many.save_ms / few.save_ms:17.2f}", f"{more:17.2f}"]
            row.append(f"{many.open_ms - empty.open_ms:17.1f}")
            print(f"{'  times as much; ms later':28}{''.join(row)}")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        open_and_search(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
