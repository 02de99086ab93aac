"""Takes in everything that an export holds, beside what is here."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from companion.domain.choices import SETTINGS
from companion.domain.everything import Everything
from companion.domain.files import SharedFile
from companion.domain.journal import Entry
from companion.domain.merging import Counts
from companion.domain.notes import Note
from companion.domain.shares import Share
from companion.domain.stored import Stored
from companion.problems import FILE_LOST, Problem
from companion.store.opening import Store

OfSession = TypeVar("OfSession", Note, Entry)


class TakenIn(NamedTuple):
    """How the things of each kind count, and how many settings were kept."""

    notes: Counts
    journal: Counts
    shares: Counts
    drafts: Counts
    sessions: Counts
    settings: int

    @property
    def whole(self) -> Counts:
        """The counts of all kinds together."""
        own = self.notes.plus(self.journal).plus(self.shares)
        return own.plus(self.drafts).plus(self.sessions)


def is_new(store: Store) -> bool:
    """Whether nobody has chosen a setting in this home yet."""
    return not store.settings.everything()


def take_in(store: Store, everything: Everything, *, settings: bool) -> TakenIn:
    """Add what is not here. Each kind is taken in whole or not at all.

    Raises Problem("import_no_room") where the disk is full: the same file taken in again
    goes on where this stopped, and Problem("journal_locked") where an entry would come behind
    a closed lock. Else raises like the parts of the store.
    """
    try:
        return _taken_in(store, everything, settings=settings)
    except Problem as problem:
        if problem.code in ("disk_full", "not_saved"):
            raise Problem("import_no_room") from problem
        raise


def _taken_in(store: Store, everything: Everything, *, settings: bool) -> TakenIn:
    of_journal = any(draft.about.route == "question" for draft in everything.drafts)
    if (everything.journal or everything.shares or of_journal) and not store.lock.open:
        raise Problem("journal_locked")  # before a part of the file is here
    sessions, places = Counts(), dict[str, str]()
    if everything.sessions or everything.calendars:
        sessions, places = store.sessions.add(everything.sessions, everything.calendars)
    notes, note_ids = store.notes.take(_at(one, places) for one in everything.notes)
    journal, entry_ids = store.journal.take(_at(one, places) for one in everything.journal)
    with_files = _take_files(store, everything.shares, everything.files)
    shares = _take_shares(store, with_files, entry_ids)
    drafts = Counts()
    for route in sorted({draft.about.route for draft in everything.drafts}):
        ids = entry_ids if route == "question" else note_ids
        coming = [
            replace(
                draft,
                about=replace(
                    draft.about, session=places.get(draft.about.session, draft.about.session)
                ),
            )
            for draft in everything.drafts
            if draft.about.route == route
        ]
        drafts = drafts.plus(store.drafts.take(coming, ids))
    kept = _keep_settings(store, everything.settings) if settings else 0
    return TakenIn(notes, journal, shares, drafts, sessions, kept)


def _take_shares(
    store: Store, coming: Sequence[Stored[Share]], entries: Mapping[str, str]
) -> Counts:
    """Bring in shares. What became of them is not known here, so none is sent from here.

    One that was sent is known by its contribution: a second record of it is not taken.
    """
    if not coming:
        return Counts()
    here = {one.thing.sending.id for one in store.shares.everything() if one.thing.sending}
    new = [one for one in coming if one.thing.sending is None or one.thing.sending.id not in here]
    counts, _ids = store.shares.take(
        Stored(replace(one.thing, entry=entries.get(one.thing.entry, one.thing.entry)), one.deleted)
        for one in new
    )
    store.outbox.from_elsewhere([one.thing.sending.id for one in coming if one.thing.sending])
    return counts.plus(Counts(there=len(coming) - len(new)))


def _take_files(
    store: Store, coming: Sequence[Stored[Share]], files: Mapping[str, bytes]
) -> list[Stored[Share]]:
    """Have the pictures and sounds here before the shares that name them.

    The shares, with the ids that their files have here.
    """
    return [
        Stored(
            replace(
                one.thing,
                files=tuple(_take_file(store, file, files) for file in one.thing.files),
            ),
            one.deleted,
        )
        for one in coming
    ]


def _take_file(store: Store, file: SharedFile, files: Mapping[str, bytes]) -> SharedFile:
    """Keep one file, unless it is here. Another one that has its id here stays, and it gets
    another id, always the same one."""
    data, attempt = files.get(file.id), 0
    there = file
    while (here := _here(store, there.id)) is not None and here != file.sha256:
        made = sha256(f"taken in {file.id} {file.sha256} {attempt}".encode()).hexdigest()
        there, attempt = replace(file, id=made[:32]), attempt + 1
    if here is None and data is not None:
        store.attachments.put(there, data)
    return there


def _here(store: Store, file_id: str) -> str | None:
    """The SHA-256 of a file here; None where there is none that can be opened."""
    try:
        return sha256(store.attachments.data(file_id)).hexdigest()
    except Problem as problem:
        if problem.code not in FILE_LOST:
            raise
        return None


def _at(one: Stored[OfSession], places: dict[str, str]) -> Stored[OfSession]:
    """The thing, for the session as it is known here."""
    session = one.thing.session
    if places.get(session, session) == session:
        return one
    return Stored(replace(one.thing, session=places[session]), one.deleted)


def _keep_settings(store: Store, settings: dict[str, str]) -> int:
    """Keep the settings that we know. Voices and their like belong to the other computer."""
    known = {name: value for name, value in settings.items() if value in SETTINGS.get(name, ())}
    for name, value in known.items():
        store.settings.put(name, value)
    return len(known)
