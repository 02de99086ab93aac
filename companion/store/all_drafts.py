"""Unfinished texts of notes and of the journal together, each kept where it belongs."""

from collections.abc import Iterable, Mapping

from companion.domain.kept import About, Draft
from companion.domain.merging import Counts
from companion.problems import Problem
from companion.store.drafts import DraftTable


class AllDrafts:
    """Keeps drafts (ports.Drafts): those of the journal in its own vault, behind its lock."""

    def __init__(self, words: DraftTable, journal: DraftTable) -> None:
        self._words, self._journal = words, journal

    def keep(self, draft_id: str, about: About, text: str) -> None:
        """Keep the text of a draft in place of what it held before."""
        self._of(about).keep(draft_id, about, text)

    def drop(self, draft_id: str) -> None:
        """Forget a draft: it is a note now, or was emptied. Unknown ids are fine."""
        self._words.drop(draft_id)
        self._journal.drop(draft_id)

    def left_over(self) -> list[Draft]:
        """Drafts that an earlier run left behind, the newest first.

        Those of the journal are among them while its lock is open.
        """
        found = self._words.left_over()
        try:
            found += self._journal.left_over()
        except Problem as problem:
            if problem.code != "journal_locked":
                raise
        return _newest_first(found)

    def everything(self) -> list[Draft]:
        """Every draft, also those that are being typed now, the newest first.

        Raises Problem("journal_locked"): none is left out in silence.
        """
        return _newest_first([*self._words.everything(), *self._journal.everything()])

    def take(self, coming: Iterable[Draft], ids: Mapping[str, str]) -> Counts:
        """Bring in drafts of an export, as if an earlier run had left them."""
        coming, counts = list(coming), Counts()
        for table in (self._words, self._journal):
            its = [draft for draft in coming if self._of(draft.about) is table]
            counts = counts.plus(table.take(its, ids)) if its else counts
        return counts

    def _of(self, about: About) -> DraftTable:
        return self._journal if about.of_journal else self._words


def _newest_first(drafts: list[Draft]) -> list[Draft]:
    return sorted(drafts, key=lambda draft: draft.changed, reverse=True)
