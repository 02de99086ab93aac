"""One of the two questions of the journal, with every way to answer it or to leave it."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.ids import new_id
from companion.domain.journal import QUESTIONS, Answer, Entry, Question, question_named
from companion.domain.kept import About
from companion.page.blocks import Block, Field, Line, Page
from companion.page.entry_words import question_words
from companion.page.events import Event, Left, Pressed, Saved, Typed
from companion.page.wishes import DropDraft, Go, GoHome, KeepDraft, Save, Tell, Wish
from companion.pages.guard import Guard, guard_of, privacy_lines
from companion.pages.journal import entry_or_new
from companion.pages.route import Route
from companion.pages.symbols import chosen_line
from companion.plainwords.messages import _
from companion.ports import Ports


class State(Struct, frozen=True):
    """An entry as it is stored (version 0: not yet), and the words as they are now.

    `changing` is true where one answer of an old entry is changed: there is no next
    question then. `drafted` is true while a draft of the words is kept.
    """

    guard: Guard
    entry: Entry
    question: Question
    words: str
    changing: bool = False
    drafted: bool = False

    @property
    def draft_id(self) -> str:
        """The draft of these words."""
        return f"{self.entry.id}-{self.question}"

    @property
    def answer(self) -> Answer:
        """The answer as it is now."""
        return replace(self.entry.answer(self.question), words=self.words)

    @property
    def now(self) -> Entry:
        """The entry with the words as they are now."""
        return self.entry.answered(self.question, self.answer)


def open_page(ports: Ports, go: Go) -> State:
    """Open a question, as one of these says.

    "new SESSION ID": a new entry, under an id where one is given. "next ID SESSION": the
    second question. "change ID QUESTION": one answer of an old entry. "draft ID": words that
    an earlier run left.
    """
    word, thing, rest = (*go.arg.split(" "), "", "")[:3]
    guard = guard_of(ports)
    if word == "draft":
        return _from_draft(ports, guard, thing)
    if word == "new":
        return _state(guard, Entry(rest or new_id(), session=thing), "helped")
    entry = entry_or_new(ports, thing, rest if word == "next" else "")
    if word == "next":
        return _state(guard, entry, "different")
    return replace(_state(guard, entry, question_named(rest)), changing=True)


def locked(go: Go) -> bool:
    """New words need no open lock; words from before do."""
    return go.arg.startswith(("change ", "draft "))


def _state(guard: Guard, entry: Entry, question: Question) -> State:
    return State(guard, entry, question, entry.answer(question).words)


def _from_draft(ports: Ports, guard: Guard, draft_id: str) -> State:
    draft = next((d for d in ports.drafts.left_over() if d.id == draft_id), None)
    if draft is None:  # another window carried on with it first
        return _state(guard, Entry(new_id()), "helped")
    entry = entry_or_new(ports, draft.about.thing, draft.about.session)
    state = _state(guard, entry, question_named(draft.about.part))
    return replace(state, words=draft.text, drafted=True)


def again(ports: Ports, state: State) -> State:
    """Read the entry anew: its pictures or its other answer may be different now."""
    entry = entry_or_new(ports, state.entry.id, state.entry.session)
    words = entry.answer(state.question).words
    return replace(state, guard=guard_of(ports), entry=entry, words=words)


def view(state: State) -> Page:
    """The question, what has been answered, and the ways on."""
    blocks: list[Block] = [
        Line(question_words(state.question)),
        Line(_("You do not have to answer.")),
        *privacy_lines(state.guard, writing=True),
        *_answered(state.answer),
        offer("choose_symbols"),
        Field("words", _("Write"), state.words),
        offer("do_not_know"),
        _onward(state),
        offer("stop_and_keep"),
    ]
    number = QUESTIONS.index(state.question) + 1
    return Page(
        "question",
        _("My journal, question {number} of 2").format(number=number),
        tuple(blocks),
        private=True,
        about=_("A question for you. You can write, choose pictures, or skip it."),
        begin_at="words" if state.drafted else "",
    )


def _answered(answer: Answer) -> list[Block]:
    said: list[Block] = []
    if answer.symbols:
        said.append(chosen_line(answer.symbols))
    if answer.unknown:
        said.append(Line(_("You do not know yet. That is a full answer.")))
    return said


def _onward(state: State) -> Block:
    if state.changing or state.answer.given:
        return offer("next_question", label=_("Done"))
    return offer("next_question")


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Keep what is typed, and go on."""
    match event:
        case Typed(key="words", text=text):
            return _typed(replace(state, words=text))
        case Pressed(action="choose_symbols"):
            return state, (*_keep(state), _to_symbols(state))
        case Pressed(action="do_not_know"):
            return _not_known(state)
        case Pressed(action="next_question"):
            return state, (*_keep(state), *_next(state))
        case Pressed(action="stop_and_keep"):
            return _stop_and_keep(state)
        case Saved(draft_id=draft_id, thing=Entry() as entry) if draft_id == state.draft_id:
            return replace(state, entry=entry, drafted=False), ()
        case Left():
            return state, _left(state)
        case _:
            return state, ()


def _typed(state: State) -> tuple[State, tuple[Wish, ...]]:
    if state.now == state.entry:
        return replace(state, drafted=False), (DropDraft(state.draft_id),)
    about = About("question", state.entry.id, state.entry.session, state.question)
    return replace(state, drafted=True), (KeepDraft(state.draft_id, about, state.words),)


def _keep(state: State) -> tuple[Wish, ...]:
    if state.now != state.entry and (state.now.given or state.entry.version):
        return (Save(state.draft_id, state.now),)
    return (DropDraft(state.draft_id),) if state.drafted else ()


def _left(state: State) -> tuple[Wish, ...]:
    wishes = _keep(state)
    if any(isinstance(wish, Save) for wish in wishes):
        return (*wishes, Tell(_("Saved on this computer.")))
    return wishes


def _to_symbols(state: State) -> Wish:
    return Go("symbols", f"{state.entry.id} {state.question} {state.entry.session}".strip())


def _not_known(state: State) -> tuple[State, tuple[Wish, ...]]:
    unknown = not state.answer.unknown  # chosen again, it is taken away
    entry = state.entry.answered(state.question, replace(state.answer, unknown=unknown))
    return state, (Save(state.draft_id, entry), *(_next(state) if unknown else ()))


def _next(state: State) -> tuple[Wish, ...]:
    if state.changing:
        return (Go("entry", state.entry.id, after="entries"),)
    if state.question == "helped":
        return (Go("question", f"next {state.entry.id} {state.entry.session}".strip()),)
    if state.guard.closed:  # what was written is behind the lock now
        return Go("journal", state.entry.session, after="home"), Tell(_in_the_journal(state))
    return (Go("entry", state.entry.id, after="journal"),)


def _in_the_journal(state: State) -> str:
    if not (state.now.given or state.entry.version):
        return _("You skipped both questions. That is fine.")
    return _("Saved on this computer. You can read it when you open the lock.")


def _stop_and_keep(state: State) -> tuple[State, tuple[Wish, ...]]:
    if not (state.now.given or state.entry.version):
        return state, (*_keep(state), GoHome(), Tell(_("You can come back at any time.")))
    entry = replace(state.now, later=True)
    told = Tell(_("Saved on this computer. You can come back to it in your journal."))
    return state, (Save(state.draft_id, entry), GoHome(), told)


ROUTES = {"question": Route(open_page, view, take, again, locked)}
