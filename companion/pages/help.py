"""Help: the same on every page, with "I need help now" first."""

from msgspec import Struct

from companion.actions import Spec, available, in_lines, offer
from companion.page import wording
from companion.page.blocks import Block, Fact, Heading, Line, Page
from companion.page.events import Event, Pressed
from companion.page.wishes import Go, Wish
from companion.pages.go import going
from companion.pages.route import Route
from companion.plainwords.messages import _
from companion.ports import Ports


class State(Struct, frozen=True):
    """The page that help was asked on, and whether it is shown in plain lines."""

    page: Page | None
    in_lines: bool


def open_page(ports: Ports, go: Go) -> State:
    """Help works with no network and a full disk."""
    return State(go.page, ports.settings.get("way") == "plain")


def view(state: State) -> Page:
    """What the page is for, and what can be done on it."""
    blocks: list[Block] = [offer("help_now")]
    if state.page is not None:
        blocks += _about(state.page)
    if state.in_lines:
        blocks.append(Heading(_("Words that you can type")))
        blocks += [Fact(_name(entry), _(entry.help)) for entry in in_lines()]
    blocks += [offer("go"), offer("word_list"), offer("open_reading"), offer("hard_for_me")]
    return Page("help", _("Help"), tuple(blocks), about=_("Help for you, on every page."))


def _about(page: Page) -> list[Block]:
    lines: list[Block] = [Line(page.about)] if page.about else []
    facts = [Fact(_name(entry), _(entry.help)) for entry in available(page)]
    return [*lines, Heading(_("What you can do")), *facts]


def _name(entry: Spec) -> str:
    if not entry.key:
        return _(entry.label)
    return _("{label}, key {key}").format(label=_(entry.label), key=wording.key_name(entry.key))


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Open what was chosen."""
    match event:
        case Pressed(action="open_reading"):
            return state, (Go("reading"),)
        case Pressed(action="hard_for_me"):
            asked_on = state.page.route if state.page is not None else "help"
            return state, (Go("share", f"access {asked_on}"),)
        case Pressed(action=action):
            return state, going(action)
        case _:
            return state, ()


def open_now(_ports: Ports, _go: Go) -> None:
    """Nothing is read: this page is always there."""


def now_page() -> Page:
    """Who can help now. The numbers are for England and wait for the community's check."""
    return Page(
        "help_now",
        _("I need help now"),
        (
            Line(_("Nobody can see what you write here.")),
            Fact(_("Danger now"), _("Call 999.")),
            Fact(_("You feel very bad"), _("Call 111. Then choose 2. It is free.")),
            Fact(_("You want to talk"), _("Call 116 123. It is free, day and night.")),
            Fact(_("You want to text"), _("Text the word Shout to 85258. It is free.")),
            Fact(_("You cannot hear or speak on the phone"), _("Call 18000 with Relay UK.")),
            Line(_("The community will check these numbers.")),
        ),
        about=_("Who you can call or text now."),
    )


def view_now(_state: None) -> Page:
    """Who can help now."""
    return now_page()


ROUTES = {
    "help": Route(open_page, view, take),
    "help_now": Route(open_now, view_now),
}
