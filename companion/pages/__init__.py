"""The list of routes: every page of the program, and the module that holds it."""

from functools import cache
from importlib import import_module

from companion.pages.route import Route

# A module is loaded when its page is first opened, so that more pages do not slow the start.
MODULES = {
    "home": "home",
    "ways": "ways",
    "reader_ways": "ways",
    "charter": "charter",
    "charter_part": "charter",
    "words": "words",
    "word": "words",
    "notes": "notes",
    "note": "note",
    "help": "help",
    "help_now": "help",
    "hidden": "hidden",
}


@cache
def find_route(name: str) -> Route:
    """The functions of one page. An unknown name is a mistake in the program (KeyError)."""
    found: Route = import_module(f"companion.pages.{MODULES[name]}").ROUTES[name]
    return found
