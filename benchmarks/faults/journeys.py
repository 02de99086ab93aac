"""What members do in the journeys: each begins in a home that is prepared, and writes a lot."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from benchmarks.faults import keys_and_locks, sharing
from benchmarks.faults.promises import CANARY, START, Promises
from benchmarks.faults.stage import Stage, entry, note
from companion.domain.journal import Answer
from companion.domain.kept import About
from companion.domain.sessions import PlannedSession

COMPACTS_AT = 4_000  # bytes of old lines, instead of a megabyte


class Journey(NamedTuple):
    """`prepare` makes the home it begins in, without faults; `play` is where they strike."""

    name: str
    prepare: Callable[[Stage], None]
    play: Callable[[Stage], None]


def no_home(_stage: Stage) -> None:
    """A member who has never opened the program."""


def a_few_things(stage: Stage) -> None:
    """A home in use: settings, notes, an entry, a draft that was left."""
    home, store = stage.open()
    with home.presence():
        stage.choose(store, "way", "screen")
        for name in ("ncccc", "ndddd", "nffff"):
            stage.save(store.notes, note(name, name))
        stage.save(store.journal, entry("jcccc", "a quiet room"))
        stage.draft(store, "left", "left over")
        stage.sessions(lambda: store.sessions.take("talks", [REST, WALK]), BOTH)


def first_start(stage: Stage) -> None:
    """The folders, the home's name, the key and the first words are made."""
    home, store = stage.open()
    with home.presence():
        stage.choose(store, "way", "screen")
        first = stage.save(store.notes, note("naaaa", "first"))
        stage.draft(store, "da", "typing")
        stage.save(store.notes, replace(first, text=f"{CANARY} first, and more"))
        stage.save(store.journal, entry("jaaaa", "the light"))


def typed_first(stage: Stage) -> None:
    """The very first thing is a draft, in lines."""
    home, store = stage.open()
    with home.presence():
        for words in ("I", "I need", "I need a break"):
            stage.draft(store, "da", words)
        stage.save(store.notes, note("naaaa", "I need a break"))
        stage.drop(store, "da")


def everyday(stage: Stage) -> None:
    """Notes and entries are made, changed, deleted and brought back; text is typed."""
    home, store = stage.open()
    with home.presence():
        stage.draft(store, "left", "left over, and carried on", About(thing="ncccc"))
        kept = stage.save(store.notes, note("naaaa", "x" * 3000))
        stage.drop(store, "left")
        kept = stage.save(store.notes, replace(kept, text=f"{CANARY} changed", aloud=True))
        stage.delete(store.notes, kept)
        stage.bring_back(store.notes, kept)
        answers = stage.save(store.journal, entry("jaaaa", "a break"))
        stage.draft(store, "dj", "I was")
        stage.save(store.journal, replace(answers, different=Answer(f"{CANARY} slower")))
        stage.delete(store.journal, answers)


def choices(stage: Stage) -> None:
    """Settings, and sessions from a calendar that changes and goes."""
    home, store = stage.open()
    with home.presence():
        stage.choose(store, "size", "large")
        stage.choose(store, "way", "plain")
        moved = [REST._replace(where="Maidstone"), WALK]
        stage.sessions(lambda: store.sessions.take("talks", moved), MOVED)
        rest = next((s for s in store.sessions.all() if s.title == REST.title), REST)
        stage.sessions(lambda: store.sessions.mark_read(rest.id), BOTH)
        stage.sessions(lambda: store.sessions.forget("talks"), frozenset())
        stage.save(store.notes, note("naaaa", "after all that"))


def compaction(stage: Stage) -> None:
    """The log is written anew while a member types and saves."""
    home, store = stage.open()
    with home.presence():
        kept = stage.save(store.notes, note("naaaa", "stays"))
        for step in range(5):
            stage.draft(store, "da", f"typing {step}" + "y" * 700)
            kept = stage.save(store.notes, replace(kept, text=f"{CANARY} {step}" + "z" * 700))
        stage.delete(store.notes, kept)


def spoilt(stage: Stage) -> None:
    """A line is damaged, another is torn, and no plain file can be read."""
    a_few_things(stage)
    log = stage.home / "words.log"
    lines = log.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2][:60] + b"?" + lines[2][61:]
    torn = lines[1][:200]
    log.write_bytes(b"".join(lines) + torn)
    files = {"settings": b'{"version": 1, "choi', "sessions": b"\x00" * 40}
    for name, data in files.items():
        (stage.home / f"{name}.json").write_bytes(data)
    promises = stage.promises
    promises.allowed["note", "ndddd"] = {None}
    promises.allowed["setting", "way"] = {""}
    promises.allowed["sessions", "all"] = {frozenset()}
    promises.damaged, promises.aside = 1, [lines[2], torn, *files.values()]
    promises.may_tell = {"settings_damaged", "sessions_damaged"}


def damage(stage: Stage) -> None:
    """What is damaged is set aside, and life goes on."""
    home, store = stage.open()
    with home.presence():
        stage.choose(store, "way", "plain")
        stage.sessions(lambda: store.sessions.take("talks", [REST, WALK]), BOTH)
        kept = stage.save(store.notes, note("naaaa", "after the damage"))
        for step in range(3):
            kept = stage.save(store.notes, replace(kept, text=f"{CANARY} {step}" + "z" * 900))


def two_at_once(stage: Stage) -> None:
    """Two companions are open, and take turns."""
    (one, first), (two, second) = stage.open(), stage.open()
    with one.presence(), two.presence():
        for step, store in enumerate((first, second, first, second)):
            stage.draft(store, f"d{step}", f"typing {step}" + "y" * 900)
            kept = stage.save(store.notes, note(f"n{step}", f"words {step}" + "z" * 900))
            other = second if store is first else first
            stage.save(other.notes, replace(kept, text=f"{CANARY} changed {step}"))
        stage.delete(first.notes, note("nffff", ""))


def deleted_long_ago(stage: Stage) -> None:
    """A note and an entry were deleted 31 days before the journey."""
    a_few_things(stage)
    _, store = stage.open()
    for table, name in ((store.notes, "ndddd"), (store.journal, "jcccc")):
        table.delete(name)
    stage.promises.allowed["note", "ndddd"] = {None}
    stage.promises.allowed["entry", "jcccc"] = {None}
    stage.promises.now = START + timedelta(days=31)


def purge(stage: Stage) -> None:
    """What was deleted long ago leaves the disk when notes and journal are opened."""
    home, store = stage.open()
    with home.presence():
        stage.save(store.notes, note("naaaa", "new"))
        stage.save(store.journal, entry("jaaaa", "new"))
        stage.draft(store, "left", "carried on")


def killed_before(stage: Stage) -> None:
    """Companions were killed: their signs are there, and half of two new files."""
    a_few_things(stage)
    for run in ("0" * 16, "1" * 16):
        (stage.home / "running" / run).touch(0o600)
    for name in ("words.log.new", "settings.json.new", "home-id.new"):
        (stage.home / name).write_bytes(b"half")


def of_format_2(stage: Stage) -> None:
    """A home in use, as an earlier version left it."""
    a_few_things(stage)
    _, store = stage.open()
    stage.draft(store, "dj", "half an answer", keys_and_locks.IN_JOURNAL)
    keys_and_locks.as_before(stage)


def lost_key(stage: Stage) -> None:
    """A home in use with a lock and a card, whose key is gone."""
    a_few_things(stage)
    keys_and_locks.lost(stage)


REST = PlannedSession("k7m4d", "How we rest", datetime(2026, 8, 14, 10, tzinfo=UTC), uid="u1")
WALK = PlannedSession("c3d4f", "A walk", datetime(2026, 9, 1, 10, tzinfo=UTC), uid="u2")
BOTH = frozenset({("How we rest", "planned", False), ("A walk", "planned", False)})
MOVED = frozenset({("How we rest", "changed", True), ("A walk", "planned", False)})

JOURNEYS = {
    journey.name: journey
    for journey in (
        Journey("first start", no_home, first_start),
        Journey("typed first", no_home, typed_first),
        Journey("every day", a_few_things, everyday),
        Journey("settings and sessions", a_few_things, choices),
        Journey("compaction", a_few_things, compaction),
        Journey("damage", spoilt, damage),
        Journey("two at once", a_few_things, two_at_once),
        Journey("30 days after", deleted_long_ago, purge),
        Journey("killed before", killed_before, everyday),
        Journey("older home", of_format_2, keys_and_locks.moved),
        Journey("letters", a_few_things, keys_and_locks.letters),
        Journey("lock", a_few_things, keys_and_locks.lock),
        Journey("card", a_few_things, keys_and_locks.card),
        Journey("lost key", lost_key, keys_and_locks.recovered),
        Journey("sharing", sharing.connected, sharing.sharing),
    )
}


def prepared(journey: Journey, home: Path) -> Promises:
    """Make the home that a journey begins in; what is promised there."""
    stage = Stage(home, Promises())
    journey.prepare(stage)
    assert not stage.complaints
    return stage.promises
