"""A voice of this computer that can be chosen."""

from msgspec import Struct


class VoiceName(Struct, frozen=True):
    """A voice: its id, its name, and its language ("en-GB")."""

    id: str
    name: str
    language: str


class Device(Struct, frozen=True):
    """One output for sound: its id, and its name for people."""

    id: str
    name: str
