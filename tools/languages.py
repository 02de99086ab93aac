"""Brings the program into another language: collects its messages, checks and builds a catalogue.

For developers who help a translator; docs/languages.md is the recipe.

    python -m tools.languages extract companion.pot    every message, to translate
    python -m tools.languages build cy                 check and build assets/languages/cy
    python -m tools.languages pretend FOLDER           a language that nobody speaks, to look at
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from companion import __version__
from companion.plainwords.messages import DOMAIN

ROOT = Path(__file__).parent.parent
LANGUAGES = ROOT / "assets" / "languages"
MARKERS = {"_": None, "N_": None, "n_": (1, 2)}

PRETEND = "qqx"  # a code that stays free for private use
LONGER = 0.4
_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀçðéƒĝĥîĵķłɱñöþǫŕšţûṽŵẋýžÁɃÇÐÉƑĜĤÎĴĶŁⱮÑÖÞǪŔŠŢÛṼŴẊÝŽ",
)


def messages() -> Catalog:
    """Every message of the program, with the places where it is said."""
    catalog = Catalog(project="Companion", version=__version__, fuzzy=False)
    kinds = [("**.py", "python"), ("**.html", "jinja2")]
    found = extract_from_dir(ROOT / "companion", kinds, keywords=MARKERS)
    for name, line, message, _comments, _context in sorted(found, key=lambda row: row[:2]):
        catalog.add(message, locations=[(f"companion/{name}", line)])
    return catalog


def pretend(message: str) -> str:
    """A message in the pretended language: other letters, marked, longer by 4 in 10.

    Blanks ("{n}") stay as they are, as they do in every language.
    """
    said = "".join(
        words.translate(_LETTERS) + (f"{{{blank}}}" if blank is not None else "")
        for words, blank, _format, _conversion in Formatter().parse(message)
    )
    longer = max(1, round(len(message) * LONGER) - 2)
    tail = "".join("~" if n % 6 else " " for n in range(longer)).rstrip()
    return f"[{said}{tail}~]"


def write_pretended(folder: Path) -> None:
    """The catalogue of the pretended language."""
    catalog = messages()
    for message in catalog:
        if message.id:
            ids = _forms(message.id)
            said = tuple(map(pretend, ids))
            message.string = said if len(ids) > 1 else said[0]
    _write_mo(catalog, folder / PRETEND / "LC_MESSAGES" / f"{DOMAIN}.mo")


def build(po: Path) -> list[str]:
    """Build the catalogue beside a translated file. Returns what is wrong; then none is built."""
    with po.open("rb") as file:
        catalog = read_po(file)
    wrong = list(mistakes(catalog))
    if not wrong:
        _write_mo(catalog, po.with_suffix(".mo"))
    return wrong


def mistakes(catalog: Catalog) -> Iterator[str]:
    """What would break a page, or leave something out of it, each as a sentence."""
    said = {_forms(message.id)[0]: message for message in catalog if message.id}
    for wanted in messages():
        if not wanted.id:
            continue
        ids = _forms(wanted.id)
        message = said.get(ids[0])
        strings = _forms(message.string) if message is not None and not message.fuzzy else ()
        if not strings or not all(strings):
            yield f"Not translated yet: {ids[0]}"
        elif any(not _fits(ids, string) for string in strings):
            yield f"The blanks between {{ and }} are not the same: {ids[0]}"


def _fits(ids: tuple[str, ...], string: str) -> bool:
    """Whether a translation has the blanks of its message; a form for 1 thing may leave one out."""
    allowed = {name for message in ids for name in _blanks(message)}
    try:
        here = _blanks(string)
    except ValueError:
        return False
    return here == allowed if len(ids) == 1 else here <= allowed


def _blanks(message: str) -> set[str]:
    return {f"{name}!{how}:{form}" for _, name, form, how in Formatter().parse(message) if name}


def _forms(words: str | Sequence[str] | None) -> tuple[str, ...]:
    """The forms of a message or a translation: 1, or one for each kind of number."""
    return (words,) if isinstance(words, str) else tuple(words or ())


def _write_mo(catalog: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalog)


def main(words: list[str]) -> int:
    """Do what was typed."""
    match words:
        case ["extract", path]:
            with Path(path).open("wb") as file:
                write_po(file, messages(), width=100)
        case ["build", code]:
            wrong = build(LANGUAGES / code / "LC_MESSAGES" / f"{DOMAIN}.po")
            print("\n".join(wrong) or "The language is built.")
            return 1 if wrong else 0
        case ["pretend", folder]:
            write_pretended(Path(folder))
            print(f"Type: COMPANION_LANGUAGE={PRETEND}")
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
