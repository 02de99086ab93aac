"""Rules about a whole document: its length, its lists, and words explained at first use."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, zip_longest
from typing import NamedTuple

from companion.easyread import lexicon
from companion.easyread.forms import found_in
from companion.easyread.passages import Kind
from companion.easyread.rules.hit import Hit
from companion.easyread.rules.vocabulary import syllables
from companion.plainwords.messages import _

MOST_WORDS = 1_000
MEAN_WORDS = 10
MOST_IN_PARAGRAPH, MOST_WORDS_IN_PARAGRAPH = 3, 50
MOST_ITEMS = 6
HIGHEST_GRADE = 6
LEAST_DIRECT = 0.6
_ENOUGH = 5  # sentences, before a share or a mean of them says anything

_DIRECT = re.compile(r"\b(?:you|we|i|us|me|our|your|my)\b", re.IGNORECASE)
_NOBODY = re.compile(r"\b(?:the users?|the members?|individuals?|the reader)\b", re.IGNORECASE)
_ORDER_START = re.compile(
    r"^\W*(?:please|do|ask|tell|come|bring|write|read|call|choose|look|press|type|open|close|take"
    r"|go|use|keep|say|see|send|try|wait)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"^\W*(it|this|they|them|these|those)\b(?! \w+ing\b)", re.IGNORECASE)
# What is most often a noun: after a small word, a name, many of a thing, the last word.
_NOUN = re.compile(
    r"(?i:\b(?:an?|the|my|your|our|his|her|their|its|each|every|any|all|\d[\d,]*|no|new|what"
    r"|which|in|at|for|of|with|to) \w{3,}|^\w+\W*$|\b[a-z]{4,}\W*$|\w{3,}(?<!s)s\b)"
    r"|(?<!^)\b[A-Z]\w+|^[A-Z][a-z]+ (?:is|was|has)\b"
)
_OFFER = re.compile(
    r"\b(?:you (?:can|may|could) (?:also )?|please )(?:share|send|tell|speak|show|say)\b"
    r"|\bwould you like to (?:share|tell|say|speak)\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"\byou (?:do not have to|need not|do not need to)\b|\bif you (?:like|want|wish)\b"
    r"|\bonly if\b|\byou choose\b|\bit is (?:okay|ok|fine) not to\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_][\w'’-]*")
_SMALL = frozenset("a an and each how is of or that the to we you for in it when what as".split())  # noqa: SIM905


class Sentence(NamedTuple):
    """One sentence: its words, its passage (by number) and that one's kind."""

    text: str
    passage: int
    kind: Kind


Place = tuple[int, Hit]  # which sentence, and what a rule says of it


def whole_text(said: Sequence[Sentence]) -> Iterator[Place]:
    """ER-01b, 02, 08b and 18: what only the whole text shows."""
    lengths = [len(_WORD.findall(sentence.text)) for sentence in said]
    total = sum(lengths)
    if total >= MOST_WORDS:
        why = _("This text has {n} words. An easy text has fewer than {most}.")
        yield 0, Hit("ER-02", 0, 0, why.format(n=total, most=MOST_WORDS),
                     _("Make it shorter, or make 2 texts of it."))  # fmt: skip
    running = [at for at, sentence in enumerate(said) if sentence.kind != "heading"]
    if len(running) < _ENOUGH:
        return
    mean = sum(lengths[at] for at in running) / len(running)
    if mean > MEAN_WORDS:
        why = _("The sentences have {n} words on average. {most} is a good aim.")
        yield 0, Hit("ER-01b", 0, 0, why.format(n=round(mean), most=MEAN_WORDS),
                     _("Make the sentences shorter."), "warn")  # fmt: skip
    if (grade := _grade([said[at].text for at in running])) > HIGHEST_GRADE:
        why = _("This text needs about {n} years of school. {most} is the most.")
        yield 0, Hit("ER-08b", 0, 0, why.format(n=round(grade), most=HIGHEST_GRADE),
                     _("Use shorter words and sentences."), "warn")  # fmt: skip
    direct = sum(_is_direct(said[at].text) for at in running)
    if direct / len(running) < LEAST_DIRECT:
        yield 0, Hit("ER-18", 0, 0, _("Few sentences speak to the reader."),
                     _('Use "you" and "we" more.'), "warn")  # fmt: skip


def _grade(texts: list[str]) -> float:
    """The Flesch-Kincaid grade, which counts words and syllables, not sense."""
    words = [word for text in texts for word in _WORD.findall(text)]
    if not words:
        return 0
    return 0.39 * len(words) / len(texts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def _is_direct(text: str) -> bool:
    named = any(lexicon.rank(word) is None for word in re.findall(r"\b[A-Z]\w+", text))
    return bool(_DIRECT.search(text) or _ORDER_START.match(text)) or named


def paragraphs(said: Sequence[Sentence]) -> Iterator[Place]:
    """ER-04: 3 sentences and 50 words are the most."""
    for _number, group in groupby(enumerate(said), key=lambda one: one[1].passage):
        block = list(group)
        words = sum(len(_WORD.findall(sentence.text)) for _at, sentence in block)
        if len(block) > MOST_IN_PARAGRAPH or words > MOST_WORDS_IN_PARAGRAPH:
            why = _("This block of text is long.")
            suggestion = _("Leave an empty line after 3 sentences or fewer.")
            yield block[0][0], Hit("ER-04", 0, 0, why, suggestion)


def lists(said: Sequence[Sentence]) -> Iterator[Place]:
    """ER-21: at most 6 things in a list."""
    for kind, group in groupby(enumerate(said), key=lambda one: one[1].kind):
        block = list(group)
        things = len({sentence.passage for _at, sentence in block})
        if kind == "item" and things > MOST_ITEMS:
            why = _("This list has {n} things. {most} is the most.")
            yield block[0][0], Hit("ER-21", 0, 0, why.format(n=things, most=MOST_ITEMS),
                                   _("Make 2 lists, each with its own heading."))  # fmt: skip


def explained(said: Sequence[Sentence], glossary: Mapping[str, str]) -> Iterator[Place]:
    """ER-07b: the sentence after the first use of a hard word says what the word means."""
    known: set[str] = set()
    running = [at for at, sentence in enumerate(said) if sentence.kind != "heading"]
    for here, after in zip_longest(running, running[1:]):
        text = said[here].text
        following = said[after].text if after is not None else ""
        for term in found_in(text, tuple(glossary)):
            if term not in known and not _says(text, following, term, glossary[term]):
                at = max(text.casefold().find(term.casefold()), 0)
                why = _("The next sentence does not say what this word means.")
                suggestion = _("Say after it: {words}").format(words=glossary[term])
                yield here, Hit("ER-07b", at, at + len(term), why, suggestion)
            known.add(term)


def _says(text: str, following: str, term: str, meaning: str) -> bool:
    """Whether the next sentence has a word of the meaning, or this one says "TERM means"."""
    own = {part.casefold() for part in term.split()} | _SMALL
    words = tuple({word.casefold() for word in _WORD.findall(meaning)} - own)
    if found_in(following, words):
        return True
    says = re.search(rf"\b{re.escape(term)}s? (?:is|are|means?)\b", text, re.IGNORECASE)
    return bool(says and found_in(text, words))


def people(said: Sequence[Sentence]) -> Iterator[Place]:
    """ER-18, ER-18b and ER-24: who is spoken to, what "it" is, and that a choice is one."""
    for at, sentence in enumerate(said):
        before = said[at - 1].text if at else ""
        for found in _NOBODY.finditer(sentence.text):
            yield at, Hit("ER-18", *found.span(), _("This does not speak to the reader."),
                          _('Write "you" or "we".'), "warn")  # fmt: skip
        back = _POINTS_BACK.match(sentence.text)
        if back and not _NOUN.search(before):
            yield at, Hit("ER-18b", *back.span(1), _("It is not clear what this word stands for."),
                          _("Say the thing by its name."), "warn")  # fmt: skip
        near = " ".join(other.text for other in said[max(at - 2, 0) : at + 3])
        offer = _OFFER.search(sentence.text)
        if offer and not _FREE.search(near):
            yield at, Hit("ER-24", *offer.span(), _("People may think that they have to do this."),
                          _('Add: "You do not have to."'), "warn")  # fmt: skip
