"""`companion charter` and `companion meaning`: read the charter without opening a page."""

from argparse import Namespace

from companion.commands.answer import say, say_json
from companion.easyread.changes import (
    changes_as_json,
    nothing_open,
    open_points,
    version_name,
)
from companion.easyread.pack import Line, Pack, Part
from companion.easyread.reading import as_json, charter_pack, load_older
from companion.plainwords.messages import _
from companion.plainwords.sentences import sentences


def charter(options: Namespace) -> int:
    """Print the whole charter, or one part, in simple or in full words."""
    pack = charter_pack()
    if options.older:
        pack = load_older(pack, options.older)
    if options.changes:
        return _changes(pack, options)
    if options.json:
        say_json(as_json(pack, options.part))
        return 0
    view = options.view or "simple"
    parts = pack.parts if options.part is None else (pack.part(options.part),)
    lines: list[str] = []
    for part in parts:
        lines += [*([""] if lines else []), *_part(part, view)]
    if view == "full":
        lines += ["", pack.note]
    say(lines, options.width)
    return 0


def _changes(pack: Pack, options: Namespace) -> int:
    """What changed in each version, what is not decided yet, and which versions are here."""
    if options.json:
        say_json(changes_as_json(pack))
        return 0
    lines = [line for change in pack.changes for line in [version_name(change), *change.lines, ""]]
    lines += [_("Not decided yet:"), *open_points(pack)] if pack.pending else [nothing_open()]
    for version in pack.older:
        typed = f"companion charter --older {version}"
        lines.append(
            _("To read version {version}, type: {typed}").format(version=version, typed=typed)
        )
    say(lines, options.width)
    return 0


def _part(part: Part, view: str) -> list[str]:
    title = _("Charter, part {number}: {title}").format(number=part.number, title=part.title)
    if view == "full":
        return [title, "", *(s for clause in part.clauses for s in sentences(clause.words))]
    lines = [title]
    for page in part.pages:
        lines += ["", *(s for line in page for s in _easy(line))]
    return lines


def _easy(line: Line) -> list[str]:
    """The sentences of an easy line. A quote keeps its marks: it is someone's own words."""
    return [f'"{line.simple}"'] if line.kind == "quote" else sentences(line.simple)


def meaning(options: Namespace) -> int:
    """Print what a hard word means; without a word, print the words there are."""
    pack = charter_pack()
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
