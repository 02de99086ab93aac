"""Gathers everything that is kept for a member into one value."""

from collections.abc import Iterable
from datetime import datetime

from companion.domain.everything import Everything
from companion.domain.shares import Share
from companion.domain.stored import Stored
from companion.problems import FILE_LOST, Problem
from companion.store.opening import Store


def gather(store: Store, program: str, now: datetime) -> Everything:
    """Everything in a store. `program` is the version of the companion.

    Raises like the parts of the store: what cannot be opened is never left out in silence.
    """
    # Drafts first: one that becomes a note meanwhile is there twice, and never lost.
    drafts = store.drafts.everything()
    kept = store.sessions
    shares = store.shares.everything()
    files, lost = _files(store, shares)
    return Everything(
        now,
        program,
        store.notes.everything(),
        store.journal.everything(),
        drafts,
        store.settings.everything(),
        {name: kept.address(name) for name in kept.calendars()},
        kept.all(),
        store.damaged + lost,
        shares,
        files,
    )


def _files(store: Store, shares: Iterable[Stored[Share]]) -> tuple[dict[str, bytes], int]:
    """The pictures and sounds of some shares by id, and how many cannot be opened."""
    files, lost = dict[str, bytes](), set[str]()
    for file_id in (file.id for one in shares for file in one.thing.files):
        try:
            files[file_id] = store.attachments.data(file_id)
        except Problem as problem:
            if problem.code not in FILE_LOST:
                raise
            lost.add(file_id)
    return files, len(lost)
