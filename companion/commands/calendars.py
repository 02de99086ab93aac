"""`companion sessions add` and its like, and `companion calendar`: calendars in and out."""

import os
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from companion.calendars.addresses import (
    calendar_file,
    is_address,
    name_of_address,
    name_of_file,
)
from companion.calendars.reading import read_calendar
from companion.calendars.writing import write_calendar
from companion.commands.answer import say, say_json
from companion.compose import community_of, open_home
from companion.domain.sessions import Arrival
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _, n_
from companion.problems import Problem
from companion.store.asked_files import write_file
from companion.store.sessions import SessionFile


def calendars(options: Namespace) -> int:
    """Take in a calendar, look for news in those with an address, list or forget them."""
    verbs = {"add": _add, "update": _update, "calendars": _calendars, "forget": _forget}
    return verbs[options.verb](open_home(options).sessions, options)


def _add(kept: SessionFile, options: Namespace) -> int:
    if not options.source:
        raise Problem("something_missing", typed="companion sessions add")
    return _told(_take(kept, options.source), options)


def _take(kept: SessionFile, source: str) -> Arrival:
    """Take in a calendar from a file or an address."""
    if is_address(source):
        from companion.calendars.fetching import fetch_calendar  # noqa: PLC0415 - loads httpx

        name, data, address = name_of_address(source), fetch_calendar(source), source
    else:
        name, data, address = name_of_file(source), calendar_file(source), ""
    read = read_calendar(data, datetime.now(UTC), name)
    arrival = kept.take(name, read.sessions, unread=read.unread, address=address)
    return arrival._replace(left_out=read.left_out)


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
    """Give the sessions to another program, as an .ics file or where it can ask for them."""
    if options.address:
        return _address(options)
    kept = open_home(options).sessions.all()
    if not kept:
        raise Problem("no_session_known")
    text = write_calendar(kept, datetime.now(UTC), options.remind)
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


def _address(options: Namespace) -> int:
    """The address alone on its line, so that it can be copied."""
    connection = community_of(open_home(options)).connection()
    if connection is None:
        raise Problem("not_connected")
    if not connection.calendar:
        raise Problem("no_address")
    if options.json:
        say_json({"address": connection.calendar})
        return 0
    told = [
        _("Give this address to the calendar of your phone or computer."),
        _("Then the calendar asks the community by itself."),
    ]
    say(told, options.width)
    say([connection.calendar])
    return 0


def _write(path: Path, text: str) -> None:
    """Write the file. Only a calendar may be written over."""
    name = shown_line(str(path))
    target = Path(os.path.realpath(path)) if path.is_symlink() else path  # a link stays one
    try:
        there = target.exists()
        if there and not target.read_bytes()[:40].lstrip().startswith(b"BEGIN:VCALENDAR"):
            raise Problem("file_is_there", path=name)
        write_file(target, text.encode("utf-8", "replace"), replace=there)
    except FileExistsError as error:  # another program made it just now
        raise Problem("file_is_there", path=name) from error
    except OSError as error:
        raise Problem("file_not_written", path=name) from error
