"""What the tests of speech share."""

from tests.speech.sound import sound

__all__ = ["sound"]
