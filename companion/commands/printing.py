"""`companion print ...`: the charter, a session or the notes as a file for paper or a browser.

Only this command loads what writes the files, and only for the kind that is asked for.
"""

import sys
from argparse import Namespace
from pathlib import Path

from companion.commands.answer import tell
from companion.commands.confirming import agreed, inform
from companion.commands.files import check_place, keep, tell_kept
from companion.commands.glancing import charters_at, session_at, setting_at
from companion.plainwords.messages import _
from companion.printing.document import Document
from companion.printing.text_file import as_text
from companion.problems import Problem

STANDARD_OUTPUT = "-"
_ENDINGS = {".html": "html", ".htm": "html", ".pdf": "pdf", ".txt": "text"}


def print_file(options: Namespace) -> int:
    """Make the document and write it where it was asked for."""
    kind = options.format or _ENDINGS.get(Path(options.output).suffix.lower(), "")
    if not kind:
        raise Problem("no_kind_of_file")
    if kind == "pdf" and options.output == STANDARD_OUTPUT:
        raise Problem("pdf_needs_file")
    path = None if options.output == STANDARD_OUTPUT else Path(options.output)
    if path is not None:
        check_place(path, replace=options.replace)
    elif options.verb == "recovery":
        raise Problem("card_needs_file")
    if path is not None and options.verb == "recovery":
        _recovery(kind, path, options)
    else:
        _keep(_DOCUMENTS[options.verb](options), kind, path, options)
    return 0


def _keep(document: Document, kind: str, path: Path | None, options: Namespace) -> None:
    data, whole = _written(document, kind, options.width)
    if path is None:
        sys.stdout.buffer.write(data)
    else:
        keep(path, data, replace=options.replace, private=document.private)
        tell_kept(path, kind, options, private=document.private)
    _warn(private=document.private and path is None, whole=whole)


def _charter(options: Namespace) -> Document:
    from companion.printing.charter import charter_document  # noqa: PLC0415

    view = options.view or setting_at(options, "charter_view") or "pictures"
    return charter_document(charters_at(options).charter(), view, options.part)


def _guide(options: Namespace) -> Document:
    from companion.easyread.reading import load_pack  # noqa: PLC0415
    from companion.printing.charter import guide_document  # noqa: PLC0415
    from companion.shipped import shipped  # noqa: PLC0415

    return guide_document(load_pack(shipped("easyread", "guide")), options.view or "pictures")


def _session(options: Namespace) -> Document:
    from companion.printing.session import session_document  # noqa: PLC0415

    clock_words = setting_at(options, "clock") != "short"
    return session_document(session_at(options, options.id or None), clock_words=clock_words)


def _notes(options: Namespace) -> Document:
    from companion.compose import open_home  # noqa: PLC0415 - loads the store
    from companion.printing.notes import notes_document  # noqa: PLC0415

    store = open_home(options)
    if options.session:
        store.sessions.get(options.session)  # a wrong id is told
    notes = [note for note in store.notes.all() if options.session in ("", note.session)]
    if not notes:
        raise Problem("nothing_to_print")
    return notes_document(notes, store.sessions.all())


def _recovery(kind: str, path: Path, options: Namespace) -> None:
    """A new recovery card, after a yes: one that was made before ends.

    It counts once its words are in the file, so that there is always one that works.
    """
    from companion.commands.unlocking import open_lock  # noqa: PLC0415 - loads the store
    from companion.compose import open_home  # noqa: PLC0415
    from companion.printing.card import card_document  # noqa: PLC0415

    store = open_home(options)
    open_lock(store, options)
    ends = [_("Your card from before will not work any more.")] if store.recovery.made else []
    warning = [
        _("This makes a new recovery card and puts it in a file."),
        *ends,
        _("Who has the file can open everything of yours."),
    ]
    inform(warning, options)
    if not options.yes and not agreed(_("To make the card, type yes:"), "yes", options):
        raise Problem("card_not_made")
    there = False

    def put_down(words: tuple[str, ...]) -> None:
        nonlocal there
        _keep(card_document(words), kind, path, options)
        there = True

    try:
        store.recovery.make(put_down)
    except BaseException:
        if there:
            path.unlink(missing_ok=True)
            tell([_("The words in the file do not work. We deleted the file.")])
        if ends:
            tell([_("Your card from before still works.")])
        raise


def _receipt(options: Namespace) -> Document:
    from companion.commands.unlocking import open_lock  # noqa: PLC0415
    from companion.compose import ForThisRun, open_home, ports_of  # noqa: PLC0415
    from companion.pages.sharing import days_of, standing_of, topic_of  # noqa: PLC0415
    from companion.printing.receipt import receipt_document  # noqa: PLC0415

    store = open_home(options)
    open_lock(store, options)
    ports = ports_of(store, ForThisRun(store.settings))
    found = ports.shares.get(options.id)
    if found.sending is None:
        raise Problem("not_sent", id=found.id)
    about, days = topic_of(ports, found.about).words, days_of(ports.sessions.all())
    return receipt_document(standing_of(ports, found), about, days)


def _card(options: Namespace) -> Document:
    from companion.compose import open_home  # noqa: PLC0415
    from companion.domain.notes import card_of  # noqa: PLC0415
    from companion.printing.helps import helps_document  # noqa: PLC0415

    card = card_of(open_home(options).notes.all())
    if not card:
        raise Problem("card_empty")
    return helps_document(card)


_DOCUMENTS = {
    "charter": _charter,
    "guide": _guide,
    "session": _session,
    "notes": _notes,
    "receipt": _receipt,
    "card": _card,
}


def _written(document: Document, kind: str, width: int) -> tuple[bytes, bool]:
    """The file's bytes, and whether every letter is in it."""
    if kind == "pdf":
        from companion.printing.pdf_file import as_pdf  # noqa: PLC0415

        return as_pdf(document)
    if kind == "html":
        from companion.printing.html_file import as_html  # noqa: PLC0415

        return as_html(document).encode("utf-8", "replace"), True
    return as_text(document, width).encode("utf-8", "replace"), True


def _warn(*, private: bool, whole: bool) -> None:
    """Say what a person should know of the file, on standard error: never in silence."""
    warnings: list[str] = []
    if private:
        warnings.append(_("These are your own words. Anyone who sees them can read them."))
    if not whole:
        warnings.append(_("We could not show all letters. Look at the file."))
        warnings.append(_("With --format html you can see all letters."))
    tell(warnings)
