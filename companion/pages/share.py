"""Share, step 1 of 3: how the member wants to share. There are 7 ways, and each counts the same."""

from msgspec import Struct
from msgspec.structs import replace

from companion.domain.shares import Share
from companion.page.blocks import Choice, Fact, Line, Option, Page
from companion.page.events import Chose, Event
from companion.page.share_words import WAYS, way_words
from companion.page.wishes import Go, Save, Wish
from companion.pages.route import Route
from companion.pages.sharing import Topic, about_agenda, new_share, topic_of
from companion.plainwords.messages import _
from companion.ports import Ports


class State(Struct, frozen=True):
    """A share that is not kept yet, and what it is about."""

    share: Share
    topic: Topic


# Where each way goes on.
_NEXT = {
    "words": "share_words",
    "symbols": "share_symbols",
    "drawing": "share_file",
    "photo": "share_file",
    "voice": "share_file",
}


def open_page(ports: Ports, go: Go) -> State:
    """Begin to share: "KIND ID" says what it is about; "" is no one thing."""
    kind, _space, thing = go.arg.partition(" ")
    share = new_share(kind or "general", thing)
    if kind == "agenda":
        share = replace(share, about=about_agenda(ports))
    return State(share, topic_of(ports, share.about))


def view(state: State) -> Page:
    """The ways to share. Each counts the same, and ways without words come first."""
    return Page(
        "share",
        _("Share, step 1 of 3"),
        (
            Line(_("Choose how. You do not have to share.")),
            *([Fact(_("About"), state.topic.words)] if state.topic.words else []),
            *map(Line, state.topic.told),
            Choice("way", tuple(Option(kind, way_words(kind)) for kind in WAYS)),
        ),
        private=True,
        about=_("Choose how you share. Each way counts the same. Nothing leaves yet."),
    )


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Keep the beginning, and go on in that way."""
    match event:
        case Chose(key="way", value=kind) if kind in WAYS:
            share = replace(state.share, kind=kind)
            on = Go(_NEXT.get(kind, "share_who"), share.id)
            return replace(state, share=new_share(share.about.kind, share.about.id)), (
                Save("", share),
                on,
            )
        case _:
            return state, ()


ROUTES = {"share": Route(open_page, view, take)}
