"""The sub-groups of the community, and the people who lead it: names only where they agreed."""

from datetime import date

from sqlalchemy import Connection, delete, insert

from companion.endpoint.days import Clock, day_of
from companion.endpoint.easy import require_easy
from companion.endpoint.publishing import publish
from companion.endpoint.tables import groups, leads
from companion.plainwords.characters import shown_line, without_controls
from companion.problems import Problem
from companion.wire.community import Group

LONGEST_NAME = 80


def add_group(connection: Connection, group: Group, clock: Clock) -> int:
    """Publish a sub-group; its number. Raises Problem("endpoint_name_wrong"), ("endpoint_hard")."""
    name, does, how = _name(group.name), *map(without_controls, (group.does, group.join))
    require_easy(does, how)
    made = connection.execute(insert(groups).values(name=name, does=does, how=how))
    publish(connection, clock())
    return int((made.inserted_primary_key or (0,))[0])


def remove_group(connection: Connection, number: int, clock: Clock) -> None:
    """Let a sub-group go. Raises Problem("endpoint_no_group")."""
    if not connection.execute(delete(groups).where(groups.c.number == number)).rowcount:
        raise Problem("endpoint_no_group", number=number)
    publish(connection, clock())


def add_lead(connection: Connection, name: str, agreed: date, clock: Clock) -> int:
    """Publish the name of somebody who leads and agreed to it on a day; its number.

    Raises Problem("endpoint_name_wrong") or ("endpoint_not_agreed"): the day is to come.
    """
    if agreed > day_of(clock()):
        raise Problem("endpoint_not_agreed")
    values = {"name": _name(name), "agreed": agreed.isoformat()}
    made = connection.execute(insert(leads).values(values))
    publish(connection, clock())
    return int((made.inserted_primary_key or (0,))[0])


def remove_lead(connection: Connection, number: int, clock: Clock) -> None:
    """Let a name go: whoever agreed may change their mind. Raises Problem("endpoint_no_lead")."""
    if not connection.execute(delete(leads).where(leads.c.number == number)).rowcount:
        raise Problem("endpoint_no_lead", number=number)
    publish(connection, clock())


def _name(name: str) -> str:
    shown = shown_line(name)
    if not 0 < len(shown) <= LONGEST_NAME:
        raise Problem("endpoint_name_wrong", most=LONGEST_NAME)
    return shown
