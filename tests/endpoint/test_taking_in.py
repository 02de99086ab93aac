"""What members bring by hand, kept in each kind of database (tests/sync/test_by_hand.py has the
journeys)."""

from companion.endpoint import taking_in
from companion.endpoint.answering import received
from companion.endpoint.codes import private_key
from companion.endpoint.database import Database
from companion.endpoint.pieces import data_of
from companion.wire import outgoing
from companion.wire.outgoing import Outgoing, Thing
from companion.wire.signing import public_half
from tests.endpoint.senders import Sent, SetClock, contribution, pass_of, picture, with_files


def file_of(database: Database, *things: Thing) -> bytes:
    with database.reading() as connection:
        public = public_half(private_key(connection))
    return outgoing.packed(Outgoing(things, pass_words=pass_of(database)), public)


def thing(sent: Sent, *datas: bytes) -> Thing:
    return Thing(sent.id, body=sent.body, files=datas)


def take(database: Database, clock: SetClock, *files: bytes) -> dict[str, taking_in.Taken]:
    opened = taking_in.opened(database, {str(at): data for at, data in enumerate(files)})
    return {one.id: one for one in taking_in.take_in(database, opened, clock)}


def test_all_of_it_comes_once_and_goes(database: Database, clock: SetClock) -> None:
    data = picture(200_000)
    worded, drawn = contribution("A quiet room."), with_files(data)
    file = file_of(database, thing(worded), thing(drawn, data))
    first = take(database, clock, file)
    assert [first[one.id].new for one in (worded, drawn)] == [True, True]
    receipt = first[drawn.id].told.receipt
    assert receipt is not None
    assert (receipt.day, receipt.held) == ("2026-06-19", (200_000,))
    again = take(database, clock, file)
    assert [again[one.id].new for one in (worded, drawn)] == [False, False]
    assert again[drawn.id].told == first[drawn.id].told
    with database.reading() as connection:
        found = {one.says.kind: one.number for one in received(connection) if one.says}
        assert sorted(found) == ["drawing", "words"]
        assert b"".join(data_of(connection, found["drawing"], 0)) == data
    back = file_of(database, *(Thing(one.id, key=one.key) for one in (worded, drawn)))
    assert all(one.told.taken_back for one in take(database, clock, back).values())
    late = take(database, clock, file)
    assert {one.told.refused for one in late.values()} == {"taken-back"}
