"""The kinds of things a page says. A block tells what a thing means, never how it looks."""

from typing import Literal

from msgspec import Struct


class Heading(Struct, frozen=True):
    """A heading inside a page."""

    text: str


class Line(Struct, frozen=True):
    """One idea in one or more short sentences.

    `clause` ties a line of a content pack to the clause it explains ("5.1").
    """

    text: str
    clause: str = ""


class Picture(Struct, frozen=True):
    """A picture of what the next lines say. `shows` is what can be seen on it, in words."""

    name: str
    shows: str


class Quote(Struct, frozen=True):
    """Someone's own words, never changed.

    `exact`: each letter counts, spaces too, so they stand without quotation marks around them.
    """

    text: str
    exact: bool = False


class Big(Struct, frozen=True):
    """Words to show very large where that can be drawn, whatever size the page has.

    `letters` is "giant", or a kind of blocks that large letters are drawn with.
    """

    text: str
    letters: str = "giant"


class Fact(Struct, frozen=True):
    """One named fact: "Where: online"."""

    name: str
    value: str


class Notice(Struct, frozen=True):
    """What just happened, or what is wrong."""

    tone: Literal["good", "problem"]
    text: str


class Option(Struct, frozen=True):
    """One answer of a Choice. `picture` names a picture of it, or is ""."""

    value: str
    label: str
    picture: str = ""


class Choice(Struct, frozen=True):
    """A question with answers; `chosen` are the values that hold now.

    Whether one or many can be chosen is the page's own: it decides what choosing does.
    `further` are answers that another page shows: where names are typed, theirs work too.
    `own`: the answers are the member's own words.
    """

    key: str
    options: tuple[Option, ...]
    chosen: tuple[str, ...] = ()
    further: tuple[Option, ...] = ()
    own: bool = False


class Field(Struct, frozen=True):
    """A place for the member's own words, of several lines. `hidden`: no letter is shown."""

    key: str
    label: str
    value: str
    hidden: bool = False


class Action(Struct, frozen=True):
    """Something that can be done here. `action` is an id of companion.actions."""

    action: str
    label: str
    arg: str = ""


Block = Heading | Line | Picture | Quote | Big | Fact | Notice | Choice | Field | Action


HIDDEN = "hidden"  # the route that Hide opens


class Page(Struct, frozen=True):
    """One page, as data.

    `place` is (which, of how many) where one text is spread over several pages.
    `private` pages show a member's own words: nothing of them goes into a title,
    and nothing of them is spoken without a yes. `begin_at` is the key of a field that holds
    unfinished words, so that the member goes on there. `read_at_once` pages are one thing to
    hear: they are read when they open, where the voice is on. `voice_on` says that it is.
    On `secret` pages nothing that is typed or chosen is said, or kept in what was said.
    `keys` are actions whose key the member changed ("" for none); `letters_off` says that no
    letter and no sign is a key.
    """

    route: str
    title: str
    blocks: tuple[Block, ...]
    place: tuple[int, int] | None = None
    private: bool = False
    about: str = ""
    begin_at: str = ""
    read_at_once: bool = False
    voice_on: bool = False
    secret: bool = False
    keys: tuple[tuple[str, str], ...] = ()
    letters_off: bool = False

    @property
    def hidden(self) -> bool:
        """Whether this page stands before the others, and shows and says nothing of them."""
        return self.route == HIDDEN

    def actions(self) -> frozenset[str]:
        """The ids of the actions that this page offers by itself."""
        return frozenset(b.action for b in self.blocks if isinstance(b, Action))
