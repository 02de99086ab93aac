"""`companion note ...`: private notes from the command line.

Words are never taken as arguments, where the shell's history and the list of running
programs would show them: they are asked for, or read from standard input with "-".
"""

import sys
from argparse import Namespace
from dataclasses import replace

from companion.commands.answer import say, say_json, say_words
from companion.compose import open_home
from companion.domain.notes import Note, first_words
from companion.plain.lines import EndOfInput, line_asker
from companion.plainwords.characters import shown_line, without_controls
from companion.plainwords.messages import _
from companion.ports import Notes
from companion.problems import Problem


def note(options: Namespace) -> int:
    """Do one thing with notes."""
    return _VERBS[options.verb](open_home(options).notes, options)


def _list(notes: Notes, options: Namespace) -> int:
    found = notes.all()
    if options.json:
        say_json([_as_json(n) for n in found])
    elif found:
        say(f"{n.id}: {shown_line(first_words(n.text)) or _('Empty note')}" for n in found)
    else:
        say([_("You have no notes yet."), _("To write a note, type: companion note add")])
    return 0


def _add(notes: Notes, options: Namespace) -> int:
    return _saved(notes.add(_read_words(options)), options)


def _show(notes: Notes, options: Namespace) -> int:
    found = notes.get(options.id)
    if options.json:
        say_json(_as_json(found))
    else:
        say_words(found.text)
    return 0


def _edit(notes: Notes, options: Namespace) -> int:
    found = notes.get(options.id)
    return _saved(notes.save(replace(found, text=_read_words(options))), options)


def _mark(notes: Notes, options: Namespace) -> int:
    found = notes.get(options.id)
    return _saved(notes.save(replace(found, aloud=options.mark == "aloud")), options)


def _delete(notes: Notes, options: Namespace) -> int:
    notes.delete(options.id)
    if options.json:
        say_json({"id": options.id, "deleted": True})
    else:
        say([
            _("We deleted the note."),
            _("To bring it back, type: companion note undelete {id}").format(id=options.id),
            _("After 30 days it is gone."),
        ])  # fmt: skip
    return 0


def _undelete(notes: Notes, options: Namespace) -> int:
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


def _saved(stored: Note, options: Namespace) -> int:
    if options.json:
        say_json(_as_json(stored))
    else:
        mark = _("OK to say aloud.") if stored.aloud else _("Only for you.")
        say([_("Saved on this computer."), _("The note is {id}.").format(id=stored.id), mark])
    return 0


def _as_json(stored: Note) -> dict[str, object]:
    return {
        "id": stored.id,
        "created": stored.created.isoformat(),
        "changed": stored.changed.isoformat(),
        "text": stored.text,
        "aloud": stored.aloud,
    }


def _read_words(options: Namespace) -> str:
    text = _ask_lines() if not options.dash and sys.stdin.isatty() else _read_all()
    if not text.strip():
        raise Problem("nothing_written")
    return text


def _read_all() -> str:
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Problem("not_utf8") from None
    return without_controls(text).removesuffix("\n")


def _ask_lines() -> str:
    ask = line_asker()
    said = _("Write your words. An empty line ends.") + "\n"
    lines: list[str] = []
    try:
        while line := without_controls(ask(said + _("Line {n}:").format(n=len(lines) + 1) + " ")):
            lines.append(line)
            said = ""
    except EndOfInput:
        sys.stdout.write("\n")
    return "\n".join(lines)
