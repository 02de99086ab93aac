"""A drawing, a photo or a voice to share: choose a file, or record."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.chosen_files import FoundFile, KindOfFile
from companion.domain.files import SharedFile
from companion.domain.shares import Share
from companion.page.blocks import Block, Choice, Field, Line, Option, Page
from companion.page.events import (
    Chose,
    Event,
    FileKept,
    Left,
    MakingFile,
    NotMade,
    Pressed,
    Recording,
    Typed,
)
from companion.page.file_words import kind_of_file, may_tell
from companion.page.wishes import (
    DropFile,
    GiveUp,
    Go,
    Record,
    Save,
    StopRecording,
    Tell,
    UseFile,
    Wish,
)
from companion.pages.paging import place, within
from companion.pages.route import Route
from companion.plainwords.characters import shown_line
from companion.plainwords.dates import day
from companion.plainwords.messages import N_, _
from companion.plainwords.sentences import first_words
from companion.ports import Ports

ROWS = 3
LABEL = 40  # letters of a file's name
_TITLES: dict[KindOfFile, str] = {
    "drawing": N_("Choose your drawing"),
    "photo": N_("Choose your photo"),
    "voice": N_("Record or choose your voice"),
}


class State(Struct, frozen=True):
    """A share, the files that may be meant, and which are shown (from `start`).

    `typed` is the name of a file. `making`: one is made anew. `recording`: the microphone is on.
    `leaving`: the member leaves while it is.
    """

    share: Share
    kind: KindOfFile
    found: tuple[FoundFile, ...]
    start: int = 0
    typed: str = ""
    making: bool = False
    recording: bool = False
    leaving: bool = False


def open_page(ports: Ports, go: Go) -> State:
    """Open it for a share by its id."""
    share = ports.shares.get(go.arg)
    kind = kind_of_file(share.kind) or "photo"
    studio = ports.studio()
    return State(share, kind, tuple(studio.recent(kind)), recording=studio.recording)


def again(ports: Ports, state: State) -> State:
    """Look anew: there may be other files by now."""
    return replace(open_page(ports, Go("share_file", state.share.id)), typed=state.typed)


def view(state: State) -> Page:
    """While it records, or makes a file, there is nothing but to stop it, on the same row."""
    busy = state.recording or state.making
    if state.recording:
        blocks = _while_recording()
    else:
        blocks = _while_making() if state.making else _choosing(state)
    turn = place(state.start, len(state.found), ROWS)
    return Page(
        "share_file",
        _(_TITLES[state.kind]),
        tuple(blocks),
        place=None if busy else turn,
        private=True,
        about=_("We make a new file with nothing hidden in it. Nothing leaves yet."),
    )


def _while_recording() -> list[Block]:
    return [
        Line(_("It is recording.")),
        Line(_("It stops by itself after 5 minutes.")),
        offer("stop_recording"),
    ]


def _while_making() -> list[Block]:
    return [
        Line(_("We make the new file now.")),
        Line(_("This can take 1 minute.")),
        offer("stop_making"),
    ]


def _choosing(state: State) -> list[Block]:
    blocks: list[Block] = list(map(Line, may_tell(state.share)))
    blocks.append(Line(_("We take out the place, the device and the name of the file.")))
    if state.kind == "voice":
        blocks.append(offer("record"))
    if state.found:
        shown = state.found[state.start : state.start + ROWS]
        options = tuple(Option(one.path, _row(one)) for one in shown)
        blocks.append(Choice("file", options, own=True))
    if len(state.found) > ROWS:
        blocks.append(offer("more_files"))
    blocks += [Field("path", _("The name of a file"), state.typed), offer("use_file")]
    return blocks


def _row(file: FoundFile) -> str:
    name = file.path.replace("\\", "/").rpartition("/")[2]
    words = first_words(shown_line(name), LABEL)
    return _("{name}, {day}").format(name=words, day=day(file.changed.astimezone()))


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Use a file, or record; what comes of it is kept at once."""
    if isinstance(event, FileKept):
        return _kept(state, event.file)
    if state.recording:
        return _recording(state, event)
    return _making(state, event) if state.making else _chosen(state, event)


def _recording(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    match event:
        case Pressed(action="stop_recording"):
            return state, (StopRecording(),)
        case Left():
            return replace(state, leaving=True), (StopRecording(),)
        case _:
            return state, ()


def _making(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    choosing = replace(state, making=False)
    match event:
        case Pressed(action="stop_making"):
            return choosing, (GiveUp(), Tell(_("It has stopped.")))
        case NotMade():
            return choosing, ()
        case Left():  # the member's own file is still there
            return choosing, (GiveUp(),)
        case _:
            return state, ()


def _chosen(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    match event:
        case Chose(key="file", value=path):
            return state, (UseFile(state.kind, path),)
        case Typed(key="path", text=typed):
            return replace(state, typed=typed), ()
        case Pressed(action="use_file"):
            return state, _use(state)
        case Pressed(action="more_files"):
            return replace(state, start=within(state.start + ROWS, len(state.found))), ()
        case Pressed(action="record") if state.kind == "voice":
            return state, (Record(),)
        case Recording():
            return replace(state, recording=True), ()
        case MakingFile():
            return replace(state, making=True), ()
        case _:
            return state, ()


def _use(state: State) -> tuple[Wish, ...]:
    if not state.typed.strip():
        return (Tell(_("There is no name yet. Type where the file is.")),)
    return (UseFile(state.kind, state.typed),)


def _kept(state: State, file: SharedFile) -> tuple[State, tuple[Wish, ...]]:
    """It takes the place of one that was there before."""
    told = _("It has stopped.") if state.recording else ""
    told = _("The new file is ready.") if state.making else told
    share = replace(state.share, files=(file,))
    gone = tuple(map(DropFile, state.share.files))
    on = () if state.leaving else (Go("share_thing", share.id, instead=True),)
    wishes = (Save("", share), *gone, *on, *((Tell(told),) if told else ()))
    return replace(state, share=share, recording=False, making=False), wishes


ROUTES = {"share_file": Route(open_page, view, take, again)}
