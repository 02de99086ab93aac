"""Journeys of sharing from end to end: S1.4, S2.4, S3.2 to S3.4 and S5, over real HTTP."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from companion.domain.journal import Answer, Entry
from companion.plainwords.dates import day
from companion.sync.community import StoredCommunity
from companion.wire.contributions import from_bytes
from tests.sync.member import Member
from tests.sync.model import Model, hangs_up, serving
from tests.terminal.pty_program import Program
from tests.terminal.sharing_steps import ANGRY, go, news, only, store, wrote
from tests.terminal.steps import enter, home_with

pytestmark = pytest.mark.slow
WAYS = ["plain", "screen"]


@pytest.fixture
def model() -> Iterator[Model]:
    with serving(Model()) as found:
        yield found


def connected(tmp_path: Path, way: str, model: Model) -> Path:
    home = home_with(tmp_path, way)
    Member(home).connect(model)
    return home


def puts(model: Model) -> list[str]:
    return [path for method, path, _headers in model.requests if method == "PUT"]


@pytest.mark.parametrize("way", WAYS)
def test_s5_distress_written_sent_wanted_back(tmp_path: Path, way: str, model: Model) -> None:
    home = connected(tmp_path, way, model)
    entry = store(home).journal.save(Entry(helped=Answer(ANGRY)))
    with Program(home, rows=40) as program:
        program.expect("3 My journal")
        go(program, way, "3 > 3 Look back", "3 > They LAUGHED", "1 > 6 Share this")
        assert "calm" not in program.screen
        go(program, way, "6 > Choose the lines to share.", "2 > 2 Dr Patel did not listen., chosen")
        go(program, way, "3 > 3 My NHS number is 943 476 5919., chosen", "4 > step 2 of 3")
        for told in (
            "Ana and Tom read it first.",
            "They may not read it today.",
            "They may tell others if someone is in danger.",
            "They do not know who you are.",
            "Need help now?",
        ):
            program.expect(told)
        go(program, way, "1 > This may name a person: Dr Patel")
        program.expect("This looks like an NHS number: 943 476 5919")
        go(program, way, "2 > This will leave your computer:")
        program.expect("1 Keep it for me 2 Ask me tomorrow,")
        program.expect("You can take it back. People who read it may remember it.")
        assert puts(model) == []
        assert b"Patel" not in model.bytes_in
        go(program, way, "3 > Thank you.")
        news(program, way, "They have it.")
        [(contribution, body)] = model.held.items()
        assert from_bytes(body).words == "\n".join(ANGRY.split("\n")[1:])
        go(program, way, "0 > 5 More", "5 > 3 Things I sent", "3 > 2 Take back: Dr Patel")
        go(program, way, "2 > You need no reason.", "1 > You took it back.")
        news(program, way, "Nobody had read it.")
        program.expect("Your own words stay in your journal.")
        assert model.held == {}
        assert contribution in model.marks
        program.type("q" + enter(way))
        assert program.wait() == 0
    assert store(home).journal.get(entry.id) == entry
    with Program(home, rows=40) as program:  # the next day nothing reminds of it
        program.expect("5 More")
        assert "sent" not in program.screen
        assert "Something" not in program.screen


@pytest.mark.parametrize("way", WAYS)
def test_s5_what_is_taken_back_while_it_waits_never_leaves(
    tmp_path: Path, way: str, model: Model
) -> None:
    home = connected(tmp_path, way, model)
    model.instead["/v1/"] = hangs_up
    StoredCommunity(store(home), lambda: datetime.now(UTC)).pause()
    with Program(home, rows=40) as program:
        program.expect("5 More")
        go(program, way, "5 > 3 Things I sent", "3 > 1 Share something", "1 > 7 Words")
        program.type("7" + enter(way))
        wrote(program, way, "The zebra room was loud.")
        go(program, way, "1 > This will leave your computer:", "3 > Saved here.")
        go(program, way, "0 > 5 More", "5 > 3 Things I sent", "3 > 2 Take back:")
        go(program, way, "2 > It has not left this computer.", "1 > It never will.")
        model.instead.clear()
        StoredCommunity(store(home), lambda: datetime.now(UTC)).resume()
        program.type("q" + enter(way))
        assert program.wait() == 0
    with Program(home, "sync") as program:
        program.expect("Nothing")
        program.wait()
    assert b"zebra" not in model.bytes_in
    assert model.held == {}


@pytest.mark.parametrize("way", WAYS)
def test_s1_a_line_is_sent_though_the_network_drops(tmp_path: Path, way: str, model: Model) -> None:
    home = connected(tmp_path, way, model)
    model.instead["/v1/contributions"] = hangs_up
    with Program(home, rows=40) as program:
        program.expect("5 More")
        go(program, way, "5 > 3 Things I sent", "3 > 1 Share something", "1 > 7 Words")
        program.type("7" + enter(way))
        wrote(program, way, "The room was too loud.")
        program.expect("step 2 of 3")
        go(program, way, "1 > This will leave your computer:")
        program.expect('"The room was too loud."')
        program.expect("Who can see it: The people who lead")
        program.expect("Your name: not sent")
        go(program, way, "3 > Saved here. It will go when there is a connection.")
        program.type("q" + enter(way))
        assert program.wait() == 0
    model.instead.clear()
    share = only(home)
    assert share.sending is not None
    parcel = store(home).outbox.parcel(share.sending.id)
    assert parcel is not None
    frozen = parcel.body
    with Program(home, "sync") as program:
        program.wait()
    with Program(home, rows=40) as program:
        program.expect("5 More")
        go(program, way, "5 > 3 Things I sent", "3 > 1 The room was too loud", "1 > Thank you.")
        news(program, way, "They have it.")
        program.expect(day(datetime(2026, 7, 3)))
    assert list(model.held.values()) == [frozen]
    assert model.arrivals == [share.sending.id]


@pytest.mark.parametrize("way", WAYS)
def test_s2_four_pictures_with_a_supporter(tmp_path: Path, way: str, model: Model) -> None:
    home = connected(tmp_path, way, model)
    settings = store(home).settings
    settings.put("supporter", "here")
    with Program(home, rows=40) as program:
        program.expect("5 More")
        go(program, way, "5 > 3 Things I sent", "3 > 1 Share something", "1 > 1 Pictures")
        go(program, way, "1 > 1 Noise", "1 > You chose: noise.", "3 > noise, too much.")
        go(program, way, "6 > noise, too much, headphones.")
        for page in range(2, 7):
            go(program, way, f"7 > Page {page} of 8.")
        program.expect("5 Helped")
        go(program, way, "5 > headphones, helped.", "8 > step 2 of 3", "1 > Who made this?")
        go(program, way, "2 > This will leave your computer:")
        program.expect('"noise, too much, headphones, helped"')
        program.expect("Who made this: My supporter helped")
        go(program, way, "3 > Thank you.")
        news(program, way, "They have it.")
        go(program, way, "0 > 5 More")
        [body] = model.held.values()
        sent = from_bytes(body)
        assert sent.symbols == ("noise", "too_much", "headphones", "helped")
        assert (sent.made_by, sent.words) == ("me-with-supporter", "")
        share = only(home)
        assert share.sending is not None
        from companion.wire.trails import Mark

        changed = Mark("changed", "2026-06-25", "There will be a quiet room.")
        model.mark(share.sending.id, marks=(changed,))
        program.type("q" + enter(way))
        program.wait()
    with Program(home, "sync") as program:
        program.wait()
    with Program(home, rows=40) as program:
        program.expect("5 More")
        assert "quiet room" not in program.screen  # the supporter is there
    settings.put("supporter", "nobody")
    with Program(home, rows=40) as program:
        program.expect("Something changed: There will be a quiet room.")
        go(program, way, "6 > They say: There will be a quiet room.")


@pytest.mark.parametrize("way", WAYS)
def test_s3_a_carer_with_ten_minutes(tmp_path: Path, way: str, model: Model) -> None:
    home = connected(tmp_path, way, model)
    before = len(model.bytes_in) + len(model.bytes_out)
    with Program(home, rows=40) as program:
        program.expect("5 More")
        go(program, way, "5 > 3 Things I sent", "3 > 1 Share something", "1 > 7 Words")
        program.type("7" + enter(way))
        program.expect("Nothing leaves yet.")
        if way == "plain":
            program.type("1\r")
            program.expect("Line 1:")
            program.type("Oliver is at Oakwood Primary School.\r")
            program.expect("Line 2:")
        else:
            program.type("Oliver is at Oakwood Primary School.")
            program.expect("Primary School.")
            while not any("Primary School." in one.text for one in store(home).drafts.everything()):
                assert program.read(0.1)
        program.kill()
    with Program(home, rows=40) as program:
        program.expect("You were here: words to share. Carry on?")
        go(program, way, "6 > Oliver is at Oakwood Primary School.")
        assert puts(model) == []
        if way == "plain":
            program.type("2\r")
        else:
            program.type("\t")
            program.expect_cursor("2 Done")
            program.type("\r")
        program.expect("step 2 of 3")
        go(program, way, "4 > 3 How I speak", "3 > 5 A carer", "5 > 5 A carer, chosen")
        go(program, way, "8 > I speak as: A carer", "4 > step 2 of 3")
        go(program, way, "1 > This may name a person: Oliver", "1 > Your words")
        program.expect('"Oliver is at Oakwood Primary School."')
        program.expect('"[a name] is at [a place]."')
        go(program, way, "b > It can stay as it is.", "1 > Use the new words")
        go(program, way, "3 > This will leave your computer:")
        program.expect('"[a name] is at [a place]."')
        go(program, way, "3 > Thank you.")
        news(program, way, "They have it.")
    [body] = model.held.values()
    assert from_bytes(body).words == "[a name] is at [a place]."
    assert from_bytes(body).speaking_as == ("carer",)
    assert len(model.bytes_in) + len(model.bytes_out) - before < 20_000
