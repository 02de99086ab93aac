"""`companion endpoint list`, `status` and `reply`: what came in, and what people are told of it."""

from argparse import Namespace
from datetime import date

import msgspec

from companion.commands.endpoint.opened import (
    answered,
    day_in_words,
    given_words,
    opened,
    tell_hard_words,
)
from companion.endpoint.announcing import check_dates
from companion.endpoint.answering import Received, note_seen, received, set_status
from companion.endpoint.days import system_clock
from companion.endpoint.replying import reply
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import N_, _
from companion.plainwords.sentences import sentences
from companion.problems import Problem
from companion.wire.contributions import Contribution
from companion.wire.trails import Mark

_KINDS = {
    "words": N_("Words"),
    "symbols": N_("Symbols"),
    "drawing": N_("Drawing"),
    "voice": N_("Voice"),
    "photo": N_("Photo"),
    "said": N_("Said in the session"),
    "listening": N_("Here to listen"),
}
_STATUSES = {
    "got": N_("Got"),
    "read": N_("Read"),
    "talked": N_("Talked about"),
    "changed": N_("Something changed"),
    "not-changed": N_("Not changed"),
}
# What stays between a member and the endpoint: organisers have no use for it.
_NOT_SHOWN = {"take_back", "reply_to", "version"}


def list_command(options: Namespace) -> int:
    """List what came in by time, or show one with its words."""
    with opened(options) as database:
        with database.reading() as connection:
            found = received(connection)
        if options.number is not None:
            found = [one for one in found if one.number == options.number]
            if not found:
                raise Problem("endpoint_no_contribution", number=options.number)
        if options.json or options.number is not None:
            with database.writing() as connection:
                note_seen(connection, [one.number for one in found if one.says])
    documents = [_document(one) for one in found]
    if options.number is not None:
        return answered(options, documents[0], *_whole(found[0]))
    rows = [_row(one) for one in found] or [_("Nothing came in yet.")]
    return answered(options, documents, *rows)


def status_command(options: Namespace) -> int:
    """Say on the trail of a contribution what happened."""
    words = given_words() if options.words else ""
    check_dates(words)
    tell_hard_words(words)
    promise = _day(options.promise)
    with opened(options) as database, database.writing() as connection:
        mark = Mark(options.status, "", words, options.session)
        set_status(connection, options.number, mark, system_clock, promise)
    document = {"number": options.number, "status": options.status}
    return answered(options, document, _("The person who sent it can see this now."))


def reply_command(options: Namespace) -> int:
    """Answer a contribution: for who sent it alone, or for everyone."""
    words = given_words()
    if options.for_all:
        check_dates(words)
        tell_hard_words(words)
    with opened(options) as database, database.writing() as connection:
        reply(connection, options.number, words, system_clock, for_all=options.for_all)
    for_sender = _("Only the person who sent it can read your answer.")
    told = _("Everyone can read your answer.") if options.for_all else for_sender
    return answered(options, {"number": options.number, "for_all": options.for_all}, told)


def _day(words: str) -> str:
    if not words:
        return ""
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        raise Problem("endpoint_day_wrong", words=shown_line(words)[:20]) from None


def _row(one: Received) -> str:
    if one.says is None:
        taken = _("{number}: taken back on {day}")
        return taken.format(number=one.number, day=day_in_words(one.day))
    row = f"{one.number}: {day_in_words(one.day)}, {_(_KINDS[one.says.kind])}"
    row += f", {_(_STATUSES[one.status])}"
    if one.promise:
        row += ", " + _("answer by {day}").format(day=day_in_words(one.promise))
    return row


def _whole(one: Received) -> list[str]:
    lines = [_row(one)]
    if one.says is None:
        return lines
    for name, value in _fields(one.says).items():
        told = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
        if name != "words":
            lines.append(f"{name}: {shown_line(told)}")
    lines += ["", *(line for part in one.says.words.split("\n") for line in _lines(part))]
    lines += [f"{day_in_words(mark.day)}: {_(_STATUSES[mark.status])} {shown_line(mark.words)}"
              for mark in one.marks]  # fmt: skip
    return lines


def _lines(words: str) -> list[str]:
    return sentences(shown_line(words)) or [""]


def _fields(says: Contribution) -> dict[str, object]:
    """What a member said, by the names of the wire, without what organisers have no use for."""
    told = msgspec.to_builtins(says)
    about = told.pop("about", {})
    fields = {name: value for name, value in told.items() if name not in _NOT_SHOWN}
    return fields | {"about": " ".join((about.get("kind", "general"), about.get("id", ""))).strip()}


def _document(one: Received) -> dict[str, object]:
    if one.says is None:
        return {"number": one.number, "taken_back": one.day}
    told = msgspec.to_builtins(one.says)
    fields = {name: value for name, value in told.items() if name not in _NOT_SHOWN}
    return {
        "number": one.number,
        "received": one.day,
        "status": one.status,
        "promise": one.promise or None,
        "replies": one.replies,
        "trail": [msgspec.to_builtins(mark) for mark in one.marks],
        **fields,
    }
