"""Sub-groups, who leads, the organisers themselves, and the codes of members."""

from companion.endpoint.codes import all_codes, end_code, new_code
from companion.endpoint.days import today
from companion.endpoint.describing_community import all_groups, all_leads
from companion.endpoint.organisers import (
    LINK_HOURS,
    add_organiser,
    all_organisers,
    end_organiser,
    invite,
)
from companion.endpoint.people import add_group, add_lead, remove_group, remove_lead
from companion.endpoint.publishing import publish
from companion.endpoint.web.asking import Answer, Asked, Go, Page, Shown
from companion.endpoint.web.security import TOP
from companion.wire.community import Group


def _groups(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        found = all_groups(connection)
    values = {name: asked.said(name) for name in ("name", "does", "join")}
    return Shown("groups.html", {"groups": found, "values": values})


def _add_group(asked: Asked) -> Answer:
    group = Group(*(asked.said(name).strip() for name in ("name", "does", "join")))
    with asked.database.writing() as connection:
        add_group(connection, group, asked.clock)
    return Go("/groups", "published")


def _remove_group(asked: Asked) -> Answer:
    with asked.database.writing() as connection:
        remove_group(connection, asked.number(), asked.clock)
    return Go("/groups", "removed")


def _leads(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        found = all_leads(connection)
    values = {name: asked.said(name) for name in ("name", "agreed")}
    return Shown("leads.html", {"leads": found, "values": values, "today": today(asked.clock)})


def _add_lead(asked: Asked) -> Answer:
    agreed = asked.day("agreed")
    with asked.database.writing() as connection:
        add_lead(connection, asked.said("name"), agreed, asked.clock)
    return Go("/leads", "published")


def _remove_lead(asked: Asked) -> Answer:
    with asked.database.writing() as connection:
        remove_lead(connection, asked.number(), asked.clock)
    return Go("/leads", "removed")


def _organisers(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        found = all_organisers(connection)
    return Shown("organisers.html", {"organisers": found, "values": {"name": asked.said("name")}})


def _add_organiser(asked: Asked) -> Answer:
    with asked.database.writing() as connection:
        number = add_organiser(connection, asked.said("name"), asked.clock)
        words = invite(connection, number, asked.clock)
    return _link(asked, number, words)


def _invite(asked: Asked) -> Answer:
    number = asked.number()
    with asked.database.writing() as connection:
        words = invite(connection, number, asked.clock)
    return _link(asked, number, words)


def _link(asked: Asked, number: int, words: str) -> Answer:
    """A new link, which is shown this once. A page that is asked for anew makes another one."""
    with asked.database.reading() as connection:
        name = next(one.name for one in all_organisers(connection) if one.number == number)
    link = f"{asked.origin}{TOP}/sign-in/{words}"
    return Shown("link.html", {"name": name, "link": link, "hours": LINK_HOURS})


def _end_organiser(asked: Asked) -> Answer:
    with asked.database.writing() as connection:
        end_organiser(connection, asked.number(), asked.clock)
    return Go("/organisers", "ended")


def _codes(asked: Asked) -> Answer:
    with asked.database.reading() as connection:
        return Shown("codes.html", {"codes": all_codes(connection)})


def _new_code(asked: Asked) -> Answer:
    with asked.database.writing() as connection:
        number, words = new_code(connection, today(asked.clock))
        publish(connection, asked.clock())
    return Shown("code.html", {"number": number, "words": words})


def _end_code(asked: Asked) -> Answer:
    with asked.database.writing() as connection:
        end_code(connection, asked.number(), today(asked.clock))
        publish(connection, asked.clock())
    return Go("/codes", "ended")


PAGES = [
    Page("/groups", _groups, _add_group, "does"),
    Page("/groups/{number}/remove", None, _remove_group),
    Page("/leads", _leads, _add_lead, "name"),
    Page("/leads/{number}/remove", None, _remove_lead),
    Page("/organisers", _organisers, _add_organiser, "name"),
    Page("/organisers/{number}/link", None, _invite),
    Page("/organisers/{number}/end", None, _end_organiser),
    Page("/codes", _codes, _new_code),
    Page("/codes/{number}/end", None, _end_code),
]
