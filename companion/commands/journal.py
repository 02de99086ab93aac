"""`companion journal ...`: the private journal from the command line.

Words are never taken as arguments (see commands/notes.py). With "-", a line of `---` parts
the answer to the first question from the answer to the second.
"""

from argparse import Namespace
from contextlib import suppress

from companion import structs  # first, see there
from companion.commands.answer import say, say_deleted, say_json
from companion.commands.asking import asks, edit_field, read_words
from companion.commands.unlocking import open_lock
from companion.compose import open_home, page_session
from companion.domain.ids import new_id
from companion.domain.journal import QUESTIONS, Answer, Entry
from companion.page.entry_words import matching, question_words, summary
from companion.plainwords.characters import shown_line
from companion.plainwords.dates import day_here
from companion.plainwords.messages import _
from companion.problems import Problem
from companion.store.opening import Store

PART = "---"


def journal(options: Namespace) -> int:
    """Do one thing with the journal."""
    store = open_home(options)
    if getattr(options, "session", ""):
        store.sessions.get(options.session)
    if options.verb != "add":  # new words need no open lock
        open_lock(store, options)
    return _VERBS[options.verb](store, options)


def _list(store: Store, options: Namespace) -> int:
    return _say_entries(matching(store.journal.all(), "all"), options)


def _search(store: Store, options: Namespace) -> int:
    """Look for words. They are asked for: they may be private too."""
    wanted = _asked_for() if asks(options) else read_words()
    if not (wanted := " ".join(wanted.split())):
        raise Problem("nothing_written")
    found = matching(store.journal.all(), f"find {wanted}")
    if not found and not options.json:
        say([_("We did not find these words.")], options.width)
        return 0
    return _say_entries(found, options)


def _asked_for() -> str:
    from companion.plain.lines import line_asker  # noqa: PLC0415 - most searches ask nobody

    return line_asker()(_("Words to look for:") + " ")


def _say_entries(found: tuple[Entry, ...], options: Namespace) -> int:
    found = tuple(e for e in found if options.session in ("", e.session))
    if options.json:
        say_json([as_json(entry) for entry in found])
    elif found:
        rows = (f"{e.id}: {day_here(e.created)}: {shown_line(summary(e))}" for e in found)
        say(rows, options.width)
    else:
        none = [_("There is nothing here."), _("To write, type: companion journal add")]
        say(none, options.width)
    return 0


def _add(store: Store, options: Namespace) -> int:
    kept = store.journal
    if not asks(options):
        return _saved(kept.save(_with(Entry(session=options.session), read_words())), options)
    entry_id = new_id()
    _write(store, options, f"new {options.session} {entry_id}", "next_question")
    try:
        added = kept.get(entry_id)
    except Problem as problem:
        if problem.code in ("no_such_entry", "journal_locked"):  # behind a lock it is not told
            raise Problem("nothing_written") from problem
        raise
    return _saved(added, options)


def _edit(store: Store, options: Namespace) -> int:
    kept = store.journal
    found = kept.get(options.id)
    if not asks(options):
        return _saved(kept.save(_with(found, read_words())), options)
    for question in QUESTIONS:
        _write(store, options, f"change {found.id} {question}", "")
    return _saved(kept.get(found.id), options, found.version)


def _with(entry: Entry, text: str) -> Entry:
    """The entry with both answers from one text."""
    lines = text.split("\n")
    at = lines.index(PART) if PART in lines else len(lines)
    parts = ("\n".join(lines[:at]).strip("\n"), "\n".join(lines[at + 1 :]).strip("\n"))
    known = QUESTIONS if PART in lines else QUESTIONS[:1]  # else the other answer stays
    for question, words in zip(known, parts, strict=False):
        answer: Answer = structs.replace(entry.answer(question), words=words)
        entry = entry.answered(question, answer)
    if not entry.given:
        raise Problem("nothing_written")
    return entry


def _write(store: Store, options: Namespace, arg: str, then: str) -> None:
    """Ask the questions line by line, as their pages do, until there is no further one."""
    from companion.page import wording  # noqa: PLC0415 - a list needs no page
    from companion.page.events import Pressed  # noqa: PLC0415
    from companion.plain.lines import EndOfInput  # noqa: PLC0415

    with page_session(options, "question", arg, store) as session, suppress(EndOfInput):
        while session.page.route == "question":
            say(wording.lines(session.page.blocks[0]), options.width)
            edit_field(session, options.width)
            if not then:
                return
            session.send(Pressed(then))


def _show(store: Store, options: Namespace) -> int:
    from companion.page import wording  # noqa: PLC0415 - a list needs no page
    from companion.page.blocks import Action  # noqa: PLC0415
    from companion.pages.entries import One, view_entry  # noqa: PLC0415

    found = store.journal.get(options.id)
    if options.json:
        say_json(as_json(found))
        return 0
    blocks = [block for block in view_entry(One(found)).blocks if not isinstance(block, Action)]
    say([line for block in blocks for line in wording.lines(block)], options.width)
    return 0


def _delete(store: Store, options: Namespace) -> int:
    store.journal.delete(options.id)
    say_deleted(_("We deleted it."), options)
    return 0


def _undelete(store: Store, options: Namespace) -> int:
    return _saved(store.journal.undelete(options.id), options)


_VERBS = {
    "list": _list,
    "add": _add,
    "show": _show,
    "edit": _edit,
    "delete": _delete,
    "undelete": _undelete,
    "search": _search,
}


def _saved(stored: Entry, options: Namespace, before: int = 0) -> int:
    """Tell how an entry is stored now. `before` is its version before it was opened."""
    if options.json:
        say_json(as_json(stored))
    else:
        told = _("In your journal this is {id}.").format(id=stored.id)
        saved = _("Saved on this computer.")
        say([_("You changed nothing.") if stored.version == before else saved, told], options.width)
    return 0


def as_json(entry: Entry) -> dict[str, object]:
    """An entry as the document that `--json` promises."""
    answers: dict[str, object] = {
        question: {
            "question": question_words(question),
            "words": entry.answer(question).words,
            "symbols": list(entry.answer(question).symbols),
            "unknown": entry.answer(question).unknown,
        }
        for question in QUESTIONS
    }
    return {
        "id": entry.id,
        "created": entry.created.isoformat(),
        "changed": entry.changed.isoformat(),
        **answers,
        "later": entry.later,
        "session": entry.session,
        "said": entry.said,
    }
