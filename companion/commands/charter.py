"""`companion charter`, `pack` and `meaning`: read a text without opening a page."""

from argparse import Namespace

from companion.commands.answer import say, say_json
from companion.commands.glancing import charters_at
from companion.easyread.changes import (
    changes_as_json,
    nothing_open,
    open_points,
    version_name,
)
from companion.easyread.pack import Line, Pack, Part
from companion.easyread.reading import as_json, load_older, load_pack
from companion.plainwords.characters import shown_line
from companion.plainwords.languages import language_note
from companion.plainwords.messages import _
from companion.plainwords.sentences import sentences


def charter(options: Namespace) -> int:
    """Print the whole charter, or one part, in easy words, with pictures or in full words."""
    return _show(charters_at(options).charter(options.older or ""), options, "companion charter")


def pack(options: Namespace) -> int:
    """Print any text that lies in a folder, as `charter` prints the charter."""
    pack = load_pack(options.folder)
    older = load_older(pack, options.older) if options.older else pack
    return _show(older, options, f"companion pack {options.folder}")


def _show(pack: Pack, options: Namespace, typed: str) -> int:
    if options.json:
        say_json(changes_as_json(pack) if options.changes else as_json(pack, options.part))
    else:
        lines = _changes(pack, typed) if options.changes else _words(pack, options)
        say(map(shown_line, lines), options.width)
    return 0


def _changes(pack: Pack, typed: str) -> list[str]:
    """What changed in each version, what is not decided yet, and which versions are here."""
    lines = [line for change in pack.changes for line in [version_name(change), *change.lines, ""]]
    lines += [_("Not decided yet:"), *open_points(pack)] if pack.pending else [nothing_open()]
    to_read = _("To read version {version}, type: {typed}")
    for version in pack.older:
        lines.append(to_read.format(version=version, typed=f"{typed} --older {version}"))
    return lines


def _words(pack: Pack, options: Namespace) -> list[str]:
    view = options.view or "simple"
    parts = pack.parts if options.part is None else (pack.part(options.part),)
    lines = list(language_note(pack.language))
    for part in parts:
        lines += [*([""] if lines else []), *_part(pack, part, view)]
    return [*lines, "", pack.note] if view == "full" else lines


def _part(pack: Pack, part: Part, view: str) -> list[str]:
    title = _("{text}, part {number}: {title}").format(
        text=pack.title, number=part.number, title=part.title
    )
    if view == "full":
        return [title, "", *(s for clause in part.clauses for s in sentences(clause.words))]
    lines = [title]
    for page in part.pages:
        lines += ["", *_page(page, pictures=view == "pictures")]
    return lines


def _page(page: tuple[Line, ...], *, pictures: bool) -> list[str]:
    """The easy lines of a page. A picture is told once, before the lines that it is for."""
    said: list[str] = []
    shown = ""
    for line in page:
        if pictures and line.picture not in ("", shown):
            shown = line.picture
            said.append(_("Picture: {shows}.").format(shows=line.description))
        said += _easy(line)
    return said


def _easy(line: Line) -> list[str]:
    """The sentences of an easy line. A quote keeps its marks: it is someone's own words."""
    return [f'"{line.simple}"'] if line.kind == "quote" else sentences(line.simple)


def meaning(options: Namespace) -> int:
    """Print what a hard word means; without a word, print the words there are."""
    pack = charters_at(options).charter()
    word = " ".join(options.word)
    found = {word: pack.meaning(word)} if word else {}
    if options.json:
        say_json(found or _all(pack))
    else:
        said = (f"{word}: {meaning}" for word, meaning in (found or _all(pack)).items())
        say(said, options.width)
    return 0


def _all(pack: Pack) -> dict[str, str]:
    return {word: pack.meaning(word) for word in pack.glossary}
