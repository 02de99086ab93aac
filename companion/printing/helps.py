"""The card "What helps me" as a document: each need, what to do, and when it was checked."""

from collections.abc import Iterable

from companion.domain.notes import Note, need_of
from companion.plainwords.characters import shown, shown_line
from companion.plainwords.dates import day_here
from companion.plainwords.messages import _
from companion.printing.document import Document, Facts, Item, Line, Own, Section
from companion.printing.session import LANGUAGE


def helps_document(card: Iterable[Note]) -> Document:
    """The parts of the card, in their order. The need is the heading."""
    opening = Line((_("These are my own words."), _("I choose who reads them.")))
    sections = tuple(_section(note) for note in card)
    return Document(_("What helps me"), LANGUAGE, (opening,), sections, private=True)


def _section(note: Note) -> Section:
    need, to_do = need_of(note)
    own: list[Item] = [Own(shown(to_do))] if to_do.strip() else []
    checked = Facts(((_("Last checked"), day_here(note.changed)),))
    return Section(shown_line(need).strip() or _("Empty note"), (*own, checked))
