"""Takes down what the voice would say; everything but the processes is the program's own."""

from collections.abc import Callable, Mapping, Sequence

from companion.domain.voices import Device, VoiceName
from companion.speech.backends import Manner
from companion.speech.speaker import Speaker
from companion.speech.utterances import NOW, Event


class RecordingSpeaker(Speaker):
    """Takes the place of the processes alone: writes down what would be said, and to whom.

    What is said goes on until it is stopped, or until a test calls `end`.
    """

    def __init__(self, on_event: Callable[[Event], None], said: list[tuple[str, str]], to: str):
        self._tell_of = on_event
        self._said_to = said
        self._to = to
        self._queue: list[tuple[int, str]] = []
        self._count = 0
        self.manners: list[Manner] = []

    @property
    def backend(self) -> str:
        return "recorded"

    @property
    def talking(self) -> bool:
        return bool(self._queue)

    def say(self, text: str, when: str = NOW, pause: float = 0.0) -> int:
        del pause
        if when == NOW:
            self._queue.clear()
        self._count += 1
        self._queue.append((self._count, text))
        if len(self._queue) == 1:
            self._begin()
        return self._count

    def focus(self, text: str) -> int:
        return self.say(text)

    def stop(self) -> None:
        self._queue.clear()

    def set(self, manner: Manner) -> None:
        self.manners.append(manner)

    def close(self) -> None:
        self._queue.clear()

    def _begin(self) -> None:
        self._said_to.append((self._to, self._queue[0][1]))

    def start(self) -> None:
        """The voice begins with what waits first."""
        self._tell_of(Event("begin", self._queue[0][0]))

    def end(self) -> None:
        """What is being said is heard to its end, and the next begins."""
        self.start()
        number, _text = self._queue.pop(0)
        self._tell_of(Event("end", number))
        if self._queue:
            self._begin()
            self.start()

    def lose(self) -> None:
        """The voice breaks off."""
        number = self._queue[0][0]
        self._queue.clear()
        self._tell_of(Event("lost", number))


class Recorder:
    """The speakers of one voice: `said` is all that was begun, as ("own" or "room", words).

    `voices` and `devices` are those that this computer has.
    """

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self.voices: list[VoiceName] = []
        self.devices: list[Device] = []
        self.speakers: dict[str, RecordingSpeaker] = {}
        self.env: dict[str, Mapping[str, str]] = {}

    def make(
        self, on_event: Callable[[Event], None], manner: Manner, env: Mapping[str, str], to: str
    ) -> Speaker:
        self.speakers[to] = RecordingSpeaker(on_event, self.said, to)
        self.speakers[to].set(manner)
        self.env[to] = env
        return self.speakers[to]

    def names_of(self, backend: str) -> Sequence[VoiceName]:
        del backend
        return self.voices

    def heard(self, to: str) -> list[str]:
        """All that was begun to be said to "own" or "room"."""
        return [words for whom, words in self.said if whom == to]
