"""My lock: what is set now, setting a lock or another one, and taking it off."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.locking import LockKind
from companion.page.blocks import Action, Block, Line, Page
from companion.page.events import Event, LockSet, Pressed
from companion.page.wishes import CloseLock, Go, GoBack, RemoveLock, SetLock, Tell, Wish
from companion.pages.answering import Answer, blocks, hiding, taken
from companion.pages.guard import Guard, guard_of
from companion.pages.route import Route, always
from companion.pages.symbols import chosen_line
from companion.plainwords.messages import N_, _
from companion.ports import Ports

_STATES = {
    "none": N_("You have no lock."),
    "closed": N_("Your journal is locked."),
    "open": N_("You have a lock. It is open now."),
}
_ROWS = {
    "none": ("set_lock", "make_card"),
    "closed": ("open_lock",),
    "open": ("close_lock", "set_lock", "remove_lock", "make_card"),
}


class State(Struct, frozen=True):
    """How the journal is guarded, and whether there is a recovery card."""

    guard: Guard
    card: bool


def open_page(ports: Ports, _go: Go) -> State:
    """Look at both."""
    return State(guard_of(ports), ports.recovery.made)


def again(ports: Ports, _state: State) -> State:
    """A page below has changed one of them."""
    return open_page(ports, Go("lock"))


def view(state: State) -> Page:
    """What is set, and what can be done."""
    locked = state.guard.state
    card = _("You have a recovery card.") if state.card else _("You have no recovery card.")
    rows = [_row(name, state) for name in _ROWS[locked]]
    rows += [offer("use_card")] if state.card and locked != "open" else []
    return Page(
        "lock",
        _("My lock and my supporter"),
        (Line(_(_STATES[locked])), Line(card), *rows, offer("open_supporter")),
        about=_("A lock keeps others out of your journal."),
    )


def _row(name: str, state: State) -> Action:
    if name == "set_lock" and state.guard.kind:
        return offer(name, label=_("Change my lock"))
    if name == "make_card" and state.card:
        return offer(name, label=_("Make a new recovery card"))
    return offer(name)


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Open what was chosen, or lock."""
    match event:
        case Pressed(action="close_lock"):
            return state, (CloseLock(Go("lock")), Tell(_("Your journal is locked.")))
        case Pressed(action=action) if action in _PAGES:
            return state, (Go(_PAGES[action]),)
        case _:
            return state, ()


_PAGES = {
    "set_lock": "set_lock",
    "open_lock": "unlock",
    "remove_lock": "remove_lock",
    "make_card": "card",
    "use_card": "recover",
    "open_supporter": "supporter",
}


class Setting(Struct, frozen=True):
    """A lock that is being set: `answer` is None until its kind is chosen."""

    card: bool
    answer: Answer | None = None


def open_setting(ports: Ports, _go: Go) -> Setting:
    """Begin with nothing chosen."""
    return Setting(ports.recovery.made)


def setting_again(ports: Ports, state: Setting) -> Setting:
    """There may be a card now."""
    return replace(state, card=ports.recovery.made)


def _lose_both() -> Line:
    return Line(_("Your answer opens it, and your card. If you lose both, nobody can open it."))


def view_setting(state: Setting) -> Page:
    """Choose the kind, then the answer, then look at it once more."""
    if state.answer is None:
        said = _kinds(state)
    elif state.answer.kind == "words":
        said = [
            _lose_both(),
            *blocks(state.answer, _("Your words")),
            hiding(state.answer),
            offer("set_lock_now"),
            offer("choose_again"),
        ]
    elif state.answer.full:
        chosen = chosen_line(state.answer.pictures)
        said = [chosen, _lose_both(), offer("set_lock_now"), offer("choose_again")]
    else:
        said = [Line(_("Choose 4 pictures in order.")), *blocks(state.answer, "")]
    full = state.answer is not None and state.answer.full
    return Page(
        "set_lock",
        _("Set a lock"),
        tuple(said),
        place=None if state.answer is None or full else state.answer.place,
        private=True,
        about=_("Choose 4 pictures, or your own words. They open your journal."),
        secret=True,
    )


def _kinds(state: Setting) -> list[Block]:
    rows: list[Block] = [] if state.card else [offer("make_card", label=_("Make a card first"))]
    return [
        Line(_("A lock keeps others out of your journal.")),
        Line(_("You can write new words without it.")),
        _lose_both(),
        *rows,
        offer("lock_pictures"),
        offer("lock_words"),
    ]


def take_setting(state: Setting, event: Event) -> tuple[Setting, tuple[Wish, ...]]:
    """Take the kind, the answer, and the yes."""
    match event:
        case Pressed(action="make_card"):
            return state, (Go("card"),)
        case Pressed(action="lock_pictures"):
            return _choosing(state, "pictures"), ()
        case Pressed(action="lock_words"):
            return _choosing(state, "words"), ()
        case Pressed(action="choose_again"):
            return replace(state, answer=None), ()
        case Pressed(action="set_lock_now") if state.answer is not None:
            return state, (SetLock(state.answer.kind, state.answer.text),)
        case LockSet():
            told = _("You set your lock. It is open now. To lock your journal, press x.")
            return replace(state, answer=None), (GoBack(), Tell(told))
        case _ if state.answer is not None:
            return replace(state, answer=taken(state.answer, event)), ()
        case _:
            return state, ()


def _choosing(state: Setting, kind: LockKind) -> Setting:
    return replace(state, answer=Answer(kind, hidden=False))  # seen, so that it is typed once


def open_removing(_ports: Ports, _go: Go) -> Literal[True]:
    """Nothing is read."""
    return True


def view_removing(_state: Literal[True]) -> Page:
    """What it means, and the yes."""
    return Page(
        "remove_lock",
        _("Take the lock off"),
        (
            Line(_("Then other people who use this computer may read your journal.")),
            Line(_("Your words stay as they are.")),
            offer("remove_lock_now"),
        ),
        about=_("Take the lock off. You can set a new one."),
    )


def take_removing(state: Literal[True], event: Event) -> tuple[Literal[True], tuple[Wish, ...]]:
    """Take it off."""
    match event:
        case Pressed(action="remove_lock_now"):
            return state, (RemoveLock(),)
        case LockSet():
            return state, (GoBack(), Tell(_("Your lock is off.")))
        case _:
            return state, ()


ROUTES = {
    "lock": Route(open_page, view, take, again),
    "set_lock": Route(open_setting, view_setting, take_setting, setting_again, always),
    "remove_lock": Route(open_removing, view_removing, take_removing, locked=always),
}
