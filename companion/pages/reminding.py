"""Reminders outside the companion: a calendar program that asks, and a computer that looks."""

from msgspec import Struct

from companion.actions import offer
from companion.domain.choices import chosen
from companion.page.blocks import Block, Fact, Line, Page
from companion.page.events import Event, Pressed
from companion.page.wishes import Copy, Go, GoBack, KeepSettings, SetReminding, Tell, Wish
from companion.pages.route import Route
from companion.plainwords.messages import _
from companion.ports import Ports
from companion.problems import Problem


def open_calendar(ports: Ports, _go: Go) -> str | None:
    """Read the address of the community's calendar; None where there is no community, "" where
    it has no address."""
    connection = ports.community.connection()
    return connection.calendar if connection else None


def calendar_again(ports: Ports, _address: str | None) -> str | None:
    """Read it anew: a page below may have connected."""
    return open_calendar(ports, Go("my_calendar"))


def view_calendar(address: str | None) -> Page:
    """The address, to put into a calendar program."""
    return Page(
        "my_calendar",
        _("Sessions in my calendar"),
        _not_connected() if address is None else _told(address),
        about=_("Your phone or computer can show the sessions in its calendar."),
    )


def _told(address: str) -> tuple[Block, ...]:
    if not address:
        return (Line(Problem("no_address").say),)
    return (
        Line(_("Give this address to the calendar of your phone or computer.")),
        Line(_("Then the calendar asks the community by itself.")),
        Fact(_("Address"), address),
        offer("copy_address"),
    )


def _not_connected() -> tuple[Block, ...]:
    return (Line(Problem("not_connected").say), offer("open_connect"))


def take_calendar(address: str | None, event: Event) -> tuple[str | None, tuple[Wish, ...]]:
    """Copy the address."""
    match event:
        case Pressed(action="copy_address") if address:
            return address, (Copy(address), Tell(_("We copied it. Now paste it there.")))
        case Pressed(action="open_connect"):
            return address, (Go("connect"),)
        case _:
            return address, ()


class Closed(Struct, frozen=True):
    """Whether this computer gives reminders by itself (`on`), and whether any way is chosen."""

    on: bool
    has_way: bool


def open_closed(ports: Ports, _go: Go) -> Closed:
    """Look at this computer."""
    ways = ("remind_notice", "remind_sound")
    has_way = any(chosen(ports.settings, way) == "on" for way in ways)
    return Closed(ports.desktop().reminds(), has_way)


def view_closed(state: Closed) -> Page:
    """What it does, and the yes or no."""
    now = _("It is set up.") if state.on else _("It is not set up.")
    return Page(
        "reminding",
        _("Let my computer remind me"),
        (
            Line(_("Your computer can look each 5 minutes if a session is near.")),
            Line(_("Nothing leaves your computer.")),
            Line(now),
            offer("stop_reminding" if state.on else "start_reminding"),
        ),
        about=_("Reminders when Companion is closed."),
    )


def take_closed(state: Closed, event: Event) -> tuple[Closed, tuple[Wish, ...]]:
    """Set it up, with a message where no way was chosen; or take it away."""
    match event:
        case Pressed(action="start_reminding"):
            way = () if state.has_way else (KeepSettings((("remind_notice", "on"),)),)
            told = Tell(_("It is set up. Your computer reminds you from now on."))
            return state, (SetReminding(True), *way, GoBack(), told)
        case Pressed(action="stop_reminding"):
            told = Tell(_("We took it away. Your computer looks no more."))
            return state, (SetReminding(False), GoBack(), told)
        case _:
            return state, ()


ROUTES = {
    "my_calendar": Route(open_calendar, view_calendar, take_calendar, calendar_again),
    "reminding": Route(open_closed, view_closed, take_closed),
}
