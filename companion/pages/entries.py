"""Entries of the journal: a list of them, one entry, and the search for one."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.journal import QUESTIONS, Answer, Entry
from companion.page.blocks import Block, Field, Heading, Line, Page, Quote
from companion.page.entry_words import matching, question_words, summary
from companion.page.events import Back, Deleted, Event, Pressed, Saved, Typed
from companion.page.wishes import Delete, Go, Save, Tell, Undelete, Wish
from companion.pages.card import offers_card
from companion.pages.journal import entry_or_new
from companion.pages.paging import place, within
from companion.pages.route import Route, always
from companion.pages.symbols import chosen_line
from companion.plainwords.dates import day_here
from companion.plainwords.messages import _, n_
from companion.ports import Ports

ROWS = 3


class Found(Struct, frozen=True):
    """Some entries, the newest first, and which are shown (from `start`).

    `asked` is what was asked for: "all", "later" or "find WORDS".
    """

    asked: str
    entries: tuple[Entry, ...]
    start: int = 0


def open_list(ports: Ports, go: Go) -> Found:
    """Read the entries that were asked for."""
    return Found(go.arg, matching(ports.journal.all(), go.arg))


def list_again(ports: Ports, state: Found) -> Found:
    """Read the entries anew, at the same place."""
    entries = matching(ports.journal.all(), state.asked)
    return Found(state.asked, entries, within(state.start, len(entries)))


def view_list(state: Found) -> Page:
    """A few entries at a time."""
    blocks: list[Block] = [Line(_count(len(state.entries)))]
    blocks += [
        offer("open_entry", entry.id, f"{day_here(entry.created)}: {summary(entry)}")
        for entry in state.entries[state.start : state.start + ROWS]
    ]
    shown = place(state.start, len(state.entries), ROWS)
    if shown:
        blocks.append(offer("more_entries"))
    return Page(
        "entries",
        _("What I wrote"),
        tuple(blocks),
        place=shown,
        private=True,
        about=_("What you wrote in your journal, by date."),
    )


def _count(count: int) -> str:
    if not count:
        return _("There is nothing here.")
    return n_("You wrote {n} time.", "You wrote {n} times.", count).format(n=count)


def take_list(state: Found, event: Event) -> tuple[Found, tuple[Wish, ...]]:
    """Open an entry, or show the next ones; after the last come the first."""
    match event:
        case Pressed(action="open_entry", arg=entry_id):
            return state, (Go("entry", entry_id),)
        case Pressed(action="more_entries"):
            return replace(state, start=within(state.start + ROWS, len(state.entries))), ()
        case _:
            return state, ()


class One(Struct, frozen=True):
    """One entry as it is stored; `deleted` once it is. `first`: no other, and no card yet."""

    entry: Entry
    deleted: bool = False
    first: bool = False


def open_entry(ports: Ports, go: Go) -> One:
    """Read one entry. Nothing was answered: there is none, and that is fine."""
    first = offers_card(ports.recovery, ports.settings) and len(ports.journal.all()) == 1
    return One(entry_or_new(ports, go.arg), first=first)


def entry_again(ports: Ports, state: One) -> One:
    """Read it anew."""
    return state if state.deleted else open_entry(ports, Go("entry", state.entry.id))


def view_entry(state: One) -> Page:
    """Both answers, and what can be done with them."""
    entry = state.entry
    if state.deleted:
        blocks: list[Block] = [
            Line(_("You deleted this. You can bring it back now.")),
            Line(_("After 30 days it is gone.")),
            offer("undo_delete_entry"),
        ]
    elif not entry.version:
        blocks = [Line(_("You skipped both questions. That is fine."))]
    else:
        blocks = [Line(_("You wrote this on {day}.").format(day=day_here(entry.created)))]
        if entry.said:
            blocks += [Line(_("You said this in a session:")), *_quoted(entry.said)]
        for question in QUESTIONS:
            blocks += [Heading(question_words(question)), *_answer(entry.answer(question))]
        blocks += [
            *(offer(f"change_{question}") for question in QUESTIONS),
            offer("no_more_later" if entry.later else "come_back_later"),
            offer("delete_entry"),
            offer("open_journal"),
            offer("share_entry"),
        ]
        blocks += [offer("make_card")] if state.first else []
    return Page(
        "entry",
        _("What I wrote"),
        tuple(blocks),
        private=True,
        about=_("What you wrote. You can change it or delete it."),
    )


def _quoted(words: str) -> list[Block]:
    return [Quote(line) for line in words.split("\n") if line.strip()]


def _answer(answer: Answer) -> list[Block]:
    said: list[Block] = []
    if answer.symbols:
        said.append(chosen_line(answer.symbols))
    said += _quoted(answer.words)
    if answer.unknown:
        said.append(Line(_("I do not know yet.")))
    return said or [Line(_("You skipped this question."))]


def take_entry(state: One, event: Event) -> tuple[One, tuple[Wish, ...]]:
    """Change an answer, come back later, delete, or bring back."""
    entry = state.entry
    match event:
        case Pressed(action="change_helped" | "change_different" as change):
            return state, (Go("question", f"change {entry.id} {change.removeprefix('change_')}"),)
        case Pressed(action="come_back_later" | "no_more_later" as mark):
            later = mark == "come_back_later"
            told = _("It is in your list to come back to.") if later else _("It left your list.")
            return state, (Save("", replace(entry, later=later)), Tell(told))
        case Pressed(action="share_entry"):
            return state, (Go("share_lines", entry.id),)
        case Pressed(action="delete_entry"):
            return state, (Delete(entry),)
        case Pressed(action="undo_delete_entry"):
            return state, (Undelete(entry), Tell(_("Your words are back.")))
        case Pressed(action="make_card"):
            return state, (Go("card"),)
        case Pressed(action="open_journal"):
            return state, (Go("journal", after="home"),)
        case Deleted() | Back():
            return replace(state, deleted=isinstance(event, Deleted)), ()
        case Saved(thing=Entry() as stored):
            return replace(state, entry=stored), ()
        case _:
            return state, ()


class Search(Struct, frozen=True):
    """The words to look for."""

    words: str = ""


def open_search(_ports: Ports, _go: Go) -> Search:
    """Begin with no words."""
    return Search()


def view_search(state: Search) -> Page:
    """A place for words, and a row that looks for them."""
    return Page(
        "journal_search",
        _("Search my journal"),
        (
            Field("words", _("Words to look for"), state.words),
            offer("find_entries"),
        ),
        private=True,
        about=_("Write a word. We show where you wrote it."),
    )


def take_search(state: Search, event: Event) -> tuple[Search, tuple[Wish, ...]]:
    """Look for the words."""
    match event:
        case Typed(key="words", text=text):
            return replace(state, words=text), ()
        case Pressed(action="find_entries"):
            words = " ".join(state.words.split())
            if not words:
                return state, (Tell(_("Write a word first.")),)
            return state, (Go("entries", f"find {words}"),)
        case _:
            return state, ()


ROUTES = {
    "entries": Route(open_list, view_list, take_list, list_again, always),
    "entry": Route(open_entry, view_entry, take_entry, entry_again, always),
    "journal_search": Route(open_search, view_search, take_search, locked=always),
}
