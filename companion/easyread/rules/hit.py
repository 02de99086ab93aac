"""What a rule says about a sentence."""

from msgspec import Struct


class Hit(Struct, frozen=True):
    """A place in a sentence (as for a slice) that breaks a rule, why, and what may be better."""

    rule: str
    start: int
    end: int
    why: str
    suggestion: str = ""
