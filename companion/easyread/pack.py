"""What a content pack holds: a text in full and in easy words, and what hard words mean.

Quick commands load this module, so it does not load dataclasses, which take far longer.
"""

from collections.abc import Mapping
from datetime import date
from itertools import accumulate
from typing import Literal, NamedTuple

from companion.easyread.forms import found_in, same_term
from companion.problems import Problem


class Line(NamedTuple):
    """One easy sentence with its picture. `clause` says which full words it stands for.

    `other` says the same in other easy words, or is "".
    `kind` is "quote" where the words are someone's own and are never changed. A quote may
    have no picture; then `picture` and `description` are "".
    """

    clause: str
    simple: str
    picture: str
    description: str
    kind: Literal["line", "quote"] = "line"
    other: str = ""


class Clause(NamedTuple):
    """One clause in full words: ours, and the community's own where they gave them.

    `pending` says that the community has not decided yet what this clause will say.
    """

    id: str
    full: str
    original: str = ""
    pending: bool = False

    @property
    def words(self) -> str:
        """The words to show as the full ones: the community's own where they are known."""
        return self.original or self.full


class Part(NamedTuple):
    """One part of a text: its easy lines page by page, and its clauses in full words."""

    number: int
    title: str
    pages: tuple[tuple[Line, ...], ...]
    clauses: tuple[Clause, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every easy line, in order."""
        return tuple(line for page in self.pages for line in page)

    @property
    def starts(self) -> tuple[int, ...]:
        """Which easy line (from 0) each page begins with."""
        return tuple(accumulate(map(len, self.pages[:-1]), initial=0))

    def clause(self, clause_id: str) -> Clause:
        """The full words behind an easy line (`line.clause`)."""
        return next(clause for clause in self.clauses if clause.id == clause_id)

    def clauses_of(self, page: int) -> tuple[Clause, ...]:
        """The clauses that a page (from 0) stands for: the same page, in full words."""
        ids = {line.clause for line in self.pages[page]}
        return tuple(clause for clause in self.clauses if clause.id in ids)


class Change(NamedTuple):
    """What changed in one version, each line an easy sentence."""

    version: str
    date: date
    lines: tuple[str, ...]


class Pack(NamedTuple):
    """A whole text that the community can own, with its glossary (word to meaning).

    `note` says whose words these are; `checked` says who checked them, or "Not checked
    yet." Both are sentences to show. `changes` are those of each version, the newest first;
    `older` names the versions that lie beside this one in its `folder`.
    """

    name: str
    title: str
    version: str
    date: date
    language: str
    note: str
    checked: str
    parts: tuple[Part, ...]
    glossary: Mapping[str, str]
    changes: tuple[Change, ...] = ()
    older: tuple[str, ...] = ()
    folder: str = ""

    def part(self, number: int) -> Part:
        """One part by its number. Raises Problem("no_such_part")."""
        for part in self.parts:
            if part.number == number:
                return part
        raise Problem("no_such_part", part=number)

    @property
    def pending(self) -> tuple[Clause, ...]:
        """The clauses that the community has not decided yet, for a check before a release."""
        return tuple(clause for part in self.parts for clause in part.clauses if clause.pending)

    def meaning(self, word: str) -> str:
        """What a word means, in whatever form it comes ("Paces"). Raises "no_such_word"."""
        for term, meaning in self.glossary.items():
            if same_term(word, term):
                return meaning
        raise Problem("no_such_word", word=word)

    def meanings_in(self, text: str) -> tuple[str, ...]:
        """The words of the glossary that a text uses, as the text comes to them."""
        return found_in(text, tuple(self.glossary))
