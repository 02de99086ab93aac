"""`companion card`: the card "What helps me", a new part of it, and the word that it is right."""

from argparse import Namespace
from contextlib import suppress

from companion.commands.answer import say, say_json
from companion.commands.asking import asks, edit_field, read_words
from companion.compose import open_home, page_session
from companion.domain.notes import HELPS, Note, card_of, last_checked, need_of
from companion.pages.helps import NEW_PART
from companion.plain.lines import EndOfInput
from companion.plainwords.characters import shown
from companion.plainwords.dates import day_here
from companion.plainwords.messages import _
from companion.ports import Kept
from companion.problems import Problem


def card(options: Namespace) -> int:
    """Say the card, add to it, or keep that it is still right."""
    notes: Kept[Note] = open_home(options).notes
    if options.dash and options.verb != "add":
        raise Problem("not_understood", words="-")
    _VERBS[options.verb or ""](notes, options)
    return 0


def _show(notes: Kept[Note], options: Namespace) -> None:
    found = card_of(notes.all())
    checked = last_checked(found)
    if options.json:
        say_json([_as_json(note) for note in found])
    elif checked is None:
        none = [_("There is nothing on your card yet."), _("To write, type: companion card add")]
        say(none, options.width)
    else:
        lines = [_("What helps me"), ""]
        for note in found:
            lines += [*shown(note.text.strip("\n")).split("\n"), ""]
        say([*lines, _("Last checked") + f": {day_here(checked)}"], options.width)


def _as_json(note: Note) -> dict[str, str]:
    need, to_do = need_of(note)
    checked = note.changed.isoformat()
    return {"id": note.id, "need": need, "to_do": to_do, "checked": checked}


def _add(notes: Kept[Note], options: Namespace) -> None:
    if asks(options):
        before = {note.id for note in notes.all()}
        with page_session(options, "note", NEW_PART) as session, suppress(EndOfInput):
            edit_field(session, options.width)
        added = next((note for note in notes.all() if note.id not in before), None)
        if added is None:
            raise Problem("nothing_written")
    else:
        added = notes.save(Note(text=read_words(), prompt=HELPS))
    if options.json:
        say_json(_as_json(added))
    else:
        change = _("To change it, type: companion note edit {id}").format(id=added.id)
        say([_("Saved on this computer."), change], options.width)


def _check(notes: Kept[Note], options: Namespace) -> None:
    for note in card_of(notes.all()):
        notes.save(note)  # each save keeps its day
    _show(notes, options)


_VERBS = {"": _show, "add": _add, "check": _check}
