"""`companion say` and `companion read`: speak to the room, and read a page aloud."""

from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from companion.commands.answer import say
from companion.commands.asking import read_words
from companion.commands.files import check_place, keep, tell_kept
from companion.commands.unlocking import open_lock
from companion.compose import ForThisRun, open_home, page_session
from companion.domain.room import RoomLine, marked, typed_for_room
from companion.page import wording
from companion.page.blocks import Action, Page
from companion.page.events import Pressed
from companion.plain.lines import EndOfInput, line_asker
from companion.plainwords.answers import is_yes
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _
from companion.ports import Settings
from companion.problems import Problem
from companion.session import Session
from companion.speech.backends import Manner
from companion.speech.lexicon.said import said
from companion.speech.manners import own_manner, pauses, room_env, room_manner, says_pictures
from companion.speech.out_loud import say_all
from companion.speech.recording import recorded
from companion.speech.rendering import Piece
from companion.speech.script import AFTER_HEADING, script
from companion.speech.spans import spans
from companion.store.opening import Store

Told = tuple[Piece, str]  # what is said, and the words that are shown meanwhile
# What `read` takes: the page, and what it is opened for. "" asks for no more words.
PAGES = {
    "home": "home",
    "next": "next_session",
    "session": "session",
    "sessions": "sessions",
    "charter": "charter",
    "help": "help_now",
    "privacy": "privacy",
    "about": "about",
    "note": "note",
    "entry": "entry",
}
NEEDS = ("session", "note", "entry")
TAKES = (*NEEDS, "charter")


def say_aloud(options: Namespace) -> int:
    """Say a marked note, or words, to the room."""
    _check_to(options)
    store = open_home(options)
    settings = ForThisRun(store.settings)
    line = _line(store, options)
    today = datetime.now(UTC).date()
    words = [line.words[start:end] for start, end in spans(line.words)]
    told = [(Piece(said(one, today=today), 0.2), shown_line(one)) for one in words]
    if options.to:
        return _keep(told, room_manner(settings), options)
    _say(told, room_manner(settings), options, room_env(settings))
    return 0


def _check_to(options: Namespace) -> None:
    """Say what is wrong with the name of the file before anything else."""
    if not options.to:
        return
    if not options.to.lower().endswith(".wav"):
        raise Problem("not_wav")
    check_place(Path(options.to), replace=options.replace)


def _line(store: Store, options: Namespace) -> RoomLine:
    """What may be said: never a note that is only for the member."""
    words = " ".join(options.words)
    if words == "-":
        return typed_for_room(read_words())
    if not words:
        return typed_for_room(_asked())
    note = next((one for one in store.notes.all() if one.id == words), None)
    if note is None:
        return typed_for_room(words)
    if not note.aloud:
        raise Problem("not_for_the_room", id=note.id)
    return marked(note)


def _asked() -> str:
    try:
        words = line_asker()(_("What shall we say?") + " ")
    except EndOfInput:
        words = ""
    if not words.strip():
        raise Problem("nothing_written")
    return words


def read(options: Namespace) -> int:
    """Read a page aloud, or keep it as a sound file."""
    _check_page(options)
    _check_to(options)
    store = open_home(options)
    if options.page == "entry":
        open_lock(store, options)
    settings = ForThisRun(store.settings)
    pages = _pages(store, options)
    private = any(page.private for page in pages)
    told = list(_told(pages, settings))
    if options.to:
        return _keep(told, own_manner(settings), options, private=private)
    if private:
        _ask_first()
    _say(told, own_manner(settings), options)
    return 0


def _check_page(options: Namespace) -> None:
    """Say what is wrong with the name of the page, or with what comes after it."""
    page, about = options.page, options.about
    if page not in PAGES:
        raise Problem("no_such_page", name=page, names=", ".join(PAGES))
    if page in NEEDS and not about:
        raise Problem("something_missing", typed=f"companion read {page}")
    if about and page not in TAKES:
        raise Problem("not_understood", words=shown_line(about))


def _pages(store: Store, options: Namespace) -> list[Page]:
    """The page; of the charter every page of the part, or of all parts."""
    about = "" if options.page == "charter" else options.about
    with page_session(options, PAGES[options.page], about, store) as session:
        if options.page != "charter":
            return [session.page]
        return [
            page for part in _parts(session.page, options.about) for page in _turned(session, part)
        ]


def _parts(contents: Page, wanted: str) -> list[str]:
    """The part that is wanted, as its row has it, or all parts where that is ""."""
    rows = [b.arg for b in contents.blocks if isinstance(b, Action) and b.action == "open_part"]
    if wanted and wanted not in rows:
        raise Problem("no_such_part", part=shown_line(wanted))
    return [wanted] if wanted else rows


def _turned(session: Session, part: str) -> Iterator[Page]:
    """Every page of one part of the charter."""
    session.send(Pressed("open_part", part))
    yield session.page
    yield from session.further()
    session.send(Pressed("back"))


def _told(pages: Iterable[Page], settings: Settings) -> Iterator[Told]:
    """What is said of the pages, without their rows. A chapter begins with each page."""
    today = datetime.now(UTC).date()
    pictures, longer = says_pictures(settings), pauses(settings)
    title = ""
    for page in pages:
        if page.title != title:
            title = page.title
            words = wording.title(page)
            yield Piece(said(words, today=today), AFTER_HEADING * longer, words), words
        for number, one in enumerate(script(page, today=today, pictures=pictures, rows=False)):
            words = one.mark.shown[one.mark.start : one.mark.end]
            chapter = words if not number and page.place else ""
            yield Piece(one.text, (one.pause or AFTER_HEADING) * longer, chapter), words


def _say(
    told: Sequence[Told], manner: Manner, options: Namespace, env: Mapping[str, str] | None = None
) -> None:
    """Say everything, and show each sentence as it begins."""
    pieces = [piece for piece, _words in told]
    say_all(pieces, manner, lambda at: say([told[at][1]], options.width), env)


def _ask_first() -> None:
    """The member's own words are read aloud only after a yes. Raises Problem("not_read_aloud")."""
    question = _("These are your own words. People near you may hear them. Type y to read:")
    try:
        answer = line_asker()(f"{question} ")
    except EndOfInput:
        answer = ""
    if not is_yes(answer):
        raise Problem("not_read_aloud")


def _keep(
    told: Sequence[Told], manner: Manner, options: Namespace, *, private: bool = False
) -> int:
    data = recorded([piece for piece, _words in told], manner)
    path = Path(options.to)
    keep(path, data, replace=options.replace, private=private)
    tell_kept(path, "wav", options, private=private)
    return 0
