"""The append-only file that keeps a member's words: a save adds lines, and changes none."""

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from companion.problems import Problem
from companion.store.compaction import rewrite
from companion.store.files import open_private, saving, sync, sync_folder, write_all
from companion.store.following import Follower
from companion.store.home import Home
from companion.store.keys import Keys
from companion.store.lines import Document, Record
from companion.store.mirror import CONTENTS
from companion.store.vault import Vault, make_vault

WORTH_COMPACTING = 2**20  # bytes of old lines; reading them takes a few milliseconds


class Log:
    """One vault: the file `name`.log in a home, and what it says, kept in memory.

    Every call first reads what other companions have added. Threads may share a Log.
    What reads may raise Problem("key_missing"), ("key_wrong"), ("journal_locked"),
    ("newer_home") or ("not_read"); what writes also what `Home.writing` raises, and
    Problem("not_saved").
    """

    def __init__(self, home: Home, name: str, keys: Keys) -> None:
        self._home = home
        self._name = name
        self._keys = keys
        self._known = Follower(home, name, keys)
        self._turn = threading.RLock()
        self._cannot_compact = False

    @property
    def damaged(self) -> int:
        """How many lines cannot be read. They stay in the file, and are copied to damaged/."""
        with self._turn:
            self._known.catch_up()
            return len(self._known.damaged)

    def documents(self, table: str) -> dict[str, Document]:
        """Every document of a table by its id. The dict is the caller's, the documents not."""
        with self._turn:
            self._known.catch_up()
            return dict(self._known.mirror.tables.get(table, {}))

    def document(self, table: str, doc_id: str) -> Document | None:
        """One document, which the caller must not change, or None."""
        with self._turn:
            self._known.catch_up()
            return self._known.mirror.tables.get(table, {}).get(doc_id)

    def tables(self) -> list[str]:
        """The names of the tables that hold a document."""
        with self._turn:
            self._known.catch_up()
            tables = self._known.mirror.tables
            return [name for name, documents in tables.items() if documents]

    def has_removed(self, table: str) -> bool:
        """Whether the file still holds lines of documents that are gone from a table."""
        with self._turn:
            self._known.catch_up()
            return self._known.mirror.has_removed(table)

    def forget(self) -> None:
        """Let go of all words in memory. The next look reads the file again."""
        with self._turn:
            self._known.forget()

    @contextmanager
    def writing(self) -> Iterator[Mapping[str, Mapping[str, Document]]]:
        """Keep every other writer out, so that what is read here stays true until the end.

        Gives all documents by table and id, which the caller must not change.
        """
        with self._turn, self._home.writing():
            self._known.catch_up()
            yield self._known.mirror.tables

    def append(
        self, table: str, changes: Mapping[str, Document | None], *, durable: bool = True
    ) -> None:
        """Keep some documents of a table, or remove them (None), each whole or not at all.

        When it returns, the words outlive kill -9, and if `durable` a power cut too.
        TypeError: a document is not plain data.
        """
        if table == CONTENTS:
            raise ValueError("a table needs a name")
        if not changes:
            return
        with self.writing(), saving(self._home.path):
            vault = self._vault_to_write(look=durable)
            after = self._known.mirror.last_n + 1
            lines = [
                vault.seal.close(Record(table, doc_id, n, document))
                for n, (doc_id, document) in enumerate(changes.items(), after)
            ]
            self._write(vault, lines, durable=durable)
            self._known.catch_up()
            self._compact_if_worth()

    def make_sure(self) -> None:
        """Have what is in the file on the disk: its writer may have failed after the bytes."""
        with self.writing(), saving(self._home.path), self._open_file() as file:
            sync_folder(self._home.path)
            sync(file)

    def compact(self) -> None:
        """Write the file anew, without the lines that are no longer needed.

        The old file stays until the new one is safe on disk. Damaged lines stay too.
        """
        with self.writing(), saving(self._home.path):
            known = self._known
            if known.vault:
                with self._open_file() as file:
                    self._mend(file, known.vault)
                rewrite(known.path, known.vault, known.mirror, known.damaged)
                known.catch_up()
                known.named = True

    def _vault_to_write(self, *, look: bool) -> Vault:
        """The vault; after a `look` that its key is still where the next run will search it."""
        vault = self._known.vault
        if not vault:
            empty = self._known.is_empty
            return make_vault(self._home, self._name, self._keys, may_make_key=empty)
        if look:
            if self._keys.read(vault.name) != vault.key:
                raise self._keys.wrong(vault.name)
            self._keys.publish(vault.name, vault.key)
        return vault

    def _write(self, vault: Vault, lines: list[bytes], *, durable: bool) -> None:
        """Add lines to the file, all or none. OSError: the file is as it was."""
        with self._open_file() as file:
            glue = self._mend(file, vault)
            before = os.fstat(file).st_size
            first = b"" if before else vault.header.line()
            if durable and not self._known.named:
                # Who made the file, or put it in the old one's place, may have been killed.
                sync_folder(self._home.path)
                self._known.named = True
            try:
                write_all(file, b"".join((glue, first, *lines)))
                if durable:
                    sync(file)
            except OSError:
                with suppress(OSError):  # if even this fails, the next write mends it
                    os.ftruncate(file, before)
                raise

    def _mend(self, file: int, vault: Vault) -> bytes:
        """Deal with a last line that has no end, because its writer was killed.

        Returns what must come before the next line. What is not a whole record is cut off;
        nobody was told that it is saved, and a copy goes to damaged/.
        """
        end = self._known.read_to
        os.lseek(file, end, os.SEEK_SET)
        tail = os.read(file, os.fstat(file).st_size - end)
        if not tail:
            return b""
        if vault.seal.read_line(tail)[0]:
            return b"\n"
        self._known.set_aside(tail, last=True)
        os.ftruncate(file, end)
        return b""

    def _compact_if_worth(self) -> None:
        known = self._known
        live = known.mirror.live_bytes + sum(place.length for place in known.damaged)
        if self._cannot_compact or known.read_to - live <= max(WORTH_COMPACTING, live):
            return
        try:
            self.compact()
        except Problem:
            self._cannot_compact = True  # the words are saved; the next run may try again

    @contextmanager
    def _open_file(self) -> Iterator[int]:
        file = open_private(self._known.path, os.O_RDWR | os.O_APPEND | os.O_CREAT)
        try:
            yield file
        finally:
            os.close(file)
