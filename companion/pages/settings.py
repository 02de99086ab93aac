"""Settings, each by what it is good for. Each change counts at once."""

from collections.abc import Iterable
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.choices import SETTINGS, VOICE_SETTINGS, chosen
from companion.page.blocks import Action, Big, Block, Choice, Line, Option, Page
from companion.page.events import Chose, Event, Pressed
from companion.page.wishes import Go, KeepSettings, Tell, Wish
from companion.pages.go import going
from companion.pages.route import Route
from companion.pages.setting_words import WORDS
from companion.plainwords.messages import _
from companion.ports import Ports

# What has a page of its own: how the screen looks, the keys, and reminders. The voice has one, too.
PARTS = {
    "look": ("text_size", "letters", "show_lines", "high_lines", "width", "theme"),
    "keys": ("keys", "scan_speed", "bounce", "letter_keys"),
    "reminders": ("remind", "remind_notice", "remind_sound"),
}
ELSEWHERE = {*chain(*PARTS.values()), *VOICE_SETTINGS, "sending"}  # that one: in My community

_PAGES = {
    "open_own_keys": "own_keys",
    "open_my_calendar": "my_calendar",
    "open_reminding": "reminding",
}


class State(Struct, frozen=True):
    """The values that hold now, of the settings on this page. `part` is "" or one of PARTS."""

    values: tuple[tuple[str, str], ...]
    part: str = ""


def open_page(ports: Ports, go: Go) -> State:
    """Read the settings of one part."""
    main = (name for name in SETTINGS if name not in ELSEWHERE)
    names = PARTS[go.arg] if go.arg else main
    return State(values_of(ports, names), go.arg)


def values_of(ports: Ports, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The values that hold now, by name."""
    return tuple((name, chosen(ports.settings, name)) for name in names)


def again(ports: Ports, state: State) -> State:
    """Read them anew: a page below has changed one."""
    return open_page(ports, Go("settings", state.part))


def view(state: State) -> Page:
    """A row for each setting, with what holds now."""
    titles = {
        "": _("Settings"),
        "look": _("How the screen looks"),
        "keys": _("Keys"),
        "reminders": _("Reminders"),
    }
    more = {
        "": ("open_look", "open_voice", "open_ways", "open_my_lock", "open_keys"),
        "look": (),
        "reminders": _of_reminders(state),
        "keys": ("open_own_keys",),
    }
    return Page(
        "settings",
        titles[state.part],
        (*map(row, state.values), *map(offer, more[state.part])),
        about=_("Choose what you want to change. You can change it back."),
    )


def _of_reminders(state: State) -> tuple[str, ...]:
    """The calendar; and the computer's own reminders, where any are wanted."""
    wanted = dict(state.values).get("remind", "off") != "off"
    return ("open_my_calendar", *(["open_reminding"] if wanted else []))


def row(setting: tuple[str, str]) -> Action:
    """A row for a setting: its name, and what holds now."""
    name, value = setting
    words, _does, values = WORDS[name]
    return offer("open_setting", name, f"{_(words)}: {_(values[value])}")


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Open a setting."""
    match event:
        case Pressed(action="open_setting", arg=name):
            return state, (Go("setting", name),)
        case Pressed(action=action) if action in _PAGES:
            return state, (Go(_PAGES[action]),)
        case Pressed(action=action):
            return state, going(action)
        case _:
            return state, ()


class One(Struct, frozen=True):
    """One setting and the value that holds."""

    name: str
    value: str


def open_one(ports: Ports, go: Go) -> One:
    """Read one setting."""
    return One(go.arg, chosen(ports.settings, go.arg))


def view_one(state: One) -> Page:
    """Its values, to choose."""
    name, does, values = WORDS[state.name]
    options = tuple(Option(value, _(values[value])) for value in SETTINGS[state.name])
    return Page(
        "setting",
        _(name),
        (Line(_(does)), *_samples(state.name), Choice(state.name, options, (state.value,))),
        about=_("Choose what you want. It counts at once."),
    )


def _samples(name: str) -> tuple[Block, ...]:
    """For the kind of large letters: a line of each, to see which one can be read here."""
    if name != "letters":
        return ()
    return tuple(Big(_(WORDS[name][2][value]), value) for value in SETTINGS[name])


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
