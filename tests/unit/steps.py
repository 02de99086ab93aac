"""What a member does, one thing after the other."""

from companion.page.events import Event, Pressed
from companion.session import Session


def go(session: Session, *steps: str | Event) -> Session:
    """Take each step: an event, or an action by its name and, after a space, its argument."""
    for step in steps:
        session.send(Pressed(*step.split(" ", 1)) if isinstance(step, str) else step)
    return session
