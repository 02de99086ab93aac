"""The kinds of things a page says. A block tells what a thing means, never how it looks."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a page."""

    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One idea in one or more short sentences.

    `clause` ties a line of a content pack to the clause it explains ("5.1").
    """

    text: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Someone's own words, never changed."""

    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One named fact: "Where: online"."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What just happened, or what is wrong."""

    tone: Literal["good", "problem"]
    text: str


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a Choice."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A question with answers; `chosen` is the value that holds now, or ""."""

    key: str
    options: tuple[Option, ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A place for the member's own words, of several lines."""

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done here. `action` is an id of companion.actions."""

    action: str
    label: str
    arg: str = ""


Block = Heading | Line | Quote | Fact | Notice | Choice | Field | Action


@dataclass(frozen=True, slots=True)
class Page:
    """One page, as data.

    `place` is (which, of how many) where one text is spread over several pages.
    `private` pages show a member's own words: nothing of them goes into a title,
    and nothing of them is spoken without a yes.
    """

    route: str
    title: str
    blocks: tuple[Block, ...]
    place: tuple[int, int] | None = None
    private: bool = False
    about: str = ""

    def actions(self) -> frozenset[str]:
        """The ids of the actions that this page offers by itself."""
        return frozenset(b.action for b in self.blocks if isinstance(b, Action))
