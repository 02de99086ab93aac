"""A contribution comes in: once, as it is, and never after it was taken back."""

import base64
import binascii
import re
from datetime import timedelta
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from companion.endpoint.database import fact
from companion.endpoint.days import Clock, day_of
from companion.endpoint.limits import contributions_with, take
from companion.endpoint.tables import contributions, gone
from companion.endpoint.trail_parts import note_changed
from companion.wire.calls import Receipt
from companion.wire.contributions import Contribution, from_bytes
from companion.wire.tokens import trail_of

_HASH = re.compile(r"[0-9a-f]{64}")


class OtherBytes(Exception):
    """The same id came before with other bytes."""


class TakenBack(Exception):
    """It was taken back, or was kept for as long as was promised. It does not come in again."""


class TooManySent(Exception):
    """More came with this code than we take in such a time."""


class Body(NamedTuple):
    """What came: its bytes, the SHA-256 of them in hex, and what they say."""

    data: bytes
    digest: str
    says: Contribution


def understood(data: bytes, digest: str) -> Body:
    """What some bytes say. Raises ValueError where they are no contribution of version 1."""
    try:
        says = from_bytes(data)
    except RecursionError:
        raise ValueError("too deep") from None
    if not _HASH.fullmatch(says.take_back):
        raise ValueError("no hash of a key")
    try:
        key = base64.b64decode(says.reply_to, validate=True)
    except binascii.Error:
        raise ValueError("no key for replies") from None
    if len(key) != 32:
        raise ValueError("no key for replies")
    return Body(data, digest, says)


def receive(
    connection: Connection, contribution_id: str, body: Body, code: int, clock: Clock
) -> tuple[Receipt, bool]:
    """Keep a contribution. Gives its receipt, and whether it is new.

    Raises OtherBytes, TakenBack or TooManySent; then nothing is kept.
    """
    trail = trail_of(contribution_id)
    marks = connection.execute(select(gone).where(gone.c.trail == trail)).all()
    # Who takes back what has not come yet shows no key that we could check. Their mark counts
    # where its key is the contribution's own; anybody else's is passed over.
    if any(mark.why != "unknown" or mark.key_hash == body.says.take_back for mark in marks):
        raise TakenBack
    there = connection.execute(
        select(contributions.c.digest, contributions.c.received, contributions.c.promise).where(
            contributions.c.trail == trail
        )
    ).first()
    if there:
        if there.digest != body.digest:
            raise OtherBytes
        return Receipt(there.received, there.promise), False
    if not take(connection, contributions_with(code), clock()):
        raise TooManySent
    return _keep(connection, trail, body, clock), True


def _keep(connection: Connection, trail: str, body: Body, clock: Clock) -> Receipt:
    day = day_of(clock())
    within = int(fact(connection, "answer_days", "0"))
    promise = (day + timedelta(days=within)).isoformat() if within else ""
    connection.execute(
        insert(contributions).values(
            trail=trail,
            digest=body.digest,
            body=body.data,
            key_hash=body.says.take_back,
            received=day.isoformat(),
            promise=promise,
            seen=False,
        )
    )
    note_changed(connection, [trail])
    return Receipt(day.isoformat(), promise)


def digest_of(data: bytes) -> str:
    """The SHA-256 of some bytes, in hex."""
    return sha256(data).hexdigest()
