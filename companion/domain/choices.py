"""Every setting: its name, its values, and the value that holds while none was chosen.

Settings say what a person needs, never what a person is. Their words are in
pages/settings.py.
"""

from typing import Protocol

from companion.domain.rates import RATES, USUAL_RATE

SETTINGS: dict[str, tuple[str, ...]] = {
    "way": ("screen", "reader", "plain"),
    "text_size": ("normal", "spaced", "large", "giant"),
    "letters": ("quadrants", "sextants", "halves"),
    "show_lines": ("all", "one"),
    "high_lines": ("off", "on"),
    "charter_view": ("simple", "pictures", "full"),
    "charter_steps": ("pages", "sentences"),
    "clock": ("words", "short"),
    "width": ("free", "80", "40", "20"),
    "sending": ("on", "paused"),
    "remind": ("off", "10", "30", "60", "day"),
    "remind_notice": ("off", "on"),
    "remind_sound": ("off", "on"),
    "theme": ("dark", "light", "cream", "terminal", "none"),
    "keys": ("all", "two", "one"),
    "scan_speed": ("2", "1", "3", "4", "6", "8"),
    "bounce": ("off", "0.2", "0.3", "0.5", "1", "2"),
    "letter_keys": ("on", "off"),
    "voice": ("off", "on"),
    "rate": (str(USUAL_RATE), *(str(rate) for rate in RATES if rate != USUAL_RATE)),
    "volume": ("100", "75", "50", "25"),
    "pauses": ("normal", "short", "long"),
    "say_moves": ("auto", "on", "off"),
    "say_typing": ("words", "letters", "nothing"),
    "say_private_typing": ("nothing", "words", "letters"),
    "say_pictures": ("off", "on"),
    "mark_reading": ("on", "off"),
    "room_volume": ("100", "75", "50"),
}
VOICE_SETTINGS = tuple(SETTINGS)[tuple(SETTINGS).index("voice") :]


class Kept(Protocol):
    """Where settings are kept; ports.Settings is one."""

    def get(self, name: str) -> str:
        """The value kept under `name`, or ""."""


def chosen(settings: Kept, name: str) -> str:
    """The value of a setting that holds now."""
    return value_of(name, settings.get(name))


def value_of(name: str, kept: str) -> str:
    """The value that holds: the one that is kept, where the program knows it."""
    values = SETTINGS[name]
    return kept if kept in values else values[0]
