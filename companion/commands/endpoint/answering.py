"""`companion endpoint list`, `owed`, `status`, `worry`, `pass-on`: what came, and what follows."""

from argparse import Namespace
from datetime import datetime
from pathlib import Path

import msgspec

from companion.commands.endpoint.opened import (
    answered,
    day_in_words,
    given_words,
    opened,
    typed_day,
    typed_number,
)
from companion.commands.endpoint.replying import (
    KEPT,
    answer_lines,
    keep_as_draft,
    told_kept,
)
from companion.commands.endpoint.shared_files import (
    file_documents,
    file_rows,
    how_to_get,
    save_files,
)
from companion.endpoint.answering import (
    Received,
    Whole,
    for_one,
    note_seen,
    received,
    set_status,
)
from companion.endpoint.days import LONDON, system_clock
from companion.endpoint.drafts import Draft, save_draft
from companion.endpoint.naming import KINDS, STATUSES
from companion.endpoint.organisers import check_organiser
from companion.endpoint.owing import owed
from companion.endpoint.passing_on import hold_back, pass_on
from companion.endpoint.worries import Worry, all_worries, end_worry, route, worry
from companion.plainwords.characters import shown_line
from companion.plainwords.dates import clock, day
from companion.plainwords.messages import N_, _
from companion.plainwords.sentences import sentences
from companion.problems import Problem
from companion.wire.contributions import Contribution
from companion.wire.trails import Mark

_OWED = {"late": N_("Late"), "due": N_("Due"), "open": N_("To do")}
# What stays between a member and the endpoint: organisers have no use for it.
_NOT_SHOWN = {"take_back", "reply_to", "version"}


def list_command(options: Namespace) -> int:
    """List what came in by time, or show one with its words."""
    if options.number is not None:
        return _show(options)
    if options.save:
        raise Problem("something_missing", typed="companion endpoint list --save FOLDER")
    with opened(options) as database:
        with database.reading() as connection:
            found = received(connection)
        if options.json:
            with database.writing() as connection:
                note_seen(connection, [one.number for one in found if one.says])
    documents = [_document(one) for one in found]
    rows = [_row(one) for one in found] or [_("Nothing came in yet.")]
    return answered(options, documents, *rows)


def _show(options: Namespace) -> int:
    saved: list[Path] = []
    with opened(options) as database:
        with database.writing() as connection:
            whole = for_one(connection, options.number)
        if options.save and (says := whole.received.says):
            saved = save_files(database, options.number, says, Path(options.save))
    document = _document(whole.received)
    if options.save:
        document["saved"] = list(map(str, saved))
    if whole.received.says:
        document["answers"] = [one._asdict() for one in whole.answers]
        document["drafts"] = [one._asdict() for one in whole.drafts]
    return answered(options, document, *_whole(whole), *_saved(saved))


def status_command(options: Namespace) -> int:
    """Say on the trail of a contribution what happened."""
    promise = typed_day(options.promise).isoformat() if options.promise else ""
    words = given_words() if options.words else ""
    says = {"status": options.status, "words": words, "session": options.session,
            "promise": promise}  # fmt: skip
    draft = Draft("status", says, contribution=options.number)
    with opened(options) as database:
        if options.draft:
            with database.writing() as connection:
                return told_kept(options, save_draft(connection, draft, system_clock).draft)
        try:
            with database.writing() as connection:
                mark = Mark(options.status, "", words, options.session)
                set_status(connection, options.number, mark, system_clock, promise)
        except Problem as problem:
            if problem.code not in KEPT:
                raise
            keep_as_draft(options, database, draft, problem)
    document = {"number": options.number, "status": options.status}
    return answered(options, document, _("The person who sent it can see this now."))


def owed_command(options: Namespace) -> int:
    """List what is owed: what is late first."""
    with opened(options) as database, database.reading() as connection:
        found = owed(connection, system_clock)
    documents = [{"state": one.state, **_brief(one.received)} for one in found]
    rows = [f"{_(_OWED[one.state])}: {_row(one.received)}" for one in found]
    return answered(options, documents, *(rows or [_("You owe no answer.")]))


def worry_command(options: Namespace) -> int:
    """Note a worry about who sent something, end it, or list all."""
    if options.what == "list":
        return _list_worries(options)
    number = typed_number(options)
    with opened(options) as database, database.writing() as connection:
        if options.what == "end":
            end_worry(connection, number, system_clock)
            told = _("You can answer number {number} again.").format(number=number)
            return answered(options, {"number": number, "ended": True}, told)
        check_organiser(connection, options.organiser)
        noted = worry(connection, number, options.organiser, system_clock)
        follow = route(connection)
    lines = [
        _worry_row(noted),
        _("Nobody can answer it now. The person sees that you take care of it in another way."),
        _("We do not know who sent it."),
        *follow,
    ]
    return answered(options, {**noted._asdict(), "route": follow}, *lines)


def _list_worries(options: Namespace) -> int:
    with opened(options) as database, database.reading() as connection:
        found, follow = all_worries(connection), route(connection)
    rows = [_worry_row(one) for one in found] or [_("Nobody has noted a worry.")]
    document = {"route": follow, "worries": [one._asdict() for one in found]}
    return answered(options, document, *rows, *(shown_line(line) for line in follow))


def _worry_row(one: Worry) -> str:
    when = datetime.fromisoformat(one.noted).astimezone(LONDON)
    facts = {"number": one.contribution, "day": day(when.date()), "time": clock(when)}
    noted = _("{number}: someone noted a worry on {day}, {time}").format(**facts)
    return f"{noted}, " + _("it has ended") if one.ended else noted


def pass_on_command(options: Namespace) -> int:
    """Let everyone read what its sender lets members see; with --back, nobody any more."""
    with opened(options) as database, database.writing() as connection:
        if options.back:
            hold_back(connection, options.number, system_clock)
        else:
            pass_on(connection, options.number, system_clock)
    only_you = _("Only the people who lead can read it now.")
    told = only_you if options.back else _("Everyone can read it now.")
    return answered(options, {"number": options.number, "passed_on": not options.back}, told)


def _row(one: Received) -> str:
    if one.says is None:
        taken = _("{number}: taken back on {day}")
        return taken.format(number=one.number, day=day_in_words(one.day))
    row = f"{one.number}: {day_in_words(one.day)}, {_(KINDS[one.says.kind])}"
    row += f", {_(STATUSES[one.status])}"
    if one.promise:
        row += ", " + _("answer by {day}").format(day=day_in_words(one.promise))
    if one.passed_on:
        row += ", " + _("everyone can read it")
    if one.closed:
        row += ", " + _("someone is worried")
    return row


def _whole(whole: Whole) -> list[str]:
    one = whole.received
    lines = [_row(one)]
    if one.says is None:
        return lines
    for name, value in _fields(one.says).items():
        told = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
        if name != "words":
            lines.append(f"{name}: {shown_line(told)}")
    lines += ["", *(line for part in one.says.words.split("\n") for line in _lines(part))]
    lines += file_rows(one.number, one.says)
    lines += how_to_get([one.number] if one.says.files else [])
    lines += [f"{day_in_words(mark.day)}: {_(STATUSES[mark.status])} {shown_line(mark.words)}"
              for mark in one.marks]  # fmt: skip
    lines += [line for answer in whole.answers for line in answer_lines(answer)]
    waiting = _("Draft {number} waits.")
    lines += [waiting.format(number=draft.number) for draft in whole.drafts]
    return [*lines, *([_worry_row(whole.worry)] if whole.worry else [])]


def _saved(paths: list[Path]) -> list[str]:
    ready = _("The file is ready: {path}.")
    return [ready.format(path=shown_line(str(path))) for path in paths]


def _lines(words: str) -> list[str]:
    return sentences(shown_line(words)) or [""]


def _fields(says: Contribution) -> dict[str, object]:
    """What a member said, by the names of the wire, without what organisers have no use for."""
    told = msgspec.to_builtins(says)
    about = told.pop("about", {})
    fields = {name: value for name, value in told.items() if name not in _NOT_SHOWN}
    fields.pop("files", None)
    return fields | {"about": " ".join((about.get("kind", "general"), about.get("id", ""))).strip()}


def _brief(one: Received) -> dict[str, object]:
    """What a list needs: none of its words."""
    kind = one.says.kind if one.says else None
    return {"number": one.number, "received": one.day, "kind": kind, "promise": one.promise}


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
        "owed": one.owed,
        "closed": one.closed,
        "passed_on": one.passed_on or None,
        "trail": [msgspec.to_builtins(mark) for mark in one.marks],
        **fields,
        "files": file_documents(one.number, one.says),
    }
