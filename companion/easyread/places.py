"""Finds the files that ship with the program: packs and lists of words."""

# Without pathlib, which takes longer to load than the rest of a quick command.
# ruff: noqa: PTH112, PTH118, PTH120

import os


def asset(name: str) -> str:
    """The path of something in assets/. A wheel has it in the package, a checkout beside it."""
    package = os.path.dirname(os.path.dirname(__file__))
    shipped = os.path.join(package, "assets")
    root = shipped if os.path.isdir(shipped) else os.path.join(os.path.dirname(package), "assets")
    return os.path.join(root, name)
