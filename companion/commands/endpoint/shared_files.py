"""The pictures and sounds that people sent: named, and saved by `list NUMBER --save FOLDER`."""

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from companion.endpoint.database import Database
from companion.endpoint.pieces import data_of
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import N_, _
from companion.problems import Problem
from companion.store.asked_files import write_file
from companion.wire.contributions import Contribution
from companion.wire.files import ENDINGS

_NAMES = {
    "image/png": N_("picture"),
    "image/jpeg": N_("picture"),
    "audio/ogg": N_("voice"),
}


def file_names(number: int, says: Contribution) -> list[str]:
    """What the files of a contribution are called here: "7-1.png" is the first of number 7."""
    return [f"{number}-{at}.{ENDINGS[file.type]}" for at, file in enumerate(says.files, 1)]


def file_rows(number: int, says: Contribution) -> list[str]:
    """A sentence for each file of a contribution."""
    told = _("File {name}: {kind}.")
    names = zip(file_names(number, says), says.files, strict=True)
    return [told.format(name=name, kind=_(_NAMES[file.type])) for name, file in names]


def file_documents(number: int, says: Contribution) -> list[dict[str, object]]:
    """The same for other programs: its name here, type, size in bytes and digest."""
    names = zip(file_names(number, says), says.files, strict=True)
    return [{"name": name, **msgspec.to_builtins(file)} for name, file in names]


def how_to_get(numbers: Iterable[int]) -> list[str]:
    """What to type to get the files of these; [] where there is none."""
    told = _("To get the files, type: companion endpoint list {number} --save {folder}")
    return [told.format(number=number, folder="FOLDER") for number in numbers]


def save_files(database: Database, number: int, says: Contribution, folder: Path) -> list[Path]:
    """Write the files of a contribution into a folder that is there. Gives their paths.

    Nothing is put in the place of another file. Raises Problem("no_such_folder"),
    ("file_is_there"), ("no_room_for_file") or ("file_not_written").
    """
    made = [folder / name for name in file_names(number, says)]
    if not folder.is_dir():
        raise Problem("no_such_folder", path=shown_line(str(folder)))
    for path in made:
        if os.path.lexists(path):
            raise Problem("file_is_there", path=shown_line(str(path)))
    for at, path in enumerate(made):
        with database.reading() as connection:
            data = b"".join(data_of(connection, number, at))
        try:
            write_file(path, data, replace=False, private=True)
        except FileExistsError:
            raise Problem("file_is_there", path=shown_line(str(path))) from None
    return made
