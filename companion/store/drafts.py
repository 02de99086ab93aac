"""Text as it is typed, kept so that a program that is ended from outside loses none."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from msgspec import convert, to_builtins
from tinydb.table import Document

from companion.domain.kept import About, Draft
from companion.domain.merging import Counts, merged_drafts
from companion.problems import Problem
from companion.store.kept import now_utc
from companion.store.letters import DROPPED, OUT_OF_REACH, Letters
from companion.store.log import Log
from companion.store.tables import Database, with_id

DRAFTS = "drafts"  # the table
TAKEN_IN = "taken-in"  # the run of drafts that came from an export; no program has this name


class DraftTable:
    """Keeps drafts (ports.Drafts). Each draft carries the run of the program that typed it.

    `run` names this run; `running` gives the other runs that are open now. A draft of
    theirs is still being typed, so it is neither listed nor touched here.
    """

    def __init__(
        self,
        log: Log,
        run: str,
        running: Callable[[], set[str]],
        now: Callable[[], datetime] = now_utc,
        letters: Letters | None = None,
    ) -> None:
        # Not durable: waiting for the disk at each key would be felt. What the system
        # holds outlives kill -9; a power cut may cost the last seconds of a draft.
        self._table = Database(log).table(DRAFTS, durable=False)
        self._log = log
        self._run = run
        self._running = running
        self._now = now
        self._letters = letters
        self._in_log: set[str] = set()  # what this run has put there, and not removed

    def keep(self, draft_id: str, about: About, text: str) -> None:
        """Keep the text of a draft in place of what it held before.

        Where its key cannot be had, it is kept in a letter.
        """
        own = self._own(draft_id)
        fields = _fields(Draft(draft_id, about, text, self._now()), self._run)
        letters = self._letters
        if letters and own in letters.own(DRAFTS):
            # It goes on where it began: to ask for a key may take seconds, and a member types.
            letters.write(DRAFTS, own, fields, durable=False)
            return
        try:
            self._table.upsert(with_id(own, fields))
        except Problem as problem:
            if letters is None or problem.code not in OUT_OF_REACH:
                raise
            letters.write(DRAFTS, own, fields, problem, durable=False)
            return
        self._in_log.add(own)
        self._remove(self._left(draft_id))  # an earlier run's draft goes on in this one

    def drop(self, draft_id: str) -> None:
        """Forget a draft: it is a note now, or was emptied. Unknown ids are fine.

        Where the log cannot be had now, a letter tells it later.
        """
        name = self._own(draft_id)
        if self._letters:
            self._letters.drop(DRAFTS, name)
        try:
            own = self._table.find(name)
            self._remove([*([own] if own else []), *self._left(draft_id)])
        except Problem as problem:
            if self._letters is None or problem.code not in OUT_OF_REACH:
                raise
            if name not in self._in_log:
                return
            emptied = _fields(Draft(draft_id, About(), "", self._now()), self._run)
            self._letters.write(DRAFTS, name, {**emptied, DROPPED: True}, problem, durable=False)
        self._in_log.discard(name)

    def left_over(self) -> list[Draft]:
        """Drafts that an earlier run left behind, the newest first."""
        self._take_in()
        return _drafts(self._left())

    def everything(self) -> list[Draft]:
        """Every draft, also those that are being typed now, the newest first."""
        self._take_in()
        return _drafts(self._table)

    def take(self, coming: Iterable[Draft], ids: Mapping[str, str]) -> Counts:
        """Bring in drafts of an export, as if an earlier run had left them. All or none.

        `ids` says under which id a note or an entry of theirs is here.
        """
        with self._log.writing():
            new, counts = merged_drafts(self.everything(), coming, ids)
            fields = {f"{TAKEN_IN}/{draft.id}": _fields(draft, TAKEN_IN) for draft in new}
            self._log.append(DRAFTS, fields)
        return counts

    def _own(self, draft_id: str) -> str:
        # With the run, so that two companions who carry on the same draft do not mix.
        return f"{self._run}/{draft_id}"

    def _left(self, draft_id: str | None = None) -> list[Document]:
        """The drafts (or the one with an id) of runs that have ended."""
        others = [
            found
            for found in self._table
            if found["run"] != self._run and draft_id in (None, found["draft"])
        ]
        open_now = self._running() if others else set()
        return [found for found in others if found["run"] not in open_now]

    def _take_in(self) -> None:
        if self._letters:
            self._letters.take_in()

    def _remove(self, drafts: list[Document]) -> None:
        if drafts:
            self._table.drop([str(draft.doc_id) for draft in drafts])


def _fields(draft: Draft, run: str) -> dict[str, Any]:
    return {
        "draft": draft.id,
        "run": run,
        "about": to_builtins(draft.about),
        "text": draft.text,
        "changed": draft.changed.isoformat(),
    }


def _drafts(found: Iterable[Document]) -> list[Draft]:
    drafts = [
        Draft(
            one["draft"],
            convert(one["about"], About),
            one["text"],
            datetime.fromisoformat(one["changed"]),
        )
        for one in found
    ]
    drafts.sort(key=lambda draft: draft.changed)
    return drafts[::-1]
