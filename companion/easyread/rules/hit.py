"""What a rule says about a sentence."""

from typing import Literal, NamedTuple

Level = Literal["fail", "warn", "human"]


class Hit(NamedTuple):
    """A place in a sentence (as for a slice) that breaks a rule, why, and what may be better."""

    rule: str
    start: int
    end: int
    why: str
    suggestion: str = ""
    level: Level = "fail"
