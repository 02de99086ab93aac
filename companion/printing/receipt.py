"""The receipt of one thing that was sent, as a document. It holds the member's words."""

from companion.domain.shares import Share
from companion.easyread.pictures import picture, symbol_picture
from companion.page.file_words import what_it_is
from companion.page.share_words import Standing, facts, story, way_words
from companion.page.symbol_words import symbol_word
from companion.plainwords.characters import shown, shown_line
from companion.plainwords.messages import _
from companion.printing.document import Document, Item, Line, Own, Section
from companion.printing.session import LANGUAGE, items_of


def receipt_document(standing: Standing, about: str, days: dict[str, str]) -> Document:
    """What became of it, what was sent, and how it is taken back. `about` is what it is about,
    `days` has the words of sessions by their ids."""
    share = standing.share
    opening: list[Item] = []
    if share.sending and not share.taken_back:
        opening.append(Line((_("Thank you."),)))
    opening += items_of(story(standing, days))
    sections = [
        Section(_("What you sent"), tuple(_given(share))),
        Section(_("What went along with it"), items_of(facts(share, about))),
    ]
    if share.sending and not share.taken_back:
        sections.append(Section(_("You can take it back"), _how(share.id)))
    return Document(_("Receipt"), LANGUAGE, tuple(opening), tuple(sections), private=True)


def _given(share: Share) -> list[Item]:
    """The words as they are, and each picture with its word."""
    given: list[Item] = [Own(shown(share.words).strip("\n"))] if share.words.strip() else []
    for symbol in share.symbols:
        found = picture(symbol_picture(symbol))
        shows = found.description if found else ""
        given.append(Line((shown_line(symbol_word(symbol)),), symbol_picture(symbol), shows))
    given += [Line((what_it_is(share, file),)) for file in share.files]
    return given or [Own(way_words(share.kind))]


def _how(share_id: str) -> tuple[Item, ...]:
    return (
        Line((_("You need no reason."), _("Open Companion. Choose More, then Things I sent."))),
        Line((_("You can also type: companion take-back {id}").format(id=share_id),)),
    )
