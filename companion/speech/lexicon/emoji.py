"""Says emoji by short names: "thumbs up", "family", "flag of Poland"."""

import re
import unicodedata
from functools import cache

from companion.speech.lexicon.rules import OTHERS, Rule, Scene

_TONE = "[\U0001f3fb-\U0001f3ff]"
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_BASE = (
    "[\u203c\u2049\u231a-\u23ff\u2600-\u26ff\u2700-\u27bf\u2b1b\u2b1c\u2b50\u2b55"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]"
)
_JOINABLE = "[\\u2640\\u2642\\u2190-\\u27bf\\u2b1b\\U0001f300-\\U0001faff]"
_ONE = rf"(?:{_FLAG}|{_BASE}{_TONE}?(?:\u200d{_JOINABLE}{_TONE}?)*)"
_RUN = rf"{_ONE}(?: ?{_ONE})*"
_NAMES = {
    "\u2764": "heart", "\u2665": "heart", "\u263a": "smile", "\u2639": "sad face",
    "\u2605": "star", "\u2606": "star", "\u260e": "telephone", "\u26a0": "warning",
    "\u2709": "letter", "\u270f": "pencil", "\u2753": "question mark", "\u2754": "question mark",
    "\u2757": "exclamation mark", "\u2755": "exclamation mark", "\u203c": "exclamation marks",
    "\u2049": "question mark", "\u2615": "hot drink", "\u267f": "wheelchair", "\u270b": "hand up",
    "\u270a": "fist", "\u270c": "victory hand", "\u231b": "hourglass", "\u23f3": "hourglass",
    "\u23f0": "alarm clock", "\u231a": "watch", "\u2b50": "star", "\u2b55": "circle",
    "\u267e": "infinity", "\u2695": "medical badge", "\u23f8": "pause", "\u25b6": "play",
    "\u2600": "sun", "\u2601": "cloud", "\u2614": "umbrella with rain", "\u26c4": "snowman",
    "\u2b1b": "black square", "\u2b1c": "white square", "\u270d": "writing hand",
    "\U0001f600": "grinning face", "\U0001f601": "grin", "\U0001f602": "laughing with tears",
    "\U0001f603": "smiling face", "\U0001f604": "smiling face", "\U0001f605": "nervous laugh",
    "\U0001f606": "laughing", "\U0001f609": "wink", "\U0001f60a": "smile",
    "\U0001f60d": "heart eyes", "\U0001f60e": "cool face", "\U0001f610": "neutral face",
    "\U0001f614": "sad thinking face", "\U0001f618": "kiss", "\U0001f61e": "disappointed face",
    "\U0001f621": "angry face", "\U0001f620": "angry face", "\U0001f622": "crying face",
    "\U0001f62d": "crying out loud", "\U0001f630": "anxious face", "\U0001f631": "scared face",
    "\U0001f634": "sleeping face", "\U0001f641": "sad face", "\U0001f642": "smile",
    "\U0001f643": "upside down smile", "\U0001f644": "rolling eyes",
    "\U0001f914": "thinking face", "\U0001f917": "hug", "\U0001f923": "rolling with laughter",
    "\U0001f973": "party face", "\U0001f92f": "mind blown", "\U0001f970": "smile with hearts",
    "\U0001f97a": "pleading face", "\U0001f44d": "thumbs up", "\U0001f44e": "thumbs down",
    "\U0001f44f": "clapping hands", "\U0001f44b": "waving hand", "\U0001f44c": "OK hand",
    "\U0001f64f": "folded hands", "\U0001f64c": "hands in the air", "\U0001f64b": "hand up",
    "\U0001f4aa": "strong arm", "\U0001f937": "shrug", "\U0001f926": "hand on face",
    "\U0001f91d": "handshake", "\U0001f4af": "100", "\U0001f389": "party popper",
    "\U0001f38a": "confetti", "\U0001f382": "birthday cake", "\U0001f525": "fire",
    "\U0001f499": "blue heart", "\U0001f49a": "green heart", "\U0001f49b": "yellow heart",
    "\U0001f49c": "purple heart", "\U0001f90d": "white heart", "\U0001f5a4": "black heart",
    "\U0001f494": "broken heart", "\U0001f4a9": "poo", "\U0001f4de": "telephone",
    "\U0001f4f1": "mobile phone", "\U0001f4e7": "e-mail", "\U0001f4bb": "computer",
    "\U0001f4c5": "calendar", "\U0001f4c6": "calendar", "\U0001f4cd": "pin",
    "\U0001f4dd": "note", "\U0001f50a": "loud speaker", "\U0001f507": "no sound",
    "\U0001f6d1": "stop sign", "\U0001f6ab": "not allowed", "\U0001f300": "swirl",
    "\U0001f3f4": "flag", "\U0001f3f3": "white flag", "\U0001f3e0": "house",
    "\U0001f3e5": "hospital", "\U0001f3eb": "school", "\U0001f697": "car", "\U0001f686": "train",
    "\U0001f682": "train",
    "\U0001f440": "eyes", "\U0001f442": "ear", "\U0001f9e0": "brain",
}  # fmt: skip
_JOINED = {
    "\U0001f3f3\u200d\U0001f308": "rainbow flag", "\u2764\u200d\U0001f525": "heart on fire",
    "\u2764\u200d\U0001fa79": "mending heart", "\U0001f9d1\u200d\U0001f91d\u200d\U0001f9d1":
    "people holding hands", "\U0001f3f3\u200d\u26a7": "transgender flag",
    "\U0001f415\u200d\U0001f9ba": "assistance dog",
}  # fmt: skip
_COUNTRIES = {
    "AF": "Afghanistan", "AU": "Australia", "BD": "Bangladesh", "BG": "Bulgaria", "CA": "Canada",
    "CN": "China", "CZ": "Czechia", "DE": "Germany", "DK": "Denmark", "ES": "Spain",
    "EU": "Europe", "FR": "France", "GB": "the U K", "GH": "Ghana", "GR": "Greece",
    "HK": "Hong Kong", "HU": "Hungary", "IE": "Ireland", "IN": "India", "IT": "Italy",
    "JM": "Jamaica", "JP": "Japan", "KE": "Kenya", "LT": "Lithuania", "LV": "Latvia",
    "NG": "Nigeria", "NL": "the Netherlands", "NP": "Nepal", "NZ": "New Zealand",
    "PH": "the Philippines", "PK": "Pakistan", "PL": "Poland", "PT": "Portugal",
    "RO": "Romania", "SK": "Slovakia", "SO": "Somalia", "SY": "Syria", "TR": "Turkey",
    "UA": "Ukraine", "UN": "the United Nations", "US": "the U S", "ZA": "South Africa",
    "ZW": "Zimbabwe",
}  # fmt: skip
_PEOPLE = frozenset("\U0001f466\U0001f467\U0001f468\U0001f469\U0001f476\U0001f9d1\U0001f9d2")
_MALE_FEMALE = "\u2640\u2642"
# What Unicode's names say beside what a person would say.
_NOT_SAID = re.compile(
    r"\b(?:sign|symbol|emoji|heavy|black|white|with variation|negative squared|squared)\b"
)


def name(emoji: str) -> str:
    """The short name of one emoji, without skin tone; "emoji" where there is none."""
    bare = re.sub(_TONE, "", emoji)
    if "\U0001f1e6" <= bare[0] <= "\U0001f1ff":
        country = "".join(chr(ord(c) - 0x1F1E6 + ord("A")) for c in bare)
        return f"flag of {_COUNTRIES.get(country, ' '.join(country))}"
    if bare in _JOINED:
        return _JOINED[bare]
    parts = [part for part in bare.split("\u200d") if part and part not in _MALE_FEMALE]
    if sum(part in _PEOPLE for part in parts) >= 2:
        return "couple" if "\u2764" in parts else "family"
    return " with ".join(_single(part) for part in parts) or "emoji"


@cache
def _single(character: str) -> str:
    if character in _NAMES:
        return _NAMES[character]
    words = _NOT_SAID.sub("", unicodedata.name(character, "emoji").lower())
    return " ".join(re.sub(r"[^a-z0-9]", " ", words).split()) or "emoji"


def _run(match: re.Match[str], _scene: Scene) -> str:
    """Emoji in a row: each is named once, however often it stands there."""
    names: list[str] = []
    for emoji in re.findall(_ONE, match[0]):
        if not names or names[-1] != name(emoji):
            names.append(name(emoji))
    return f", {', '.join(names)}, "


def _stars(match: re.Match[str], _scene: Scene) -> str:
    """Stars as a mark, full ones first: "3 stars out of 5"."""
    full = sum(star != "\u2606" for star in match[0])
    count = f"{full} star{'s' * (full != 1)}"
    return f", {count}, " if full == len(match[0]) else f", {count} out of {len(match[0])}, "


RULES = (
    Rule(OTHERS, "[\u2605\u2b50]{2,20}\u2606{0,20}|\u2605\u2606{1,20}", _stars),
    Rule(OTHERS, _RUN, _run),
)
