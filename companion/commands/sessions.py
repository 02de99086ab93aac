"""`companion next`, `session`, `sessions` and `calendar`: sessions without opening a page."""

from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from companion.commands.answer import say, say_json
from companion.compose import open_home
from companion.domain.arrivals import in_words
from companion.domain.choices import value_of
from companion.domain.sessions import Arrival, PlannedSession
from companion.domain.timeline import been, next_of, to_come
from companion.page import session_words, wording
from companion.page.blocks import Block, Heading
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _, n_
from companion.problems import Problem
from companion.store.opening import Store
from companion.store.sessions import SessionFile


def next_session(options: Namespace) -> int:
    """Print the next session that will happen."""
    store = open_home(options)
    found = next_of(store.sessions.all(), datetime.now(UTC))
    if found is None:
        raise Problem("no_session_known")
    return _show(found, store, options)


def session(options: Namespace) -> int:
    """Print one session: its facts, what will happen, what it is like."""
    store = open_home(options)
    return _show(store.sessions.get(options.id), store, options)


def _show(found: PlannedSession, store: Store, options: Namespace) -> int:
    if options.json:
        say_json(as_json(found))
        return 0
    clock_words = value_of("clock", store.settings.get("clock")) == "words"
    blocks: list[Block] = [*session_words.changes(found)]
    blocks += session_words.facts(found, clock_words=clock_words)
    for title, part in (
        (_("How to join"), session_words.join),
        (_("What will happen"), session_words.steps),
        (_("What it is like"), session_words.like),
    ):
        if said := part(found):
            blocks += [Heading(title), *said]
    lines: list[str] = []
    for block in blocks:
        lines += [*([""] if isinstance(block, Heading) else []), *wording.lines(block)]
    say([*lines, "", _("Stepping back is always okay.")], options.width)
    return 0


def sessions(options: Namespace) -> int:
    """Print the timeline, or do something with calendars."""
    kept = open_home(options).sessions
    if options.verb is None:
        return _timeline(kept, options)
    return {"add": _add, "update": _update, "calendars": _calendars, "forget": _forget}[
        options.verb
    ](kept, options)


def _timeline(kept: SessionFile, options: Namespace) -> int:
    now = datetime.now(UTC)
    found = been(kept.all(), now) if options.past else to_come(kept.all(), now)
    if options.json:
        say_json([as_json(one) for one in found])
        return 0
    rows = [f"{one.id}: {session_words.row_words(one)}" for one in found]
    nothing = Problem("no_past_session" if options.past else "no_session_known")
    say(rows or [nothing.say, nothing.next], options.width)
    return 0


def _add(kept: SessionFile, options: Namespace) -> int:
    if not options.source:
        raise Problem("something_missing", typed="companion sessions add")
    return _told(_take(kept, options.source), options)


def _take(kept: SessionFile, source: str) -> Arrival:
    """Take in a calendar from a file or an address."""
    from companion.calendars.addresses import (  # noqa: PLC0415 - only here
        calendar_file,
        is_address,
        name_of_address,
        name_of_file,
    )
    from companion.calendars.reading import read_calendar  # noqa: PLC0415

    if is_address(source):
        from companion.calendars.fetching import fetch_calendar  # noqa: PLC0415 - loads httpx

        name, data, address = name_of_address(source), fetch_calendar(source), source
    else:
        name, data, address = name_of_file(source), calendar_file(source), ""
    read = read_calendar(data, datetime.now(UTC), name)
    arrival = kept.take(name, read.sessions, unread=read.unread, address=address)
    return replace(arrival, left_out=read.left_out)


def _update(kept: SessionFile, options: Namespace) -> int:
    addresses = [address for name in kept.calendars() if (address := kept.address(name))]
    if not addresses:
        raise Problem("no_address_kept")
    code = 0
    for address in addresses:
        code = max(code, _told(_take(kept, address), options))
    return code


def _told(arrival: Arrival, options: Namespace) -> int:
    if options.json:
        say_json({
            "new": arrival.new,
            "changed": arrival.changed,
            "same": arrival.same,
            "gone": arrival.gone,
            "left_out": list(arrival.left_out),
        })  # fmt: skip
        return 0
    count = arrival.new
    lines = [n_("{n} new session.", "{n} new sessions.", count).format(n=count)]
    if arrival.changed:
        count = arrival.changed
        lines.append(n_("{n} session changed.", "{n} sessions changed.", count).format(n=count))
    if arrival.gone:
        count = arrival.gone
        told = n_("{n} session will not happen.", "{n} sessions will not happen.", count)
        lines.append(told.format(n=count))
    say([*lines, *arrival.left_out, _("To see them, type: companion sessions")], options.width)
    return 0


def _calendars(kept: SessionFile, options: Namespace) -> int:
    names = kept.calendars()
    if options.json:
        say_json(names)
    else:
        say(names or [_("There is no calendar yet.")], options.width)
    return 0


def _forget(kept: SessionFile, options: Namespace) -> int:
    if options.source not in kept.calendars():
        raise Problem("no_such_calendar", name=shown_line(options.source))
    kept.forget(options.source)
    if options.json:
        say_json({"forgotten": options.source})
    else:
        say([_("We let go of this calendar and its sessions.")], options.width)
    return 0


def calendar(options: Namespace) -> int:
    """Give the sessions to another program, as an .ics file."""
    from companion.calendars.writing import write_calendar  # noqa: PLC0415 - only here

    kept = open_home(options).sessions.all()
    if not kept:
        raise Problem("no_session_known")
    text = write_calendar(kept, datetime.now(UTC))
    if not options.output:
        say(text.removesuffix("\r\n").split("\n"))
        return 0
    _write(Path(options.output), text)
    if options.json:
        say_json({"file": options.output, "sessions": len(kept)})
    else:
        count = len(kept)
        told = n_("The file has {n} session.", "The file has {n} sessions.", count)
        say([told.format(n=count)], options.width)
    return 0


def _write(path: Path, text: str) -> None:
    """Write the file. Only a calendar may be written over."""
    try:
        if path.exists() and not path.read_bytes()[:40].lstrip().startswith(b"BEGIN:VCALENDAR"):
            raise Problem("file_is_there", path=shown_line(str(path)))
        path.write_bytes(text.encode("utf-8", "replace"))
    except OSError as error:
        raise Problem("file_not_written", path=shown_line(str(path))) from error


def as_json(found: PlannedSession) -> dict[str, object]:
    """A session as the document that `--json` promises."""
    return {
        "id": found.id,
        "kind": found.kind,
        "title": found.title,
        "starts": in_words(found.starts),
        "ends": in_words(found.ends) or None,
        "where": found.where,
        "join": dict(found.join),
        "free": found.free,
        "for": found.who,
        "steps": [{"minutes": step.minutes, "what": step.what} for step in found.steps],
        "like": dict(found.like),
        "about": found.about,
        "status": found.status,
        "changed": [{"what": c.what, "old": c.old, "new": c.new} for c in found.changed],
        "example": found.example,
    }
