"""What a browser asks of a page, and what the page answers: to be shown, or to go elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from companion.endpoint.database import Database
from companion.endpoint.days import Clock
from companion.endpoint.organisers import Organiser
from companion.plainwords.characters import without_controls
from companion.plainwords.messages import _
from companion.problems import KINDS, Problem

LARGEST_FORM = 256 * 1024  # bytes
_MOST_FIELDS = 200
_LONGEST_NUMBER = 9

NOBODY = Organiser(0, "", "", "")


class NotThere(Exception):
    """There is no such page."""


class Wrong(Exception):
    """A form cannot be done yet: a sentence for each field that must change, "" for the whole.

    `draft` is the number of the draft that keeps its words, or 0.
    """

    def __init__(self, errors: Mapping[str, str], draft: int = 0) -> None:
        super().__init__("not yet")
        self.errors = errors
        self.draft = draft


class Shown(NamedTuple):
    """A page to show: the name of its template, and what it says."""

    template: str
    facts: Mapping[str, Any]


class Go(NamedTuple):
    """A page to go to, behind /organisers; `done` is a key of naming.DONE to say there."""

    path: str
    done: str = ""


class File(NamedTuple):
    """A file to keep or to look at; never a page. `ours`: it ships with the program."""

    name: str
    type: str
    data: bytes
    ours: bool = False


class Enter(NamedTuple):
    """Somebody has signed in: the words of their session."""

    session: str


class Leave(NamedTuple):
    """Somebody has signed out."""


Answer = Shown | Go | File | Enter | Leave


@dataclass(frozen=True)
class Asked:
    """What a page needs to know of a request. `form` is None where none was sent.

    `session` are the words that the browser shows; on a page that is open, nobody has looked at
    them. `origin` is where these pages are, for new links. After a form that could not be done,
    `errors` says why, and `draft` is what keeps its words. `files` came with the form: what the
    browser calls them, and their bytes.
    """

    database: Database
    clock: Clock
    names: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, Sequence[str]] | None = None
    files: Sequence[tuple[str, bytes]] = ()
    organiser: Organiser = NOBODY
    session: str = ""
    origin: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    draft: int = 0

    def said(self, name: str, default: str = "") -> str:
        """What a field says, as it was typed but for controls; the default where no form came."""
        if self.form is None:
            return default
        return without_controls((self.form.get(name) or [""])[0])

    def several(self, name: str) -> list[str]:
        """All that fields of one name say."""
        return [without_controls(one) for one in (self.form or {}).get(name, ())]

    def count(self, name: str) -> int:
        """A number in the form or the query; 0 where there is none."""
        return _number(self.said(name) if self.form is not None else self.query.get(name, ""))

    def number(self, name: str = "number") -> int:
        """A number in the path. Raises NotThere."""
        found = _number(self.names.get(name, ""))
        if not found:
            raise NotThere
        return found

    def day(self, name: str) -> date:
        """A day in the form. Raises Wrong({name: why})."""
        try:
            return date.fromisoformat(self.said(name).strip())
        except ValueError:
            raise Wrong({name: _("We need a day here.")}) from None


class Page(NamedTuple):
    """One page: its path behind /organisers, how it is shown, and what its form does.

    `field` is where a Problem belongs that does not say it. `open`: nobody has to sign in.
    `uploads`: its form may bring files.
    """

    path: str
    show: Callable[[Asked], Answer] | None
    act: Callable[[Asked], Answer] | None = None
    field: str = ""
    open: bool = False
    uploads: bool = False


def fields_of(body: bytes) -> dict[str, list[str]]:
    """The fields of a form as it was sent. Raises ValueError."""
    found: dict[str, list[str]] = {}
    pairs = parse_qsl(
        body.decode("ascii"),
        keep_blank_values=True,
        encoding="utf-8",
        errors="strict",
        max_num_fields=_MOST_FIELDS,
    )
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def told(problem: Problem) -> str:
    """What went wrong, in plain words. What a person could type elsewhere is left out."""
    kind = KINDS[problem.code]
    what, then = (_(words).format(**problem.facts) for words in (kind.say, kind.next))
    return what if "companion " in then.casefold() else f"{what} {then}"


def _number(words: str) -> int:
    plain = words.isascii() and words.isdecimal() and len(words) <= _LONGEST_NUMBER
    return int(words) if plain else 0
