"""One note: a place to write, kept as it is typed."""

import secrets

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.kept import About
from companion.domain.notes import HELPS, Note
from companion.page.blocks import Block, Field, Line, Page
from companion.page.events import Back, Deleted, Event, Left, Pressed, Saved, Typed
from companion.page.wishes import (
    Delete,
    DropDraft,
    Go,
    GoBack,
    KeepDraft,
    Save,
    Tell,
    Undelete,
    Wish,
)
from companion.pages.prompts import prompt_words
from companion.pages.route import Route
from companion.plainwords.messages import _
from companion.ports import Ports


class State(Struct, frozen=True):
    """A note as it is stored (version 0: not yet), and its text and mark as they are now.

    `drafted` is true while a draft of the text is kept, `deleting` while the note is saved
    to be deleted, `deleted` once it is, `sharing` while it is saved to be shared.
    """

    note: Note
    draft_id: str
    text: str = ""
    aloud: bool = False
    drafted: bool = False
    deleting: bool = False
    deleted: bool = False
    sharing: bool = False

    @property
    def is_new(self) -> bool:
        """True when the note was never stored."""
        return not self.note.version

    @property
    def unsaved(self) -> bool:
        """True when the note on disk is not what is shown here."""
        if self.is_new:
            return bool(self.text.strip())
        return (self.text, self.aloud) != (self.note.text, self.note.aloud)


def open_page(ports: Ports, go: Go) -> State:
    """Open a note by id, a new one (""), or as one of these says.

    "draft ID": words that an earlier run left. "for SESSION PROMPT": a new note for a
    session, with or without a prompt.
    """
    word, _space, rest = go.arg.partition(" ")
    if word == "draft":
        return _from_draft(ports, rest)
    if word == "for":
        session, _space, prompt = rest.partition(" ")
        return State(Note(session=session, prompt=prompt), secrets.token_hex(8))
    note = ports.notes.get(go.arg) if go.arg else Note()
    return State(note, secrets.token_hex(8), note.text, note.aloud)


def _from_draft(ports: Ports, draft_id: str) -> State:
    draft = next((d for d in ports.drafts.left_over() if d.id == draft_id), None)
    if draft is None:  # another window carried on with it first
        return State(Note(), secrets.token_hex(8))
    new = Note(session=draft.about.session, prompt=draft.about.part)
    note = next((n for n in ports.notes.all() if n.id == draft.about.thing), new)
    return State(note, draft.id, draft.text, note.aloud, drafted=True)


def view(state: State) -> Page:
    """The note with what can be done with it."""
    return Page(
        "note",
        prompt_words(state.note.prompt) or _("My note"),
        _deleted(state) if state.deleted else _written(state),
        private=True,
        about=_("A note for you. We keep it while you write."),
        begin_at="text" if state.drafted else "",
    )


def _written(state: State) -> tuple[Block, ...]:
    aloud = _("This note is OK to say aloud.") if state.aloud else _("This note is only for you.")
    of_card = [Line(_("Write what you need. On the next line, write what to do."))]
    shares = state.note.prompt.startswith("not_right") or state.note.prompt == HELPS
    return (
        *(of_card if state.note.prompt == HELPS else []),
        Line(aloud),
        Line(_("It stays on this computer. Other people who use it may read it.")),
        Field("text", _("Your note"), state.text),
        offer("save_note"),
        offer("mark_private" if state.aloud else "mark_aloud"),
        offer("delete_note"),
        *([offer("share_note")] if shares else []),
    )


def _deleted(state: State) -> tuple[Block, ...]:
    if state.is_new:
        return (Line(_("The note was empty. It is gone.")),)
    return (
        Line(_("You deleted this note. You can bring it back now.")),
        Line(_("After 30 days it is gone.")),
        offer("undo_delete"),
    )


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Keep what is typed; save, mark or delete the note."""
    match event:
        case Typed(key="text", text=text):
            return _typed(replace(state, text=text, deleting=False))
        case Pressed(action="save_note"):
            return state, (GoBack(),)
        case Pressed(action="mark_aloud" | "mark_private" as mark):
            return _marked(replace(state, aloud=mark == "mark_aloud"))
        case Pressed(action="delete_note"):
            return _delete(state)
        case Pressed(action="share_note"):
            return _share(state)
        case Pressed(action="undo_delete") if not state.is_new:
            return state, (Undelete(state.note), Tell(_("Your note is back.")))
        case Deleted() | Back():
            return replace(state, deleted=isinstance(event, Deleted), deleting=False), ()
        case Saved(draft_id=draft_id, thing=Note() as note) if draft_id == state.draft_id:
            return _saved(state, note)
        case Left() if not state.deleted:
            return replace(state, deleting=False), _left(state)
        case _:
            return state, ()


def _typed(state: State) -> tuple[State, tuple[Wish, ...]]:
    if state.unsaved:
        about = About("note", state.note.id, state.note.session, state.note.prompt)
        return replace(state, drafted=True), (KeepDraft(state.draft_id, about, state.text),)
    return replace(state, drafted=False), (DropDraft(state.draft_id),)


def _keep(state: State) -> tuple[Wish, ...]:
    if state.unsaved:
        note = replace(state.note, text=state.text, aloud=state.aloud)
        return (Save(state.draft_id, note),)
    return (DropDraft(state.draft_id),) if state.drafted else ()


def _left(state: State) -> tuple[Wish, ...]:
    if state.unsaved:
        return (*_keep(state), Tell(_("Saved on this computer.")))
    return _keep(state)


def _marked(state: State) -> tuple[State, tuple[Wish, ...]]:
    told = _("Marked: OK to say aloud.") if state.aloud else _("Marked: only for you.")
    return state, (*_keep(state), Tell(told))


def _saved(state: State, note: Note) -> tuple[State, tuple[Wish, ...]]:
    wishes: tuple[Wish, ...] = (Delete(note),) if state.deleting else ()
    wishes += (Go("share_words", f"note {note.id}"),) if state.sharing else ()
    if not state.is_new and note.id != state.note.id:
        told = _("Another window changed this note too. We kept both.")
        wishes = (*wishes, Tell(told))
    return replace(state, note=note, drafted=False, sharing=False), wishes


def _share(state: State) -> tuple[State, tuple[Wish, ...]]:
    """A copy goes on to Share, once the note itself is saved."""
    if state.unsaved:
        return replace(state, sharing=True), _keep(state)
    if not state.text.strip():
        return state, (Tell(_("There are no words yet. You can write, or go back.")),)
    return state, (Go("share_words", f"note {state.note.id}"),)


def _delete(state: State) -> tuple[State, tuple[Wish, ...]]:
    """Save first, so that it can come back whole; it is deleted only when that is done."""
    if state.unsaved:
        return replace(state, deleting=True), _keep(state)
    if state.is_new:
        return replace(state, deleted=True), _keep(state)
    return state, (*_keep(state), Delete(state.note))


ROUTES = {"note": Route(open_page, view, take)}
