"""Loads a content pack from its folder, and finds the one that ships with the program."""

import os
from datetime import date
from typing import cast

from companion.easyread.files import File, is_name, read, refuse_value, table, words
from companion.easyread.markdown import parse_part
from companion.easyread.pack import Pack
from companion.easyread.tick import honest_tick
from companion.easyread.versions import folder_of, older_versions, read_changes
from companion.plainwords.messages import _
from companion.shipped import shipped

MOST_PARTS = 50
MOST_TERMS = 500

_WANTED: dict[str, type] = {
    "name": str,
    "title": str,
    "version": str,
    "date": date,
    "language": str,
    "note": str,
    "checked": str,
    "parts": list,
}
# What a pack may leave out.
_MAY = frozenset({"checked_words"})


def charter_pack() -> Pack:
    """The charter that ships with the program. Raises Problem("pack_broken")."""
    return load_pack(shipped("easyread", "charter"))


def load_pack(folder: str | os.PathLike[str]) -> Pack:
    """The pack in a folder, which may come from anyone. Raises Problem("pack_broken").

    Read are `pack.toml`, `glossary.toml`, one `part-NUMBER.md` for each part that
    `pack.toml` lists, and `changes.toml` where it is there. All text is safe to show.
    """
    file = read(folder, "pack.toml")
    facts = _facts(file)
    texts = {key: words(file, key, facts[key]) for key, kind in _WANTED.items() if kind is str}
    for key in ("name", "language"):
        if not is_name(texts[key].lower()):
            refuse_value(file, key, _("Use letters, digits and hyphens only."))
    parts = tuple(
        parse_part(number, read(folder, f"part-{number}.md"))
        for number in _part_numbers(file, cast(list[object], facts["parts"]))
    )
    glossary = _glossary(read(folder, "glossary.toml"))
    sealed = words(file, "checked_words", facts.get("checked_words", "none"))
    texts["checked"] = honest_tick(texts["checked"], sealed, parts, glossary)
    return Pack(
        **texts,
        date=cast(date, facts["date"]),
        parts=parts,
        glossary=glossary,
        changes=read_changes(folder, texts["version"]),
        older=older_versions(folder),
        folder=os.fspath(folder),
    )


def load_older(pack: Pack, version: str) -> Pack:
    """An older version, from the pack's own folder. Raises "no_such_version", "pack_broken"."""
    folder = folder_of(pack, version)
    older = load_pack(folder)
    if (older.name, older.version) != (pack.name, version):
        file = read(folder, "pack.toml")
        refuse_value(file, "version", _("This is not the version that its folder names."))
    return older


def as_json(pack: Pack, number: int | None = None) -> dict[str, object]:
    """The pack, or one part of it, as the document that `--json` promises.

    Raises Problem("no_such_part").
    """
    parts = pack.parts if number is None else (pack.part(number),)
    return {
        "version": pack.version,
        "language": pack.language,
        "parts": [
            {
                "number": part.number,
                "title": part.title,
                "lines": [
                    {
                        "clause": line.clause,
                        "full": part.clause(line.clause).words,
                        "simple": line.simple,
                        "picture": line.picture,
                        "description": line.description,
                        "kind": line.kind,
                        "pending": part.clause(line.clause).pending,
                    }
                    for line in part.lines
                ],
            }
            for part in parts
        ],
    }


def _facts(file: File) -> dict[str, object]:
    """The values of `pack.toml`: each wanted one of its kind, and no others."""
    facts = table(file)
    for key in facts:
        if key not in _WANTED and key not in _MAY:
            refuse_value(file, key, _("We do not know what this line is for."))
    for key, kind in _WANTED.items():
        if key not in facts:
            file.refuse(1, _("This line is not here yet: {name}").format(name=key))
        # Not isinstance: a time is a date too, and true is a number.
        if type(facts[key]) is not kind:
            refuse_value(file, key, _("This value is not of the right kind."))
    return facts


def _part_numbers(file: File, listed: list[object]) -> list[int]:
    numbers = [n for n in listed if type(n) is int and 0 <= n < 100]
    if not listed or len(numbers) != len(listed) or len(set(numbers)) != len(numbers):
        refuse_value(file, "parts", _("List each part once, by its number."))
    if len(numbers) > MOST_PARTS:
        refuse_value(file, "parts", _("There are too many parts."))
    return numbers


def _glossary(file: File) -> dict[str, str]:
    terms = table(file)
    if len(terms) > MOST_TERMS:
        file.refuse(1, _("There are too many words."))
    return {words(file, key, key): words(file, key, meaning) for key, meaning in terms.items()}
