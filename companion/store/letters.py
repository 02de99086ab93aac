"""Letters: what is new, while the key of its vault cannot be had, sealed to the public half.

    companion-letter 1 <vault>
    <base64 of the box>

Each thing or draft has one file, letters/<run>-<random>.letter. The box holds compact JSON:
the letter's own name, the table, the id, and the document as the log will have it. Only the
vault's key opens it. When the key is at hand again, letters of runs that have ended go into
the log, each once: the log remembers the letter's name in the document.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pybase64

from companion.domain.ids import id_of
from companion.problems import KEY_OUT_OF_REACH, Problem
from companion.store import boxes
from companion.store.files import make_folder, move_aside, saving, sync_folder, write_whole
from companion.store.home import Home
from companion.store.lines import Document
from companion.store.log import Log
from companion.store.wrapped import WrappedKeys
from companion.wire.digests import digest

FOLDER = "letters"
NAME = r"([0-9a-f]{16})-[0-9a-f]{16}\.letter"
FORMAT = 1
# A key that is not at hand: the words are new, and must not wait for it.
OUT_OF_REACH = KEY_OUT_OF_REACH | {"journal_locked"}
_MAGIC = b"companion-letter"
_FIRST = _MAGIC + rb" ([0-9]{1,9}) ([!-~]+)"
_PAD_TO = 256  # bytes; the length of a box would tell the length of the words
DROPPED = "dropped"  # the field of a draft that is to leave the log
_TAKEN_FROM = "letter"  # the field of a document that came in a letter


class Letter(NamedTuple):
    """What is in a letter."""

    name: str
    table: str
    id: str
    document: Document


class Letters:
    """The letters to one vault. `away`: this run has written one, and its key may be away yet."""

    def __init__(self, home: Home, log: Log, log_name: str, keys: WrappedKeys) -> None:
        self._home, self._log, self._log_name, self._keys = home, log, log_name, keys
        self._folder = home.path / FOLDER
        self._secret = os.urandom(16)  # names of letters tell nothing of ids
        self._named = False  # whether the disk surely has the folder under its name
        self._own: dict[tuple[str, str], Document] = {}

    @property
    def away(self) -> bool:
        """Whether something that this run has written lies in letters."""
        return bool(self._own)

    def own(self, table: str) -> dict[str, Document]:
        """What this run has written in letters, by id. The documents are not the caller's."""
        return {doc_id: one for (name, doc_id), one in self._own.items() if name == table}

    def write(
        self,
        table: str,
        doc_id: str,
        document: Document,
        why: Problem | None = None,
        *,
        durable: bool = True,
    ) -> None:
        """Keep a document in a letter, in place of what it held before.

        Not `durable`: a power cut may cost it. Raises `why` where no public half is known,
        and like `Home.writing`.
        """
        vault = self._vault()
        public = self._keys.public(vault)
        if public is None:
            raise why or Problem("not_saved")
        letter = Letter(self._name(table, doc_id), table, doc_id, document)
        first = b"%s %d %s\n" % (_MAGIC, FORMAT, vault.encode())
        with self._home.writing(), saving(self._home.path):
            make_folder(self._folder)
            if durable and not self._named:
                # Who made the folder may have been killed before its name was safe.
                sync_folder(self._home.path)
                self._named = True
            path = self._folder / letter.name
            write_whole(path, first + _box(letter, public), durable=durable)
        self._own[table, doc_id] = document

    def drop(self, table: str, doc_id: str) -> None:
        """Let go of a letter of this run. Unknown ids are fine."""
        if (table, doc_id) in self._own:
            with self._home.writing(), saving(self._home.path):
                (self._folder / self._name(table, doc_id)).unlink(missing_ok=True)
                sync_folder(self._folder)
            del self._own[table, doc_id]

    def forget(self) -> None:
        """Let go of the words in memory. The letters stay."""
        self._own.clear()

    def take_in(self) -> None:
        """Put letters of this run, and of runs that have ended, into the log.

        Leaves them where the key is not at hand, or nothing can be written. Never raises.
        """
        names = [path.name for path in self._waiting()]
        if not names:
            return
        with suppress(Problem), self._home.writing(), saving(self._home.path):
            key = self._keys.read(self._vault())
            half = boxes.letter_half(key, self._vault())
            found = [one for name in names if (one := self._opened(name, half))]
            self._put(found)
            self._log.make_sure()  # what is there already may be from a run that was killed
            for one in found:
                (self._folder / one.name).unlink(missing_ok=True)
            sync_folder(self._folder)
            self._own.clear()

    def _put(self, letters: list[Letter]) -> None:
        for table in sorted({one.table for one in letters}):
            changes: dict[str, Document | None] = {}
            for one in letters:
                if one.table == table:
                    changes.update(self._change(one))
            self._log.append(table, changes)

    def _change(self, letter: Letter) -> Mapping[str, Document | None]:
        """What a letter changes in the log; nothing where the log has had it."""
        if letter.document.get(DROPPED):
            there = self._log.document(letter.table, letter.id)
            return {letter.id: None} if there else {}
        new = {**letter.document, _TAKEN_FROM: letter.name}
        doc_id, attempt = letter.id, 0
        while (here := self._log.document(letter.table, doc_id)) is not None:
            if here.get(_TAKEN_FROM) == letter.name or letter.table == "drafts":
                return {doc_id: new} if _is_older(here, new) else {}
            # Ids are made without a look at the log. Another one has this: both stay.
            doc_id = id_of("letter", letter.name, letter.id, str(attempt))
            attempt += 1
        return {doc_id: new}

    def _opened(self, name: str, half: bytes) -> Letter | None:
        """What is in a letter to this vault. One that nobody can open is set aside."""
        path = self._folder / name
        data = path.read_bytes()
        first, _end, box = data.partition(b"\n")
        said = re.fullmatch(_FIRST, first)
        if said and int(said[1]) > FORMAT:
            return None
        letter = _read(name, half, box)
        if letter is None and not self._is_for_another(name, said[2].decode() if said else "", box):
            self._set_aside(path, data)
        return letter

    def _is_for_another(self, name: str, vault: str, box: bytes) -> bool:
        """Whether a letter is for another vault, or may be: its first line can be damaged."""
        others = [known for known in self._keys.vaults() if known != self._vault()]
        if vault == self._vault() or vault in others:
            return vault in others
        try:
            halves = [boxes.letter_half(self._keys.read(known), known) for known in others]
        except Problem:
            return True  # its key is not at hand
        return any(_read(name, half, box) for half in halves)

    def _set_aside(self, path: Path, data: bytes) -> None:
        aside = self._home.path / "damaged" / f"letter-{digest(data)[:16]}"
        make_folder(aside.parent)
        move_aside(path, aside)

    def _waiting(self) -> Iterator[Path]:
        """Letters that nobody writes any more, but perhaps this run."""
        try:
            there = [path for path in self._folder.iterdir() if re.fullmatch(NAME, path.name)]
        except OSError:
            return
        if there:
            running = self._home.running()
            yield from (path for path in there if path.name[:16] not in running)

    def _vault(self) -> str:
        return self._keys.vault_of(self._log_name)

    def _name(self, table: str, doc_id: str) -> str:
        told = digest(self._secret + f"{table}/{doc_id}".encode("utf-8", "replace"))
        return f"{self._home.run}-{told[:16]}.letter"


def _is_older(here: Document, new: Document) -> bool:
    return bool(here["changed"] < new["changed"])


def _box(letter: Letter, public: bytes) -> bytes:
    """The line of a letter's box. Its length tells little of the length of the words."""
    import json  # noqa: PLC0415 - few runs write letters

    plain = json.dumps(letter, ensure_ascii=False).encode("utf-8", "surrogatepass")
    plain += b" " * (-len(plain) % _PAD_TO)
    return pybase64.b64encode(boxes.close_to(public, plain)) + b"\n"


def _read(name: str, half: bytes, box: bytes) -> Letter | None:
    """The letter in a box; None where it is damaged, or is not the one of this name."""
    import json  # noqa: PLC0415 - few runs find letters

    try:
        plain = boxes.open_with(half, pybase64.b64decode(box.removesuffix(b"\n"), validate=True))
        found: Any = json.loads((plain or b"").decode("utf-8", "surrogatepass"))
        written, table, doc_id, document = found
    except (ValueError, TypeError):
        return None
    return Letter(name, table, doc_id, document) if written == name else None
