"""How the voice speaks, as the member's settings say."""

from collections.abc import Mapping

from companion.domain.choices import chosen
from companion.domain.rates import rate_of
from companion.plainwords.languages import spoken_language
from companion.ports import Settings
from companion.speech.backends import Manner

PAUSES = {"short": 0.5, "normal": 1.0, "long": 2.0}  # of the usual length


def own_manner(settings: Settings) -> Manner:
    """How it reads to the member."""
    return _manner(settings, "volume", "voice_name")


def room_manner(settings: Settings) -> Manner:
    """How it speaks to the room."""
    return _manner(settings, "room_volume", "room_voice")


def room_env(settings: Settings) -> Mapping[str, str]:
    """What sends the room's voice to a device of its own, where one was chosen."""
    device = settings.get("room_device")
    return {"PULSE_SINK": device} if device else {}


def says_pictures(settings: Settings) -> bool:
    """Whether it says what pictures show."""
    return chosen(settings, "say_pictures") == "on"


def pauses(settings: Settings) -> float:
    """How many times their usual length pauses have."""
    return PAUSES[chosen(settings, "pauses")]


def _manner(settings: Settings, volume: str, voice: str) -> Manner:
    loud = int(chosen(settings, volume))
    return Manner(rate_of(settings.get("rate")), loud, settings.get(voice), spoken_language())
