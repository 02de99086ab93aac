"""Says sentences one after the other and waits for the end, for commands."""

from collections.abc import Callable, Mapping, Sequence
from queue import SimpleQueue

from companion.problems import Problem
from companion.speech.backends import Manner
from companion.speech.rendering import Piece
from companion.speech.speaker import Speaker
from companion.speech.utterances import NORMAL, Event


def say_all(
    pieces: Sequence[Piece],
    manner: Manner,
    on_begin: Callable[[int], None],
    env: Mapping[str, str] | None = None,
) -> None:
    """Say all pieces; `on_begin` is told the place of each as it begins.

    Raises Problem("no_voice") or ("voice_stopped"). However it ends, the sound ends too.
    """
    told: SimpleQueue[Event] = SimpleQueue()
    speaker = Speaker(told.put, manner=manner, env=env)
    try:
        numbers = {speaker.say(one.text, NORMAL, one.pause): at for at, one in enumerate(pieces)}
        last = max(numbers, default=0)
        while last:
            event = told.get()
            if event.kind == "silent":
                raise Problem("no_voice")
            if event.kind == "lost":
                raise Problem("voice_stopped")
            if event.kind == "begin":
                on_begin(numbers[event.number])
            elif event.kind == "end" and event.number == last:
                return
    finally:
        speaker.close()
