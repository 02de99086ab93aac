"""A pack as one zip, to publish. Whoever opens it trusts nothing in it: it may come from anyone."""

import re
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from companion.easyread.files import LARGEST_FILE, File, read
from companion.easyread.pack import Pack
from companion.easyread.reading import MOST_PARTS, load_pack
from companion.easyread.versions import CHANGES
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _

LARGEST = 2 * 2**20  # bytes of a zip

ZIP = b"PK\x03\x04"  # begins each zip that has something in it

_MOST_BYTES = 2**18  # of a pack that is checked: that takes seconds
_MOST_ENTRIES = 1_000  # in a zip that a person made of a folder
_NAME = re.compile(r"(?:pack|glossary|changes)\.toml|part-[0-9]{1,2}\.md")
_MOST_FILES = MOST_PARTS + 3
_ENTRY = b"PK\x01\x02"  # begins each line of a zip's contents
_DAMAGE = (
    BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError,
    TypeError, OverflowError, OSError,
)  # fmt: skip


def zipped(pack: Pack) -> bytes:
    """The files of a pack that was loaded from its folder; the same files give the same bytes.

    Older versions stay out: each is published as itself. Raises Problem("pack_broken").
    """
    names = ["pack.toml", "glossary.toml", *(f"part-{part.number}.md" for part in pack.parts)]
    if pack.changes:
        names.append(CHANGES)
    with BytesIO() as file:
        with ZipFile(file, "w") as packing:
            for name in names:
                entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.compress_type = ZIP_DEFLATED
                packing.writestr(entry, read(pack.folder, name).text.encode())
        return file.getvalue()


def read_zipped(data: bytes) -> Pack:
    """The pack in a zip, as `load_pack` reads it from a folder. Raises Problem("pack_broken").

    Its files are those that a pack may have, and no others, so no name leads anywhere; a link
    is a file with a path in it. No more is unpacked than a pack may hold.
    """
    file = File("ZIP", "")
    if len(data) > LARGEST or data.count(_ENTRY) > _MOST_FILES:
        file.refuse(1, _("This file is too large."))
    with TemporaryDirectory(prefix="companion-pack-") as folder:
        try:
            _unpack(data, Path(folder), file)
        except _DAMAGE:
            file.refuse(1, _("We cannot read this file."))
        return load_pack(folder)._replace(folder="")


def files_in(data: bytes) -> dict[str, bytes]:
    """The files of a pack, by name, in a zip that somebody made of its folder.

    As `files_of` finds them. Raises Problem("pack_broken").
    """
    file = File("ZIP", "")
    if len(data) > LARGEST or data.count(_ENTRY) > _MOST_ENTRIES:
        file.refuse(1, _("This file is too large."))
    try:
        with ZipFile(BytesIO(data)) as packed:
            wanted = _wanted(packed.namelist())
            infos = [one for one in packed.infolist() if one.filename in wanted]
            # A name that stands there twice would be two files in one place.
            if len(infos) > len(wanted) or len(infos) > _MOST_FILES:
                file.refuse(1, _("There are too many files."))
            found = [(one.filename, _read(packed, one)) for one in infos]
    except _DAMAGE:
        file.refuse(1, _("We cannot read this file."))
    return files_of(found)


def files_of(found: Sequence[tuple[str, bytes]]) -> dict[str, bytes]:
    """The files of a pack by name, among files by their paths.

    They are those beside the "pack.toml" with the shortest path; what else is there, such as
    older versions, is left. No path is used for more than that. Raises Problem("pack_broken").
    """
    file = File("pack.toml", "")
    wanted = _wanted([path for path, _data in found])
    chosen = [(path, data) for path, data in found if path in wanted]
    if not chosen:
        file.refuse(1, _("There is no pack.toml."))
    size = sum(len(data) for _path, data in chosen)
    if len(chosen) > len(wanted) or len(chosen) > _MOST_FILES or size > _MOST_BYTES:
        file.refuse(1, _("There are too many files."))
    for path, data in chosen:
        if len(data) > LARGEST_FILE:
            File(shown_line(wanted[path]), "").refuse(1, _("This file is too large."))
    return {wanted[path]: data for path, data in chosen}


def _wanted(paths: Sequence[str]) -> dict[str, str]:
    """The files of a pack among these paths, each with its name; {} without a pack.toml."""
    split = {path: path.replace("\\", "/").rpartition("/") for path in paths}
    folders = [folder for folder, _slash, name in split.values() if name == "pack.toml"]
    if not folders:
        return {}
    top = min(folders, key=lambda folder: (folder.count("/") + bool(folder), folder))
    return {
        path: name
        for path, (folder, _slash, name) in split.items()
        if folder == top and _NAME.fullmatch(name)
    }


def _read(packed: ZipFile, entry: ZipInfo) -> bytes:
    """No more of an entry than a file may have, and 1 byte: its word for its size may be wrong."""
    with packed.open(entry) as opened:
        return opened.read(LARGEST_FILE + 1)


def _unpack(data: bytes, folder: Path, file: File) -> None:
    with ZipFile(BytesIO(data)) as packed:
        names = packed.namelist()
        if len(set(names)) != len(names) or not all(map(_NAME.fullmatch, names)):
            file.refuse(1, _("There are files in it that are not ours."))
        for name in names:
            found = _read(packed, packed.getinfo(name))
            if len(found) > LARGEST_FILE:
                file.refuse(1, _("This file is too large."))
            (folder / name).write_bytes(found)
