"""Read to me: a page sentence by sentence, with pause, again, before, next, spell."""

import threading
from collections.abc import Callable
from datetime import date
from string import punctuation

from companion.ports import Mark
from companion.speech.lexicon.said import said
from companion.speech.script import Sentence
from companion.speech.speaker import Speaker
from companion.speech.utterances import NORMAL, NOW, Event


class Reading:
    """Where the voice is in a page. It goes on to the page's end and never further.

    `on_mark` is called, on the speaker's thread, with the sentence being said, and with None
    once it is silent. Calls come from the program's thread.
    """

    def __init__(self, speaker: Speaker, on_mark: Callable[[Mark | None], None]) -> None:
        self._speaker = speaker
        self._on_mark = on_mark
        self._lock = threading.RLock()
        self._script: tuple[Sentence, ...] = ()
        self._numbers: dict[int, int] = {}  # of utterances: the sentence they say
        self._at = 0  # the sentence that is, or was last, said
        self._word = (0, 0)  # what is, or was last, said of its text
        self._over = True  # the end was reached, or nothing was read yet

    def read(self, sentences: tuple[Sentence, ...], pauses: float) -> None:
        """Read a page; one that was left in the middle is carried on with.

        `pauses` is how many times the usual length they have.
        """
        with self._lock:
            same = sentences == self._script and not self._over
            self._script = sentences
            self._from(self._at if same else 0, pauses)

    def read_from(self, sentences: tuple[Sentence, ...], shown: str, pauses: float) -> None:
        """Read a page from the words that are shown in a line of it."""
        with self._lock:
            self._script = sentences
            found = (at for at, one in enumerate(sentences) if one.mark.shown == shown)
            self._from(next(found, 0), pauses)

    def step(self, by: int) -> None:
        """Say one sentence: the same again (0), the one before (-1), the next (1)."""
        with self._lock:
            if not self._script:
                return
            at = min(max(self._at + by, 0), len(self._script) - 1)
            self._at, self._over = at, False
            self._numbers = {self._speaker.say(self._script[at].text, NOW): at}

    def spell(self, word: str = "") -> None:
        """Say the letters of a word, or of the word that was said last."""
        with self._lock:
            if not word and self._script:
                start, letters = self._word
                text = self._script[self._at].text
                word = text[start : start + letters] or _first_word(text)
            self._numbers = {}
        if word:
            self._speaker.say(", ".join(letter for letter in said_letters(word)), NOW)

    def stop(self) -> None:
        """Fall silent, and keep the place. What the speaker still tells counts no more."""
        with self._lock:
            self._numbers = {}
        self._speaker.stop()

    def forget(self) -> None:
        """The page is gone: nothing of it is said again."""
        with self._lock:
            self._script, self._numbers, self._over = (), {}, True

    def heard(self, event: Event) -> None:
        """The speaker tells how far it is."""
        with self._lock:
            at = self._numbers.get(event.number)
            if at is None:
                return
            mark: Mark | None = self._script[at].mark
            if event.kind == "begin":
                self._at, self._word, self._over = at, (0, 0), False
            elif event.kind == "word":
                self._word = (event.at, event.letters)
                return
            elif event.kind == "end" and event.number != max(self._numbers):
                return  # the next one begins soon
            else:
                self._over = self._over or at == len(self._script) - 1
                mark = None
        self._on_mark(mark)

    def _from(self, first: int, pauses: float) -> None:
        numbers: dict[int, int] = {}
        for at, sentence in enumerate(self._script[first:], first):
            when, pause = (NORMAL, sentence.pause * pauses) if numbers else (NOW, 0.0)
            numbers[self._speaker.say(sentence.text, when, pause)] = at
        self._numbers, self._at, self._over = numbers, first, False


def _first_word(text: str) -> str:
    return text.split(maxsplit=1)[0].strip(punctuation)


def said_letters(word: str) -> list[str]:
    """The letters of a word as they are said, one at a time."""
    return [said(letter, today=date.min) or letter for letter in word if not letter.isspace()]
