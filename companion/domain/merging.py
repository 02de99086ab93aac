"""What becomes of things that come from a file: what is not here is added, and nothing else.

Taking in the same file again changes nothing: the id of a thing that has to get another one
is always the same for the same words.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Generic, NamedTuple

from msgspec.structs import replace

from companion.domain.ids import id_of
from companion.domain.kept import Draft
from companion.domain.sessions import PlannedSession
from companion.domain.stored import Stored, T

Content = Callable[[T], str]


class Counts(NamedTuple):
    """How many things were added, were here already, came beside others with the same id
    (they are added too), and were left out since they were deleted too long ago.
    """

    added: int = 0
    there: int = 0
    beside: int = 0
    gone: int = 0

    def plus(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts(*(one + more for one, more in zip(self, other, strict=True)))


class Merged(NamedTuple, Generic[T]):
    """What to write, how it counts, and under which id each thing of the file is here."""

    changes: list[Stored[T]]
    counts: Counts
    ids: dict[str, str]


def merged(
    here: Mapping[str, Stored[T]], coming: Iterable[Stored[T]], content: Content[T], limit: datetime
) -> Merged[T]:
    """Bring things to those that are here, by id. `content` is what makes two the same.

    What was deleted before `limit` is left out. What is deleted here and not in the file
    comes back: the member asks for what is in the file.
    """
    after, changes, counts = dict(here), {}, Counts()
    ids: dict[str, str] = {}
    for one in coming:
        if one.deleted is not None and one.deleted < limit:
            counts = counts.plus(Counts(gone=1))
            continue
        thing_id, known = _place(one.thing, after, content)
        ids[one.thing.id] = thing_id
        if known is None:
            new = Stored(replace(one.thing, id=thing_id), one.deleted)
            beside = thing_id != one.thing.id
            counts = counts.plus(Counts(added=not beside, beside=beside))
        elif known.deleted is not None and one.deleted is None:
            new = Stored(known.thing)
            counts = counts.plus(Counts(added=1))
        else:
            counts = counts.plus(Counts(there=1))
            continue
        after[thing_id] = changes[thing_id] = new
    return Merged(list(changes.values()), counts, ids)


def _place(
    thing: T, here: Mapping[str, Stored[T]], content: Content[T]
) -> tuple[str, Stored[T] | None]:
    """The id for a thing, and the same thing where it is here under that id."""
    said, thing_id, attempt = content(thing), thing.id, 0
    while (known := here.get(thing_id)) is not None and content(known.thing) != said:
        thing_id = id_of("taken in", thing.id, _digest(said), str(attempt))
        attempt += 1
    return thing_id, known


def merged_drafts(
    here: Iterable[Draft], coming: Iterable[Draft], ids: Mapping[str, str]
) -> tuple[list[Draft], Counts]:
    """The drafts to add. `ids` says under which id a note or an entry of the file is here."""
    known = {draft.id: draft.text for draft in here}
    new: list[Draft] = []
    counts = Counts()
    for one in coming:
        thing = ids.get(one.about.thing, one.about.thing)
        draft = _for_thing(one, thing)
        attempt = 0
        while known.get(draft.id, draft.text) != draft.text:
            other = id_of("taken in", one.id, _digest(one.text), str(attempt))
            # A question keeps its draft under the id of its entry.
            is_answer = draft.about.route == "question"
            draft = _for_thing(one, other) if is_answer else replace(draft, id=other)
            attempt += 1
        if draft.id in known:
            counts = counts.plus(Counts(there=1))
            continue
        known[draft.id] = draft.text
        new.append(draft)
        counts = counts.plus(Counts(added=not attempt, beside=bool(attempt)))
    return new, counts


def _for_thing(draft: Draft, thing: str) -> Draft:
    about = replace(draft.about, thing=thing)
    if about.route != "question":
        return replace(draft, about=about)
    return replace(draft, id=f"{thing}-{about.part}", about=about)


def merged_sessions(
    here: Iterable[PlannedSession], coming: Iterable[PlannedSession]
) -> tuple[list[PlannedSession], Counts, dict[str, str]]:
    """The sessions to add, how they count, and under which id each of the file is here.

    Two are the same where their calendar says so. What is here is newer or as good.
    """
    known = {_origin(session): session.id for session in here}
    taken = set(known.values())
    new: list[PlannedSession] = []
    counts, ids = Counts(), {}
    for one in coming:
        there = known.get(_origin(one))
        session_id, attempt = there or one.id, 0
        while there is None and session_id in taken:
            session_id = id_of("taken in", one.uid, one.occurrence, str(attempt))
            attempt += 1
        ids[one.id] = session_id
        counts = counts.plus(Counts(added=there is None, there=there is not None))
        if there is None:
            known[_origin(one)] = session_id
            taken.add(session_id)
            new.append(one._replace(id=session_id))
    return new, counts, ids


def _origin(session: PlannedSession) -> tuple[str, ...]:
    if session.uid:
        return session.uid, session.occurrence
    return session.title, session.starts.isoformat()


def _digest(said: str) -> str:
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
