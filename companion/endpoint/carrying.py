"""What is published as one file, to be carried to members who have no network."""

from collections.abc import Iterable

from companion.endpoint.codes import private_key
from companion.endpoint.database import Database
from companion.endpoint.days import Clock, today
from companion.endpoint.publishing import all_files, file_named, publish, publish_due
from companion.endpoint.taking_in import Taken
from companion.problems import Problem
from companion.wire import carried, community, receipts
from companion.wire.calls import COMMUNITY, PACKS, TRAILS
from companion.wire.receipts import Receipts
from companion.wire.signing import sign, verify

_FIRST = "community"


def carried_file(
    database: Database, clock: Clock, taken: Iterable[Taken] = ()
) -> tuple[bytes, int]:
    """The file, and how many signed files are in it: what the community says of itself, all
    trails (so it tells nobody whose they look for), the newest packs, and what became of things
    that were just taken in.

    Raises Problem("endpoint_too_much_to_carry").
    """
    with database.writing() as connection:
        publish(connection, clock())
    publish_due(database, clock())
    with database.reading() as connection:
        first = file_named(connection, _FIRST)
        payload = verify(first.data, community.SIGNED_AS).payload if first else b""
        known = community.from_bytes(payload)
        wanted = [f"{PACKS}/{one.name}/{one.version}" for one in known.packs]
        names = {f"/v1/{name}": name for name in all_files(connection)}
        paths = [COMMUNITY, *(path for path in names if path.startswith(TRAILS)), *wanted]
        files = {}
        for path in paths:
            if file := file_named(connection, names.get(path, "")):
                files[path] = file.data
        if answers := _boxes(taken):
            told = Receipts(known.version, today(clock), answers)
            signed = sign(private_key(connection), receipts.SIGNED_AS, receipts.to_bytes(told))
            files[carried.RECEIPTS] = signed
    try:
        return carried.packed(files), len(files)
    except ValueError:
        raise Problem("endpoint_too_much_to_carry") from None


def _boxes(taken: Iterable[Taken]) -> dict[str, str]:
    """In the order of their names, which tells nothing."""
    boxes = {receipts.name_of(one.id, one.asked): receipts.seal(one.told, one.id) for one in taken}
    return dict(sorted(boxes.items()))
