"""The keys that do something by themselves: each can be changed, or turned off."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import ACTIONS, Spec, offer, spec
from companion.domain.own_keys import SETTING, can_be_key, in_setting, own_keys
from companion.page import wording
from companion.page.blocks import Block, Field, Line, Page
from companion.page.events import Event, Pressed, Typed
from companion.page.wishes import Go, GoBack, KeepSettings, Tell, Wish
from companion.pages.paging import place, within
from companion.pages.route import Route
from companion.plainwords.messages import _
from companion.ports import Ports, Settings

ROWS = 4
CHANGEABLE = tuple(s for s in ACTIONS if s.key and can_be_key(s.key))

Keys = tuple[tuple[str, str], ...]  # actions and their keys now, "" for none


class State(Struct, frozen=True):
    """All keys as they are now, and which are shown (from `start`)."""

    keys: Keys
    start: int = 0


def keys_now(settings: Settings) -> Keys:
    """Each action whose key can be changed, with its key as it is now."""
    own = own_keys(settings)
    return tuple((s.id, own.get(s.id, s.key)) for s in CHANGEABLE)


def open_page(ports: Ports, _go: Go) -> State:
    """Read the keys."""
    return State(keys_now(ports.settings))


def again(ports: Ports, state: State) -> State:
    """Read them anew: a page below has changed one."""
    return replace(state, keys=keys_now(ports.settings))


def view(state: State) -> Page:
    """A row for each key, a few at a time."""
    shown = state.keys[state.start : state.start + ROWS]
    return Page(
        "own_keys",
        _("Change a key"),
        (*(offer("open_own_key", one, _row(one, key)) for one, key in shown), offer("more_keys")),
        place=place(state.start, len(state.keys), ROWS),
        about=_("Choose a key that you want to change. Numbers always work."),
    )


def _row(action: str, key: str) -> str:
    return f"{_(spec(action).label)}: {_named(key)}"


def _named(key: str) -> str:
    return wording.key_name(key) if key else _("no key")


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Open one, or show more."""
    match event:
        case Pressed(action="open_own_key", arg=action):
            return state, (Go("own_key", action),)
        case Pressed(action="more_keys"):
            return replace(state, start=within(state.start + ROWS, len(state.keys))), ()
        case _:
            return state, ()


class One(Struct, frozen=True):
    """The key of one action, what is typed in its place, and all keys as they are now."""

    action: str
    keys: Keys
    typed: str = ""

    @property
    def what(self) -> Spec:
        """The action."""
        return spec(self.action)


def open_one(ports: Ports, go: Go) -> One:
    """Read the key of one action. KeyError: it has none that can be changed."""
    keys = keys_now(ports.settings)
    dict(keys)[go.arg]
    return One(go.arg, keys)


def view_one(state: One) -> Page:
    """Its key, and the ways to change it."""
    key = dict(state.keys)[state.action]
    blocks: tuple[Block, ...] = (
        Line(_("The key now: {key}.").format(key=_named(key))),
        Field("key", _("New key"), state.typed),
        offer("use_own_key"),
        offer("no_own_key"),
        offer("usual_key"),
    )
    return Page(
        "own_key",
        _(state.what.label),
        blocks,
        private=True,  # what is typed is the member's, also where it is no key
        about=_("Type a new key, or turn the key off."),
    )


def take_one(state: One, event: Event) -> tuple[One, tuple[Wish, ...]]:
    """Keep a new key where it is free."""
    match event:
        case Typed(key="key", text=text):
            return replace(state, typed=text), ()
        case Pressed(action="use_own_key"):
            return _used(state, state.typed.strip().casefold())
        case Pressed(action="usual_key"):
            return _used(state, state.what.key)
        case Pressed(action="no_own_key"):
            return state, _kept(state, "", _("This has no key now. Its row still works."))
        case _:
            return state, ()


def _used(state: One, key: str) -> tuple[One, tuple[Wish, ...]]:
    if told := why_not(state.keys, state.action, key):
        return state, (Tell(told),)
    return state, _kept(state, key, _("The key now: {key}.").format(key=_named(key)))


def _kept(state: One, key: str, told: str) -> tuple[Wish, ...]:
    return KeepSettings(((SETTING, with_key(state.keys, state.action, key)),)), GoBack(), Tell(told)


def with_key(keys: Keys, action: str, key: str) -> str:
    """The setting once an action has another key, "" for none."""
    changed = {**dict(keys), action: key}
    return in_setting((one, now) for one, now in changed.items() if now != spec(one).key)


def why_not(keys: Keys, action: str, key: str) -> str:
    """Why an action cannot have a key, as sentences; "" where it can."""
    if not can_be_key(key):
        return _("Type 1 letter or sign. Numbers and Space have their own use.")
    taken = next((one for one, used in keys if used == key and one != action), "")
    if taken:
        words = _("This key is for {what}. Choose another key, or change that one first.")
        return words.format(what=_(spec(taken).label))
    fixed = (s for s in ACTIONS if key in s.screen_keys and s.id != action)
    if other := next(fixed, None):
        return _("This key is for {what}. Choose another key.").format(what=_(other.label))
    return ""


ROUTES = {
    "own_keys": Route(open_page, view, take, again),
    "own_key": Route(open_one, view_one, take_one),
}
