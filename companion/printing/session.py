"""One session as a document: the same facts as on its page, and all that is known of it."""

from itertools import groupby

from companion.domain.sessions import PlannedSession
from companion.page import session_words
from companion.page.session_words import Said
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _
from companion.plainwords.sentences import sentences
from companion.printing.document import Document, Facts, Item, Line, Section, Steps

LANGUAGE = "en"


def session_document(session: PlannedSession, *, clock_words: bool = True) -> Document:
    """Every fact of a session. Nothing in it is private."""
    news = items_of(session_words.changes(session))
    facts = items_of(session_words.facts(session, clock_words=clock_words))
    changed = (Line((_("Something changed."),)), *news) if news else ()
    sections = tuple(Section(title, _part(said)) for title, said in session_words.parts(session))
    title = f"{session_words.kind_words(session)}: {shown_line(session.title)}"
    closing = Line((_("Stepping back is always okay."),))
    return Document(title, LANGUAGE, (*changed, *facts, closing), sections)


def items_of(said: Said) -> tuple[Item, ...]:
    """Facts and sentences, in their order."""
    items: list[Item] = []
    for named, run in groupby(said, lambda fact: bool(fact[0])):
        if named:
            items.append(Facts(tuple((shown_line(name), shown_line(words)) for name, words in run)))
        else:
            items += [Line(tuple(sentences(shown_line(words)))) for _name, words in run]
    return tuple(items)


def _part(said: Said) -> tuple[Item, ...]:
    """A part of what is known. Steps without a time are a list with numbers."""
    if len(said) > 1 and not any(name for name, _words in said):
        return (Steps(tuple(shown_line(words) for _name, words in said)),)
    return items_of(said)
