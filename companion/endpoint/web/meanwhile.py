"""Two organisers change one thing at once: whoever is second sees what the first did, and then
decides. Nothing is written over unseen."""

from collections.abc import Mapping
from hashlib import sha256

import msgspec

from companion.endpoint.web.asking import Asked
from companion.plainwords.messages import _


class Meanwhile(Exception):
    """What is kept is no longer what the form was made from."""


def mark_of(kept: Mapping[str, object]) -> str:
    """What a form carries of the values that it was made from."""
    return sha256(msgspec.json.encode(kept, order="deterministic")).hexdigest()[:32]


def require_seen(asked: Asked, kept: Mapping[str, object]) -> None:
    """Raises Meanwhile where somebody has changed `kept` since the form was shown."""
    if asked.said("was") != mark_of(kept):
        raise Meanwhile


def somebody_wrote() -> str:
    """What is said then."""
    return _("Someone else has changed this meanwhile. Read both. Then press the button again.")
