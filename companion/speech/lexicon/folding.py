"""Folds text to signs that the rules know: one sign for each meaning, on one line."""

import re
import unicodedata
from functools import lru_cache

from companion.plainwords.characters import shown

# Signs of the same meaning, folded before the rules look.
_ALIKE = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032\u00b4`", "'")
    | dict.fromkeys('"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u2033\ufffd', " ")
    | dict.fromkeys("\u2010\u2011\u2043\ufe63", "-")
    | {
        "\u060c": ",",
        "\u061b": ";",
        "\u061f": "?",
        "\u0964": ".",
        "\u2012": "\u2013",
        "\u2015": "\u2014",
        "\u2044": "/",
        "\u2026": "...",
        "\u00b2": " squared",
        "\u00b3": " cubed",
        "\u2116": "number ",
        "\u2122": " ",
        "\u00ae": " ",
        "\ufe0e": "",
        "\ufe0f": "",
        "\u20e3": "",
    }
)
# Letters in disguise: bold or circled letters, wide letters, ligatures, fractions.
_DISGUISED = (
    ("\u2070", "\u209c"), ("\u2100", "\u214f"), ("\u2150", "\u218b"), ("\u2460", "\u24ff"),
    ("\u3000", "\u3000"), ("\ufb00", "\ufb06"), ("\uff01", "\uff9f"), ("\uffe0", "\uffe6"),
    ("\U0001d400", "\U0001d7ff"), ("\U0001f100", "\U0001f189"), ("\u00b9", "\u00be"),
)  # fmt: skip
_KEPT_BY_RULES = "\u2139"


def folded(text: str) -> str:
    """The text without what is not seen, with one sign for each meaning, on one line.

    Quotes go, apostrophes are straight, letters in disguise are plain, digits are 0 to 9, and a
    line break is a bullet. Never raises.
    """
    text = shown(text)
    if not text.isascii():
        text = "".join(map(_fold, text.translate(_ALIKE)))
    else:
        text = text.translate(_ALIKE)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return " \u2022 ".join(line for line in lines if line)


@lru_cache(maxsize=4096)
def _fold(sign: str) -> str:
    if sign < "\x80":
        return sign
    if unicodedata.category(sign) == "Nd":
        return str(unicodedata.decimal(sign))
    if sign in _KEPT_BY_RULES or not any(first <= sign <= last for first, last in _DISGUISED):
        return _seen(sign)
    plain = unicodedata.normalize("NFKC", sign).replace("\u2044", "/")
    if plain == sign:
        squared = re.search(r"LETTER ([A-Z])$", unicodedata.name(sign, ""))
        return squared[1] if squared else _seen(sign)
    raised = plain[0].isdigit() and (sign < "\u2080" or "\u2150" <= sign < "\u2460")
    apart = raised or "\u2460" <= sign <= "\u249b"
    return f" {plain}" if apart else plain


def _seen(sign: str) -> str:
    """A character unless it has no look of its own: private, or only shapes its neighbours."""
    if sign == "\u200d" or unicodedata.category(sign) not in ("Cf", "Cs", "Co", "Cc", "Zs"):
        return sign
    return " " if unicodedata.category(sign) in ("Co", "Zs") else ""
