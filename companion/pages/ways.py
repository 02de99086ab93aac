"""The first question: how a member wants to use the program. It can be asked again."""

from msgspec import Struct

from companion.page.blocks import Choice, Line, Option, Page
from companion.page.events import Chose, Event
from companion.page.wishes import Go, GoHome, KeepSettings, Tell, Wish
from companion.pages.route import Route
from companion.plainwords.messages import _
from companion.ports import Ports

# What each answer keeps: (way, text size, voice).
ANSWERS: dict[str, tuple[str, str, str]] = {
    "screen": ("screen", "normal", "off"),
    "bigger": ("screen", "large", "off"),
    "read": ("screen", "normal", "on"),
    "unsure": ("screen", "spaced", "off"),
    "lines": ("plain", "normal", "off"),
    "reader_screen": ("reader", "normal", "off"),
}


class State(Struct, frozen=True):
    """`first` is true until the question has been answered once.

    `talks`: it was opened with the voice on, which is a yes to sound.
    """

    first: bool
    talks: bool = False


def open_page(ports: Ports, _go: Go) -> State:
    """Open the question."""
    return State(not ports.settings.get("way"), ports.settings.get("voice") == "on")


def view(_state: State) -> Page:
    """The first question."""
    return Page(
        "ways",
        _("How do you want to use Companion?"),
        (
            Choice(
                "way",
                (
                    Option("screen", _("Screen")),
                    Option("bigger", _("Bigger words")),
                    Option("reader", _("Screen reader or braille")),
                    Option("read", _("Read to me")),
                    Option("unsure", _("Not sure")),
                ),
            ),
        ),
        about=_("Choose how you want to use Companion. You can change it at any time."),
    )


def open_reader_page(ports: Ports, go: Go) -> State:
    """Open the second question, for people who use a screen reader or braille."""
    return open_page(ports, go)


def view_reader(_state: State) -> Page:
    """The second question, for people who use a screen reader or braille."""
    return Page(
        "reader_ways",
        _("Do you want lines or a screen?"),
        (
            Line(_("Lines work with every screen reader.")),
            Choice(
                "way",
                (
                    Option("lines", _("Line by line")),
                    Option("reader_screen", _("Full screen")),
                    Option("lines_unsure", _("Not sure")),
                ),
            ),
        ),
        about=_("Choose lines or a full screen. You can change it at any time."),
    )


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Keep the answer, then open home."""
    match event:
        case Chose(key="way", value="reader"):
            return state, (Go("reader_ways"),)
        case Chose(key="way", value=value):
            way, size, voice = ANSWERS[value.removesuffix("_unsure")]
            if way == "screen" and state.first and state.talks:  # no word against the voice
                voice = "on"
            return state, (
                GoHome(),  # first: the answer counts, also where it cannot be kept
                KeepSettings((("way", way), ("text_size", size), ("voice", voice))),
                Tell(_told(value)),
            )
        case _:
            return state, ()


def _told(value: str) -> str:
    if value == "bigger":
        return _("Press plus for larger words. Press minus for smaller words.")
    if value == "unsure":
        return _("This is a screen with bigger words. You can change it in Settings.")
    if value == "read":
        return _("The voice is on. To turn it off, press v.")
    return _("We keep this. You can change it in Settings.")


ROUTES = {
    "ways": Route(open_page, view, take),
    "reader_ways": Route(open_reader_page, view_reader, take),
}
