"""`companion endpoint promise`, `group`, `lead`, `organiser`, `missing`, `report`."""

from argparse import Namespace

import msgspec

from companion.commands.endpoint.opened import (
    answered,
    day_in_words,
    given_words,
    opened,
    tell_hard_words,
    typed_day,
    typed_number,
)
from companion.endpoint.days import system_clock
from companion.endpoint.describing_community import all_groups, all_leads
from companion.endpoint.gaps import missing
from companion.endpoint.naming import COUNTED, PROMISES
from companion.endpoint.organisers import (
    LINK_HOURS,
    add_organiser,
    all_organisers,
    end_organiser,
    invite,
)
from companion.endpoint.people import add_group, add_lead, remove_group, remove_lead
from companion.endpoint.promising import add_promise, promises_now, settle_promise
from companion.endpoint.reports import SMALL, Counted, report
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _
from companion.problems import Problem
from companion.wire.community import Group

SIGN_IN = "/organisers/sign-in/"


def promise_command(options: Namespace) -> int:
    """Publish a promise, say how one stands, or list them all."""
    if options.what == "list":
        return _list_promises(options)
    if options.what == "add":
        until = typed_day(options.until)
        words = given_words()
        tell_hard_words(words)
        with opened(options) as database, database.writing() as connection:
            number = add_promise(connection, words, until, system_clock)
        told = _("Everyone can see this promise now: {number}.").format(number=number)
        return answered(options, {"number": number}, told)
    if options.number is None:
        typed = f"companion endpoint promise {options.what} NUMBER"
        raise Problem("something_missing", typed=typed)
    why = given_words() if options.words or options.what != "kept" else ""
    tell_hard_words(why)
    with opened(options) as database, database.writing() as connection:
        settle_promise(connection, options.number, options.what, system_clock, why)
    document = {"number": options.number, "state": options.what}
    return answered(options, document, _("Everyone can see this now."))


def _list_promises(options: Namespace) -> int:
    with opened(options) as database, database.reading() as connection:
        found = promises_now(connection, system_clock)
    documents = [{"number": number, **_whole(one)} for number, one in found]
    rows = [
        f"{number}: {_(PROMISES[one.state])}, {day_in_words(one.until)}, {shown_line(one.words)}"
        for number, one in found
    ]
    return answered(options, documents, *(rows or [_("There is no promise yet.")]))


def group_command(options: Namespace) -> int:
    """Publish a sub-group, remove one, or list them all."""
    if options.what == "list":
        with opened(options) as database, database.reading() as connection:
            found = all_groups(connection)
        documents = [{"number": number, **_whole(one)} for number, one in found]
        rows = [f"{number}: {shown_line(one.name)}" for number, one in found]
        return answered(options, documents, *(rows or [_("There is no group yet.")]))
    with opened(options) as database, database.writing() as connection:
        if options.what == "remove":
            number = typed_number(options)
            remove_group(connection, number, system_clock)
            return answered(options, {"number": number}, _("Nobody can see this group now."))
        tell_hard_words(f"{options.does}\n\n{options.join}")
        group = Group(options.value, options.does, options.join)
        number = add_group(connection, group, system_clock)
    told = _("Everyone can see this group now: {number}.").format(number=number)
    return answered(options, {"number": number}, told)


def lead_command(options: Namespace) -> int:
    """Publish the name of somebody who leads and agreed, let it go, or list them all."""
    if options.what == "list":
        with opened(options) as database, database.reading() as connection:
            found = all_leads(connection)
        documents = [{"number": number, "name": name, "agreed": agreed}
                     for number, name, agreed in found]  # fmt: skip
        said_yes = _("{number}: {name} said yes on {day}")
        rows = [
            said_yes.format(number=number, name=shown_line(name), day=day_in_words(agreed))
            for number, name, agreed in found
        ]
        return answered(options, documents, *(rows or [_("We show no names yet.")]))
    with opened(options) as database, database.writing() as connection:
        if options.what == "remove":
            number = typed_number(options)
            remove_lead(connection, number, system_clock)
            return answered(options, {"number": number}, _("Nobody can see this name now."))
        if not options.agreed:
            raise Problem("endpoint_not_agreed")
        number = add_lead(connection, options.value, typed_day(options.agreed), system_clock)
    told = _("Everyone can see this name now: {number}.").format(number=number)
    return answered(options, {"number": number}, told)


def organiser_command(options: Namespace) -> int:
    """Let somebody sign in, make a new link for them, end that, or list them all.

    A new link is the last line.
    """
    if options.what == "list":
        return _list_organisers(options)
    with opened(options) as database, database.writing() as connection:
        if options.what == "end":
            number = typed_number(options)
            end_organiser(connection, number, system_clock)
            told = _("They cannot sign in any more.")
            return answered(options, {"number": number, "ended": True}, told)
        if options.what == "add":
            number = add_organiser(connection, options.value, system_clock)
        else:
            number = typed_number(options)
        link = options.address.rstrip("/") + SIGN_IN + invite(connection, number, system_clock)
    lines = [
        _("This is organiser number {number}.").format(number=number),
        _("We show the link only now. Give it to nobody else."),
        _("It works 1 time, and for {hours} hours.").format(hours=LINK_HOURS),
        link,
    ]
    return answered(options, {"number": number, "link": link}, *lines)


def _list_organisers(options: Namespace) -> int:
    with opened(options) as database, database.reading() as connection:
        found = all_organisers(connection)
    rows = [
        _("{number}: {name}, ended on {day}").format(
            number=one.number, name=one.name, day=day_in_words(one.ended)
        )
        if one.ended
        else f"{one.number}: {one.name}"
        for one in found
    ]
    documents = [{**one._asdict(), "ended": one.ended or None} for one in found]
    return answered(options, documents, *(rows or [_("There is no organiser yet.")]))


def missing_command(options: Namespace) -> int:
    """List what the community has not said or decided yet."""
    with opened(options) as database, database.reading() as connection:
        found = missing(connection)
    lines = [_("This is not there yet:"), *(one.words for one in found)]
    all_there = [_("Everything is there.")]
    return answered(options, [one._asdict() for one in found], *(lines if found else all_there))


def report_command(options: Namespace) -> int:
    """Print counts for a leaflet. No small group can be seen in them."""
    with opened(options) as database, database.reading() as connection:
        found = report(connection, system_clock)
    groups = {name: [one._asdict() for one in rows] for name, rows in found.groups.items()}
    document = {"before": found.before, "total": found.total, "groups": groups}
    first = _("We count what came before {day}.").format(day=day_in_words(found.before))
    if found.total is None:
        return answered(options, document, first, _("{most} or fewer.").format(most=SMALL))
    lines = [first, _("Together: {count}").format(count=found.total)]
    for name, rows in found.groups.items():
        lines += ["", _(COUNTED[name]), *map(_counted_line, rows)]
    return answered(options, document, *lines)


def _counted_line(one: Counted) -> str:
    names = ", ".join(one.names)
    if len(one.names) == 1:
        return f"{names}: {one.sent}"
    return _("{names}, together: {count}").format(names=names, count=one.sent)


def _whole(one: msgspec.Struct) -> dict[str, object]:
    """All fields, those too that the wire leaves out as they are usual."""
    return {name: getattr(one, name) for name in one.__struct_fields__}
