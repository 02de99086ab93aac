"""Every setting: its name, its values, and the value that holds while none was chosen.

Settings say what a person needs, never what a person is. Their words are in
pages/settings.py.
"""

SETTINGS: dict[str, tuple[str, ...]] = {
    "way": ("screen", "reader", "plain"),
    "text_size": ("normal", "spaced"),
    "charter_view": ("simple", "pictures", "full"),
    "clock": ("words", "short"),
    "width": ("free", "80", "40", "20"),
}


def value_of(name: str, kept: str) -> str:
    """The value that holds: the one that is kept, where the program knows it."""
    values = SETTINGS[name]
    return kept if kept in values else values[0]
