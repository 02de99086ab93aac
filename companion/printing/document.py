"""What is printed, as data with meaning. Every kind of file is written from the same document.

All words in it are safe to show: whoever makes a document has cleaned what came from outside.
"""

from msgspec import Struct


class Line(Struct, frozen=True):
    """One idea in short sentences, and the picture that belongs to it.

    `picture` is a name for `pictures.picture_svg`, and `shows` says in words what it shows;
    both are "" without one. A quote is someone's own words, never changed.
    """

    sentences: tuple[str, ...]
    picture: str = ""
    shows: str = ""
    quote: bool = False


class Facts(Struct, frozen=True):
    """Named facts, such as "Where" and "online"."""

    facts: tuple[tuple[str, str], ...]


class Steps(Struct, frozen=True):
    """What happens, in this order."""

    steps: tuple[str, ...]


class Own(Struct, frozen=True):
    """A member's own words, with their line ends."""

    text: str


class Heading(Struct, frozen=True):
    """A heading inside a section."""

    text: str


Item = Line | Facts | Steps | Own | Heading


class Section(Struct, frozen=True):
    """A piece of a document. It starts on a page of its own if `new_page`.

    A title of "" is for a document that has no other section.
    """

    title: str
    items: tuple[Item, ...]
    new_page: bool = False


class Document(Struct, frozen=True):
    """All that is printed. `private`: it holds words that the member keeps to themselves."""

    title: str
    language: str
    opening: tuple[Item, ...]
    sections: tuple[Section, ...]
    private: bool = False

    @property
    def contents(self) -> tuple[str, ...]:
        """The titles of the sections, where there are so many that a list of them helps."""
        titles = tuple(section.title for section in self.sections)
        return titles if len(titles) > 2 and any(s.new_page for s in self.sections) else ()


def quoted(line: Line) -> tuple[str, ...]:
    """The sentences of a line as they are shown: a quote stands between its marks."""
    return (f'"{" ".join(line.sentences)}"',) if line.quote else line.sentences
