"""`companion endpoint`: run a community's endpoint. Its parts are an extra, loaded only here."""

import os
from argparse import Namespace
from importlib import import_module
from importlib.util import find_spec

from companion.problems import Problem

_PARTS = ("alembic", "fastapi", "jinja2", "sqlalchemy", "uvicorn")
_MODULES = {
    "running": ("init", "about", "serve", "code"),
    "announcing": ("session", "news"),
    "answering": ("list", "status", "owed", "worry", "pass-on"),
    "replying": ("reply", "draft"),
    "organising": ("promise", "group", "lead", "organiser", "missing", "report"),
    "agenda": ("agenda",),
    "packs": ("pack",),
    "by_hand": ("take",),
    "files": ("publish", "purge", "backup", "restore", "marks"),
}


def endpoint(options: Namespace) -> int:
    """Do what the word after `endpoint` says. Raises Problem("endpoint_parts_missing")."""
    if not all(find_spec(part) for part in _PARTS):
        raise Problem("endpoint_parts_missing")
    place = os.environ.get("COMPANION_ENDPOINT_DATABASE") or "sqlite:///companion-endpoint.db"
    options.database = options.database or place
    # A file is meant where no address of a database is.
    if options.marks is None:
        options.marks = os.environ.get("COMPANION_ENDPOINT_MARKS") or ""
    if "://" not in options.database:
        options.database = f"sqlite:///{options.database}"
    module = next(name for name, verbs in _MODULES.items() if options.verb in verbs)
    name = f"{options.verb.replace('-', '_')}_command"
    do = getattr(import_module(f"companion.commands.endpoint.{module}"), name)
    return int(do(options))
