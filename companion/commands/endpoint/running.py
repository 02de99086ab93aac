"""`companion endpoint init`, `about`, `code` and `serve`: make an endpoint, and run it."""

import sys
from argparse import Namespace

from companion.commands.answer import say
from companion.commands.endpoint.opened import answered, day_in_words, given_words, opened
from companion.endpoint.codes import all_codes, end_code, new_code
from companion.endpoint.database import Database
from companion.endpoint.days import system_clock, today
from companion.endpoint.describing_community import (
    NUMBERS,
    TEXTS,
    UNPUBLISHED,
    change_consent,
    consent_of,
    describe,
    facts_of,
    unpublished_of,
    ways_of,
)
from companion.endpoint.founding import found
from companion.endpoint.publishing import publish
from companion.plainwords.characters import shown_line, without_controls
from companion.plainwords.messages import _
from companion.problems import Problem
from companion.wire.community import WAYS

_MEGABYTE = 2**20


def init_command(options: Namespace) -> int:
    """Make a new endpoint."""
    said = _said(options)
    if not str(said["name"]).strip():
        raise Problem("something_missing", typed="companion endpoint init --name")
    database = found(options.database, said, system_clock)
    database.close()
    place = database.place
    lines = [
        _("The endpoint is ready: {place}.").format(place=place),
        _("To get a code for the people of the community, type: companion endpoint code"),
        _("To start, type: companion endpoint serve"),
    ]
    return answered(options, {"database": database.place}, *lines)


def about_command(options: Namespace) -> int:
    """Change what the endpoint says of the community, or show it."""
    said = _said(options)
    consent = given_words().split("\n") if options.consent else []
    with opened(options) as database:
        if said or consent:
            with database.writing() as connection:
                describe(connection, said)
                if consent:
                    change_consent(connection, [line.strip() for line in consent if line.strip()])
                publish(connection, system_clock())
        with database.reading() as connection:
            facts, agreed = facts_of(connection), consent_of(connection)
            facts = {**facts, **ways_of(connection), **unpublished_of(connection)}
    document = {**facts, "consent": {"version": agreed.version, "lines": list(agreed.lines)}}
    shown = [f"{name.replace('_', '-')}: {shown_line(str(facts[name]))}" for name in facts]
    return answered(
        options, document, *shown, *(f"consent: {shown_line(line)}" for line in agreed.lines)
    )


def code_command(options: Namespace) -> int:
    """Make a new code, list the codes, or end one. A new code is the last line."""
    with opened(options) as database:
        if options.list:
            return _list_codes(database, options)
        if options.end is not None:
            return _end_code(database, options)
        with database.writing() as connection:
            number, code = new_code(connection, today(system_clock))
            publish(connection, system_clock())
    return answered(
        options,
        {"number": number, "code": code},
        _("This is code number {number}.").format(number=number),
        _("We show it only now. Write it down."),
        _("Everyone who has it can send something to the community."),
        code,
    )


def _list_codes(database: Database, options: Namespace) -> int:
    with database.reading() as connection:
        codes = all_codes(connection)
    documents = [
        {"number": number, "made": made, "ended": ended or None} for number, made, ended in codes
    ]
    lines = [
        _("Code {number}, made on {day}").format(number=number, day=day_in_words(made))
        if not ended
        else _("Code {number}, ended on {day}").format(number=number, day=day_in_words(ended))
        for number, made, ended in codes
    ]
    return answered(options, documents, *(lines or [_("There is no code yet.")]))


def _end_code(database: Database, options: Namespace) -> int:
    with database.writing() as connection:
        end_code(connection, options.end, today(system_clock))
        publish(connection, system_clock())
    told = _("Nobody can send with this code any more.")
    return answered(options, {"number": options.end, "ended": True}, told)


def serve_command(options: Namespace) -> int:
    """Serve until somebody stops it."""
    from companion.endpoint.serving import Place, serve  # noqa: PLC0415 - loads the server

    with opened(options):
        pass  # what is wrong with it is told before a port is taken

    def ready(address: str) -> None:
        say([_("The endpoint is open at {address}.").format(address=address)])
        sys.stdout.flush()

    spare = options.spare * _MEGABYTE
    place = Place(options.database, options.marks, spare)
    serve(place, options.host, options.port, options.workers, ready)
    return 0


def _said(options: Namespace) -> dict[str, str | int]:
    """What was typed of the community, cleaned."""
    texts = {name: getattr(options, name) for name in (*TEXTS, *WAYS, *UNPUBLISHED)}
    numbers = {name: getattr(options, name) for name in NUMBERS}
    said = {name: without_controls(words) for name, words in texts.items() if words is not None}
    return {**said, **{name: count for name, count in numbers.items() if count is not None}}
