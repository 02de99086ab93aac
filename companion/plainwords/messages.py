"""Translation: marks the program's own sentences and looks them up when they are shown.

Messages are looked up at the moment of use, never at import, so that a change of
language reaches every page at once. docs/languages.md tells how a language is added.
"""

# Without pathlib, which takes longer to load than the rest of a quick command.
# ruff: noqa: PTH118, PTH123

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from companion.shipped import shipped

if TYPE_CHECKING:
    from gettext import GNUTranslations

DOMAIN = "companion"
OWN = "en"  # the language of the words in the code

# Where a person says which language they read, the first that is set counts. Only
# LANGUAGE may name more than one: "cy:fr".
_ASKED = ("COMPANION_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_CODE = r"[A-Za-z]{2,8}(_[A-Za-z0-9]{2,8})*"

_current: "GNUTranslations | None" = None  # of other words than those in the code
_language = OWN


def languages_asked(environment: Mapping[str, str]) -> list[str]:
    """The languages that a person asks for, the dearest first: "cy_GB", "cy".

    What follows English is left out: nobody who reads English needs a third language.
    """
    asked = next((environment[name] for name in _ASKED if environment.get(name)), "")
    found: list[str] = []
    for words in asked.split(":"):
        code = words.partition(".")[0].partition("@")[0].replace("-", "_")
        if code in ("C", "POSIX") or base_of(code) == OWN:
            break
        if re.fullmatch(_CODE, code):  # it becomes the name of a folder
            found += [code, *([base_of(code)] if "_" in code else [])]
    return found


def use_language(*languages: str, folder: str = "") -> str:
    """Show messages in the first of these languages that we have; else as in the code.

    Returns the language that is in use.
    """
    global _current, _language
    _current, _language = None, OWN
    folder = folder or shipped("languages")
    for language in languages:
        from gettext import GNUTranslations  # noqa: PLC0415 - most people need none

        path = os.path.join(folder, language, "LC_MESSAGES", f"{DOMAIN}.mo")
        try:
            with open(path, "rb") as file:
                _current, _language = GNUTranslations(file), language
        except Exception:  # noqa: S112 - a broken catalogue must not stop the program
            continue
        break
    return _language


def language() -> str:
    """The language that is in use: "en", "cy"."""
    return _language


def base_of(code: str) -> str:
    """The language without its country: "cy" for "cy_GB" and "cy-GB"."""
    return code.replace("-", "_").partition("_")[0].lower()


def _(message: str) -> str:
    """The message in the language that is in use."""
    return _current.gettext(message) if _current and message else message


def n_(one: str, many: str, count: int) -> str:
    """The message for `count` things, in the language that is in use."""
    if _current:
        return _current.ngettext(one, many, count)
    return one if count == 1 else many


def N_(message: str) -> str:
    """Mark a message that is kept as data and translated where it is shown."""
    return message
