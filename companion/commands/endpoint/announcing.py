"""`companion endpoint session` and `news`: what everyone in the community gets to know."""

import json
from argparse import Namespace

import msgspec

from companion.commands.endpoint.opened import (
    answered,
    day_in_words,
    given_words,
    opened,
)
from companion.commands.endpoint.replying import KEPT, keep_as_draft
from companion.endpoint.announcing import add_news, new_news, put_session, remove_news
from companion.endpoint.answering import trails_of
from companion.endpoint.days import system_clock
from companion.endpoint.describing_community import all_news, all_sessions
from companion.endpoint.drafts import Draft
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _
from companion.problems import Problem
from companion.wire.community import SessionInfo

_PLAIN = ("id", "title", "starts", "ends", "weekday", "where", "who", "about", "ideas_until",
          "kind", "status", "free")  # fmt: skip


def session_command(options: Namespace) -> int:
    """Publish a session or change one; with --list, show them all."""
    if options.list:
        return _list_sessions(options)
    told = _from_json(given_words()) if options.dash else [_from_options(options)]
    with opened(options) as database:
        try:
            with database.writing() as connection:
                kept = [put_session(connection, one, system_clock) for one in told]
        except Problem as problem:
            if options.dash or problem.code not in KEPT:
                raise
            keep_as_draft(options, database, Draft("session", told[0]), problem)
    rows = [_("Everyone can see this session now: {id}.").format(id=one.id) for one in kept]
    return answered(options, [msgspec.to_builtins(one) for one in kept], *rows)


def _list_sessions(options: Namespace) -> int:
    with opened(options) as database, database.reading() as connection:
        known = all_sessions(connection)
    rows = [_row(one) for one in known] or [_("There is no session yet.")]
    return answered(options, [msgspec.to_builtins(one) for one in known], *rows)


def _row(one: SessionInfo) -> str:
    day, time = day_in_words(one.starts[:10]), one.starts[11:16]
    when = f"{day}, {time}" if time else day
    return f"{one.id}: {when}, {shown_line(one.title)}, {one.status}"


def _from_json(words: str) -> list[dict[str, object]]:
    try:
        told = json.loads(words)
    except (ValueError, RecursionError):
        raise Problem("endpoint_session_wrong", part="JSON") from None
    several = told if isinstance(told, list) else [told]
    if not several or not all(isinstance(one, dict) for one in several):
        raise Problem("endpoint_session_wrong", part="JSON")
    # `companion sessions --json` calls it "for".
    return [{"who" if name == "for" else name: one[name] for name in one} for one in several]


def _from_options(options: Namespace) -> dict[str, object]:
    told: dict[str, object] = {
        name: getattr(options, name) for name in _PLAIN if getattr(options, name) is not None
    }
    if options.step:
        told["steps"] = [_step(words) for words in options.step]
    for name in ("like", "join"):
        if given := getattr(options, name):
            pairs = [words.partition("=") for words in given]
            told[name] = {key.strip(): value.strip() for key, _is, value in pairs}
    return told


def _step(words: str) -> dict[str, object]:
    """ "10 We say hello." takes 10 minutes; without a number nobody said how long."""
    first, _space, rest = words.partition(" ")
    if first.isdecimal() and len(first) <= 3 and rest:
        return {"minutes": int(first), "what": rest.strip()}
    return {"what": words}


def news_command(options: Namespace) -> int:
    """Publish news or remove some; with --list, show them all."""
    if options.list:
        return _list_news(options)
    if options.remove is not None:
        with opened(options) as database, database.writing() as connection:
            remove_news(connection, options.remove, system_clock)
        return answered(options, {"removed": options.remove}, _("This news is gone."))
    if not options.title.strip():
        raise Problem("something_missing", typed="companion endpoint news --title")
    words = given_words() if options.dash else ""
    says = {"title": options.title, "words": words, "kind": options.kind, "numbers": options.number}
    with opened(options) as database:
        try:
            with database.writing() as connection:
                made = new_news(options.title, words, options.kind,
                                trails_of(connection, options.number))  # fmt: skip
                number = add_news(connection, made, system_clock)
        except Problem as problem:
            if problem.code not in KEPT:
                raise
            keep_as_draft(options, database, Draft("news", says), problem)
    return answered(options, {"number": number}, _("Everyone can read this news now."))


def _list_news(options: Namespace) -> int:
    with opened(options) as database, database.reading() as connection:
        known = all_news(connection)
    documents = [{"number": number, **msgspec.to_builtins(one)} for number, one in known]
    rows = [f"{number}: {day_in_words(one.day)}, {shown_line(one.title)}" for number, one in known]
    return answered(options, documents, *(rows or [_("There is no news yet.")]))
