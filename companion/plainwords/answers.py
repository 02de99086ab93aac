"""What counts as a clear yes, wherever words are typed."""

from companion.plainwords.messages import _


def is_yes(answer: str) -> bool:
    """Whether a person typed yes, in English or in the language in use."""
    return answer.strip().casefold() in ("y", "yes", _("yes").casefold())
