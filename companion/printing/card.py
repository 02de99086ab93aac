"""The recovery card as a document. It is private: who has it can open everything."""

from companion.pages.card import card_facts
from companion.plainwords.messages import _
from companion.printing.document import Document, Facts, Line, Section
from companion.printing.session import LANGUAGE


def card_document(words: tuple[str, ...]) -> Document:
    """The words of the card, and what to do with them."""
    warning = _("Who has the card can open everything."), _("Keep it in a safe place.")
    way = (_("To open everything with it, type: companion recover"),)
    section = Section("", (Facts(tuple(card_facts(words))), Line(way)))
    return Document(_("My recovery card"), LANGUAGE, (Line(warning),), (section,), private=True)
