"""`companion endpoint agenda`: the ideas for a shaping meeting, to read or to print."""

from argparse import Namespace
from pathlib import Path

from companion.commands.answer import tell
from companion.commands.endpoint.opened import answered, day_in_words, opened
from companion.commands.endpoint.shared_files import file_documents, file_rows, how_to_get
from companion.commands.files import check_place, keep
from companion.easyread.pictures import picture, symbol_picture
from companion.endpoint.agendas import Agenda, agenda_of, next_agenda
from companion.endpoint.answering import Received, note_seen
from companion.endpoint.days import day_of, system_clock
from companion.endpoint.naming import KINDS
from companion.plainwords.characters import shown, shown_line
from companion.plainwords.messages import _, n_
from companion.plainwords.sentences import sentences
from companion.printing.document import Document, Facts, Heading, Item, Line, Own, Section
from companion.problems import Problem

_ENDINGS = {".html": "html", ".htm": "html", ".pdf": "pdf", ".txt": "text"}


def agenda_command(options: Namespace) -> int:
    """Show the ideas for a shaping meeting, the next one where none is named, or print them."""
    path = Path(options.file) if options.file else None
    if path is not None:
        if path.suffix.lower() not in _ENDINGS:
            raise Problem("no_kind_of_file")
        check_place(path, replace=options.replace)
    with opened(options) as database, database.writing() as connection:
        if options.session:
            found = agenda_of(connection, options.session)
        else:
            found = next_agenda(connection, day_of(system_clock()))
        note_seen(connection, [idea.number for idea in found.ideas])
    if path is None:
        return answered(options, _document_of(found), *_lines(found))
    return _print(options, found, path)


def _print(options: Namespace, found: Agenda, path: Path) -> int:
    data, whole = _written(_printed(found), _ENDINGS[path.suffix.lower()], options.width)
    keep(path, data, replace=options.replace, private=True)
    ready = _("The file is ready: {path}.").format(path=shown_line(options.file))
    answered(options, {"file": options.file, "ideas": len(found.ideas)}, ready)
    tell([_("This file holds the words of the people."), _("Keep it safe.")])
    if not whole:
        tell([_("We could not show all letters. Look at the file.")])
    return 0


def _written(document: Document, kind: str, width: int) -> tuple[bytes, bool]:
    if kind == "pdf":
        from companion.printing.pdf_file import as_pdf  # noqa: PLC0415 - loads Typst

        return as_pdf(document)
    if kind == "html":
        from companion.printing.html_file import as_html  # noqa: PLC0415

        return as_html(document).encode("utf-8", "replace"), True
    from companion.printing.text_file import as_text  # noqa: PLC0415

    return as_text(document, width).encode("utf-8", "replace"), True


def _title(found: Agenda) -> str:
    return shown_line(found.session.title) if found.session else ""


def _day(found: Agenda) -> str:
    return day_in_words(found.session.starts[:10]) if found.session else ""


def _lines(found: Agenda) -> list[str]:
    lines = [_("Shaping meeting") + f": {_title(found)}", _("When") + f": {_day(found)}"]
    lines.append(_how_many(found))
    for idea in found.ideas:
        lines += ["", _heading(idea), *_words(idea)]
    with_files = [idea.number for idea in found.ideas if idea.says and idea.says.files]
    return [*lines, *how_to_get(with_files)]


def _how_many(found: Agenda) -> str:
    count = len(found.ideas)
    if not count:
        return _("There is no idea yet.")
    return n_("There is 1 idea.", "There are {n} ideas.", count).format(n=count)


def _heading(idea: Received) -> str:
    heading = f"{idea.number}: {day_in_words(idea.day)}"
    return f"{heading}, {_(KINDS[idea.says.kind])}" if idea.says else heading


def _words(idea: Received) -> list[str]:
    if idea.says is None:
        return []
    lines = [line for part in idea.says.words.split("\n") for line in sentences(shown_line(part))]
    symbols = map(_symbol, idea.says.symbols)
    return [*lines, *symbols, *file_rows(idea.number, idea.says)]


def _symbol(name: str) -> str:
    found = picture(symbol_picture(name))
    return shown_line(found.description if found else name)


def _printed(found: Agenda) -> Document:
    opening: tuple[Item, ...] = (
        Facts(((_("When"), _day(found)),)),
        Line((_how_many(found),)),
    )
    items: list[Item] = []
    for idea in found.ideas:
        items += [Heading(_heading(idea)), *_printed_words(idea)]
    sections = (Section(_("Ideas"), tuple(items)),) if items else ()
    title = _("Shaping meeting") + f": {_title(found)}"
    return Document(title, "en", opening, sections, private=True)


def _printed_words(idea: Received) -> list[Item]:
    if idea.says is None:
        return []
    words = shown(idea.says.words).strip("\n")
    items: list[Item] = [Own(words)] if words.strip() else []
    for name in idea.says.symbols:
        items.append(Line((_symbol(name),), symbol_picture(name), _symbol(name)))
    return items + [Line((row,)) for row in file_rows(idea.number, idea.says)]


def _document_of(found: Agenda) -> dict[str, object]:
    session = found.session
    return {
        "session": session.id if session else None,
        "title": session.title if session else None,
        "starts": session.starts if session else None,
        "ideas": [
            {
                "number": idea.number,
                "received": idea.day,
                "status": idea.status,
                "kind": idea.says.kind,
                "words": idea.says.words,
                "symbols": list(idea.says.symbols),
                "files": file_documents(idea.number, idea.says),
            }
            for idea in found.ideas
            if idea.says
        ],
    }
