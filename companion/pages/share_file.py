"""A drawing, a photo or a voice to share: choose a file, or record."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.chosen_files import FoundFile, KindOfFile
from companion.domain.files import SharedFile
from companion.domain.shares import Share
from companion.page.blocks import Block, Choice, Field, Line, Option, Page
from companion.page.events import Chose, Event, FileKept, Left, Pressed, Recording, Typed
from companion.page.file_words import kind_of_file, may_tell
from companion.page.wishes import DropFile, Go, Record, Save, StopRecording, Tell, UseFile, Wish
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

    `typed` is the name of a file. `recording`: the microphone is on. `leaving`: the member
    leaves while it is.
    """

    share: Share
    kind: KindOfFile
    found: tuple[FoundFile, ...]
    start: int = 0
    typed: str = ""
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
    """While it records there is nothing but to stop it, on the same row."""
    blocks = _while_recording() if state.recording else _choosing(state)
    turn = place(state.start, len(state.found), ROWS)
    return Page(
        "share_file",
        _(_TITLES[state.kind]),
        tuple(blocks),
        place=None if state.recording else turn,
        private=True,
        about=_("We make a new file with nothing hidden in it. Nothing leaves yet."),
    )


def _while_recording() -> list[Block]:
    return [
        Line(_("It is recording.")),
        Line(_("It stops by itself after 5 minutes.")),
        offer("stop_recording"),
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
    match event:
        case Chose(key="file", value=path) if not state.recording:
            return state, (UseFile(state.kind, path),)
        case Typed(key="path", text=typed):
            return replace(state, typed=typed), ()
        case Pressed(action="use_file"):
            return state, _use(state)
        case Pressed(action="more_files"):
            return replace(state, start=within(state.start + ROWS, len(state.found))), ()
        case Pressed(action="record") if state.kind == "voice" and not state.recording:
            return state, (Record(),)
        case Recording():
            return replace(state, recording=True), ()
        case Pressed(action="stop_recording") if state.recording:
            return state, (StopRecording(),)
        case FileKept(file=file):
            return _kept(state, file)
        case Left() if state.recording:
            return replace(state, leaving=True), (StopRecording(),)
        case _:
            return state, ()


def _use(state: State) -> tuple[Wish, ...]:
    if not state.typed.strip():
        return (Tell(_("There is no name yet. Type where the file is.")),)
    return (UseFile(state.kind, state.typed),)


def _kept(state: State, file: SharedFile) -> tuple[State, tuple[Wish, ...]]:
    """It takes the place of one that was there before."""
    told = (Tell(_("It has stopped.")),) if state.recording else ()
    share = replace(state.share, files=(file,))
    gone = tuple(map(DropFile, state.share.files))
    on = () if state.leaving else (Go("share_thing", share.id, instead=True),)
    return replace(state, share=share, recording=False), (Save("", share), *gone, *on, *told)


ROUTES = {"share_file": Route(open_page, view, take, again)}
