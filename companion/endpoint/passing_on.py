"""What members let other members see, and the organisers pass on: word for word, or not at all.

It stands in the document that every companion fetches, so it is kept small. What was taken back
is not in it from the next moment on.
"""

from sqlalchemy import Connection, and_, delete, insert, select, true

from companion.endpoint.days import Clock, today
from companion.endpoint.publishing import publish
from companion.endpoint.tables import contributions, passed_on
from companion.problems import Problem
from companion.wire.contributions import Contribution, from_bytes

LONGEST = 1_000  # bytes of one

_FOR_MEMBERS = ("members", "services")


def may_pass_on(says: Contribution) -> bool:
    """Whether who sent it lets members see it, and there is something to see."""
    return says.audience in _FOR_MEMBERS and bool(says.words.strip() or says.symbols)


def pass_on(connection: Connection, number: int, clock: Clock) -> None:
    """Let everyone read a contribution. Nothing happens where they can already.

    Raises Problem("endpoint_no_contribution"), ("endpoint_only_for_us") or
    ("endpoint_too_long_for_all").
    """
    where = and_(contributions.c.number == number, contributions.c.whole == true())
    body = connection.scalar(select(contributions.c.body).where(where))
    if body is None:
        raise Problem("endpoint_no_contribution", number=number)
    says = from_bytes(bytes(body))
    if not may_pass_on(says):
        raise Problem("endpoint_only_for_us", number=number)
    if len(says.words.encode()) > LONGEST:
        raise Problem("endpoint_too_long_for_all")
    known = select(passed_on.c.day).where(passed_on.c.contribution == number)
    if connection.scalar(known) is None:
        connection.execute(insert(passed_on).values(contribution=number, day=today(clock)))
        publish(connection, clock())


def hold_back(connection: Connection, number: int, clock: Clock) -> None:
    """Let only the organisers read it again. Raises Problem("endpoint_no_contribution")."""
    where = passed_on.c.contribution == number
    if not connection.execute(delete(passed_on).where(where)).rowcount:
        raise Problem("endpoint_no_contribution", number=number)
    publish(connection, clock())
