"""`companion say` and `companion read`: speak to the room, and read a page aloud."""

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from companion.commands.answer import say, say_json
from companion.commands.asking import read_words
from companion.commands.files import check_place, keep
from companion.compose import ForThisRun, open_home, page_session
from companion.domain.choices import value_of
from companion.domain.room import RoomLine, marked, typed_for_room
from companion.easyread.reading import charter_pack
from companion.page import wording
from companion.page.blocks import Page
from companion.page.events import Pressed
from companion.plain.lines import EndOfInput, line_asker
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _
from companion.ports import Settings
from companion.problems import Problem
from companion.session import Session
from companion.speech.backends import Manner
from companion.speech.lexicon.said import said
from companion.speech.manners import own_manner, pauses, room_env, room_manner
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
    "charter": "charter_part",
    "help": "help_now",
    "privacy": "privacy",
    "about": "about",
    "note": "note",
    "entry": "entry",
}
NEEDS = ("session", "note", "entry")


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
        return _keep(options, recorded([piece for piece, _words in told], room_manner(settings)))
    _say(told, room_manner(settings), options, room=True)
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
    if options.page not in PAGES:
        raise Problem("no_such_page", name=options.page, names=", ".join(PAGES))
    if options.page in NEEDS and not options.about:
        raise Problem("something_missing", typed=f"companion read {options.page}")
    _check_to(options)
    settings = ForThisRun(open_home(options).settings)
    pages = _pages(options)
    private = any(page.private for page in pages)
    told = list(_told(pages, settings))
    if options.to:
        pieces = [piece for piece, _words in told]
        return _keep(options, recorded(pieces, own_manner(settings)), private=private)
    if private:
        _ask_first()
    _say(told, own_manner(settings), options)
    return 0


def _pages(options: Namespace) -> list[Page]:
    """The page; of the charter every page of the part, or of all parts."""
    numbers = [options.about]
    if options.page == "charter" and not options.about:
        numbers = [str(part.number) for part in charter_pack().parts]
    pages: list[Page] = []
    for number in numbers:
        with page_session(options, PAGES[options.page], number) as session:
            pages += _turned(session)
    return pages


def _turned(session: Session) -> Iterator[Page]:
    """The page that the session shows, and all that come after it in the same text."""
    _first, count = session.page.place or (1, 1)
    yield session.page
    for _page in range(count - 1):
        session.send(Pressed("next_page"))
        yield session.page


def _told(pages: Iterable[Page], settings: Settings) -> Iterator[Told]:
    """What is said of the pages, without their rows. A chapter begins with each page."""
    today = datetime.now(UTC).date()
    pictures = value_of("say_pictures", settings.get("say_pictures")) == "on"
    title, longer = "", pauses(settings)
    for page in pages:
        if page.title != title:
            title = page.title
            words = wording.title(page)
            yield Piece(said(words, today=today), AFTER_HEADING * longer, words), words
        chapter = ""
        for number, one in enumerate(script(page, today=today, pictures=pictures, rows=False)):
            words = one.mark.shown[one.mark.start : one.mark.end]
            chapter = words if not number and page.place else ""
            yield Piece(one.text, (one.pause or AFTER_HEADING) * longer, chapter), words


def _say(told: Sequence[Told], manner: Manner, options: Namespace, room: bool = False) -> None:
    """Say everything, and show each sentence as it begins."""
    pieces = [piece for piece, _words in told]
    env = room_env(ForThisRun(open_home(options).settings)) if room else {}
    say_all(pieces, manner, lambda at: say([told[at][1]], options.width), env)


def _ask_first() -> None:
    """The member's own words are read aloud only after a yes. Raises Problem("not_read_aloud")."""
    question = _("These are your own words. People near you may hear them. Type y to read:")
    try:
        answer = line_asker()(f"{question} ")
    except EndOfInput:
        answer = ""
    if answer.strip().casefold() not in ("y", "yes", _("yes")):
        raise Problem("not_read_aloud")


def _keep(options: Namespace, data: bytes, *, private: bool = False) -> int:
    keep(Path(options.to), data, replace=options.replace, private=private)
    if options.json:
        say_json({"file": options.to, "format": "wav", "private": private})
    else:
        say([_("The file is ready: {path}.").format(path=shown_line(options.to))], options.width)
    return 0
