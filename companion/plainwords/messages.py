"""Translation: marks the program's own sentences and looks them up when they are shown.

Messages are looked up at the moment of use, never at import, so that a change of
language reaches every page at once.
"""

# Without pathlib, which takes longer to load than the rest of a quick command.
# ruff: noqa: PTH118, PTH120

import gettext
import os

DOMAIN = "companion"
LOCALE_FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "locale")

_current: gettext.NullTranslations = gettext.NullTranslations()


def use_language(language: str | None) -> None:
    """Show messages in `language` ("cy", "fr"); None means the words in the code."""
    global _current  # noqa: PLW0603 - one language a run, chosen by compose
    _current = (
        gettext.translation(DOMAIN, LOCALE_FOLDER, [language], fallback=True)
        if language
        else gettext.NullTranslations()
    )


def _(message: str) -> str:
    """The message in the language that is in use."""
    return _current.gettext(message)


def n_(one: str, many: str, count: int) -> str:
    """The message for `count` things, in the language that is in use."""
    return _current.ngettext(one, many, count)


def N_(message: str) -> str:
    """Mark a message that is kept as data and translated where it is shown."""
    return message
