"""Rules about how a sentence is built: who does what, and said without turning it round."""

import re
from collections.abc import Iterator
from itertools import chain

from companion.easyread.rules.hit import Hit
from companion.plainwords.messages import _

# "No, ..." answers a question; the sentence after it stands for itself.
_NEGATIVE = re.compile(
    r"(?!^no,)\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|cannot|without|\w+n['’]t)\b",
    re.IGNORECASE,
)
_NOT_UN = re.compile(
    r"(?:\bnot|n['’]t) (?:un(?!der|til|it|i[oq]|iver|cle|less|anim)[a-z]{3,}"
    r"|dis(?:like|agree|honest|trust)"
    r"|in(?:accurate|active|accessible|adequate|appropriate|complete|correct|convenient|dependent"
    r"|effective|experienced|frequent|sane|secure|sensitive|sincere|visible|significant)"
    r"|im(?:possible|proper|probable|patient|polite|perfect|mature|mobile|moral|practical))\b",
    re.IGNORECASE,
)

_IRREGULAR = (
    "beaten|begun|bitten|blown|bought|bound|brought|built|caught|chosen|cut|dealt|drawn|driven"
    "|eaten|fed|felt|fought|forbidden|forgiven|forgotten|found|given|grown|heard|held|hidden|hung"
    "|kept|known|laid|led|lent|lit|made|meant|met|paid|put|read|ridden|run|said|seen|sent|set"
    "|shaken|shot|shown|sold|spent|split|spoken|spread|stolen|struck|sung|swept|taken|taught|thought"
    "|thrown|told|torn|understood|won|worn|written"
)
_DONE = rf"(?P<done>(?:{_IRREGULAR}|done)|(?!need|indeed)[a-z]{{2,}}ed)\b"
_BY = r"(?P<by> by (?!\d|mid|mon|tue|wed|thu|fri|sat|sun))?(?P<up> (?:up|to|of)\b)?"
_BETWEEN = "not|also|always|already|often|never|now|only|just|still|then|all|both|usually|[a-z]+ly"
_PASSIVE = re.compile(
    rf"(?:\b(?P<be>am|is|are|was|were|be|been|being)(?:n['’]t)?|['’](?:re|m))"
    rf"(?: (?:{_BETWEEN})){{0,2}} {_DONE}{_BY}",
    re.IGNORECASE,
)
# "Is lunch provided?"
_ASKED = re.compile(
    r"^[\W]*(?P<be>is|are|was|were) (?:(?:the|your|our|my|a|an|any|this|that|these|those) )?"
    rf"(?:\w+ )?\w+ {_DONE}{_BY}(?=.*\?)",
    re.IGNORECASE,
)
# How people feel or how a thing is, not what someone did to it.
_STATE_WORDS = """
advanced allowed annoyed ashamed autistic blocked bored bruised closed committed complicated
concerned confused connected crowded delighted depressed detailed determined disabled
disappointed divorced dressed embarrassed engaged excited exhausted experienced frightened
frustrated gifted hundred indeed injured interested isolated limited locked married mixed need
overwhelmed pleased prepared qualified related relaxed relieved retired satisfied scared settled
shocked situated skilled stressed sunburned supposed surprised talented tired unlocked worried
"""
_STATES = frozenset(_STATE_WORDS.split())
_STATES_WITH = frozenset({"set up", "used to", "made of"})
# A name is how a thing is; to be called to a place is not. So is a crack, and not the cracking.
_SEEN_WORDS = """
based called cracked faded fenced finished flooded frayed haunted heated jammed located named
packed rusted soaked spoiled stained tangled torn worn
"""
_NAMED = frozenset(_SEEN_WORDS.split())
_AS_IT_IS = frozenset({"am", "is", "are", "was", "were"})


def negatives(sentence: str) -> Iterator[Hit]:
    """ER-06: at most 1 negative in a sentence, and never "not un-"."""
    found = list(_NEGATIVE.finditer(sentence))
    if len(found) > 1:
        why = _("There are {n} negative words in this sentence. 1 is the most.")
        yield Hit("ER-06", found[0].start(), found[-1].end(), why.format(n=len(found)),
                  _("Say what is, or make 2 sentences."))  # fmt: skip
    for double in _NOT_UN.finditer(sentence):
        yield Hit("ER-06", *double.span(), _("These 2 words undo each other."),
                  _("Say what is."))  # fmt: skip


def passives(sentence: str) -> Iterator[Hit]:
    """ER-05: the sentence says who does it."""
    for found in chain(_PASSIVE.finditer(sentence), _ASKED.finditer(sentence)):
        done = found["done"].lower()
        state = done in _STATES or done + (found["up"] or "").lower() in _STATES_WITH
        be = (found["be"] or "are").lower()
        state |= done in _NAMED and be in _AS_IT_IS
        state |= done == "done" and be in {"am", "is", "are"}
        if found["by"] or not state:
            yield Hit("ER-05", found.start(), found.end("done"),
                      _("This does not say who does it."),
                      _("Say who does it, then what they do."))  # fmt: skip
