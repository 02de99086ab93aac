"""The words of the prompts for notes, and of the ways to join in."""

from companion.domain.getting_there import PACK, TRAVEL
from companion.domain.notes import HELPS, PROMPTS
from companion.plainwords.messages import N_, _

_WORDS = {
    HELPS: N_("What helps me"),
    TRAVEL: N_("Getting there"),
    PACK: N_("What I take"),
} | dict(
    zip(
        PROMPTS,
        (
            N_("What I want to say"),
            N_("What I want to ask"),
            N_("What I need"),
            N_("What I do not want to talk about"),
            N_("How I want to join in"),
        ),
        strict=True,
    )
)
# The charter names these five. Each is full participation.
WAYS_TO_JOIN_IN = {
    "speak": N_("I speak"),
    "type": N_("I type in the chat"),
    "tools": N_("I use tools"),
    "draw": N_("I draw"),
    "listen": N_("I listen"),
}


def prompt_words(prompt: str) -> str:
    """The words of a prompt, or "" for none. "not_right 5.1" is about a clause."""
    if prompt.startswith("not_right "):
        return _("What is not right?")
    return _(_WORDS[prompt]) if prompt in _WORDS else ""


def way_words(way: str) -> str:
    """The words of a way to join in."""
    return _(WAYS_TO_JOIN_IN[way])
