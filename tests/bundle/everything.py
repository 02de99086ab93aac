"""Everything that a member may have, made up: by hand, and by Hypothesis."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from hypothesis import strategies as st

from companion.domain.everything import Everything
from companion.domain.ids import new_id
from companion.domain.journal import SYMBOLS, Answer, Entry
from companion.domain.kept import About, Draft
from companion.domain.notes import PROMPTS, Note
from companion.domain.sessions import Change, PlannedSession
from companion.domain.shares import Share, ready
from companion.domain.stored import Stored
from companion.store.home import Home
from companion.store.opening import Store, open_store
from tests.places import FULL

NOW = datetime(2026, 6, 19, 9, 0, tzinfo=UTC)
CHANGED = FULL._replace(
    uid="1",
    calendar="c.ics",
    status="changed",
    changed=(Change("where", "the hall", "online"), Change("steps", "", "Hello\nBreak")),
)
WHOLE_DAY = PlannedSession("hhhhh", "A day out", date(2026, 7, 1), uid="2", calendar="c.ics")
CANARY = "The lamp was too bright for me."

# Text as the program keeps it: no controls, but every letter, sign and line end.
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"))
MOMENTS = st.integers(0, 10_000_000).map(lambda seconds: NOW - timedelta(seconds=seconds))
IDS = st.builds(new_id)
ANSWERS = st.builds(
    Answer, TEXTS, st.lists(st.sampled_from(SYMBOLS), max_size=3).map(tuple), st.booleans()
)
SESSIONS = st.sampled_from(["", "k7m4d"])
VERSIONS = st.integers(1, 99)
kept = partial(
    st.builds, id=IDS, created=MOMENTS, changed=MOMENTS, version=VERSIONS, session=SESSIONS
)
NOTES = kept(
    Note,
    text=TEXTS,
    aloud=st.booleans(),
    prompt=st.sampled_from(["", *PROMPTS]),
)
ENTRIES = kept(
    Entry,
    helped=ANSWERS,
    different=ANSWERS,
    later=st.booleans(),
    said=TEXTS,
)
SENT, _BODY = ready(Share(words=f"share: {CANARY}"), "2026-06", date(2026, 6, 18))
SHARES = st.builds(
    Share,
    id=IDS,
    created=MOMENTS,
    changed=MOMENTS,
    version=VERSIONS,
    words=TEXTS,
    symbols=st.lists(st.sampled_from(SYMBOLS), max_size=3).map(tuple),
    name=st.sampled_from(["", "Sam"]),
    ask_on=st.sampled_from([None, date(2026, 6, 20)]),
    sending=st.sampled_from([None, SENT.sending]),
)
DELETED = st.none() | st.integers(0, 29).map(lambda days: NOW - timedelta(days=days))
DRAFTS = st.builds(
    lambda number, text, changed: Draft(f"{number:016x}", About(), text, changed),
    st.integers(0, 2**60),
    TEXTS,
    MOMENTS,
)


def _own_ids(things: list[Stored[Note]] | list[Stored[Entry]] | list[Stored[Share]]) -> bool:
    return len({one.thing.id for one in things}) == len(things)


def _own_contributions(shares: list[Stored[Share]]) -> bool:
    sent = [one.thing.sending.id for one in shares if one.thing.sending]
    return len(set(sent)) == len(sent)


EVERYTHING = st.builds(
    Everything,
    st.just(NOW),
    st.just("1.0"),
    st.lists(st.builds(Stored, NOTES, DELETED), max_size=5).filter(_own_ids),
    st.lists(st.builds(Stored, ENTRIES, DELETED), max_size=5).filter(_own_ids),
    st.lists(DRAFTS, max_size=2, unique_by=lambda draft: draft.id),
    st.fixed_dictionaries({}, optional={"theme": st.sampled_from(["light", "cream"])}),
    st.just({"c.ics": ""}),
    st.just([CHANGED, WHOLE_DAY]),
    st.just(0),
    st.lists(st.builds(Stored, SHARES, DELETED), max_size=3)
    .filter(_own_ids)
    .filter(_own_contributions),
    st.just({}),
)


# What the program says of how much is in a `filled` home.
COUNTS = (
    "Notes: 2.",
    "In your journal: 1.",
    "Things that you shared, or want to: 1.",
    "Words that you did not finish: 1.",
    "Words that you deleted: 1.",
    "Settings: 1.",
    "Sessions: 1.",
)


def filled(path: Path, now: datetime | None = None) -> Store:
    """A home with one of everything that can be in it. `now`: the clock stands there."""
    store = open_store(Home(path), (lambda: now) if now else None)
    store.sessions.take("c.ics", [FULL._replace(uid="1")])
    [session] = store.sessions.all()
    store.notes.save(Note(text=f"note: {CANARY}", aloud=True))
    store.notes.save(Note(text=f"join: {CANARY}", session=session.id, prompt="join"))
    gone = store.notes.add(f"deleted: {CANARY}")
    store.notes.delete(gone.id)
    helped = Answer(f"helped: {CANARY}", ("noise", "too_much"))
    different = Answer(f"different: {CANARY}", unknown=True)
    store.journal.save(
        Entry(helped=helped, different=different, later=True, session=session.id, said=CANARY)
    )
    store.shares.save(SENT)
    store.drafts.keep("00ff00ff00ff00ff", About(), f"draft: {CANARY}")
    store.settings.put("theme", "cream")
    return store


def everything_of(
    notes: list[Note] | None = None, sessions: list[PlannedSession] | None = None
) -> Everything:
    """Everything, with no more than is given."""
    return Everything(
        NOW, "1.0", [Stored(note) for note in notes or []], [], [], {}, {}, sessions or []
    )
