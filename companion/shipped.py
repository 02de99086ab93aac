"""Finds the files that ship with the program: content packs, pictures, languages."""

# Without pathlib, which takes longer to load than the rest of a quick command.
# ruff: noqa: PTH112, PTH118, PTH120

import os


def shipped(*names: str) -> str:
    """The path of a file or folder of the assets. Whether it is there is for the caller."""
    package = os.path.dirname(__file__)
    # A wheel carries the assets inside the package; a checkout has them beside it.
    inside = os.path.join(package, "assets")
    beside = os.path.join(os.path.dirname(package), "assets")
    return os.path.join(inside if os.path.isdir(inside) else beside, *names)
