"""The name for one share: none, until one is typed for it; kept as it is typed."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain import kept
from companion.domain.shares import Share
from companion.page.blocks import Field, Line, Page
from companion.page.events import Event, Left, Pressed, Saved, Typed
from companion.page.wishes import DropDraft, Go, GoBack, KeepDraft, Save, Tell, Wish
from companion.pages.route import Route
from companion.pages.sharing import new_share
from companion.plainwords.messages import _
from companion.ports import Ports

_DRAFT = "-name"  # ends the id of a name's draft: words have the share's own


class Naming(Struct, frozen=True):
    """A share as it is stored, and the name as it is typed now, kept as the draft `draft_id`.

    `carried_on`: no page of the share is before this one, so that the way leads on to it.
    """

    share: Share
    name: str
    draft_id: str
    drafted: bool = False
    carried_on: bool = False

    @property
    def named(self) -> Share:
        """The share with the name as it is typed now."""
        return replace(self.share, name=" ".join(self.name.split()))


def open_page(ports: Ports, go: Go) -> Naming:
    """Open the name of a share: off, until one is typed for this one.

    "draft ID": a name that an earlier run left.
    """
    word, _space, draft_id = go.arg.partition(" ")
    if word == "draft":
        return _from_draft(ports, draft_id)
    share = ports.shares.get(go.arg)
    return Naming(share, share.name, f"{share.id}{_DRAFT}")


def _from_draft(ports: Ports, draft_id: str) -> Naming:
    draft = next((d for d in ports.drafts.left_over() if d.id == draft_id), None)
    share_id = draft.about.thing if draft else draft_id.removesuffix(_DRAFT)
    share = next((s for s in ports.shares.all() if s.id == share_id), None)
    share = share or replace(new_share("general", ""), id=share_id)
    if draft is None:  # another window carried on with it first
        return Naming(share, share.name, draft_id, carried_on=True)
    return Naming(share, draft.text, draft_id, drafted=True, carried_on=True)


def view(state: Naming) -> Page:
    """A place for a name."""
    return Page(
        "share_name",
        _("Add my name"),
        (
            Line(_("You do not have to give a name.")),
            Line(_("It goes with this one only. A first name is enough.")),
            Field("name", _("Your name"), state.name),
            offer("name_done"),
            offer("no_name"),
        ),
        private=True,
        about=_("A name for this one. Leave it empty to send no name."),
        begin_at="name" if state.drafted else "",
    )


def take(state: Naming, event: Event) -> tuple[Naming, tuple[Wish, ...]]:
    """Keep the name as it is typed, or send none."""
    match event:
        case Typed(key="name", text=text):
            return _typed(replace(state, name=text))
        case Pressed(action="name_done"):
            return state, _on(state)
        case Pressed(action="no_name"):
            state = replace(state, name="")
            return state, (*_on(state), Tell(_("We do not send your name.")))
        case Left() if state.named != state.share:
            return state, (Save(state.draft_id, state.named),)
        case Left() if state.drafted:
            return replace(state, drafted=False), (DropDraft(state.draft_id),)
        case Saved(thing=Share() as share):
            state = replace(state, share=share, name=share.name, drafted=False)
            return state, ()
        case _:
            return state, ()


def _on(state: Naming) -> tuple[Wish, ...]:
    if not state.carried_on:
        return (GoBack(),)
    return Save(state.draft_id, state.named), Go("share_who", state.share.id, instead=True)


def _typed(state: Naming) -> tuple[Naming, tuple[Wish, ...]]:
    if state.named == state.share:
        return replace(state, drafted=False), (DropDraft(state.draft_id),)
    about = kept.About("share_name", state.share.id)
    return replace(state, drafted=True), (KeepDraft(state.draft_id, about, state.name),)


ROUTES = {"share_name": Route(open_page, view, take)}
