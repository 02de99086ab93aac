"""What is to be said, what becomes of it, and how long that may take."""

from msgspec import Struct

from companion.speech.backends import Manner

NOW, NEXT, NORMAL = "now", "next", "normal"

BEGIN_WITHIN = 1.5  # seconds from asking to sound, then the voice hangs
WAKE_WITHIN = 3.0  # the same for the first time: the sound system may be asleep
LEAST_BEGIN = 0.8  # seconds for a voice that had its time already, but was stopped meanwhile
READY_WITHIN = 5.0  # from the start of a worker to its being ready
SIGN_WITHIN = 2.5  # seconds between signs of life of a voice that tells its words
USUAL = Manner().rate
LEAST_LETTER = 0.012  # seconds at the usual rate; a voice that is faster has played nothing
MOST_LETTER = 0.4  # seconds at the usual rate; a voice that takes longer hangs
MOST = 6.0  # seconds more, since figures are longer when they are said


class Event(Struct, frozen=True):
    """What became of an utterance.

    `kind` is "begin", "word" (`at` and `letters` say which), "end", "lost" (the voice broke
    off, and comes back) or "silent" (there is no voice).
    """

    kind: str
    number: int = 0
    at: int = 0
    letters: int = 0


class Utterance(Struct, frozen=True):
    """One sentence to say, after `pause` seconds of silence."""

    number: int
    text: str
    pause: float = 0.0

    def least(self, rate: int) -> float:
        """Seconds that it takes at least; what ends sooner was not played."""
        return len(self.text) * LEAST_LETTER * USUAL / rate

    def patience(self, rate: int, *, tells_words: bool) -> float:
        """Seconds until the next sign of life, then the voice hangs."""
        slow = max(1.0, USUAL / rate)
        if tells_words:
            return SIGN_WITHIN * slow
        return MOST + len(self.text) * MOST_LETTER * slow


def begins_within(unheard: float, *, awake: bool) -> float:
    """Seconds from asking to sound. Others were waited for in vain for `unheard` seconds."""
    return max(LEAST_BEGIN, (BEGIN_WITHIN if awake else WAKE_WITHIN) - unheard)
