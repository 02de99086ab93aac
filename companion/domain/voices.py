"""A voice of this computer that can be chosen."""

from msgspec import Struct


class VoiceName(Struct, frozen=True):
    """A voice: its id, its name, and its language ("en-GB")."""

    id: str
    name: str
    language: str
