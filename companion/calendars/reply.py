"""What the child process answers."""

from msgspec import Struct

from companion.domain.session_rows import Row


class Reply(Struct):
    """Sessions, and what was left out: why and its name. `calendar`: it was one at all."""

    calendar: bool
    sessions: list[Row] = []
    left: list[tuple[str, str]] = []
    unread: list[str] = []
