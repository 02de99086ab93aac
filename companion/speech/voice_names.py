"""The voices that can be chosen, asked of a worker of their own."""

from collections.abc import Sequence
from queue import Empty, SimpleQueue

from companion.domain.voices import VoiceName
from companion.speech.process import Message, Worker, command

WITHIN = 4.0  # seconds


def voice_names(backend: str) -> Sequence[VoiceName]:
    """The voices of a backend; none where it does not answer."""
    told: SimpleQueue[Message] = SimpleQueue()
    try:
        worker = Worker(backend, command(backend), lambda _worker, said: told.put(said), {})
    except OSError:
        return ()
    worker.send(op="voices")
    try:
        while (message := told.get(timeout=WITHIN))["ev"] not in ("voices", "gone", "fail"):
            pass
    except Empty:
        message = {}
    worker.kill()
    return [_named(one) for one in message.get("voices", ())]


def _named(one: Message) -> VoiceName:
    return VoiceName(str(one["id"]), str(one["name"]), str(one["language"]))
