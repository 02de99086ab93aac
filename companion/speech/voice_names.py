"""What can be asked of a voice without a sound: whether it works, and its names."""

from collections.abc import Sequence
from queue import Empty, SimpleQueue

from companion.domain.voices import VoiceName
from companion.speech.process import Message, Worker, command

WITHIN = 4.0  # seconds


def answers(backend: str) -> bool:
    """Whether a backend works here, as far as it can tell without a sound."""
    return bool(_asked(backend, "ready"))


def voice_names(backend: str) -> Sequence[VoiceName]:
    """The voices of a backend; none where it does not answer."""
    return [_named(one) for one in _asked(backend, "voices").get("voices", ())]


def _asked(backend: str, wanted: str) -> Message:
    """What a worker of its own tells, when asked for its voices; {} where it does not."""
    told: SimpleQueue[Message] = SimpleQueue()
    try:
        worker = Worker(backend, command(backend), lambda _worker, said: told.put(said), {})
    except OSError:
        return {}
    worker.send(op="voices")
    try:
        while (message := told.get(timeout=WITHIN))["ev"] not in (wanted, "gone", "fail"):
            pass
    except Empty:
        message = {}
    worker.kill()
    worker.wait(1.0)
    return message if message.get("ev") == wanted else {}


def _named(one: Message) -> VoiceName:
    return VoiceName(str(one["id"]), str(one["name"]), str(one["language"]))
