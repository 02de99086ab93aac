"""Gathers everything that is kept for a member into one value."""

from datetime import datetime

from companion.domain.everything import Everything
from companion.store.opening import Store


def gather(store: Store, program: str, now: datetime) -> Everything:
    """Everything in a store. `program` is the version of the companion.

    Raises like the parts of the store: what cannot be opened is never left out in silence.
    """
    # Drafts first: one that becomes a note meanwhile is there twice, and never lost.
    drafts = store.drafts.everything()
    kept = store.sessions
    return Everything(
        now,
        program,
        store.notes.everything(),
        store.journal.everything(),
        drafts,
        store.settings.everything(),
        {name: kept.address(name) for name in kept.calendars()},
        kept.all(),
        store.damaged,
        store.shares.everything(),
    )
