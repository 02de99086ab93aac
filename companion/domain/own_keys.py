"""Keys that the member has changed or turned off. Number keys always work."""

from collections.abc import Iterable

from companion.domain.choices import Kept, chosen

SETTING = "own_keys"  # "back=z stop=": actions and their keys, "" for none


def own_keys(settings: Kept) -> dict[str, str]:
    """The actions whose key was changed, with the key; "" where it was turned off."""
    pairs = (part.partition("=") for part in settings.get(SETTING).split(" "))
    return {action: key for action, sign, key in pairs if sign and (not key or can_be_key(key))}


def in_setting(keys: Iterable[tuple[str, str]]) -> str:
    """Changed keys as they are kept."""
    return " ".join(f"{action}={key}" for action, key in keys)


def letters_off(settings: Kept) -> bool:
    """Whether no letter and no sign does anything by itself."""
    return chosen(settings, "letter_keys") == "off"


def can_be_key(key: str) -> bool:
    """Whether a sign can be a key: numbers choose rows, and the space bar goes on."""
    return len(key) == 1 and key.isprintable() and not key.isdigit() and key != " "
