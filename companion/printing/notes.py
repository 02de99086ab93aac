"""A member's notes as a document. It is private, whatever is in it."""

from collections.abc import Iterable

from companion.domain.notes import Note
from companion.domain.sessions import PlannedSession
from companion.page.session_words import headline
from companion.pages.prompts import prompt_words
from companion.plainwords.characters import shown
from companion.plainwords.dates import day_here
from companion.plainwords.messages import _
from companion.printing.document import Document, Facts, Heading, Item, Line, Own, Section
from companion.printing.session import LANGUAGE


def notes_document(notes: Iterable[Note], sessions: Iterable[PlannedSession]) -> Document:
    """The notes, those of each session together, then those of none. No note is left out."""
    by_session: dict[str, list[Note]] = {}
    for note in notes:
        by_session.setdefault(note.session, []).append(note)
    places = {session.id: headline(session) for session in sessions}
    known = [one for one in places if one in by_session]
    others = [one for one in by_session if one not in places]
    sections = [
        _section(_title(one, places), by_session[one], new_page=at > 0)
        for at, one in enumerate([*known, *others])
    ]
    opening = Line((_("These are your own words."), _("You choose who reads them.")))
    return Document(_("My notes"), LANGUAGE, (opening,), tuple(sections), private=True)


def _title(session: str, places: dict[str, str]) -> str:
    if session in places:
        return _("Notes for {day}").format(day=places[session])
    return _("Notes for a session that we do not know") if session else _("Other notes")


def _section(title: str, notes: list[Note], *, new_page: bool) -> Section:
    items: list[Item] = []
    for number, note in enumerate(notes, 1):
        name = prompt_words(note.prompt) or _("Note {number}").format(number=number)
        mark = _("OK to say aloud.") if note.aloud else _("Only for you.")
        items += [Heading(name), Own(shown(note.text).strip("\n"))]
        items.append(Facts(((_("Written"), day_here(note.changed)), (_("Who can hear it"), mark))))
    return Section(title, tuple(items), new_page)
