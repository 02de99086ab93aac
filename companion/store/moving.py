"""Moves the journal of an older home into a vault of its own, and keeps a copy for 30 days.

Homes of the versions 1 and 2 have entries, and what was typed for them, among the notes. All of
it is in journal.log, safe on disk, before anything of it leaves words.log. So a run that is
killed on the way leaves some of it twice, and the next run goes on.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from companion.domain.ids import id_of
from companion.problems import Problem
from companion.store.files import make_folder, saving, sync_folder, write_whole
from companion.store.home import FORMAT, Home
from companion.store.key_record import FILES
from companion.store.lines import Document
from companion.store.log import Log
from companion.wire.digests import digest

EARLIER = "earlier"  # the folder for the copies
COPIED = ("words.log", "home-id", *FILES)
DAYS_TO_KEEP = 30
_TIME = "%Y%m%dT%H%M%SZ"


def settle_journal(home: Home, words: Log, journal: Log, now: datetime) -> bool:
    """Have the whole journal in its own vault. False: it lies among the notes, and stays there.

    That is so where the home cannot be written, or its key is not at hand. Never raises.
    """
    try:
        if home.format() in (0, FORMAT) and not _waiting(words):
            return True
        _move(home, words, journal, now)
    except Problem:
        return _is_whole(home, words, journal)
    return True


def end_copies(home: Home, now: datetime | None = None) -> None:
    """Let go of copies that were kept for 30 days; without `now` of every one. Raises OSError."""
    for folder in copies(home):
        made = _time(folder)
        if now is None or made is None or made + timedelta(days=DAYS_TO_KEEP) < now:
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()
            sync_folder(folder.parent)


def copies(home: Home) -> list[Path]:
    """The folders with copies of earlier files."""
    with suppress(OSError):
        return [path for path in (home.path / EARLIER).iterdir() if _time(path)]
    return []


def _move(home: Home, words: Log, journal: Log, now: datetime) -> None:
    with home.writing(), saving(home.path):
        waiting = _waiting(words)  # before any change: its key is at hand
        if home.format() < FORMAT:
            _copy(home, now)
            home.upgrade()
        for table, documents in waiting.items():
            journal.append(table, _new(documents, journal.documents(table)))
        if waiting:
            journal.make_sure()  # what is there already may be from a run that was killed
        for table, documents in waiting.items():
            words.append(table, dict.fromkeys(documents))
        if waiting:
            words.compact()


def _waiting(words: Log) -> dict[str, dict[str, Document]]:
    """What lies among the notes and belongs to the journal, by table and id."""
    drafts = words.documents("drafts")
    found = {
        "journal": words.documents("journal"),
        "drafts": {name: one for name, one in drafts.items() if is_of_journal(one)},
    }
    return {table: documents for table, documents in found.items() if documents}


def is_of_journal(draft: Document) -> bool:
    """Whether a draft, as it is stored, was typed in the journal."""
    return bool(draft["about"]["route"] == "question")


def _new(coming: Mapping[str, Document], here: Mapping[str, Document]) -> dict[str, Document]:
    """What is not there yet. Another one with the same id comes beside the one that is there."""
    import json  # noqa: PLC0415 - needed by homes that an older program made

    new: dict[str, Document] = {}
    for doc_id, document in coming.items():
        if doc_id not in here:
            new[doc_id] = document
        elif here[doc_id] != document:
            said = json.dumps(document, sort_keys=True).encode()
            new[id_of("moved", doc_id, digest(said))] = document
    return {name: document for name, document in new.items() if here.get(name) != document}


def _is_whole(home: Home, words: Log, journal: Log) -> bool:
    """Whether the journal's own vault has all of it, where moving has failed."""
    try:
        waiting = _waiting(words)
    except Problem:
        return home.format() == FORMAT  # the notes cannot be read, and say nothing of it
    with suppress(Problem):
        return not any(_new(found, journal.documents(name)) for name, found in waiting.items())
    return False


def _copy(home: Home, now: datetime) -> None:
    """Keep the files as they are."""
    folder = home.path / EARLIER / now.strftime(_TIME)
    make_folder(folder)
    for name in COPIED:
        with suppress(FileNotFoundError):
            write_whole(folder / name, (home.path / name).read_bytes())


def _time(folder: Path) -> datetime | None:
    with suppress(ValueError):
        return datetime.strptime(f"{folder.name}+0000", f"{_TIME}%z")
    return None
