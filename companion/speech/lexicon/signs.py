"""Says signs, or makes pauses of them: ticks, arrows, brackets, dashes, dots.

What no rule here or elsewhere says is no word: it becomes a space.
"""

import re
import unicodedata

from companion.speech.lexicon.rules import LETTERS, Rule, Scene, after, always, before

# Signs that have a name wherever they stand. Each is said once, however often in a row.
_NAMED = {
    "&": "and", "%": "percent", "+": "plus", "=": "equals", "£": "pounds", "€": "euros",
    "$": "dollars", "¥": "yen", "₹": "rupees", "°": "degrees", "×": "times", "÷": "divided by",
    "±": "plus or minus", "≈": "about", "≠": "is not", "≤": "at most", "≥": "at least",
    "∞": "infinity", "√": "the root of", "@": "at", "§": "section", "©": "copyright",
    "✓": "tick", "✔": "tick", "✅": "tick", "☑": "ticked", "☐": "not ticked", "☒": "crossed",
    "✗": "cross", "✘": "cross", "✕": "cross", "✖": "cross", "❌": "cross", "❎": "cross",
    "⌘": "command", "⏎": "enter", "↵": "enter", "⌫": "backspace", "⇥": "tab", "⇧": "shift",
    "№": "number", "ℹ": "information",
}  # fmt: skip
_STANDS_APART = frozenset("✓✔✅☑☐☒✗✘✕✖❌❎")
_ARROWS = {"→": "right", "←": "left", "↑": "up", "↓": "down"}
_FACES = {
    ":)": "smile", ":-)": "smile", "=)": "smile", ":(": "sad face", ":-(": "sad face",
    ":'(": "crying face", ":D": "big smile", ":-D": "big smile", ";)": "wink", ";-)": "wink",
    ":P": "tongue out", ":-P": "tongue out", ":p": "tongue out",
    "<3": "heart", "</3": "broken heart",
    ":/": "unsure face", ":-/": "unsure face", ":O": "surprised face", ":o": "surprised face",
    ":|": "straight face",
}  # fmt: skip
_FACE = "|".join(re.escape(face) for face in sorted(_FACES, key=len, reverse=True))
_TAG_NAMES = (
    "a|abbr|article|aside|audio|b|bookmark|body|blockquote|br|break|code|context|div|em|emph|emphasis|"
    "font|h[1-6]|head|hr|html|i|img|input|lang|li|lexicon|link|mark|meta|metadata|object|ol|option|"
    "p|paragraph|partofsp|phoneme|pitch|prosody|pron|q|rate|s|say-as|sapi|script|section|sentence|"
    "silence|small|span|speak|spell|strong|style|sub|sup|svg|table|tbody|td|th|thead|tr|token|u|ul|"
    "voice|volume|w|xml"
)
# A tag of HTML, SSML or SAPI has no words of a member's. Any other "<...>" may have.
_TAG = rf"<[/?!]?(?i:{_TAG_NAMES})(?:[ /][^<>]{{0,300}})?/?>"
_ARROW = r"(?:[-=]{1,3}>|[\u2190-\u2193\u21d0-\u21d3\u27a1\u2b05-\u2b07\u2794\u279c]|<[-=]{1,3}>?)"
_MEASURED = frozenset({"day", "week", "month", "year", "hour", "mile", "person", "night"})
_KEYS = {
    "?": "question mark", "/": "slash", ".": "full stop", ",": "comma", "-": "minus",
    "*": "star", "#": "hash", ";": "semicolon", ":": "colon", "!": "exclamation mark",
    "[": "square bracket", "<": "less than", ">": "more than", "~": "tilde", "|": "bar",
}  # fmt: skip
_PRESSED = re.compile(r"(?i)\b(?:press|type|hit|key)(?: or)? {0,2}$")
_OR = frozenset(
    {
        *("he/she", "she/he", "him/her", "her/him", "his/her", "her/his", "his/hers", "yes/no"),
        *("no/yes", "true/false", "on/off", "in/out", "mum/dad", "parent/carer", "male/female"),
        *("parents/carers", "family/carer", "families/carers", "himself/herself", "am/pm"),
    }
)
_SIDE_BY_SIDE = frozenset(
    {"and/or", "she/her", "he/him", "they/them", "she/they", "he/they", "her/hers", "either/or"}
)
_SLASH = re.compile(r"([^\W\d_]+)$")


def _named(match: re.Match[str], _scene: Scene) -> str:
    words = _NAMED[match[0][0]]
    return f", {words}, " if match[0][0] in _STANDS_APART else f" {words} "


def _face(match: re.Match[str], _scene: Scene) -> str:
    return f", {_FACES[match[0]]}, "


def _arrow(match: re.Match[str], _scene: Scene) -> str:
    """Between words "then"; a key on its own by its direction."""
    arrow = {"\u27a1": "→", "\u2b05": "←", "\u2b06": "↑", "\u2b07": "↓"}.get(match[0], match[0])
    direction = _ARROWS.get(arrow)
    if direction is None:
        direction = "left" if arrow.startswith("<") and not arrow.endswith(">") else "right"
    behind = after(match, 6).strip().lower()
    is_key = not behind[:1].isalnum() or behind.startswith(("or ", "and ", "key", "to "))
    if direction == "right" and not is_key and before(match, 2).strip():
        return ", then "
    return f" {direction} arrow "


def _slash(match: re.Match[str], _scene: Scene) -> str:
    """Between words that are a choice "or", else a pause."""
    left = _SLASH.search(before(match, 20))
    right = re.match(r"[^\W\d_]+", after(match, 20))
    if not left or not right:
        return ", " if before(match, 1).isdigit() else " "
    pair = f"{left[1]}/{right[0]}".lower()
    if right[0].lower() in _MEASURED:
        return " an " if right[0].lower() == "hour" else " a "
    if pair in _OR:
        return " or "
    return " " if pair in _SIDE_BY_SIDE else ", "


def _dots(match: re.Match[str], _scene: Scene) -> str:
    """Three dots: a pause, or the end where a new sentence follows."""
    behind = after(match, 2).lstrip(" ")
    return ", " if behind[:1].islower() else ". "


def _dot_between(match: re.Match[str], _scene: Scene) -> str:
    """A dot with no space: of initials, of a name on a computer, or a space forgotten."""
    left, right = before(match, 2), after(match, 1)
    if left[-1:].isdigit() or right.isdigit():
        return " point " if left[-1:].isdigit() and right.isdigit() else ". "
    if len(left) == 1 or not left[-2].isalpha():
        return "."
    return ". " if right.isupper() else " dot "


def _colon_between(match: re.Match[str], _scene: Scene) -> str:
    return " " if before(match, 1).isdigit() and after(match, 1).isdigit() else ": "


def _compare(match: re.Match[str], _scene: Scene) -> str:
    """ "a < b"; between names of menus ">" is a way: "File > Open"."""
    if before(match, 2)[:1].isalpha() and match[0] == ">":
        return ", then "
    return " is less than " if match[0] == "<" else " is more than "


def unsaid(sign: str) -> str:
    """What is said for a character that no rule knew: itself in words, else a space."""
    category = unicodedata.category(sign)[0]
    return sign if category in "LMN" else " "


def _key(match: re.Match[str], _scene: Scene) -> str | None:
    """A sign that is a key: "Press ? for help", or the row of a menu, "? Help"."""
    sign = match[0]
    if _PRESSED.search(before(match, 12)) or (sign == "?" and match.start() == 0):
        return f" {_KEYS[sign]} "
    return None


_PAUSE, _SPACE = always(", "), always(" ")
_ANYTHING_NAMED = "".join(_NAMED)
RULES = (
    Rule("<", _TAG, _SPACE),
    Rule("".join(_KEYS), rf"(?<!\S)[{re.escape(''.join(_KEYS))}](?= [a-z0-9A-Z]|[ .]?$)", _key),
    Rule(":;=<", rf"(?<![\w:])(?:{_FACE})(?!\w)", _face),
    Rule("-=<→←↑↓⇒⇐⇑⇓➡⬅⬆⬇➔➜", _ARROW, _arrow),
    Rule("<>", r"(?<= )[<>](?= )|(?<=\d)[<>](?=\d)", _compare),
    Rule("<", r"<(?=\d)", always(" less than ")),
    Rule(">", r"(?<!\S)>(?=\d)", always(" more than ")),
    Rule("[", r"\[(?: ?|_)\](?!\()", always("not ticked, ")),
    Rule("[", r"\[[xX✓✔]\](?!\()", always("ticked, ")),
    # A line drawn with signs, or a gap to fill in.
    Rule(
        "-=_*+#~^\u2013\u2014.·•", r"(?P<sign>[-=_*+#~^\u2013\u2014·•])(?: ?(?P=sign)){2,}", _PAUSE
    ),
    Rule("-", r"(?<=\w)-(?=[^\W\d])|(?<=[^\W\d])-(?=\w)", always("-")),
    Rule("-\u2013\u2014\u2212", r".", _PAUSE),
    Rule(".", r"\.{2,}", _dots),
    Rule(".", r"(?<=\w)\.(?=\w)", _dot_between),
    Rule(".", r".", always(". ")),
    Rule("!", r"[!?]*", lambda m, _s: "? " if "?" in m[0] else "! "),
    Rule("?", r"[!?]*", always("? ")),
    Rule(",", r".", _PAUSE),
    Rule(":", r"(?<=\w):(?=\w)", _colon_between),
    Rule(":", r".", always(": ")),
    Rule(";", r".", always("; ")),
    Rule("([{)]}|•·●◦▪‣⁃■◆►▸✦◾", r".", _PAUSE),
    Rule("/", r"/", _slash),
    Rule("~", r"(?<!\w)~(?=[\d£])", always(" about ")),
    Rule("'", r"'", _SPACE),
    Rule("*_`", r".", _SPACE),
    Rule(
        "&",
        r"&(?:amp|nbsp|quot|lt|gt|#\d{1,6});",
        lambda m, _s: " and " if m[0] == "&amp;" else " ",
    ),
    Rule(_ANYTHING_NAMED, r"(?P<sign>.)(?: ?(?P=sign))*", _named),
    Rule("。", r".", always(". ")),
    Rule("、", r".", _PAUSE),
    Rule(LETTERS, r"(?<=\d)x(?=\d)", always(" times ")),
)
