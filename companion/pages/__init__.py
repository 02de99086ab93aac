"""The list of routes: every page of the program, and the module that holds it."""

from functools import cache
from importlib import import_module

from companion.pages.route import Route

# A module is loaded when its page is first opened, so that more pages do not slow the start.
MODULES = {
    "home": "home",
    "more": "more",
    "ways": "ways",
    "reader_ways": "ways",
    "next_session": "one_session",
    "session": "one_session",
    "session_part": "one_session",
    "sessions": "sessions",
    "past_sessions": "sessions",
    "rhythm": "sessions",
    "session_notes": "session_notes",
    "join_in": "session_notes",
    "charter": "charter",
    "charter_part": "charter_part",
    "charter_changes": "charter_versions",
    "talk": "charter_part",
    "not_right": "charter_part",
    "words": "words",
    "word": "words",
    "journal": "journal",
    "question": "question",
    "symbols": "symbols",
    "entries": "entries",
    "entry": "entries",
    "journal_search": "entries",
    "unlock": "unlock",
    "lock": "lock",
    "set_lock": "lock",
    "remove_lock": "lock",
    "card": "card",
    "recover": "card",
    "supporter": "supporter",
    "notes": "notes",
    "note": "note",
    "speak": "speak",
    "reading": "reading",
    "read_private": "reading",
    "settings": "settings",
    "setting": "settings",
    "voice": "voice",
    "voices": "voice",
    "devices": "voice",
    "missed": "more",
    "privacy": "privacy",
    "privacy_where": "privacy",
    "privacy_copies": "privacy",
    "privacy_computer": "privacy",
    "about": "more",
    "rest": "more",
    "share": "share",
    "share_words": "share_words",
    "share_symbols": "symbols",
    "share_lines": "share_lines",
    "share_who": "share_who",
    "share_more": "share_who",
    "share_choice": "share_who",
    "share_name": "share_name",
    "share_check": "share_check",
    "share_change": "share_check",
    "share_preview": "share_preview",
    "sent": "sent",
    "sent_one": "sent_one",
    "sent_words": "sent_one",
    "take_back": "sent_one",
    "print_receipt": "receipt_file",
    "connect": "connect",
    "community": "connect",
    "news": "news",
    "go": "go",
    "help": "help",
    "help_now": "help",
    "hidden": "hidden",
}


@cache
def find_route(name: str) -> Route:
    """The functions of one page. An unknown name is a mistake in the program (KeyError)."""
    found: Route = import_module(f"companion.pages.{MODULES[name]}").ROUTES[name]
    return found
