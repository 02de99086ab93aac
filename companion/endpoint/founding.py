"""A new endpoint: its database, its key, and what its organisers say of it."""

import base64
from collections.abc import Mapping

from companion.endpoint.database import Database, create, keep_fact
from companion.endpoint.days import Clock
from companion.endpoint.describing_community import change_consent, describe, first_consent
from companion.endpoint.publishing import publish
from companion.wire.signing import new_key


def found(url: str, said: Mapping[str, str | int], clock: Clock) -> Database:
    """Make an endpoint. Raises the Problems of companion.endpoint.database.create."""
    database = create(url)
    with database.writing() as connection:
        keep_fact(connection, "private_key", base64.b64encode(new_key()).decode())
        describe(connection, said)
        change_consent(connection, first_consent())
        publish(connection, clock())
    return database
