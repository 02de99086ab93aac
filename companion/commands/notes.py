"""`companion note ...`: private notes from the command line.

Words are never taken as arguments, where the shell's history and the list of running
programs would show them: they are asked for, or read from standard input with "-".
"""

from argparse import Namespace
from contextlib import suppress
from typing import TYPE_CHECKING

from companion import structs  # first, see there
from companion.commands.answer import say, say_deleted, say_json, say_words
from companion.commands.asking import asks, edit_field, read_words
from companion.compose import open_home, page_session
from companion.domain.notes import Note
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _
from companion.plainwords.sentences import first_words
from companion.problems import Problem

if TYPE_CHECKING:
    from companion.ports import Kept


def note(options: Namespace) -> int:
    """Do one thing with notes."""
    store = open_home(options)
    if getattr(options, "session", ""):
        store.sessions.get(options.session)  # a wrong id is told, and nothing is kept under it
    return _VERBS[options.verb](store.notes, options)


def _list(notes: "Kept[Note]", options: Namespace) -> int:
    found = [n for n in notes.all() if options.session in ("", n.session)]
    if options.json:
        say_json([_as_json(n) for n in found])
    elif found:
        rows = (f"{n.id}: {shown_line(first_words(n.text)) or _('Empty note')}" for n in found)
        say(rows, options.width)
    else:
        none = [_("You have no notes yet."), _("To write a note, type: companion note add")]
        say(none, options.width)
    return 0


def _add(notes: "Kept[Note]", options: Namespace) -> int:
    if not asks(options):
        return _saved(notes.save(Note(text=read_words(), session=options.session)), options)
    before = {n.id for n in notes.all()}
    _write(options, f"for {options.session}" if options.session else "")
    added = next((n for n in notes.all() if n.id not in before), None)
    if added is None:
        raise Problem("nothing_written")
    return _saved(added, options)


def _show(notes: "Kept[Note]", options: Namespace) -> int:
    found = notes.get(options.id)
    if options.json:
        say_json(_as_json(found))
    else:
        say_words(found.text, options.width)
    return 0


def _edit(notes: "Kept[Note]", options: Namespace) -> int:
    found = notes.get(options.id)
    if asks(options):
        _write(options, found.id)
        return _saved(notes.get(found.id), options, found.version)
    return _saved(notes.save(structs.replace(found, text=read_words())), options)


def _mark(notes: "Kept[Note]", options: Namespace) -> int:
    found = notes.get(options.id)
    return _saved(notes.save(structs.replace(found, aloud=options.mark == "aloud")), options)


def _delete(notes: "Kept[Note]", options: Namespace) -> int:
    notes.delete(options.id)
    say_deleted(_("We deleted the note."), options)
    return 0


def _undelete(notes: "Kept[Note]", options: Namespace) -> int:
    return _saved(notes.undelete(options.id), options)


_VERBS = {
    "list": _list,
    "add": _add,
    "show": _show,
    "edit": _edit,
    "mark": _mark,
    "delete": _delete,
    "undelete": _undelete,
}


def _saved(stored: Note, options: Namespace, before: int = 0) -> int:
    """Tell how a note is stored now. `before` is its version before it was opened."""
    if options.json:
        say_json(_as_json(stored))
    else:
        mark = _("OK to say aloud.") if stored.aloud else _("Only for you.")
        told = (
            _("You changed nothing.") if stored.version == before else _("Saved on this computer.")
        )
        say([told, _("The note is {id}.").format(id=stored.id), mark], options.width)
    return 0


def _as_json(stored: Note) -> dict[str, object]:
    return {
        "id": stored.id,
        "created": stored.created.isoformat(),
        "changed": stored.changed.isoformat(),
        "text": stored.text,
        "aloud": stored.aloud,
        "session": stored.session,
        "prompt": stored.prompt,
    }


def _write(options: Namespace, note_id: str) -> None:
    """Let the person write or change a note line by line, as on its page."""
    from companion.plain.lines import EndOfInput  # noqa: PLC0415 - a list needs no page

    with page_session(options, "note", note_id) as session, suppress(EndOfInput):
        edit_field(session, options.width)
