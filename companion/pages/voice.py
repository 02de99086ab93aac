"""The settings of the voice, and the voices that this computer has."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.room import fixed
from companion.domain.voices import Device, VoiceName
from companion.page.blocks import Block, Choice, Line, Option, Page
from companion.page.events import Chose, Event, Pressed
from companion.page.wishes import Go, KeepSettings, SayToRoom, Tell, TryVoice, Wish
from companion.pages.paging import place, within
from companion.pages.route import Route
from companion.pages.settings import row, values_of
from companion.plainwords.languages import spoken_language
from companion.plainwords.messages import N_, _, base_of
from companion.ports import Ports

# What most people change, then the rest, by the argument that the page is opened with.
NAMES = {
    "": ("voice", "rate", "volume", "pauses"),
    "more": ("say_moves", "say_typing", "say_private_typing", "say_pictures", "mark_reading"),
    "room": ("room_volume",),
}
ROWS = 5
TRY = N_("This is how I speak. You can change it.")


class State(Struct, frozen=True):
    """Which part of the settings, and the values that hold now."""

    part: str
    values: tuple[tuple[str, str], ...]


def open_page(ports: Ports, go: Go) -> State:
    """Read the settings of one part: "", "more" or "room"."""
    return State(go.arg, values_of(ports, NAMES[go.arg]))


def again(ports: Ports, state: State) -> State:
    """Read them anew: a page below has changed one."""
    return open_page(ports, Go("voice", state.part))


def view(state: State) -> Page:
    """A row for each setting, then what else can be chosen."""
    titles = {"": _("Voice"), "more": _("What the voice says"), "room": _("Voice for the room")}
    more = {
        "": ("choose_voice", "try_voice", "more_voice", "room_voice"),
        "more": (),
        "room": ("choose_voice", "choose_device"),
    }[state.part]
    return Page(
        "voice",
        titles[state.part],
        (*map(row, state.values), *map(offer, more)),
        about=_("How the voice speaks. You can change it back."),
    )


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Open a setting or the voices, or try how it sounds."""
    match event:
        case Pressed(action="open_setting", arg=name):
            return state, (Go("setting", name),)
        case Pressed(action="choose_voice"):
            return state, (Go("voices", "room_voice" if state.part else "voice_name"),)
        case Pressed(action="choose_device"):
            return state, (Go("devices"),)
        case Pressed(action="try_voice"):
            return state, (TryVoice(),)
        case Pressed(action="more_voice"):
            return state, (Go("voice", "more"),)
        case Pressed(action="room_voice"):
            return state, (Go("voice", "room"),)
        case _:
            return state, ()


class Voices(Struct, frozen=True):
    """The voices, which are shown, and the one that is chosen for `setting`, or ""."""

    setting: str
    names: tuple[VoiceName, ...]
    chosen: str
    start: int = 0


def open_voices(ports: Ports, go: Go) -> Voices:
    """Ask the computer for its voices; those for the language of the text, where it has any."""
    names = ports.voice().names()
    language = base_of(spoken_language())
    fitting = [name for name in names if base_of(name.language) == language]
    return Voices(go.arg, tuple(fitting or names), ports.settings.get(go.arg))


def view_voices(state: Voices) -> Page:
    """A few voices at a time. Choosing one lets it speak."""
    shown = state.names[state.start : state.start + ROWS]
    options = (Option("", _("The usual voice")), *(Option(n.id, n.name) for n in shown))
    blocks: list[Block] = [Choice(state.setting, options, (state.chosen,))]
    if not state.names:
        blocks.append(Line(_("We found no other voice on this computer.")))
    if len(state.names) > ROWS:
        blocks.append(offer("more_voices"))
    return Page(
        "voices",
        _("Voices"),
        tuple(blocks),
        place=place(state.start, len(state.names), ROWS),
        about=_("Choose a voice. You hear it at once."),
    )


def take_voices(state: Voices, event: Event) -> tuple[Voices, tuple[Wish, ...]]:
    """Keep a voice, and let it be heard."""
    match event:
        case Chose(key=name, value=value) if name == state.setting:
            kept = KeepSettings(((name, value),))
            return replace(state, chosen=value), (kept, _heard(name))
        case Pressed(action="more_voices"):
            return replace(state, start=within(state.start + ROWS, len(state.names))), ()
        case _:
            return state, ()


class Devices(Struct, frozen=True):
    """The outputs for sound, and the one that the room's voice comes out of, or ""."""

    devices: tuple[Device, ...]
    chosen: str


def open_devices(ports: Ports, _go: Go) -> Devices:
    """Ask the computer for its outputs."""
    return Devices(tuple(ports.voice().devices()), ports.settings.get("room_device"))


def view_devices(state: Devices) -> Page:
    """The outputs, the usual one first."""
    options = (Option("", _("The usual place")), *(Option(d.id, d.name) for d in state.devices))
    blocks: list[Block] = [Choice("room_device", options, (state.chosen,))]
    if not state.devices:
        blocks.append(Line(_("This computer does not let us choose.")))
    return Page(
        "devices",
        _("Where the voice comes out"),
        tuple(blocks),
        about=_("Choose where the room hears the voice."),
    )


def take_devices(state: Devices, event: Event) -> tuple[Devices, tuple[Wish, ...]]:
    """Keep an output."""
    match event:
        case Chose(key="room_device", value=value):
            kept = KeepSettings((("room_device", value),))
            return replace(state, chosen=value), (kept, Tell(_("We keep this.")))
        case _:
            return state, ()


def _heard(setting: str) -> Wish:
    """The voice that was chosen says something: the member's, or the room's."""
    return TryVoice() if setting == "voice_name" else SayToRoom(fixed(_(TRY)))


ROUTES = {
    "devices": Route(open_devices, view_devices, take_devices),
    "voice": Route(open_page, view, take, again),
    "voices": Route(open_voices, view_voices, take_voices),
}
