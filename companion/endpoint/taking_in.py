"""Takes in what members send by hand: files that `companion outbox` made.

Each thing in them becomes the calls that a companion with a network would make. Their order is
by chance, over all files: so what one person sent does not lie side by side.
"""

import asyncio
from collections.abc import Mapping, Sequence
from random import SystemRandom
from typing import NamedTuple

import msgspec
from starlette.types import ASGIApp

from companion.endpoint.app import make_app
from companion.endpoint.calling import Answer, Caller
from companion.endpoint.codes import private_key
from companion.endpoint.database import Database
from companion.endpoint.days import Clock
from companion.endpoint.publishing import publish_due
from companion.endpoint.taking_back import replay
from companion.problems import Problem
from companion.wire import calls, outgoing
from companion.wire.contributions import MEDIA_TYPE
from companion.wire.files import LARGEST_PIECE
from companion.wire.outgoing import NotTaken, Outgoing, Thing
from companion.wire.receipts import Asked, Told
from companion.wire.signing import public_half
from companion.wire.tokens import ID, TAKE_BACK_KEY

LARGEST_TOGETHER = 4 * outgoing.LARGEST_FILE  # bytes of all files that are taken in at once

_PROBLEMS = {"newer": "endpoint_outbox_newer", "another": "endpoint_outbox_another"}


class Taken(NamedTuple):
    """What became of one thing. `new`: it was not here before."""

    id: str
    asked: Asked
    told: Told
    new: bool = False


def opened(database: Database, files: Mapping[str, bytes]) -> list[Outgoing]:
    """What is in some files, by their names. Nothing is taken in yet.

    Raises Problem("endpoint_outbox_...").
    """
    with database.reading() as connection:
        private = private_key(connection)
    public = public_half(private)
    found = []
    for name, data in files.items():
        try:
            found.append(outgoing.unpacked(data, public, private))
        except NotTaken as error:
            raise Problem(_PROBLEMS.get(error.why, "endpoint_outbox_wrong"), path=name) from None
    return found


def take_in(database: Database, files: Sequence[Outgoing], clock: Clock) -> list[Taken]:
    """Take all of it in, as the calls do, and publish what is new.

    What was taken back before, as far as the file of marks knows, is gone first.
    """
    replay(database, clock())
    taken = asyncio.run(_take_all(database, files, clock))
    publish_due(database, clock())
    return taken


async def _take_all(database: Database, files: Sequence[Outgoing], clock: Clock) -> list[Taken]:
    app = make_app(database, clock=clock)
    things = [(thing, _allowed(one)) for one in files for thing in one.things]
    SystemRandom().shuffle(things)
    taken: list[Taken] = []
    wrong: list[Mapping[str, str]] = []
    for at, (thing, allowed) in enumerate(things):
        if allowed in wrong and not thing.key:  # each try of a wrong code keeps others waiting
            taken.append(Taken(thing.id, "send", Told(refused="code-wrong")))
            continue
        taken.append(await _taken(app, at, thing, allowed))
        if taken[-1].told.refused == "code-wrong":
            wrong.append(allowed)
    return taken


def _allowed(file: Outgoing) -> dict[str, str]:
    """The header that says that one may send."""
    if file.pass_words:
        return {calls.PASS_HEADER: _shown(file.pass_words)}
    return {calls.CODE_HEADER: _shown(file.secret)}


def _shown(words: str) -> str:
    """Words that may stand in a header; anything else is no code."""
    return words if words.isascii() and words.isprintable() else ""


async def _taken(app: ASGIApp, at: int, thing: Thing, allowed: Mapping[str, str]) -> Taken:
    caller = Caller(app, at)
    asked: Asked = "take-back" if thing.key else "send"
    if not ID.fullmatch(thing.id) or (thing.key and not TAKE_BACK_KEY.fullmatch(thing.key)):
        return Taken(thing.id, asked, Told(refused="not-understood"))
    if thing.key:
        return Taken(thing.id, asked, await _take_back(caller, thing))
    told, new = await _send(caller, thing, allowed)
    return Taken(thing.id, asked, told, new)


async def _take_back(caller: Caller, thing: Thing) -> Told:
    path = f"{calls.CONTRIBUTIONS}/{thing.id}"
    answer = await caller.ask("DELETE", path, {calls.KEY_HEADER: thing.key})
    if answer.status == 204:
        read = answer.headers.get(calls.WAS_READ_HEADER.lower(), "")
        return Told(taken_back=True, was_read={"yes": True, "no": False}.get(read))
    if answer.refusal == "not-found":  # it has not come, and will not come in any more
        return Told(taken_back=True)
    return _refused(answer)


async def _send(caller: Caller, thing: Thing, allowed: Mapping[str, str]) -> tuple[Told, bool]:
    """What became of a contribution, and whether anything of it is new."""
    answer = await _put(caller, thing, allowed)
    if answer.status not in (200, 201):
        return _refused(answer), False
    new = answer.status == 201
    held = _receipt(answer).held
    if len(held) != len(thing.files):
        return Told(refused="not-understood"), new
    for file, data in enumerate(thing.files):
        if held[file] < len(data):
            new = True
            if refused := await _send_file(caller, thing, file, held[file], allowed):
                return refused, new
    if thing.files:
        answer = await _put(caller, thing, allowed)
        if answer.status != 200:
            return _refused(answer), new
    return Told(receipt=_receipt(answer)), new


async def _put(caller: Caller, thing: Thing, allowed: Mapping[str, str]) -> Answer:
    headers = {"Content-Type": f"{MEDIA_TYPE}; version=1", **allowed}
    return await caller.ask("PUT", f"{calls.CONTRIBUTIONS}/{thing.id}", headers, thing.body)


async def _send_file(
    caller: Caller, thing: Thing, file: int, held: int, allowed: Mapping[str, str]
) -> Told | None:
    """Send what is not here of a file. Why it was refused, or None."""
    data = thing.files[file]
    while held < len(data):
        piece = data[held : held + LARGEST_PIECE]
        headers = {
            "Content-Type": calls.PIECE_TYPE,
            calls.OFFSET_HEADER: str(held),
            calls.DIGEST_HEADER: calls.digest_words(piece),
            **allowed,
        }
        answer = await caller.ask("PUT", calls.file_path(thing.id, file), headers, piece)
        there = calls.offset_in(answer.headers.get(calls.OFFSET_HEADER.lower(), "")) or 0
        # It may come over the network at the same time: then it goes on from there.
        if answer.status != 204 and (answer.refusal != "offset-wrong" or there <= held):
            return _refused(answer)
        held = there
    return None


def _refused(answer: Answer) -> Told:
    return Told(refused=answer.refusal or "went-wrong")


def _receipt(answer: Answer) -> calls.Receipt:
    return msgspec.json.decode(answer.body, type=calls.Receipt)
