"""Every page of the program, each with a way to stand on it. Parity walks them all."""

from collections.abc import Callable

from companion.domain.notes import Draft
from companion.page.events import Chose, Event, Pressed, Typed
from companion.ports import Ports
from companion.session import Session
from tests.fakes import World, world

CANARY = "The lamp was too bright for me."


class RecordingSession(Session):
    """A session that remembers what front ends sent it. `still` ones stay on their page."""

    def __init__(self, ports: Ports) -> None:
        self.events: list[Event] = []
        self.still = False
        super().__init__(ports)

    def send(self, event: Event) -> None:
        self.events.append(event)
        if not self.still:
            super().send(event)


def _with_notes(count: int) -> Callable[[World], None]:
    def fill(here: World) -> None:
        for number in range(1, count + 1):
            here.notes.add(f"Note {number}. {CANARY}\nSecond line.")

    return fill


def _with_draft(here: World) -> None:
    here.drafts.earlier["d1"] = Draft("d1", "", CANARY, here.clock.now())


def _damaged(here: World) -> None:
    here.damaged = 2


# name: (what is there before, what is done to get to the page)
PLACES: dict[str, tuple[Callable[[World], None], tuple[Event, ...]]] = {
    "home": (_with_notes(0), ()),
    "home with a draft": (_with_draft, ()),
    "home with damage": (_damaged, ()),
    "ways": (_with_notes(0), (Pressed("open_ways"),)),
    "reader ways": (_with_notes(0), (Pressed("open_ways"), Chose("way", "reader"))),
    "charter": (_with_notes(0), (Pressed("open_charter"),)),
    "charter part": (_with_notes(0), (Pressed("open_charter"), Pressed("open_part", "5"))),
    "last page of a part": (
        _with_notes(0),
        (Pressed("open_charter"), Pressed("open_part", "5"), *[Pressed("next_page")] * 8),
    ),
    "word list": (_with_notes(0), (Pressed("open_charter"), Pressed("word_list"))),
    "word": (
        _with_notes(0),
        (Pressed("open_charter"), Pressed("open_part", "5"), Pressed("meanings")),
    ),
    "notes, none": (_with_notes(0), (Pressed("open_notes"),)),
    "notes, many": (_with_notes(7), (Pressed("open_notes"),)),
    "new note": (_with_notes(0), (Pressed("open_notes"), Pressed("new_note"))),
    "written note": (_with_notes(1), (Pressed("open_notes"), Pressed("open_note", "n1"))),
    "marked note": (
        _with_notes(1),
        (Pressed("open_notes"), Pressed("open_note", "n1"), Pressed("mark_aloud")),
    ),
    "deleted note": (
        _with_notes(1),
        (Pressed("open_notes"), Pressed("open_note", "n1"), Pressed("delete_note")),
    ),
    "typed note": (
        _with_notes(0),
        (Pressed("open_notes"), Pressed("new_note"), Typed("text", CANARY)),
    ),
    "help": (_with_notes(0), (Pressed("open_notes"), Pressed("help"))),
    "help now": (_with_notes(0), (Pressed("help"), Pressed("help_now"))),
    "hidden": (_with_notes(0), (Pressed("hide"),)),
}


def at(place: str, way: str = "screen") -> tuple[RecordingSession, World]:
    """A session that stands on a place, with its world."""
    fill, events = PLACES[place]
    here = world(way=way)
    fill(here)
    session = RecordingSession(here.ports())
    for event in events:
        session.send(event)
    session.events.clear()
    return session, here
