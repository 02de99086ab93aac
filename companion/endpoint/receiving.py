"""A contribution comes in: once, as it is, and never after it was taken back."""

import base64
import binascii
import re
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, insert

from companion.endpoint.codes import CodeWrong
from companion.endpoint.days import Clock, day_of
from companion.endpoint.limits import contributions_with, take_some
from companion.endpoint.looking import Known, look
from companion.endpoint.pieces import ANSWER_DAYS, held_of, promise_on
from companion.endpoint.tables import contributions
from companion.endpoint.trail_parts import UNPUBLISHED, note_changed_besides
from companion.wire.calls import Receipt
from companion.wire.contributions import Contribution, from_bytes
from companion.wire.tokens import trail_of

_HASH = re.compile(r"[0-9a-f]{64}")
_KEEP = insert(contributions)


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


class Arrival(NamedTuple):
    """A contribution as it came: its trail's name, what it is, and the number of the code."""

    trail: str
    body: Body
    code: int


class Kept(NamedTuple):
    """Its receipt, and whether it is new."""

    receipt: Receipt
    is_new: bool


def receive(
    connection: Connection, contribution_id: str, body: Body, code: int, clock: Clock
) -> Kept:
    """Keep a contribution.

    Raises OtherBytes, TakenBack, CodeWrong or TooManySent; then nothing is kept.
    """
    arrival = Arrival(trail_of(contribution_id), body, code)
    [outcome] = receive_all(connection, [arrival], clock)
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def receive_all(
    connection: Connection, arrivals: Sequence[Arrival], clock: Clock
) -> list[Kept | Exception]:
    """Keep contributions, each as if it came alone: what `receive` gives or raises, of each."""
    now = clock()
    day = day_of(now)
    limits = {one.code: contributions_with(one.code) for one in arrivals}
    trails, names = [one.trail for one in arrivals], [limit.name for limit in limits.values()]
    known = look(connection, trails, names)
    today = Receipt(day.isoformat(), promise_on(day, known.facts.get(ANSWER_DAYS, "")))
    # How many of each code came that are not there yet: the limits are asked once.
    may = [one for one in arrivals if _outcome(connection, known, one) is None]
    first = {one.trail: one.code for one in reversed(may)}
    wanted = {limits[code]: times for code, times in Counter(first.values()).items()}
    left = take_some(connection, known.free_at, wanted, now)
    new: dict[str, Arrival] = {}
    outcomes: list[Kept | Exception] = []
    for arrival in arrivals:
        outcome = _outcome(connection, known, arrival)
        if outcome is None and not left.get(limits[arrival.code]):
            outcome = TooManySent()
        elif outcome is None:
            left[limits[arrival.code]] -= 1
            receipt = msgspec.structs.replace(today, held=(0,) * len(arrival.body.says.files))
            known.there[arrival.trail] = 0, arrival.body.digest, receipt
            new[arrival.trail] = arrival
            outcome = Kept(receipt, is_new=True)
        outcomes.append(outcome)
    if new:
        connection.execute(_KEEP, [_row(one, today) for one in new.values()])
        whole = (trail for trail, one in new.items() if not one.body.says.files)
        note_changed_besides(connection, known.facts.get(UNPUBLISHED, ""), whole)
    return outcomes


def _outcome(connection: Connection, known: Known, arrival: Arrival) -> Kept | Exception | None:
    """What becomes of it, as far as what is there and what is gone decides it; None: it may come
    in."""
    if arrival.code not in known.living:
        return CodeWrong()
    # Who takes back what has not come yet shows no key that we could check. Their mark counts
    # where its key is the contribution's own; anybody else's is passed over.
    key_hash = arrival.body.says.take_back
    for why, by in known.gone.get(arrival.trail, ()):
        if why != "unknown" or by == key_hash:
            return TakenBack()
    if arrival.trail not in known.there:
        return None
    number, digest, receipt = known.there[arrival.trail]
    if digest != arrival.body.digest:
        return OtherBytes()
    files = range(len(arrival.body.says.files) if number else 0)
    if held := tuple(held_of(connection, number, file) for file in files):
        receipt = msgspec.structs.replace(receipt, held=held)
    return Kept(receipt, is_new=False)


def _row(arrival: Arrival, receipt: Receipt) -> dict[str, object]:
    return {
        "trail": arrival.trail,
        "digest": arrival.body.digest,
        "body": arrival.body.data,
        "key_hash": arrival.body.says.take_back,
        "received": receipt.day,
        "promise": receipt.promise,
        "seen": False,
        "whole": not arrival.body.says.files,
    }


def digest_of(data: bytes) -> str:
    """The SHA-256 of some bytes, in hex."""
    return sha256(data).hexdigest()
