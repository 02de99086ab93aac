"""What is left in the memory of a running companion: `python -m benchmarks.secrets.memory`.

Prints how often the member's words, and the keys that open them, stand in the memory of the
process, at each step of a visit to a private page, and of one behind the journal's lock. Needs
Linux, and the right to look.
"""

import base64
import os
import random
import re
import sys
from contextlib import suppress
from pathlib import Path

from benchmarks.secrets.disguises import Finder
from benchmarks.secrets.stage import Stage, new_word
from companion.domain.journal import Answer, Entry
from companion.store.home import Home
from companion.store.opening import open_store
from tests.terminal.steps import enter

_MAP = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ (\d+) *(.*)")
WAYS = ("screen", "reader", "plain")


def pieces(pid: int) -> list[bytes]:
    """The memory of a process that was written to, a piece for each region."""
    found = []
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            if (match := _MAP.match(line)) is None or not match[3].startswith("rw"):
                continue
            start, end = int(match[1], 16), int(match[2], 16)
            with suppress(OSError, OverflowError):
                memory.seek(start)
                found.append(memory.read(end - start))
    return found


def counted(pid: int, *finders: Finder) -> list[int]:
    """How often each finder's words stand in the memory of a process."""
    memory = pieces(pid)
    return [sum(finder.count(piece) for piece in memory) for finder in finders]


class Keys(Finder):
    """Finds keys, as bytes, in hexadecimal and in base64."""

    def __init__(self, *keys: bytes) -> None:
        super().__init__("")
        self.wanted = dict.fromkeys(keys, "bytes")
        self.wanted |= {base64.b64encode(key): "base64" for key in keys}
        self.wanted |= {key.hex().encode(): "hexadecimal" for key in keys}
        self._any = re.compile(b"|".join(map(re.escape, self.wanted)))


def keys_of(home: Path) -> Keys:
    """The keys of a home whose key lies in a file."""
    store = open_store(Home(home))
    home_id = store.home.id()
    own = (home / f"{home_id}.key").read_bytes()
    return Keys(own, store._keys.read(f"{home_id}.words"))


def visit(way: str) -> list[tuple[str, int, int]]:
    """Each step, and how often words and keys were in memory after it."""
    word = new_word(random.Random())
    rows: list[tuple[str, int, int]] = []
    with Stage(word, trace=False) as stage:
        store = open_store(Home(stage.home))
        store.settings.put("way", way)
        store.notes.add("Something to open a vault with.")
        words, keys = Finder(word), keys_of(stage.home)

        def look(step: str) -> None:
            program.read(0.5)
            found, opened = counted(program.pid, words, keys)
            rows.append((step, found, opened))

        with stage.program() as program:
            program.expect("2 Charter")
            look("the first page")
            for key, then in (("5", "1 My notes"), ("1", "New note"), ("1", "Your note")):
                program.type(key + enter(way))
                program.expect(then)
            if way == "plain":
                program.type("1\r")
                program.expect("Line 1:")
            else:
                program.read(0.5)
            program.type(word + enter(way))
            program.expect(word)
            program.read(2)
            look("the words are typed")
            program.type("\r" if way == "plain" else "\x1b")
            program.read(1)
            program.type("0" + enter(way))
            program.expect("Next session")
            look("back on the first page")
            program.type("x" + enter(way))
            program.expect("Carry on")
            look("hidden")
            program.type("1" + enter(way))
            program.expect("2 Charter")
            program.type("2" + enter(way))
            program.expect("Part 1")
            program.read(1)
            look("in the charter, after that")
            stage.close(program)
    return rows


def lock_visit(way: str) -> list[tuple[str, int, int]]:
    """The same for an entry of the journal that is read behind a lock, and locked again."""
    word, answer = new_word(random.Random()), "my blue door"
    rows: list[tuple[str, int, int]] = []
    with Stage(word, trace=False) as stage:
        store = open_store(Home(stage.home))
        store.settings.put("way", way)
        store.journal.save(Entry(helped=Answer(f"It was good that {word} was there.")))
        key = Keys(store._keys.read(f"{store.home.id()}.journal"))
        store.lock.set("words", answer)
        words = Finder(word)

        def look(step: str) -> None:
            program.read(1)
            found, opened = counted(program.pid, words, key)
            rows.append((step, found, opened))

        with stage.program() as program:
            program.expect("2 Charter")
            look("locked, the first page")
            program.type("3" + enter(way))
            program.expect("5 Open the lock")
            program.type("5" + enter(way))
            program.expect("Your words")
            program.type("1\r" if way == "plain" else "")  # a screen stands in the box
            program.read(0.5)
            program.type(answer)
            program.read(1)
            program.type("\r" if way == "plain" else "\x1b")
            program.read(1)
            program.type("2" + enter(way))
            program.expect("Your lock is open")
            program.type("3" + enter(way))
            program.expect("You wrote 1 time")
            program.type("1" + enter(way))
            program.expect(word)
            look("opened and read")
            program.type("x" + enter(way))
            program.expect("Carry on")
            look("hidden, and locked by that")
            stage.close(program)
    return rows


def main() -> int:
    """Print a table for each way."""
    if os.geteuid() and not os.access("/proc/1/mem", os.R_OK):
        print("This needs the right to look into other processes.")
    print(f"{'Way':8}{'Step':32}{'words':>7}{'keys':>6}")
    for way in WAYS:
        for step, words, keys in (*visit(way), *lock_visit(way)):
            print(f"{way:8}{step:32}{words:7}{keys:6}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
