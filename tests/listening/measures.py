"""What journeys sounded like, in numbers, and the bar that they must hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from tests.listening.heard import Kind, Press
from tests.listening.readers import Name


@dataclass(frozen=True, slots=True)
class Bar:
    """What one way to meet the program must hold, in every reader."""

    share: float  # at least: the part of the spoken words that is what has the focus
    words_a_key: float  # at most: keys that moved, chose or wrote on a page
    words_a_page: float  # at most: keys that opened a page, which is spoken
    words_at_start: int  # at most


SCREEN_BAR = Bar(share=0.6, words_a_key=3, words_a_page=30, words_at_start=25)
PLAIN_BAR = Bar(share=0.4, words_a_key=5, words_a_page=35, words_at_start=40)
ON_A_PAGE = (Kind.STEP, Kind.JUMP, Kind.READ, Kind.CHOOSE, Kind.TYPE)


@dataclass(frozen=True, slots=True)
class Sound:
    """One reader on one or more journeys."""

    reader: Name
    presses: Sequence[Press]

    @property
    def moves(self) -> list[Press]:
        """Keys that moved, chose or answered, where something must be heard."""
        kinds = (Kind.STEP, Kind.JUMP, Kind.READ, Kind.CHOOSE, Kind.OPEN)
        return [press for press in self._of(*kinds) if press.hear]

    @property
    def letters(self) -> list[Press]:
        """Letters and signs that were written, or taken out."""
        return [press for press in self._of(Kind.TYPE) if press.hear.strip()]

    @property
    def misses(self) -> list[Press]:
        """Keys after which what must be heard was not heard in time."""
        return [press for press in [*self.moves, *self.letters] if not press.heard]

    @property
    def noise(self) -> list[str]:
        """All of the noise."""
        return [part for press in self.presses for part in press.noise]

    @property
    def words_at_start(self) -> int:
        """The most words that a start took."""
        return max(len(press.words) for press in self._of(Kind.START))

    @property
    def words_a_key(self) -> float:
        """The median over keys that did something on the page where they were pressed."""
        return self._words(*ON_A_PAGE)

    @property
    def words_a_page(self) -> float:
        """The median over keys that opened a page or the next page of a text."""
        return self._words(Kind.OPEN)

    @property
    def words_any_key(self) -> float:
        """The median over both."""
        return self._words(*ON_A_PAGE, Kind.OPEN)

    @property
    def share(self) -> float:
        """The median, over moves and letters."""
        return median(press.share for press in [*self.moves, *self.letters])

    @property
    def share_of_moves(self) -> float:
        """The median, over moves alone."""
        return median(press.share for press in self.moves)

    @property
    def steps(self) -> list[Press]:
        """Moves on a page. What came of a choice may be more than the row that was chosen."""
        return [press for press in self.moves if press.kind not in (Kind.OPEN, Kind.CHOOSE)]

    @property
    def late(self) -> float:
        """Seconds from a move to the first word: the median."""
        return median(press.late for press in self.moves)

    def pages(self) -> "Iterator[tuple[str, Sound]]":
        """Each page that was met, and how it sounded there."""
        for name in dict.fromkeys(press.page for press in self.presses):
            there = [press for press in self.presses if press.page == name]
            yield name, Sound(self.reader, there)

    def _of(self, *kinds: Kind) -> list[Press]:
        return [press for press in self.presses if press.kind in kinds]

    def _words(self, *kinds: Kind) -> float:
        return median([len(press.words) for press in self._of(*kinds)] or [0])


def faults(sound: Sound, bar: Bar) -> list[str]:
    """In what the bar is not held, a sentence each; keys that were not heard are apart."""
    found = [f"noise: {part!r}" for part in sound.noise]
    if sound.words_at_start > bar.words_at_start:
        found.append(f"{sound.words_at_start} words at the start")
    if sound.words_a_key > bar.words_a_key:
        found.append(f"{sound.words_a_key} words a key")
    if sound.words_a_page > bar.words_a_page:
        found.append(f"{sound.words_a_page} words a page")
    if sound.share < bar.share:
        found.append(f"share {sound.share:.2f}")
    return found
