"""Settings, each by what it is good for. Each change counts at once."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.choices import SETTINGS, value_of
from companion.page.blocks import Choice, Line, Option, Page
from companion.page.events import Chose, Event, Pressed
from companion.page.wishes import Go, KeepSettings, Tell, Wish
from companion.pages.route import Route
from companion.plainwords.messages import N_, _
from companion.ports import Ports

# name: (its name, what it does, the words of each value)
WORDS: dict[str, tuple[str, str, dict[str, str]]] = {
    "way": (
        N_("Screen or lines"),
        N_("How Companion shows things."),
        {
            "screen": N_("Screen"),
            "reader": N_("Full screen for screen readers"),
            "plain": N_("Line by line"),
        },
    ),
    "text_size": (
        N_("Space"),
        N_("More space between words and lines on the screen."),
        {"normal": N_("Normal"), "spaced": N_("More space")},
    ),
    "charter_view": (
        N_("Words in the charter"),
        N_("How the charter says things."),
        {
            "simple": N_("Easy words"),
            "pictures": N_("Easy words with pictures"),
            "full": N_("Full words"),
        },
    ),
    "clock": (
        N_("Times"),
        N_("How we say times."),
        {"words": N_("6pm, and 6 in the evening"), "short": N_("6pm")},
    ),
    "width": (
        N_("Long lines"),
        N_("How long a line is, when you use lines. 40 or 20 is for braille."),
        {
            "free": N_("Each sentence is a line"),
            "80": N_("80 letters"),
            "40": N_("40 letters"),
            "20": N_("20 letters"),
        },
    ),
}


class State(Struct, frozen=True):
    """The values that hold now."""

    values: tuple[tuple[str, str], ...]


def open_page(ports: Ports, _go: Go) -> State:
    """Read the settings."""
    return State(tuple((name, value_of(name, ports.settings.get(name))) for name in SETTINGS))


def again(ports: Ports, _state: State) -> State:
    """Read them anew: a page below has changed one."""
    return open_page(ports, Go("settings"))


def view(state: State) -> Page:
    """A row for each setting, with what holds now."""
    return Page(
        "settings",
        _("Settings"),
        tuple(offer("open_setting", name, _row(name, value)) for name, value in state.values),
        about=_("Choose what you want to change. You can change it back."),
    )


def _row(name: str, value: str) -> str:
    words, _does, values = WORDS[name]
    return f"{_(words)}: {_(values[value])}"


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Open a setting."""
    match event:
        case Pressed(action="open_setting", arg=name):
            return state, (Go("setting", name),)
        case _:
            return state, ()


class One(Struct, frozen=True):
    """One setting and the value that holds."""

    name: str
    value: str


def open_one(ports: Ports, go: Go) -> One:
    """Read one setting."""
    return One(go.arg, value_of(go.arg, ports.settings.get(go.arg)))


def view_one(state: One) -> Page:
    """Its values, to choose."""
    name, does, values = WORDS[state.name]
    options = tuple(Option(value, _(values[value])) for value in SETTINGS[state.name])
    return Page(
        "setting",
        _(name),
        (Line(_(does)), Choice(state.name, options, (state.value,))),
        about=_("Choose what you want. It counts at once."),
    )


def take_one(state: One, event: Event) -> tuple[One, tuple[Wish, ...]]:
    """Keep the value that was chosen."""
    match event:
        case Chose(key=name, value=value) if name == state.name:
            kept = KeepSettings(((name, value),))
            return replace(state, value=value), (kept, Tell(_("We keep this.")))
        case _:
            return state, ()


ROUTES = {
    "settings": Route(open_page, view, take, again),
    "setting": Route(open_one, view_one, take_one),
}
