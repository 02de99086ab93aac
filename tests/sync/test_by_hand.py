"""A member without a network: everything goes and comes as files that somebody carries.

The endpoint is the real one, in this process: its database, its calls, its published files.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import msgspec
import pytest

pytest.importorskip("companion.endpoint.app", reason="the endpoint is not here, or what it needs")

from companion.domain.shares import Share
from companion.easyread.code_words import code_words
from companion.endpoint import carrying, taking_in
from companion.endpoint.answering import received, set_status
from companion.endpoint.codes import end_code, new_code, private_key
from companion.endpoint.database import Database, open_database
from companion.endpoint.pieces import data_of
from companion.endpoint.publishing import publish
from companion.endpoint.replying import reply
from companion.problems import Problem
from companion.store.attachments import LEAVING
from companion.sync.by_hand import TakingIn, leaving, packed
from companion.sync.looking import look_in
from companion.sync.round import Outcome
from companion.wire import carried, community, outgoing, receipts, sealed, signing, tokens, trails
from companion.wire.carried import Carried, Damaged
from companion.wire.outgoing import NotTaken, Outgoing, Thing
from companion.wire.receipts import Receipts, Told
from companion.wire.trails import Mark
from tests.endpoint.places import START, Files
from tests.endpoint.senders import SetClock, bytes_of, picture
from tests.sync.member import TODAY, Member, id_of
from tests.sync.model import OTHER_KEY, PRIVATE_KEY, code


class Community:
    """An endpoint that nobody can reach, and those who carry files there and back."""

    def __init__(self, url: str, code: str, folder: Path) -> None:
        self.database: Database = open_database(url)
        self.code, self.folder = code, folder
        self.clock = SetClock(START)
        self.answered: list[taking_in.Taken] = []

    def gives(self, taken: list[taking_in.Taken] | None = None) -> bytes:
        return carrying.carried_file(self.database, self.clock, taken or ())[0]

    def takes(self, *files: bytes) -> bytes:
        """Take files in, and give the one that goes back."""
        names = {f"file {n}": data for n, data in enumerate(files)}
        opened = taking_in.opened(self.database, names)
        self.answered = taking_in.take_in(self.database, opened, self.clock)
        return self.gives(self.answered)

    def ends_its_code(self) -> None:
        with self.database.writing() as connection:
            end_code(connection, 1, "2026-06-19")
            publish(connection, self.clock())

    def has(self) -> list[str]:
        """The words of what came and is still here."""
        with self.database.reading() as connection:
            return sorted(one.says.words for one in received(connection) if one.says)

    def files_of(self, number: int, count: int) -> list[bytes]:
        with self.database.reading() as connection:
            return [b"".join(data_of(connection, number, at)) for at in range(count)]

    def key(self) -> bytes:
        with self.database.reading() as connection:
            return private_key(connection)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("founded"))


@pytest.fixture
def theirs(founded: Files, tmp_path: Path) -> Iterator[Community]:
    folder = tmp_path / "endpoint"
    folder.mkdir()
    found = Community(founded.copy(folder), founded.code, folder)
    yield found
    found.database.close()


@pytest.fixture
def member(theirs: Community, tmp_path: Path) -> Member:
    found = Member(tmp_path / "home")
    connect(found, theirs)
    return found


def connect(member: Member, theirs: Community) -> None:
    file = Carried(theirs.gives())
    member.community.connect(look_in(file, "a file", theirs.code, code_words()))


def saved(member: Member) -> bytes:
    """The file with all that waits."""
    line = member.store.outbox.line()
    assert line is not None
    paused = member.community.paused
    found = leaving(member.store.outbox, line, member.now(), paused=paused)
    return packed(member.store.outbox, line, found.parcels)[0]


def taken_in(member: Member, file: bytes) -> Outcome:
    return TakingIn(Carried(file), member.store.outbox, member.community, lambda: 0.5).go()


def refused(member: Member, file: bytes) -> str:
    with pytest.raises(Problem) as caught:
        taken_in(member, file)
    return caught.value.code


def state(member: Member, share: Share) -> str:
    return member.parcel(share).state


def test_words_and_drawings_go_there_and_an_answer_comes_back(
    member: Member, theirs: Community
) -> None:
    datas = [picture(150_000), picture(70_000)]
    drawn, worded = member.gives(*datas), member.says_yes("The room was too loud.")
    file = saved(member)
    assert b"too loud" not in file
    assert datas[0][8:40] not in file
    assert {state(member, drawn), state(member, worded)} == {"waiting"}  # nobody said they have it
    back = theirs.takes(file)
    assert [one.new for one in theirs.answered] == [True, True]
    assert theirs.has() == ["", "The room was too loud."]
    with theirs.database.writing() as connection:
        numbers = {bool(one.says and one.says.files): one.number for one in received(connection)}
        set_status(connection, numbers[False], Mark("read", ""), theirs.clock)
        reply(connection, numbers[False], "We look for a quiet room.", for_all=False,
              clock=theirs.clock)  # fmt: skip
    assert theirs.files_of(numbers[True], 2) == datas
    outcome = taken_in(member, back)
    assert (outcome.arrived.got, outcome.waiting, outcome.arrived.problems) == (2, 0, ())
    assert member.parcel(drawn).got == TODAY
    assert member.parcel(drawn).promise is not None
    assert list((member.home.path / LEAVING).iterdir()) == []  # of no more use
    assert taken_in(member, theirs.gives()).arrived.trails
    trail = member.community.trail(worded)
    assert trail is not None
    assert [mark.status for mark in trail.marks] == ["got", "read"]
    assert [one.words for one in trail.replies] == ["We look for a quiet room."]
    assert not taken_in(member, theirs.gives()).arrived


def test_the_same_file_brings_everything_once(member: Member, theirs: Community) -> None:
    share = member.gives(picture(90_000))
    member.says_yes("Once.")
    first = saved(member)
    second = saved(member)  # nobody said yet that they have it
    theirs.takes(first, second)
    back = theirs.takes(first)
    assert theirs.has() == ["", "Once."]
    assert [one.new for one in theirs.answered] == [False, False]
    assert taken_in(member, back).arrived.got == 2
    assert not taken_in(member, back).arrived
    assert state(member, share) == "got"
    assert theirs.takes(saved(member))
    assert theirs.answered == []


def test_what_has_a_trail_is_there_also_where_the_answers_were_lost(
    member: Member, theirs: Community
) -> None:
    share = member.says_yes()
    theirs.takes(saved(member))
    other = Member(member.home.path)
    assert taken_in(other, theirs.gives()).arrived.got == 1
    assert (member.parcel(share).state, member.parcel(share).got) == ("got", TODAY)


def test_it_is_taken_back_by_a_file_and_an_old_file_does_not_bring_it_again(
    member: Member, theirs: Community
) -> None:
    share = member.says_yes("TAKENBACK")
    first = saved(member)
    taken_in(member, theirs.takes(first))
    assert member.takes_back(share) is False
    member.says_yes("Another thing.")
    back = theirs.takes(saved(member))
    assert theirs.has() == ["Another thing."]
    outcome = taken_in(member, back)
    assert (outcome.arrived.taken_back, outcome.arrived.got) == (1, 1)
    assert (member.parcel(share).state, member.parcel(share).was_read) == ("taken-back", False)
    late = theirs.takes(first)
    assert [one.told.refused for one in theirs.answered] == ["taken-back"]
    assert not taken_in(member, late).arrived.problems
    assert state(member, share) == "taken-back"
    assert b"TAKENBACK" not in bytes_of(theirs.folder)


def test_what_is_taken_back_while_its_file_is_carried_does_not_come(
    member: Member, theirs: Community
) -> None:
    share = member.says_yes("Not this.")
    first = saved(member)
    assert member.takes_back(share) is False  # the file has left with it
    second = saved(member)
    assert taken_in(member, theirs.takes(second)).arrived.taken_back == 1
    theirs.takes(first)
    assert theirs.has() == []
    assert member.parcel(share).was_read is None


def test_what_is_sent_and_taken_back_by_files_that_come_together_is_gone(
    member: Member, theirs: Community
) -> None:
    shares = [member.says_yes("Gone.") for _n in range(6)]  # in each order, by chance
    first = saved(member)
    for share in shares:
        member.takes_back(share)
    outcome = taken_in(member, theirs.takes(first, saved(member)))
    assert (outcome.arrived.taken_back, outcome.arrived.problems) == (6, ())
    assert {state(member, share) for share in shares} == {"taken-back"}
    assert theirs.has() == []


def test_what_was_taken_back_before_it_was_saved_never_leaves(
    member: Member, theirs: Community
) -> None:
    share, other = member.says_yes("NEVERLEFT"), member.says_yes("It leaves.")
    assert member.takes_back(share) is True
    file = saved(member)
    theirs.takes(file)
    assert [one.id for one in theirs.answered] == [id_of(other)]
    assert state(member, share) == "never-left"
    # Nobody but the community opens it.
    assert sealed.unseal_with(OTHER_KEY, file.split(b"\n", 1)[1]) is None


def test_while_sending_is_paused_only_taking_back_leaves(member: Member, theirs: Community) -> None:
    gone = member.says_yes("Take it back.")
    taken_in(member, theirs.takes(saved(member)))
    waits = member.says_yes("It waits.")
    member.takes_back(gone)
    member.community.pause()
    taken_in(member, theirs.takes(saved(member)))
    assert (state(member, gone), state(member, waits)) == ("taken-back", "waiting")
    assert theirs.has() == []
    assert member.parcel(waits).left is False


def test_a_code_that_has_ended_is_said_and_the_words_wait(
    member: Member, theirs: Community
) -> None:
    share = member.says_yes()
    file = saved(member)
    theirs.ends_its_code()
    back = theirs.takes(file)
    assert [one.told.refused for one in theirs.answered] == ["code-wrong"]
    problem = Problem("code_ended")
    assert taken_in(member, back).arrived.problems == (f"{problem.say} {problem.next}",)
    assert state(member, share) == "waiting"


def test_what_they_do_not_take_is_said(member: Member, theirs: Community) -> None:
    share = member.says_yes("As I said it.")
    line = member.store.outbox.line()
    assert line is not None
    # Someone else's words came under this id.
    other = Thing(id_of(share), body=member.parcel(share).body.replace(b"As I", b"As he"))
    theirs.takes(outgoing.packed(Outgoing((other,), line.secret), line.key))
    outcome = taken_in(member, theirs.takes(saved(member)))
    assert len(outcome.arrived.problems) == 1
    assert (member.parcel(share).state, member.parcel(share).why) == ("refused", "other-bytes")


def test_the_endpoint_keeps_nothing_that_tells_what_came_in_one_file(
    member: Member, theirs: Community
) -> None:
    shares = [member.says_yes(f"Number {n}.") for n in range(20)]
    file = saved(member)
    back = theirs.takes(file)
    kept = bytes_of(theirs.folder)
    assert not any(id_of(one).encode() in kept for one in shares)
    in_file = outgoing.unpacked(file, signing.public_half(theirs.key()), theirs.key())
    before = [msgspec.json.decode(one.body)["words"] for one in in_file.things]
    with theirs.database.reading() as connection:
        after = [one.says.words for one in received(connection) if one.says]
    assert sorted(before) == sorted(after)
    assert after not in (before, before[::-1])
    payload = Carried(back).file(carried.RECEIPTS)
    assert payload is not None
    told = receipts.from_bytes(signing.verify(payload, receipts.SIGNED_AS).payload)
    assert len(told.boxes) == 20
    assert not any(tokens.trail_of(id_of(one)).encode() in payload for one in shares)
    box = told.boxes[receipts.name_of(id_of(shares[0]), "send")]
    assert receipts.unseal(box, id_of(shares[1])) is None
    assert receipts.unseal(box, id_of(shares[0])) is not None


def test_an_old_file_and_one_of_another_community_change_nothing(
    member: Member, theirs: Community, founded: Files, tmp_path: Path
) -> None:
    old = theirs.gives()
    share = member.says_yes()
    file = saved(member)
    theirs.clock.move(minutes=5)
    new = theirs.takes(file)
    taken_in(member, new)
    before = (member.home.path / "community.signed").read_bytes()
    assert refused(member, old) == "import_older"
    stranger = signed_zip(OTHER_KEY, version=2**40)
    assert refused(member, stranger) == "import_other_community"
    assert (member.home.path / "community.signed").read_bytes() == before
    assert state(member, share) == "got"


def signed_zip(key: bytes, version: int, **more: bytes) -> bytes:
    said = community.Community(
        version=version, name="X", made="2026-06-19", consent=community.Consent("1", ())
    )
    file = signing.sign(key, community.SIGNED_AS, community.to_bytes(said))
    return carried.packed({"/v1/community": file, **more})


def parts(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(file)) as found:
        return {f"/{name}": found.read(name) for name in found.namelist()}


def test_old_trails_and_old_answers_beside_a_new_page_do_not_count(
    member: Member, theirs: Community
) -> None:
    share = member.says_yes()
    file = saved(member)
    theirs.ends_its_code()
    answers = parts(theirs.takes(file))[carried.RECEIPTS]
    theirs.clock.move(days=1)
    with theirs.database.writing() as connection:
        new_code(connection, "2026-06-20")
        publish(connection, theirs.clock())
    now = parts(theirs.gives())
    outcome = taken_in(member, carried.packed({**now, carried.RECEIPTS: answers}))
    assert outcome.arrived.problems == ()
    assert state(member, share) == "waiting"
    # One that another signed is none, and what is whole beside it is taken in.
    forged = Receipts(2**40, "2026-06-20", {})
    other = signing.sign(OTHER_KEY, receipts.SIGNED_AS, receipts.to_bytes(forged))
    told = taken_in(member, carried.packed({**now, carried.RECEIPTS: other})).arrived.problems
    problem = Problem("import_not_whole")
    assert told == (f"{problem.say} {problem.next}",)


def test_trails_in_parts_are_taken_as_they_would_be_fetched(tmp_path: Path) -> None:
    member = Member(tmp_path / "home")
    said = community.Community(
        version=5, name="X", made="2026-06-19", consent=community.Consent("1", ()),
        trails=5, trail_digits=2,
    )  # fmt: skip
    page = signing.sign(PRIVATE_KEY, community.SIGNED_AS, community.to_bytes(said))
    file = Carried(carried.packed({"/v1/community": page}))
    member.community.connect(look_in(file, "", code(), code_words()))
    share = member.says_yes()
    saved(member)
    own = tokens.trail_of(id_of(share))
    files = {"/v1/community": page}
    for number in range(256):
        prefix = f"{number:02x}"
        found = (
            {own: trails.Trail((trails.Mark("got", "2026-06-19"),))} if own[:2] == prefix else {}
        )
        part = trails.Trails(version=5, made="2026-06-19", trails=found, prefix=prefix)
        signed = signing.sign(PRIVATE_KEY, trails.SIGNED_AS, trails.to_bytes(part))
        files[f"/v1/trails/{prefix}"] = signed
    assert taken_in(member, carried.packed(files)).arrived.got == 1
    kept = {one.name for one in member.home.path.glob("trails-*.signed")}
    assert len(kept) == 8  # its own among others, as over a network
    assert f"trails-{own[:2]}.signed" in kept


# What is no such file, or is made to do harm: on the member's side.


def zipped(name: str, data: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    with BytesIO() as file:
        with zipfile.ZipFile(file, "w", method) as packing:
            packing.writestr(name, data)
        return file.getvalue()


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"PK\x03\x04",
        b"companion-signed 1 community",
        b"PK\x03\x04" + b"PK\x01\x02" * 70_001,
        b"PK\x03\x04" + bytes(carried.LARGEST),
    ],
    ids=["nothing", "a start", "no zip", "too many names", "too large"],
)
def test_what_is_no_zip_of_ours_is_none(file: bytes) -> None:
    with pytest.raises(Damaged):
        Carried(file)


@pytest.mark.parametrize(
    ("method", "size"),
    [
        (zipfile.ZIP_DEFLATED, carried.LARGEST_FILE + 1),
        (zipfile.ZIP_LZMA, 10),
        (zipfile.ZIP_BZIP2, 10),
    ],
)
def test_a_file_that_grows_is_not_unpacked(member: Member, method: int, size: int) -> None:
    assert refused(member, zipped("v1/community", bytes(size), method)) == "import_damaged"


@pytest.mark.parametrize(
    "name", ["../v1/community", "/v1/community", "v1\\community", "C:community"]
)
def test_names_lead_nowhere(name: str) -> None:
    assert not Carried(zipped(name, b"x")).published


def test_a_file_that_is_cut_off_or_changed_anywhere_changes_nothing(
    member: Member, theirs: Community
) -> None:
    share = member.says_yes()
    file = theirs.takes(saved(member))
    before = (member.home.path / "community.signed").read_bytes()
    for cut in range(0, len(file), 97):
        with pytest.raises(Damaged):
            Carried(file[:cut])
    start = file.index(b"v1/community") + 12
    for at in range(start, start + 300, 11):
        spoilt = bytearray(file)
        spoilt[at] ^= 0x20
        assert refused(member, bytes(spoilt)) in ("import_damaged", "import_other_community")
    assert (member.home.path / "community.signed").read_bytes() == before
    assert state(member, share) == "waiting"


# The same on the endpoint's side.


def not_taken(theirs: Community, file: bytes) -> str:
    with pytest.raises(Problem) as caught:
        theirs.takes(file)
    return caught.value.code


def test_files_for_another_or_spoilt_ones_are_refused_whole(
    member: Member, theirs: Community
) -> None:
    member.says_yes()
    file = saved(member)
    other = outgoing.packed(Outgoing((), "a b"), signing.public_half(OTHER_KEY))
    assert not_taken(theirs, other) == "endpoint_outbox_another"
    assert not_taken(theirs, file.replace(b" 1 ", b" 2 ", 1)) == "endpoint_outbox_newer"
    assert not_taken(theirs, b"companion-signed 1 x\n") == "endpoint_outbox_wrong"
    for cut in (0, 30, 80, len(file) // 2, len(file) - 1):
        assert not_taken(theirs, file[:cut]) == "endpoint_outbox_wrong"
    for at in range(90, len(file), 61):
        spoilt = bytearray(file)
        spoilt[at] ^= 1
        assert not_taken(theirs, bytes(spoilt)) == "endpoint_outbox_wrong"
    with pytest.raises(Problem):
        theirs.takes(file, other)
    assert theirs.has() == []


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"{}\n",
        b"[" * 100_000,
        b'{"things":[{"id":"a","sizes":[4]}]}\nab',
        b'{"things":[{"id":"a","sizes":[-4,4]}]}\nabcd',
        b'{"things":[{"id":"a","sizes":[99999999999999]}]}\nabcd',
        b'{"things":[{"id":"a","sizes":[1,1,1,1,1,1]}]}\nabcdef',
        b'{"things":[{"id":"a","key":"k","sizes":[1]}]}\na',
        b'{"things":[{"id":"a"}]}\n',
        b'{"things":[]}\nabc',
        b'{"things":[]}\n' + bytes(5_000),
        b'{"things":[],"more":1}\n',
        b'{"things":[%s]}\n' % b",".join([b'{"id":"a","key":"k"}'] * 1_001),
        b'{"things":[],"secret":"%s"}\n' % (b"a" * 2**20),
    ],
)
def test_a_box_that_says_odd_things_is_broken(plain: bytes) -> None:
    public = signing.public_half(PRIVATE_KEY)
    whole = outgoing.packed(Outgoing(()), public)
    file = whole.split(b"\n", 1)[0] + b"\n" + sealed.seal_for(public, plain)
    with pytest.raises(NotTaken, match="broken"):
        outgoing.unpacked(file, public, PRIVATE_KEY)


def test_the_calls_check_all_that_is_in_a_file(member: Member, theirs: Community) -> None:
    share = member.gives(picture(5_000))
    line = member.store.outbox.line()
    assert line is not None
    body = member.parcel(share).body
    new, key = tokens.new_id(), tokens.new_take_back_key()
    things = (
        Thing("../../etc", body=body),
        Thing(tokens.new_id(), body=b"{}"),
        Thing(tokens.new_id(), body=b"[" * 60_000),
        Thing(tokens.new_id(), key="not a key"),
        Thing(new, body=body),  # without its file
        Thing(tokens.new_id(), body=body, files=(picture(5_000),)),  # with another
        Thing(tokens.new_id(), key=key),  # what never came
    )
    theirs.takes(outgoing.packed(Outgoing(things, line.secret), line.key))
    told = {one.id: one.told for one in theirs.answered}
    assert [told[one.id].refused for one in things] == [
        "not-understood", "not-understood", "not-understood", "not-understood", "not-understood",
        "file-wrong", "",
    ]  # fmt: skip
    assert told[things[6].id] == Told(taken_back=True)
    assert theirs.has() == []
    # Words that are no code, also such as no header may have.
    for secret in ("wrong words", "a\r\nCompanion-Pass: x", "\u202e", ""):
        theirs.takes(outgoing.packed(Outgoing((Thing(new, body=body),), secret), line.key))
        assert [one.told.refused for one in theirs.answered] == ["code-wrong"]


def test_what_does_not_fit_into_one_file_is_left_for_the_next(
    member: Member, theirs: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    small, large = member.says_yes("Small."), member.gives(picture(50_000))
    monkeypatch.setattr(outgoing, "LARGEST", 40_000)
    line = member.store.outbox.line()
    assert line is not None
    found = leaving(member.store.outbox, line, member.now(), paused=False)
    assert [one.id for one in found.parcels] == [id_of(small)]
    assert [one.id for one in found.left_out] == [id_of(large)]
    file, ids = packed(member.store.outbox, line, found.parcels)
    assert ids == [id_of(small)]
    theirs.takes(file)
    assert member.parcel(large).left is False


def test_the_bytes_of_a_file_and_of_a_call_are_the_same(member: Member, theirs: Community) -> None:
    share = member.gives(picture(3_000))
    body, data = member.parcel(share).body, member.store.outbox.file(member.parcel(share).files[0])
    found = outgoing.unpacked(saved(member), signing.public_half(theirs.key()), theirs.key())
    assert found.things == (Thing(id_of(share), body=body, files=(data,)),)
    assert msgspec.json.decode(body)["files"][0]["size"] == 3_000
