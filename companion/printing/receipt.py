"""The receipt of one thing that was sent, as a document. It holds the member's words."""

from companion.page import wording
from companion.page.share_words import Standing, facts, story
from companion.pages.sharing import given_blocks
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
    words = [line for block in given_blocks(share) for line in wording.lines(block)]
    own: list[Item] = [Own(share.words.strip("\n"))] if share.words.strip() else []
    if share.symbols or not own:
        own.append(Line((words[-1].strip('"'),), quote=True))
    sections = [
        Section(_("What you sent"), tuple(own)),
        Section(_("What went along with it"), items_of(facts(share, about))),
    ]
    if share.sending and not share.taken_back:
        sections.append(Section(_("You can take it back"), _how(share.id)))
    return Document(_("Receipt"), LANGUAGE, tuple(opening), tuple(sections), private=True)


def _how(share_id: str) -> tuple[Item, ...]:
    return (
        Line((_("You need no reason."), _("Open Companion. Choose More, then Things I sent."))),
        Line((_("You can also type: companion take-back {id}").format(id=share_id),)),
    )
