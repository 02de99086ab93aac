"""Entries of the journal in words, and which ones fit. Pages and commands say the same.

The commands that read load this, so it makes no blocks.
"""

from companion.domain.journal import Entry, Question
from companion.page.symbol_words import symbol_words
from companion.plainwords.messages import _
from companion.plainwords.sentences import first_words


def question_words(question: Question) -> str:
    """The charter's question, in the charter's words."""
    if question == "helped":
        return _("What would have helped?")
    return _("What one thing could be different?")


def matching(entries: list[Entry], asked: str) -> tuple[Entry, ...]:
    """The entries that fit what is asked for: "all", "later" or "find WORDS"."""
    word, _space, wanted = asked.partition(" ")
    if word == "later":
        entries = [entry for entry in entries if entry.later]
    elif word == "find":
        entries = [entry for entry in entries if _fits(entry, wanted.casefold())]
    return tuple(sorted(entries, key=lambda entry: entry.created, reverse=True))


def _fits(entry: Entry, wanted: str) -> bool:
    for words in (entry.helped.words, entry.different.words, entry.said):
        if wanted in words.casefold():
            return True
    symbols = (*entry.helped.symbols, *entry.different.symbols)
    return bool(symbols) and wanted in symbol_words(symbols).casefold()


def summary(entry: Entry) -> str:
    """The start of an entry in a few words."""
    for answer in (entry.helped, entry.different):
        if answer.words.strip():
            return first_words(answer.words)
        if answer.symbols:
            return first_words(symbol_words(answer.symbols))
    if entry.said:
        return first_words(_("I said: {words}").format(words=entry.said))
    return _("I do not know yet")
