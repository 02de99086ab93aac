"""Who may read the journal: its lock and the supporter, as pages and their words need them."""

from typing import Literal

from msgspec import Struct

from companion.domain.locking import LockKind
from companion.domain.supporter import supporter
from companion.page.blocks import Line
from companion.plainwords.messages import _
from companion.ports import Ports


class Guard(Struct, frozen=True):
    """`kind` is that of the lock, "" for none. `supporter` is a value of domain.supporter."""

    kind: LockKind | Literal[""] = ""
    open: bool = True
    supporter: str = "nobody"

    @property
    def closed(self) -> bool:
        """Whether the journal cannot be read now."""
        return not self.open

    @property
    def state(self) -> Literal["none", "closed", "open"]:
        """The state of the lock."""
        if not self.kind:
            return "none"
        return "closed" if self.closed else "open"


def guard_of(ports: Ports) -> Guard:
    """How the journal is guarded now."""
    return Guard(ports.lock.kind, ports.lock.open, supporter(ports.settings))


def privacy_lines(guard: Guard, *, writing: bool = False) -> tuple[Line, ...]:
    """Where the words stay, and who else may read them. `writing`: said of new words."""
    if guard.closed and writing:
        into = _("This goes into your journal. You can read it again when you open the lock.")
        return Line(_("This stays on this computer.")), Line(into)
    if guard.closed:
        who = _("Your journal is locked. People need your answer or your card to read it.")
    elif guard.supporter == "helps":
        who = _("Your supporter helps you. They may read your journal.")
    elif guard.kind:
        who = _("Your lock is open now. To lock your journal, press x.")
    else:
        who = _("Other people who use this computer may read it.")
    return Line(_("This stays on this computer.")), Line(who)
