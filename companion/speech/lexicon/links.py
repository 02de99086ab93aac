"""Says addresses: "a link to zoom dot us", "sam at example dot org", "hashtag Easy Read"."""

import re

from companion.speech.lexicon.rules import LETTERS, Rule, Scene, before
from companion.speech.lexicon.words import as_written, is_initials, letters

_END = r"(?<![.,;:!?'\")\]])"
_URL = rf"(?<!\w)(?i:https?|ftp|webcal)://(?P<rest>[^\s<>\"|\\^`]{{1,2000}}){_END}"
_WWW = rf"(?<!\w)(?i:www)\.(?P<rest>[^\s<>\"|\\^`]{{1,2000}}){_END}"
_EMAIL = (
    r"(?<![\w.+-])(?:mailto:)?(?P<name>[\w+][\w.+-]{0,63})@(?P<host>[A-Za-z0-9-]{1,63}"
    r"(?:\.[A-Za-z0-9-]{1,63}){1,5})"
)
_TOP = r"(?:org|com|net|uk|eu|io|info|gov|ac|us|app|tv|me|ie|nhs|co|dev|wales|scot)"
_HOST = (
    rf"(?<![\w.@-])(?P<host>[A-Za-z0-9][A-Za-z0-9-]{{0,62}}(?:\.[a-z0-9-]{{1,62}}){{0,4}}\.{_TOP})"
)
_DOMAIN = rf"{_HOST}(?P<path>/[\w./%?=&#+~-]{{0,2000}}(?<![.?])|/?)(?![\w@])(?!\.\w)"
_TELEPHONE = r"(?<!\w)(?:tel|sms):(?=[+\d])"
_HASHTAG = r"(?<![\w&])#(?P<tag>[^\W\d]\w{0,100})"
_MENTION = r"(?<![\w.])@(?P<name>\w{1,100})"
_SPELLED_LABELS = frozenset({"uk", "ac", "nhs", "eu", "tv", "bbc", "kcc", "gp", "io"})
_SIGNS = {".": "dot", "-": "dash", "_": "underscore", "+": "plus", "@": "at", "/": "slash"}
_LONGEST_PATH = 40


def _address(written: str) -> str:
    """The parts of an address with its signs in words: "my dash site dot org"."""
    parts = re.findall(r"[^\W_]+|.", written)
    words = (_SIGNS.get(part) or _label(part) for part in parts)
    return " ".join(word for word in words if word)


def _label(part: str) -> str:
    if not part[0].isalnum():
        return ""
    return letters(part.upper()) if part.lower() in _SPELLED_LABELS else part


def _link(match: re.Match[str], _scene: Scene) -> str:
    host = re.split(r"[/?#]", match["rest"], maxsplit=1)[0].rpartition("@")[2]
    host = re.sub(r":\d*$", "", host).removeprefix("www.")
    where = _address(host.strip(".-_"))
    return f"a link to {where}" if where else "a link"


def _email(match: re.Match[str], _scene: Scene) -> str:
    return f"{_address(match['name'])} at {_address(match['host'])}"


def _domain(match: re.Match[str], _scene: Scene) -> str | None:
    """An address as on a poster. A long way behind it is no use to the ear."""
    host, path = match["host"], match["path"].rstrip("/")
    if host.lower().startswith("www."):
        return None
    if len(path) > _LONGEST_PATH or re.search(r"[?=%&#]", path):
        return f"a link to {_address(host)}"
    return _address(host + path)


def _hashtag(match: re.Match[str], _scene: Scene) -> str:
    return f"hashtag {as_written(match['tag']) or _humps(match['tag'])}"


def _mention(match: re.Match[str], _scene: Scene) -> str:
    space = " " if before(match, 1) not in ("", " ") else ""
    return f"{space}at {_humps(match['name'])}"


def _humps(tag: str) -> str:
    """ "EasyRead" in its words: "Easy Read"."""
    parts = re.findall(r"[^\W\d_]+|\d+", tag)
    split = (re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", part) for part in parts)
    words = " ".join(split).split()
    return " ".join(letters(word) if is_initials(word) else word for word in words)


RULES = (
    Rule(LETTERS, _URL, _link),
    Rule(LETTERS, _WWW, _link),
    Rule(LETTERS, _EMAIL, _email),
    Rule("0123456789_+", _EMAIL, _email),
    Rule(LETTERS, _DOMAIN, _domain),
    Rule("0123456789", _DOMAIN, _domain),
    Rule(LETTERS, _TELEPHONE, lambda _m, _s: ""),
    Rule("#", _HASHTAG, _hashtag),
    Rule("@", _MENTION, _mention),
)
