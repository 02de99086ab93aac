"""What a screen reader said, which key it answered, and how much of it was noise."""

import re
from dataclasses import dataclass, field
from enum import Enum

WITHIN = 1.0  # seconds in which a key must be answered

_BOX = "[\u2500-\u259f\u2800-\u28ff]"  # box drawing, blocks, braille patterns
_RESIDUE = (  # what is left of an escape sequence that the reader did not know
    "[\x00-\x08\x0e-\x1f\x7f\x9b\ufffd]"
    r"|^([<>?]\d*|\d+)(;\w+)*[uhlm]$|^\[?[?>]\d|^\d+;\D"
)
_SIGNS = ("slash", "dash")
_NAMES = {"*": "star"}  # what some say for a sign that was written
_OWN = "tdsr, presented|pychant is not|Start Fenrir|Quit Fenrir"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing handed to the synthesiser, `at` seconds after the rig began.

    `letter` is true where it was sent as one character, to be spoken by its name.
    """

    at: float
    text: str
    letter: bool = False

    @property
    def own(self) -> bool:
        """True for what the reader says about itself."""
        return bool(re.match(_OWN, self.text))

    @property
    def parts(self) -> list[str]:
        """What it is made of: words, and perhaps noise."""
        alone = self.letter and not re.search(_BOX, self.text)
        return [self.text] if alone else self.text.split()

    @property
    def noise(self) -> list[str]:
        """Box lines, blocks, residue of escape sequences, signs that stand alone."""
        return [part for part in self.parts if not self.letter and _is_noise(part)]


def _is_noise(part: str) -> bool:
    return bool(re.search(f"{_BOX}|{_RESIDUE}", part)) or not re.search(r"\w", part)


class Kind(Enum):
    """What a key was for. Each kind is measured by itself."""

    START = "start"  # no key: the program was started
    STEP = "step"  # moved to another thing to choose
    JUMP = "jump"  # moved by an arrow key over empty rows
    READ = "read"  # moved to words that are only read, or inside a text
    CHOOSE = "choose"  # chose, and something happened on the page that stays
    OPEN = "open"  # a page opened, or the next page of a text
    TYPE = "type"  # wrote, or took out, a letter
    OTHER = "other"  # a paste, another size of the terminal, waiting


@dataclass(slots=True)
class Press:
    """One key, and what was said from then until the next one.

    `hear` is what must be said: what has the focus now, or the letter.
    """

    page: str
    key: str
    kind: Kind
    at: float
    hear: str = ""
    said: list[Said] = field(default_factory=list)
    pasted: str = ""
    only_changes: bool = False  # the reader may leave out how the cursor's row began before

    @property
    def words(self) -> list[str]:
        """All that was said, without noise."""
        noise = self.noise
        return [part for said in self.said for part in said.parts if part not in noise]

    @property
    def noise(self) -> list[str]:
        """What nobody needs to hear. A sign that was written, or stands for what was, is wanted."""
        wanted = (self.key, self.hear, *self.pasted)
        return [part for said in self.said for part in said.noise if part not in wanted]

    @property
    def heard(self) -> bool:
        """True if what must be said was said in time; also where nothing must be."""
        within = [said.text for said in self.said if said.at <= self.at + WITHIN]
        if self.kind is Kind.TYPE and not self.hear.isalnum():  # some say "dot." for "."
            names = (self.hear.strip(), _NAMES.get(self.hear, self.hear.strip()))
            return any(text.strip().endswith(names) for text in within or [""])
        if self.kind is Kind.TYPE:
            return self.hear in map(str.strip, within)
        said = " ".join(within)
        if plain(self.hear) in plain(said) or any(map(self._is_rest, within)):
            return True
        return bool(bare(self.hear)) and bare(self.hear) in bare(said)

    def _is_rest(self, text: str) -> bool:
        """True for all that is new in the cursor's row: most of what must be said, to its end."""
        said, whole = plain(text), plain(self.hear)
        return self.only_changes and whole.endswith(said) and 2 * len(said) > len(whole)

    @property
    def late(self) -> float:
        """Seconds from the key to the first word."""
        return self.said[0].at - self.at if self.said else WITHIN

    @property
    def share(self) -> float:
        """The part of what was said that must be said."""
        count = len(self.words) + len(self.noise)
        return len(self.hear.split()) / count if self.heard and count else 0.0

    @property
    def transcript(self) -> str:
        """What was said, on one line."""
        return " / ".join(" ".join(said.text.split()) or "space" for said in self.said)


def plain(text: str) -> str:
    """Text to compare: case and white space do not count."""
    return " ".join(text.split()).casefold()


def bare(text: str) -> str:
    """Words to compare: some readers name a sign ("slash"), some leave it out."""
    words = re.sub(r"\W", " ", plain(text)).split()
    return " ".join(word for word in words if word not in _SIGNS)
