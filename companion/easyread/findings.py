"""Turns what rules say about sentences into findings that say where in the text they are."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from companion.easyread.passages import Lines, Passage
from companion.easyread.rules import grammar, joining, numbers, times, vocabulary, wording
from companion.easyread.rules.hit import Hit, Level
from companion.easyread.rules.whole import Place, Sentence
from companion.plainwords.messages import _
from companion.plainwords.sentences import sentence_spans

_RULES: tuple[Callable[[str], Iterable[Hit]], ...] = (
    wording.long_sentences,
    wording.contractions,
    wording.vague_words,
    wording.orders,
    wording.signs,
    grammar.negatives,
    grammar.passives,
    joining.joins,
    joining.relative_days,
    numbers.spelled_out,
    numbers.shares,
    times.dates,
    times.times,
    vocabulary.jargon,
    vocabulary.other_terms,
)
# What these say about a word is enough: it is not told again that the word is hard.
_ABOUT_WORDS = frozenset(
    "ER-09 ER-10 ER-11 ER-12 ER-13 ER-14 ER-15 ER-15b ER-15c ER-16 ER-17 ER-23".split()  # noqa: SIM905
)

# Letters in a sentence. Nobody writes a longer one; a hostile one would take minutes.
_LONGEST = 2_000


class Finding(NamedTuple):
    """One place where a rule ("ER-01") is broken.

    Lines and columns count from 1. `why` and `suggestion` are sentences to show;
    `suggestion` may be "".
    """

    rule: str
    level: Level
    line: int
    column: int
    words: str
    why: str
    suggestion: str


class Reading:
    """A text in passages and sentences, ready for rules."""

    def __init__(self, text: str, passages: Sequence[Passage]) -> None:
        self._text = text
        self._lines = Lines(text)
        self._passages = passages
        spans = [
            (number, start, end)
            for number, one in enumerate(passages)
            for start, end in sentence_spans(one.text)
        ]
        self._starts = [(number, start) for number, start, _end in spans]
        self.sentences = [
            Sentence(passages[number].text[start:end], number, passages[number].kind)
            for number, start, end in spans
        ]

    def findings(self, places: Iterable[Place]) -> list[Finding]:
        """What the rules said, with lines and columns."""
        return [self._finding(at, hit) for at, hit in places]

    def _finding(self, at: int, hit: Hit) -> Finding:
        number, start = self._starts[at]
        places = self._passages[number].places
        # Character by character, since in Markdown there are signs between the words.
        words = "".join(self._text[i] for i in places[start + hit.start : start + hit.end])
        return self._made(places[start + hit.start], words, hit)

    def finding_at(self, first: int, last: int, hit: Hit) -> Finding:
        """A finding about a piece of the source (as for a slice)."""
        return self._made(first, self._text[first:last], hit)

    def _made(self, first: int, words: str, hit: Hit) -> Finding:
        line, column = self._lines.at(first)
        words = " ".join(words.split())
        return Finding(hit.rule, hit.level, line, column, words, hit.why, hit.suggestion)


def each_sentence(said: Sequence[Sentence], glossary: Mapping[str, str]) -> Iterator[Place]:
    """What the rules for single sentences say of each."""
    known = frozenset(part for term in glossary for part in bare_words(term))
    spelled = frozenset(glossary)
    for at, sentence in enumerate(said):
        for hit in _hits(sentence.text, known, spelled):
            yield at, hit


def bare_words(term: str) -> list[str]:
    """The words of a term, as they are compared."""
    return [*term.casefold().replace("-", " ").split(), term.casefold()]


def _hits(sentence: str, known: frozenset[str], spelled: frozenset[str]) -> Iterator[Hit]:
    if len(sentence) > _LONGEST:
        why, suggestion = _("This sentence is too long."), _("Make more sentences of it.")
        yield Hit("ER-01", 0, _LONGEST, why, suggestion)
        return
    hits = [hit for rule in _RULES for hit in rule(sentence)]
    hits += wording.abbreviations(sentence, spelled)
    named = [(hit.start, hit.end) for hit in hits if hit.rule in _ABOUT_WORDS]
    yield from hits
    for hit in vocabulary.hard_words(sentence, known):
        if not any(start < hit.end and hit.start < end for start, end in named):
            yield hit


def in_order(findings: Iterable[Finding], allowed: frozenset[str] = frozenset()) -> list[Finding]:
    """The findings as a reader comes to them, without those about words that stay."""
    return sorted(
        (finding for finding in findings if finding.words not in allowed),
        key=lambda finding: (finding.line, finding.column),
    )
