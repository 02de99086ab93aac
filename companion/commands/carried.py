"""A file that somebody carried here from the community."""

import os
from pathlib import Path

from companion.commands.files import read_file
from companion.plainwords.characters import shown_line
from companion.problems import Problem
from companion.wire.carried import LARGEST, Carried, Damaged


def carried_in(data: bytes) -> Carried | None:
    """Such a file; None where the bytes are anything else."""
    try:
        carried = Carried(data)
    except Damaged:
        return None
    return carried if carried.published else None


def carried_at(typed: str) -> Carried | None:
    """The file, where what was typed in the place of an address is one; else None.

    Raises Problem("no_community_there"), or as `read_file`.
    """
    if "://" in typed or not os.path.isfile(typed):  # noqa: PTH113 - whatever is wrong, it is no error
        return None
    found = carried_in(read_file(Path(typed), LARGEST))
    if found is None:
        raise Problem("no_community_there", place=shown_line(typed))
    return found
