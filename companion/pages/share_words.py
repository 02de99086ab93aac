"""The words of a share: written new, or those of a note; kept as they are typed."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain import kept
from companion.domain.notes import HELPS, card_of
from companion.domain.shares import Share
from companion.page.blocks import Field, Line, Page
from companion.page.events import Event, Left, Pressed, Saved, Typed
from companion.page.wishes import DropDraft, Go, GoBack, KeepDraft, Save, Tell, Wish
from companion.pages.helps import card_text
from companion.pages.route import Route
from companion.pages.sharing import new_share
from companion.plainwords.messages import _
from companion.ports import Ports


class State(Struct, frozen=True):
    """A share as it is stored (version 0: not yet), and its words as they are now."""

    share: Share
    words: str
    drafted: bool = False

    @property
    def now(self) -> Share:
        """The share with the words as they are now."""
        return replace(self.share, words=self.words)

    @property
    def unsaved(self) -> bool:
        """Whether what is stored is something else."""
        return self.words != self.share.words or (bool(self.words) and not self.share.version)


def open_page(ports: Ports, go: Go) -> State:
    """Open the words of a share by its id, or as one of these says.

    "note ID": a copy of a note. "helps": a copy of the card "What helps me". "draft ID": words
    that an earlier run left.
    """
    word, _space, thing = go.arg.partition(" ")
    if word == "note":
        return _from_note(ports, thing)
    if word == HELPS:
        words = card_text(card_of(ports.notes.all()))
        return State(replace(new_share("access", HELPS), words=words), words)
    if word == "draft":
        return _from_draft(ports, thing)
    share = ports.shares.get(go.arg)
    return State(share, share.words)


def _from_note(ports: Ports, note_id: str) -> State:
    note = ports.notes.get(note_id)
    word, _space, clause = note.prompt.partition(" ")
    if word == "not_right":
        share = new_share("charter", clause)
    elif word == HELPS:
        share = new_share("access", HELPS)
    else:
        share = new_share("session", note.session) if note.session else new_share("general", "")
    return State(replace(share, words=note.text), note.text)


def _from_draft(ports: Ports, draft_id: str) -> State:
    draft = next((d for d in ports.drafts.left_over() if d.id == draft_id), None)
    share = next((s for s in ports.shares.all() if s.id == draft_id), None)
    share = share or replace(new_share("general", ""), id=draft_id)
    if draft is None:  # another window carried on with it first
        return State(share, share.words)
    return State(share, draft.text, drafted=True)


def again(ports: Ports, state: State) -> State:
    """Read it anew: the words may be others by now."""
    if not state.share.version:
        return state
    share = ports.shares.get(state.share.id)
    return State(share, share.words)


def view(state: State) -> Page:
    """A place to write. Nothing leaves from here."""
    return Page(
        "share_words",
        _("Your words to share"),
        (
            Line(_("Write what you want to share. Nothing leaves yet.")),
            Field("words", _("Your words"), state.words),
            offer("share_written"),
        ),
        private=True,
        about=_("Write what you want to share. We keep it while you write."),
        begin_at="words" if state.drafted else "",
    )


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Keep what is typed, and go on when there is something."""
    match event:
        case Typed(key="words", text=text):
            return _typed(replace(state, words=text))
        case Pressed(action="share_written") if state.share.files:
            return state, (*_keep(state), GoBack())
        case Pressed(action="share_written"):
            if not state.words.strip():
                return state, (Tell(_("There are no words yet. You can write, or go back.")),)
            return state, (*_keep(state), Go("share_who", state.share.id))
        case Saved(thing=Share() as share):
            return State(share, share.words), ()
        case Left():
            return state, _left(state)
        case _:
            return state, ()


def _typed(state: State) -> tuple[State, tuple[Wish, ...]]:
    if not state.unsaved:
        return replace(state, drafted=False), (DropDraft(state.share.id),)
    about = kept.About("share_words", state.share.id)
    return replace(state, drafted=True), (KeepDraft(state.share.id, about, state.words),)


def _keep(state: State) -> tuple[Wish, ...]:
    if state.unsaved:
        return (Save(state.share.id, state.now),)
    return (DropDraft(state.share.id),) if state.drafted else ()


def _left(state: State) -> tuple[Wish, ...]:
    if state.unsaved:
        return (*_keep(state), Tell(_("Saved on this computer. You did not send it.")))
    return _keep(state)


ROUTES = {"share_words": Route(open_page, view, take, again)}
