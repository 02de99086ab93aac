"""`companion endpoint list NUMBER --save FOLDER`: the pictures and sounds that people sent."""

import os
from pathlib import Path

from companion.endpoint.database import Database
from companion.endpoint.pieces import data_of
from companion.plainwords.characters import shown_line
from companion.problems import Problem
from companion.store.asked_files import write_file
from companion.wire.contributions import Contribution
from companion.wire.files import ENDINGS


def save_files(database: Database, number: int, says: Contribution, folder: Path) -> list[Path]:
    """Write the files of a contribution into a folder that is there. Gives their paths.

    Their names are ours: "7-1.png" is the first file of number 7. Nothing is put in the place
    of another file. Raises Problem("no_such_folder"), ("file_is_there"), ("no_room_for_file") or
    ("file_not_written").
    """
    made = [folder / f"{number}-{at}.{ENDINGS[file.type]}" for at, file in enumerate(says.files, 1)]
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
