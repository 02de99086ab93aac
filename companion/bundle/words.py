"""words.md: everything that the member wrote, to read by date without this program."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from companion.bundle.naming import file_name
from companion.domain.everything import Everything
from companion.domain.journal import QUESTIONS, Answer, Entry
from companion.domain.kept import Draft
from companion.domain.notes import Note
from companion.domain.shares import Share
from companion.domain.stored import Stored
from companion.page.entry_words import question_words
from companion.page.session_words import headline, row_words
from companion.page.symbol_words import symbol_words
from companion.pages.prompts import prompt_words
from companion.plainwords.characters import shown, shown_line
from companion.plainwords.dates import clock, day, day_here
from companion.plainwords.messages import _

# Signs that would vanish or change how words look, where a program shows the Markdown.
_SIGNS = re.compile(r"([\\`*_<>\[\]&#~|])")

Thing = Stored[Note] | Stored[Entry] | Stored[Share]


def as_markdown(everything: Everything) -> str:
    """The whole text. What the member wrote stands in quotes, line by line."""
    places = {session.id: headline(session) for session in everything.sessions}
    things: list[Thing] = [*everything.notes, *everything.journal, *everything.shares]
    live = [one for one in things if one.deleted is None]
    gone = [one for one in things if one.deleted is not None]
    made = everything.made.astimezone()
    parts = [
        ["# " + _("My words")],
        [_("Made on {day}, {time}.").format(day=day(made), time=clock(made))],
        [_("These are your own words."), _("You choose who reads them.")],
        *_by_day(live, places, "##"),
        *_drafts(everything.drafts, places),
    ]
    if gone:
        parts += [["## " + _("Words that you deleted")]]
        parts += [[_("Companion keeps them for 30 days. Then they are gone.")]]
        parts += _by_day(gone, places, "###")
    parts += _rest(everything)
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _by_day(things: Iterable[Thing], places: Mapping[str, str], level: str) -> Iterator[list[str]]:
    """What was written, the newest first, with a heading for each day."""
    last = ""
    for one in sorted(things, key=lambda one: one.thing.created, reverse=True):
        today = day_here(one.thing.created)
        if today != last:
            yield [f"{level} {today}"]
            last = today
        thing = one.thing
        if isinstance(thing, Note):
            yield [f"{level}# {_title(thing)}"]
            yield from _note(thing, places)
        elif isinstance(thing, Share):
            yield [level + "# " + _("What I shared")]
            yield from _share(thing)
        else:
            yield [level + "# " + _("My journal")]
            yield from _entry(thing, places)


def _title(note: Note) -> str:
    words, _space, clause = note.prompt.partition(" ")
    name = prompt_words(note.prompt) or _("My note")
    return f"{name} {_plain(clause)}" if words == "not_right" and clause else name


def _note(note: Note, places: Mapping[str, str]) -> Iterator[list[str]]:
    yield from _about(note.session, places)
    yield _quote(note.text)
    yield [_("OK to say aloud.") if note.aloud else _("Only for you.")]
    yield from _changed(note.created, note.changed)


def _entry(entry: Entry, places: Mapping[str, str]) -> Iterator[list[str]]:
    yield from _about(entry.session, places)
    for question in QUESTIONS:
        if entry.answer(question).given:
            yield [f"**{question_words(question)}**"]
            yield from _answer(entry.answer(question))
    if entry.said:
        yield ["**" + _("I said it in the session") + "**"]
        yield _quote(entry.said)
    if entry.later:
        yield [_("You want to come back to this.")]
    yield from _changed(entry.created, entry.changed)


def _share(share: Share) -> Iterator[list[str]]:
    if share.words:
        yield _quote(share.words)
    if share.symbols:
        yield [_fact(_("Pictures"), symbol_words(share.symbols))]
    for file in share.files:
        yield [_fact(_("Picture or sound"), file_name(file))]
    if share.name:
        yield [_fact(_("With this name"), share.name)]
    if share.sending is None:
        yield [_("You have not sent this.")]
    else:
        yield [_fact(_("You said yes to sending it"), day(share.sending.day))]
    if share.taken_back:
        yield [_fact(_("You took it back"), day(share.taken_back))]
    yield from _changed(share.created, share.changed)


def _answer(answer: Answer) -> Iterator[list[str]]:
    if answer.words:
        yield _quote(answer.words)
    if answer.symbols:
        yield [_fact(_("Pictures"), symbol_words(answer.symbols))]
    if answer.unknown:
        yield [_("I do not know yet") + "."]


def _about(session: str, places: Mapping[str, str]) -> Iterator[list[str]]:
    if session:
        yield [_fact(_("Session"), places.get(session) or _("a session that we do not know"))]


def _changed(created: datetime, changed: datetime) -> Iterator[list[str]]:
    if changed.astimezone().date() != created.astimezone().date():
        yield [_fact(_("Changed"), day_here(changed))]


def _drafts(drafts: Iterable[Draft], places: Mapping[str, str]) -> Iterator[list[str]]:
    for number, draft in enumerate(drafts):
        if not number:
            yield ["## " + _("Words that you did not finish")]
        yield [f"### {day_here(draft.changed)}"]
        yield from _about(draft.about.session, places)
        yield _quote(draft.text)


def _rest(everything: Everything) -> Iterator[list[str]]:
    if everything.sessions:
        yield ["## " + _("Sessions")]
        yield [f"- {_plain(row_words(session))}" for session in everything.sessions]
    if everything.settings:
        yield ["## " + _("Settings")]
        yield [f"- {_fact(name, value)}" for name, value in sorted(everything.settings.items())]


def _fact(name: str, value: str) -> str:
    return f"{_plain(name)}: {_plain(value)}"


def _plain(words: str) -> str:
    """Words on one line, with none of them taken for Markdown."""
    return _SIGNS.sub(r"\\\1", shown_line(words))


def _quote(text: str) -> list[str]:
    """The member's words with their line ends, which 2 spaces keep."""
    lines = _SIGNS.sub(r"\\\1", shown(text)).strip("\n").split("\n")
    return [f"> {line}  ".rstrip(" ") if not line.strip() else f"> {line}  " for line in lines]
