"""placeholder, written by the content helper: types only"""
from dataclasses import dataclass
@dataclass(frozen=True, slots=True)
class Pack:
    name: str
