"""Makes what a file brings safe to keep. What an export wrote comes through as it was."""

import re
from datetime import UTC, date, datetime
from typing import TypeVar

from msgspec.structs import replace

from companion.domain.files import SharedFile
from companion.domain.ids import id_of
from companion.domain.journal import Answer, Entry
from companion.domain.kept import NEVER, About, Draft
from companion.domain.notes import Note
from companion.domain.sessions import Change, PlannedSession, Step
from companion.domain.shares import Sending, Share
from companion.plainwords.characters import shown, shown_line, without_controls
from companion.wire import files, tokens

LONGEST = 4_000  # letters of one text of a session, more than a calendar may bring
_MOST_PARTS = 100  # steps, links and the like of one session
_MOST_SAVES = 10**9
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
_ROUTES = ("note", "question", "speak", "share_words", "share_name")
_QUESTIONS = ("helped", "different")
_LAST_YEAR = 2200

_HALF = re.compile(r"[A-Za-z0-9+/]{43}=")  # either half of a pair of keys
_FILE_ID = re.compile(r"[0-9a-f]{32}")
_DIGEST = re.compile(r"[0-9a-f]{64}")

Private = TypeVar("Private", Note, Entry, Share)
OfSession = TypeVar("OfSession", Note, Entry)


def clean_note(row: Note) -> Note:
    """The note of a row."""
    fields = {name: getattr(row, name) for name in Note.__struct_fields__}
    note = _common(Note(**fields))
    return replace(note, text=without_controls(note.text), prompt=_line(note.prompt))


def clean_entry(row: Entry) -> Entry:
    """The entry of a row."""
    fields = {name: getattr(row, name) for name in Entry.__struct_fields__}
    entry = _common(Entry(**fields))
    return replace(
        entry,
        helped=_answer(entry.helped),
        different=_answer(entry.different),
        said=without_controls(entry.said),
    )


def clean_share(row: Share) -> Share:
    """The share of a row. Where what was made for the yes is not whole, it was never sent."""
    fields = {name: getattr(row, name) for name in Share.__struct_fields__}
    share = _dated(Share(**fields))
    return replace(
        share,
        words=without_controls(share.words),
        symbols=tuple(_line(symbol) for symbol in share.symbols[:_MOST_PARTS]),
        about=replace(share.about, id=_line(share.about.id)),
        name=_line(share.name),
        entry=_id(share.entry),
        files=tuple(file for file in share.files[: files.MOST] if _is_sound(file)),
        sending=share.sending if share.sending and _is_whole(share.sending) else None,
    )


def clean_draft(draft: Draft) -> Draft:
    """The draft, belonging to a page that there is."""
    about = draft.about
    route = about.route if about.route in _ROUTES else "note"
    part = _line(about.part)
    if route == "question" and part not in _QUESTIONS:
        part = _QUESTIONS[0]
    about = About(route, _id(about.thing), _id(about.session), part)
    if route == "question" and not about.thing:
        about = replace(about, thing=id_of("taken in", draft.id))
    text = without_controls(draft.text)
    return Draft(_id(draft.id) or id_of("taken in", text), about, text, moment(draft.changed))


def clean_session(session: PlannedSession) -> PlannedSession:
    """The session. Raises ValueError where it is in no year that we can show."""
    for when in (session.starts, session.ends):
        if when is not None and not NEVER.year <= when.year < _LAST_YEAR:
            raise ValueError("not a time that we can show")
    if not _ID.fullmatch(session.id) or not isinstance(session.starts, date):
        raise ValueError("not a session")
    return session._replace(
        title=_line(session.title),
        where=_line(session.where),
        who=_line(session.who),
        uid=_line(session.uid),
        calendar=_line(session.calendar),
        occurrence=_line(session.occurrence),
        about=shown(session.about)[:LONGEST],
        join=_pairs(session.join),
        like=_pairs(session.like),
        steps=tuple(Step(_line(s.what), s.minutes) for s in session.steps[:_MOST_PARTS]),
        changed=tuple(
            Change(_line(c.what), shown(c.old)[:LONGEST], shown(c.new)[:LONGEST])
            for c in session.changed[:_MOST_PARTS]
        ),
    )


def moment(when: datetime) -> datetime:
    """The time in UTC, and 1970 where nobody could have written then."""
    try:
        found = when.replace(tzinfo=when.tzinfo or UTC).astimezone(UTC)
    except OverflowError:
        return NEVER
    return found if NEVER.year <= found.year < _LAST_YEAR else NEVER


def _common(thing: OfSession) -> OfSession:
    return replace(_dated(thing), session=_id(thing.session))


def _dated(thing: Private) -> Private:
    return replace(
        thing,
        id=_id(thing.id) or id_of("taken in", repr(thing)),
        created=moment(thing.created),
        changed=moment(thing.changed),
        version=min(max(thing.version, 1), _MOST_SAVES),
    )


def _is_sound(file: SharedFile) -> bool:
    return bool(_FILE_ID.fullmatch(file.id)) and files.is_sound(file.info)


def _is_whole(sending: Sending) -> bool:
    return bool(
        tokens.ID.fullmatch(sending.id)
        and tokens.TAKE_BACK_KEY.fullmatch(sending.key)
        and _HALF.fullmatch(sending.reply_key)
        and _HALF.fullmatch(sending.reply_to)
        and _DIGEST.fullmatch(sending.digest)
        and _line(sending.consent) == sending.consent
    )


def _answer(answer: Answer) -> Answer:
    symbols = tuple(_line(symbol) for symbol in answer.symbols[:_MOST_PARTS])
    return Answer(without_controls(answer.words), symbols, answer.unknown)


def _pairs(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((_line(name), _line(words)) for name, words in pairs[:_MOST_PARTS])


def _line(text: str) -> str:
    return shown_line(text[:LONGEST])


def _id(words: str) -> str:
    """An id as it is; one that would do harm becomes another, always the same one."""
    return words if not words or _ID.fullmatch(words) else id_of("taken in", words)
