"""`companion next`, `session` and `sessions`: sessions without opening a page.

These are the quickest commands, so they look into the home's files without the store, and
ask the store only where something is wrong.
"""

from argparse import Namespace
from datetime import UTC, datetime

from companion.commands.answer import say, say_json
from companion.commands.glancing import session_at, sessions_at, setting_at
from companion.domain.sessions import PlannedSession
from companion.domain.timeline import been, to_come
from companion.page import session_words
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _
from companion.plainwords.sentences import sentences
from companion.problems import Problem


def next_session(options: Namespace) -> int:
    """Print the next session that will happen."""
    return _show(session_at(options, None), options)


def session(options: Namespace) -> int:
    """Print one session: its facts, what will happen, what it is like."""
    return _show(session_at(options, options.id), options)


def sessions(options: Namespace) -> int:
    """Print the timeline, or do something with calendars."""
    if options.verb is not None:
        from companion.commands.calendars import calendars  # noqa: PLC0415 - loads much more

        return calendars(options)
    known, now = sessions_at(options), datetime.now(UTC)
    found = been(known, now) if options.past else to_come(known, now)
    if options.json:
        say_json([as_json(one) for one in found])
        return 0
    rows = [f"{one.id}: {session_words.row_words(one)}" for one in found]
    nothing = Problem("no_past_session" if options.past else "no_session_known")
    say(rows or [nothing.say, nothing.next], options.width)
    return 0


def _show(found: PlannedSession, options: Namespace) -> int:
    if options.json:
        say_json(as_json(found))
        return 0
    clock_words = setting_at(options, "clock") != "short"
    facts = session_words.facts(found, clock_words=clock_words)
    lines = [*_lines(session_words.changes(found)), *_lines(facts)]
    for title, said in session_words.parts(found):
        lines += ["", title, *_lines(said)]
    say([*lines, "", _("Stepping back is always okay.")], options.width)
    return 0


def _lines(said: session_words.Said) -> list[str]:
    lines: list[str] = []
    for name, words in said:
        clean = shown_line(words)
        lines += [f"{shown_line(name)}: {clean}"] if name else sentences(clean)
    return lines


def as_json(found: PlannedSession) -> dict[str, object]:
    """A session as the document that `--json` promises."""
    return {
        "id": found.id,
        "kind": found.kind,
        "title": found.title,
        "starts": found.starts.isoformat(),
        "ends": found.ends.isoformat() if found.ends else None,
        "where": found.where,
        "join": dict(found.join),
        "free": found.free,
        "for": found.who,
        "steps": [{"minutes": step.minutes, "what": step.what} for step in found.steps],
        "like": dict(found.like),
        "about": found.about,
        "status": found.status,
        "changed": [change._asdict() for change in found.changed],
        "example": found.example,
    }
