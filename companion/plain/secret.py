"""Typing what nobody should see: one line, asked for once, and remembered nowhere."""

from companion.page.blocks import Field
from companion.page.events import Typed
from companion.plain.transcript import Transcript
from companion.plainwords.characters import without_controls
from companion.plainwords.messages import _, n_
from companion.session import Session


def write_secret(session: Session, ask: Transcript, field: Field) -> str:
    """Ask for what goes into a field in place of what it holds. Returns what to say then."""
    told = _("You do not see what you type.") + "\n" if field.hidden else ""
    typed = ask.secretly(f"{told}{field.label}: ", hidden=field.hidden)
    while ask.more:  # a card that is pasted may have a word a line
        typed += " " + ask.secretly("", hidden=field.hidden)
    typed = without_controls(typed).strip()
    session.send(Typed(field.key, typed))
    letters = sum(not letter.isspace() for letter in typed)
    return n_("You typed {n} letter.", "You typed {n} letters.", letters).format(n=letters)
