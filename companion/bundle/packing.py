"""Packs everything into one zip: words to read, a document for programs, and what these are."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from companion.bundle.document import as_json
from companion.bundle.naming import file_name
from companion.bundle.words import as_markdown
from companion.domain.everything import Everything
from companion.domain.files import SharedFile
from companion.plainwords.dates import day
from companion.plainwords.messages import _

WORDS, DOCUMENT = "words.md", "companion.json"
LARGEST = 100 * 2**20  # bytes of the document that an import takes
LARGEST_FILES = 400 * 2**20  # bytes of all pictures and sounds together
MOST_FILES = 2_000


def packed(everything: Everything) -> tuple[bytes, bool]:
    """The zip, and whether an import will take it: more than 100 MB of words, or 400 MB of
    pictures and sounds, is too much for it."""
    document = as_json(everything)
    shared = {file_name(one): everything.files[one.id] for one in _shared(everything)}
    files = {
        "README.txt": _read_me(everything).encode("utf-8", "replace"),
        WORDS: as_markdown(everything).encode("utf-8", "replace"),
        DOCUMENT: document,
        **shared,
    }
    moment = max(everything.made.astimezone().timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    with BytesIO() as file:
        with ZipFile(file, "w") as packing:
            for name, data in files.items():
                entry = ZipInfo(name, moment)
                entry.compress_type = ZIP_STORED if name in shared else ZIP_DEFLATED
                entry.external_attr = 0o600 << 16
                packing.writestr(entry, data)
        fits = sum(map(len, shared.values())) <= LARGEST_FILES and len(shared) <= MOST_FILES
        return file.getvalue(), len(document) <= LARGEST and fits


def _shared(everything: Everything) -> list[SharedFile]:
    found = (file for one in everything.shares for file in one.thing.files)
    return [file for file in found if file.id in everything.files]


def _read_me(everything: Everything) -> str:
    lines = (
        _("These are your words from Companion."),
        _("Companion made this on {day}.").format(day=day(everything.made.astimezone())),
        "",
        _("The file {name} has your words. You can read it in any text program.").format(
            name=WORDS
        ),
        _("The file {name} is for Companion. It has everything.").format(name=DOCUMENT),
        *([_("The other files are your pictures and sounds.")] if everything.files else []),
        "",
        _("To use it on another computer, type: companion import FILE"),
        "",
        _("Anyone who opens these files can read your words."),
        _("Delete the files when you do not need them."),
    )
    return "".join(f"{line}\n" for line in lines)
