"""`companion endpoint reply` and `draft`: answers, and what is not published yet."""

import json
from argparse import Namespace
from typing import Any, NoReturn

from companion.commands.answer import tell
from companion.commands.endpoint.opened import (
    answered,
    day_in_words,
    given_words,
    opened,
    tell_hard_words,
    typed_number,
)
from companion.easyread.checker import Finding
from companion.endpoint.answers import Answer
from companion.endpoint.database import Database
from companion.endpoint.days import system_clock
from companion.endpoint.drafts import (
    Draft,
    all_drafts,
    beside,
    draft_numbered,
    remove_draft,
    save_draft,
)
from companion.endpoint.easy import hard_places
from companion.endpoint.naming import DRAFTS
from companion.endpoint.organisers import check_organiser
from companion.endpoint.packs import proposed_of
from companion.endpoint.publishing_drafts import Conflict, try_to_publish
from companion.endpoint.replying import openers, reply_help, save_reply
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _
from companion.plainwords.sentences import sentences
from companion.problems import Problem

_BYTES = "zip"  # what a draft holds of a text
# With these the words are whole, and stay as a draft.
KEPT = ("endpoint_hard", "endpoint_date", "endpoint_weekday", "endpoint_session_needs")


def reply_command(options: Namespace) -> int:
    """Answer a contribution: for who sent it alone, or for everyone."""
    words = given_words()
    draft = Draft("reply", {}, options.organiser, options.number)
    trouble: Conflict | Problem | None = None
    with opened(options) as database, database.writing() as connection:
        check_organiser(connection, options.organiser)
        kept = save_reply(connection, draft, words, system_clock, for_all=options.for_all).draft
        if not options.draft:
            trouble = try_to_publish(connection, kept, system_clock, seen=options.seen)
    _help(options, words, for_all=options.for_all)
    if options.draft:
        return told_kept(options, kept)
    _tell_trouble(options, kept, trouble)
    return _published(options, kept)


def draft_command(options: Namespace) -> int:
    """List the drafts, or show, change, publish or delete one."""
    if options.what == "list":
        return _list(options)
    number = typed_number(options)
    with opened(options) as database:
        with database.reading() as connection:
            draft = draft_numbered(connection, number)
        match options.what:
            case "show":
                return _show(options, database, draft)
            case "edit":
                return _edit(options, database, draft)
            case "publish":
                if options.began:
                    draft = draft._replace(version=options.began)
                with database.writing() as connection:
                    trouble = try_to_publish(connection, draft, system_clock, seen=options.seen)
                _tell_trouble(options, draft, trouble)
                return _published(options, draft)
            case _:
                with database.writing() as connection:
                    remove_draft(connection, number)
                told = _("Draft {number} is gone.").format(number=number)
                return answered(options, {"draft": number, "deleted": True}, told)


def keep_as_draft(
    options: Namespace, database: Database, draft: Draft, problem: Problem
) -> NoReturn:
    """Keep what could not be published, and say why. Raises Problem("endpoint_kept_as_draft")."""
    with database.writing() as connection:
        kept = save_draft(connection, draft, system_clock).draft
    _told_why(options, kept, problem)


def told_kept(options: Namespace, draft: Draft) -> int:
    """Say that a draft is kept, as somebody asked."""
    told = _("We kept your words as draft {number}.").format(number=draft.number)
    return answered(options, {"draft": draft.number}, told)


def answer_lines(answer: Answer) -> list[str]:
    """A published answer: its day, whom it is for, and its words."""
    whom = _("for everyone") if answer.for_all else _("for the person who sent it")
    said = answer.words or _("We did not keep its words.")
    return [f"{day_in_words(answer.day)}: " + _("Answer") + f" {whom}", *_lines(said)]


def _tell_trouble(options: Namespace, draft: Draft, trouble: Conflict | Problem | None) -> None:
    """Say why a draft was not published. Raises Problem where it was not."""
    if isinstance(trouble, Conflict):
        if not options.json:
            tell(line for answer in trouble.answers for line in answer_lines(answer))
            tell(line for other in trouble.others for line in _draft_lines(other))
        raise Problem("endpoint_written_meanwhile", number=draft.number)
    if trouble is not None:
        _told_why(options, draft, trouble)


def _told_why(options: Namespace, draft: Draft, problem: Problem) -> NoReturn:
    if not options.json:
        tell([problem.say])
        tell(map(_finding_line, _hard(draft)))
    raise Problem("endpoint_kept_as_draft", number=draft.number) from None


def _published(options: Namespace, draft: Draft) -> int:
    for_sender = _("The person who sent it can read your answer. So can the people who lead.")
    for_all = draft.says.get("for_all", True)
    if draft.kind == "reply":
        told = _("Everyone can read your answer.") if for_all else for_sender
        return answered(options, {"number": draft.contribution, "for_all": for_all}, told)
    if draft.kind == "status":
        said = {"number": draft.contribution, "status": draft.says["status"]}
        return answered(options, said, _("The person who sent it can see this now."))
    return answered(options, {"draft": draft.number}, _("Everyone can read it now."))


def _help(options: Namespace, words: str, *, for_all: bool) -> None:
    """What to think of, on standard error; what is hard for everyone is told with the refusal."""
    if options.json:
        return
    found = reply_help(words)
    if found.opening:
        tell([found.opening, *openers()])
    if found.hard and not for_all:
        tell_hard_words(words)


def _list(options: Namespace) -> int:
    with opened(options) as database, database.reading() as connection:
        found = all_drafts(connection)
    rows = [_row(one) for one in found] or [_("There is no draft.")]
    return answered(options, list(map(_document, found)), *rows)


def _document(one: Draft) -> dict[str, Any]:
    """A draft for other programs; of a text, what it is and not its bytes."""
    says = {name: value for name, value in one.says.items() if name != _BYTES}
    return {**one._asdict(), "says": says}


def _hard(one: Draft) -> list[Finding]:
    """What must change before a draft can be published."""
    if one.kind != "pack":
        return hard_places(*_texts(one))
    checked = proposed_of(one.says).checked
    return [finding for file in checked for finding in file.findings if finding.level == "fail"]


def _show(options: Namespace, database: Database, draft: Draft) -> int:
    with database.reading() as connection:
        others = beside(connection, draft)
    hard = _hard(draft)
    document = {
        **_document(draft),
        "hard": [one._asdict() for one in hard],
        "written_at_the_same_time": [one.number for one in others],
    }
    lines = [*_draft_lines(draft), *map(_finding_line, hard)]
    lines += [line for other in others for line in _draft_lines(other)]
    return answered(options, document, *lines)


def _edit(options: Namespace, database: Database, draft: Draft) -> int:
    if draft.kind == "pack":
        raise Problem("endpoint_draft_of_pack")
    words = given_words()
    says = _session_from(words) if draft.kind == "session" else {**draft.says, "words": words}
    changed = draft._replace(
        says=says, organiser=options.organiser, version=options.began or draft.version
    )
    with database.writing() as connection:
        check_organiser(connection, options.organiser)
        saved = save_draft(connection, changed, system_clock)
    lines = [_("We kept your words as draft {number}.").format(number=saved.draft.number)]
    if saved.newer:
        lines += [_("Someone else has changed the draft meanwhile."), *_draft_lines(saved.newer)]
    newer = saved.newer.number if saved.newer else None
    document = {"draft": saved.draft.number, "version": saved.draft.version, "newer": newer}
    return answered(options, document, *lines)


def _session_from(words: str) -> dict[str, Any]:
    try:
        told = json.loads(words)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise Problem("endpoint_session_wrong", part="JSON")
    return told


def _row(one: Draft) -> str:
    about = _("about number {number}").format(number=one.contribution)
    what = about if one.contribution else shown_line(str(one.says.get("title", "")))
    return f"{one.number}: {day_in_words(one.day)}, {_(DRAFTS[one.kind])}, {what}"


def _draft_lines(one: Draft) -> list[str]:
    lines = [_row(one)]
    for name, value in one.says.items():
        if name in ("words", _BYTES):
            continue
        told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=True)
        lines.append(f"{shown_line(name)}: {shown_line(told)}")
    return [*lines, *_lines(str(one.says.get("words", "")))]


def _texts(draft: Draft) -> list[str]:
    """The words of a draft that everyone will read."""
    if draft.kind == "session":
        steps = draft.says.get("steps") or []
        like = draft.says.get("like") or {}
        told = [draft.says.get("title"), draft.says.get("about"),
                *(step.get("what") for step in steps if isinstance(step, dict)),
                *(like.values() if isinstance(like, dict) else [])]  # fmt: skip
        return [str(text) for text in told if text]
    return [str(draft.says.get(name) or "") for name in ("title", "words")]


def _finding_line(finding: Finding) -> str:
    found = f'"{shown_line(finding.words)}". ' if finding.words else ""
    return f"{found}{finding.why} {finding.suggestion}".strip()


def _lines(words: str) -> list[str]:
    return [line for part in words.split("\n") for line in sentences(shown_line(part))]
