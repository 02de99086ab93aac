"""One piece of some words that may say who someone is."""

from typing import Literal

from msgspec import Struct

Kind = Literal["name", "place", "nhs", "phone", "email", "postcode", "address", "birth", "web"]


class Clue(Struct, frozen=True):
    """`start` and `end` are where it stands in the words, as for a slice."""

    kind: Kind
    start: int
    end: int

    def words(self, text: str) -> str:
        """What stands there, on one line."""
        return " ".join(text[self.start : self.end].split())
