"""The lock is asked for: then the member is where they wanted to go. Nothing is counted."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.page.blocks import Block, Line, Page
from companion.page.events import Event, Pressed, Unlocked
from companion.page.wishes import Go, GoBack, OpenLock, Tell, Wish
from companion.pages.answering import Answer, blocks, hiding, taken
from companion.pages.guard import guard_of
from companion.pages.route import Route
from companion.plainwords.messages import _
from companion.ports import Ports


class State(Struct, frozen=True):
    """The answer until now. `then` is where it leads on to; None leads back.

    `watched` is true while a supporter is with the member.
    """

    answer: Answer
    then: Go | None
    watched: bool


def open_page(ports: Ports, go: Go) -> State:
    """Begin with nothing chosen or typed."""
    guard = guard_of(ports)
    return State(Answer(guard.kind or "words"), go.then, guard.supporter != "nobody")


def view(state: State) -> Page:
    """The way to give the answer, and the way for those who lost it."""
    pictures = state.answer.kind == "pictures"
    asked = _("Choose your 4 pictures in order.") if pictures else _("Type the words of your lock.")
    said: list[Block] = [Line(_("Your journal is locked.") + " " + asked)]
    if state.watched:
        said.append(Line(_("Your supporter is with you. They may see your answer.")))
    said.append(Line(_("We need a moment to try your answer.")))
    said += blocks(state.answer, _("Your words"))
    if not pictures:
        said += [offer("try_answer"), hiding(state.answer)]
    return Page(
        "unlock",
        _("Open the lock"),
        (*said, offer("use_card")),
        place=state.answer.place,
        private=True,
        about=_("Your answer opens your journal. You can try as often as you want."),
        secret=True,
    )


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Try the answer when it is whole; go on when it is right."""
    match event:
        case Pressed(action="use_card"):
            return state, (Go("recover"),)
        case Pressed(action="try_answer"):
            return _tried(state)
        case Unlocked(right=True):
            onward = replace(state.then, instead=True) if state.then else GoBack()
            return state, (onward, Tell(_("Your lock is open. To lock your journal, press x.")))
        case Unlocked():
            told = _("This is not the answer. You lose nothing. Try again.")
            return replace(state, answer=state.answer.emptied), (Tell(told),)
    answer = taken(state.answer, event)
    chosen = answer.full and answer != state.answer
    state = replace(state, answer=answer)
    return _tried(state) if chosen else (state, ())


def _tried(state: State) -> tuple[State, tuple[Wish, ...]]:
    if not state.answer.text.strip():
        return state, (Tell(_("Type your words first.")),)
    return state, (OpenLock(state.answer.text),)


ROUTES = {"unlock": Route(open_page, view, take)}
