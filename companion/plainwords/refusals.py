"""Why an endpoint does not do something, and what a person can do then: one table for all.

The endpoint puts these sentences into its answer, in English. A companion shows its own, by the
name of the refusal, so that they come in the member's language.
"""

from companion.plainwords.messages import N_, _

# By the names in companion.wire.refusals: what is wrong, and what to do.
SAID: dict[str, tuple[str, str]] = {
    "not-understood": (
        N_("The community does not understand it. Its Companion may be older or newer."),
        N_("Get the newest Companion. Or tell the people who lead."),
    ),
    "code-wrong": (
        N_("The code of the community has changed."),
        N_("Ask for the new code. Then connect again."),
    ),
    "key-wrong": (
        N_("The community has other words under this number."),
        N_("Ask the people who lead to look for your words."),
    ),
    "not-found": (
        N_("The community does not know it."),
        N_("Check the address of the community. Or tell the people who lead."),
    ),
    "not-this-call": (
        N_("The community cannot do this. Its Companion may be older."),
        N_("Tell the people who lead."),
    ),
    "too-slow": (
        N_("It came too slowly."),
        N_("Try again when the connection is better."),
    ),
    "other-bytes": (
        N_("The community has other words under this number."),
        N_("Share your words again. They get a new number."),
    ),
    "digest-wrong": (
        N_("A part of it changed on the way."),
        N_("We send this part again."),
    ),
    "offset-wrong": (
        N_("The community has another part of it."),
        N_("We go on from there."),
    ),
    "file-wrong": (
        N_("The community cannot open the picture or the sound."),
        N_("Add it again. Then share it again."),
    ),
    "taken-back": (
        N_("Someone took it back before, or it came too late."),
        N_("You can share your words again."),
    ),
    "too-large": (
        N_("It is too long for the community."),
        N_("Make it shorter. Then share it again."),
    ),
    "not-this-kind": (
        N_("The community cannot read this kind of thing. Its Companion may be older or newer."),
        N_("Get the newest Companion. Or tell the people who lead."),
    ),
    "too-many": (
        N_("The community gets too many things at once."),
        N_("Wait. Then try again."),
    ),
    "went-wrong": (
        N_("Something went wrong at the community."),
        N_("Try again. If you see this again, tell the people who lead."),
    ),
    "not-now": (
        N_("The community cannot do it now."),
        N_("Wait. Then try again."),
    ),
    "no-room": (
        N_("The community has no more room."),
        N_("Tell the people who lead. Then try again."),
    ),
}
_NOT_KNOWN = N_("We do not know why."), N_("Ask the people who lead.")


def refused_words(name: str) -> tuple[str, str]:
    """What is wrong and what to do, in the language in use. A name may be one of later days."""
    said, then = SAID.get(name, _NOT_KNOWN)
    return _(said), _(then)
