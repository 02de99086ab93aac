"""What a calendar's description says of a session, as docs/calendar-format.md has it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

STEPS, LIKE_THIS, HOW_TO_JOIN, ABOUT = (
    "What will happen",
    "What it is like",
    "How to join",
    "About",
)
EVERYONE = "everyone"

Pairs = Iterable[tuple[str, str]]  # names such as "quiet_room", with words


class Step(Protocol):
    """One thing that will happen; `minutes` None: nobody said how long."""

    @property
    def what(self) -> str: ...

    @property
    def minutes(self) -> int | None: ...


class Described(Protocol):
    """A session, as members or the community have it."""

    @property
    def kind(self) -> str: ...

    @property
    def who(self) -> str: ...

    @property
    def free(self) -> bool | None: ...

    @property
    def steps(self) -> Sequence[Step]: ...

    @property
    def about(self) -> str: ...


def write_description(session: Described, like: Pairs, join: Pairs) -> str:
    """The description of a session. Reading it (companion.calendars) gives the same again."""
    parts = ["\n".join(_facts(session))]
    if session.steps:
        parts.append("\n".join([f"{STEPS}:", *(f"- {_step(step)}" for step in session.steps)]))
    for heading, pairs in ((LIKE_THIS, like), (HOW_TO_JOIN, join)):
        rows = [f"{name.replace('_', ' ').capitalize()}: {words}" for name, words in pairs]
        if rows:
            parts.append("\n".join([f"{heading}:", *rows]))
    if session.about:
        parts.append(f"{ABOUT}:\n{session.about}")
    return "\n\n".join(parts)


def _facts(session: Described) -> Iterator[str]:
    yield f"For: {session.who or EVERYONE}"
    if session.free is not None:
        yield f"Free: {'yes' if session.free else 'no'}"
    yield f"Kind: {session.kind}"


def _step(step: Step) -> str:
    if step.minutes is None:
        return step.what
    return f"{step.what} ({step.minutes} minute{'' if step.minutes == 1 else 's'})"
