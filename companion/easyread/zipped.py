"""A pack as one zip, to publish. Whoever opens it trusts nothing in it: it may come from anyone."""

import re
import zlib
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from companion.easyread.files import LARGEST_FILE, File, read
from companion.easyread.pack import Pack
from companion.easyread.reading import MOST_PARTS, load_pack
from companion.easyread.versions import CHANGES
from companion.plainwords.messages import _

LARGEST = 2 * 2**20  # bytes of a zip

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


def _unpack(data: bytes, folder: Path, file: File) -> None:
    with ZipFile(BytesIO(data)) as packed:
        names = packed.namelist()
        if len(set(names)) != len(names) or not all(map(_NAME.fullmatch, names)):
            file.refuse(1, _("There are files in it that are not ours."))
        for name in names:
            with packed.open(name) as entry:
                found = entry.read(LARGEST_FILE + 1)  # its own word for its size is not believed
            if len(found) > LARGEST_FILE:
                file.refuse(1, _("This file is too large."))
            (folder / name).write_bytes(found)
