"""The charter, a part of it, or the guide, as a document."""

from collections.abc import Sequence
from itertools import groupby

from companion.easyread.pack import Line as EasyLine
from companion.easyread.pack import Pack, Part
from companion.plainwords.dates import day
from companion.plainwords.messages import _
from companion.plainwords.sentences import sentences
from companion.printing.document import Document, Facts, Item, Line, Section


def guide_document(pack: Pack, view: str) -> Document:
    """The short guide for members, in a view as the charter has them."""
    return _document(pack, view, pack.title, pack.parts, _("This guide says how to use Companion."))


def charter_document(pack: Pack, view: str, number: int | None = None) -> Document:
    """The charter in a view ("simple", "pictures", "full"). Raises Problem("no_such_part")."""
    parts = pack.parts if number is None else (pack.part(number),)
    title = pack.title
    if number is not None:
        words = _("Charter, part {number}: {title}")
        title = words.format(number=number, title=parts[0].title)
    alone = number is not None
    return _document(pack, view, title, parts, _("The charter says what we agreed."), alone=alone)


def _document(
    pack: Pack, view: str, title: str, parts: Sequence[Part], about: str, *, alone: bool = False
) -> Document:
    sections = [_section(part, view, alone=alone) for part in parts]
    meanings = _meanings(pack, sections)
    return Document(title, pack.language, _opening(pack, view, about), (*sections, *meanings))


def _opening(pack: Pack, view: str, about: str) -> tuple[Item, ...]:
    said = [about]
    said.append(_("This information is from {day}.").format(day=day(pack.date)))
    if view == "full":
        return (Line(tuple(said)), Line(tuple(sentences(pack.note))))
    checked = (_("Checked by people with learning disabilities"), pack.checked)
    return (Line(tuple(said)), Facts((checked,)))


def _section(part: Part, view: str, *, alone: bool) -> Section:
    title = _("Part {number}: {title}").format(number=part.number, title=part.title)
    items = _full(part) if view == "full" else _easy(part, pictures=view == "pictures")
    return Section("" if alone else title, tuple(items), new_page=not alone)


def _full(part: Part) -> list[Line]:
    return [Line(tuple(sentences(clause.words))) for clause in part.clauses]


def _easy(part: Part, *, pictures: bool) -> list[Line]:
    """The easy lines. Lines that follow each other with 1 picture share it."""
    lines: list[Line] = []
    for page in part.pages:
        for _key, run in groupby(page, lambda line: (line.clause, line.picture, line.kind)):
            lines.append(_together(list(run), pictures=pictures))
    return lines


def _together(run: list[EasyLine], *, pictures: bool) -> Line:
    first, quote = run[0], run[0].kind == "quote"
    said = [line.simple for line in run]
    return Line(
        tuple(said) if quote else tuple(s for words in said for s in sentences(words)),
        first.picture if pictures else "",
        first.description if pictures else "",
        quote,
    )


def _meanings(pack: Pack, sections: list[Section]) -> tuple[Section, ...]:
    """The hard words that are used, with what they mean."""
    lines = [item for section in sections for item in section.items if isinstance(item, Line)]
    used = pack.meanings_in(" ".join(s for line in lines for s in line.sentences))
    facts = tuple((word, pack.meaning(word)) for word in used)
    title = _("What words mean")
    return (Section(title, (Facts(facts),), new_page=True),) if facts else ()
