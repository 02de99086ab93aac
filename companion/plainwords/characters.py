"""Cleans text from outside: what comes in is hostile until it is cleaned here.

`without_controls` is for words that are kept (a note as it was typed), `shown` for words
that are about to be drawn, spoken or printed.
"""

import re
import unicodedata

# Patterns stay strings: `re` compiles each at its first use and keeps it, and most text
# (plain ASCII on one line) never needs any.
_LINE_END = r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
_HALF_A_PAIR = r"[\ud800-\udfff]"

# A terminal obeys a sequence even with other controls in its middle, so those go first.
# Kept for the next step: what starts, ends or breaks off a sequence.
_CONTROL_IN_SEQUENCE = r"[\x00-\x06\x08\x0e-\x17\x19\x1c-\x1f\x7f]"
# Only what begins with Escape goes as a whole. The signs from \x80 to \x9f begin sequences
# too, in some terminals; but in real text they are letters that were read in a wrong code,
# and the words behind them must stay. Without the sign, those words do nothing.
_SEQUENCE = (
    # Function keys of the Linux console, then the control sequences of ECMA-48.
    r"\x1b\[\[[A-E]"
    r"|\x1b\[[0-?]*[ -/]*[@-~]?"
    # Control strings (titles, links, pictures) up to their end. One without an end takes
    # no words with it.
    r"|\x1b[\]PX^_](?:[^\x07\x18\x1a\x1b\x9c]*(?:\x07|\x1b\\|\x9c))?"
    # A shift takes the next character with it: "ESC O A" is an arrow key.
    r"|\x1b[NO][ -~]?"
    r"|\x1b[ -/]*[0-~]?"
)
_CONTROL = r"[\x00-\x08\x0b-\x1f\x7f-\x9f]"

_EMOJI = (
    r"[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
# Arabic, Indic and other scripts in which a joiner changes how a word is written.
_JOINED_LETTER = (
    r"[\u0620-\u10ff\u1200-\u17b3\u17b6-\u180a\u1820-\u1bff\ua800-\uabff\U00011000-\U00011fff]"
)
_HAN = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_JOINER_WITH_A_MEANING = (
    rf"({_EMOJI}[\ufe0e\ufe0f]?(?:\u200d(?={_EMOJI}))?"
    r"|[0-9#*]\ufe0f(?=\u20e3)"
    r"|[\u1820-\u18aa][\u180b-\u180f]"
    rf"|{_JOINED_LETTER}[\u200c\u200d\ufe00-\ufe0f]"
    rf"|{_HAN}[\ufe00-\ufe0f\U000e0100-\U000e01ef])"
)
# Bidi controls, zero-width characters, fillers that look like nothing, hidden tags.
_INVISIBLE = (
    r"[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3"
    r"\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_BLANK = r"[\t\u2800]"


def without_controls(text: str) -> str:
    """The words of a text, with nothing in it that a terminal would obey.

    Every line end becomes a newline. Escape sequences go as a whole, up to their end, so
    that no "[31m" stays; then every other control but newline and tab. Half a surrogate
    pair becomes U+FFFD. Letters, accents, emoji and their joiners stay. Never raises.
    """
    if text.isprintable():
        return text
    text = re.sub(_LINE_END, "\n", text)
    text = re.sub(_CONTROL_IN_SEQUENCE, "", text)
    text = re.sub(_SEQUENCE, "", text)
    text = re.sub(_CONTROL, "", text)
    return re.sub(_HALF_A_PAIR, "\ufffd", text)


def shown(text: str) -> str:
    """The text as it may be drawn, spoken or printed: what is there is what is seen.

    Beyond `without_controls`, everything invisible goes: bidi controls, zero-width
    characters, tags, fillers. Joiners and variation selectors stay only where they mean
    something (in emoji, Arabic, Indic scripts, Han). A tab becomes a space. Composed as
    NFC, so that the same word is the same characters. Never raises.
    """
    if text.isascii() and text.isprintable():
        return text
    text = re.sub(_BLANK, " ", without_controls(text))
    if text.isascii():
        return text
    # Composed before and after: what goes may have kept a letter from its accent.
    text = unicodedata.normalize("NFC", text)
    text = re.sub(f"{_JOINER_WITH_A_MEANING}|{_INVISIBLE}", r"\1", text)
    return unicodedata.normalize("NFC", text)


def shown_line(text: str) -> str:
    """`shown` on one line: every run of white space is one space, none at the ends."""
    return " ".join(shown(text).split())
