"""All seven ways to share, one after the other through the same test: each counts the same.

The home, the cleaning of files, the network and the endpoint are real. Only the microphone is
not: tests/media records with one.
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from companion.compose import ForThisRun, look_at, make_round, ports_of
from companion.domain.chosen_files import KindOfFile
from companion.domain.shares import Share
from companion.media.cleaning import clean
from companion.page.blocks import Action, Block, Fact, Line
from companion.page.events import Chose, Pressed, Typed
from companion.page.wording import page_lines
from companion.ports import Studio
from companion.session import Session
from companion.wire.contributions import Kind
from tests.fakes import FakeStudio
from tests.media import made
from tests.media.test_cleaning import nothing_hidden
from tests.sync.member import Member, id_of
from tests.sync.real import Endpoint

pytestmark = pytest.mark.slow
KINDS: tuple[Kind, ...] = (*("words", "symbols", "drawing", "voice", "photo", "said"),)
NAMES = (
    *("Words", "Symbols", "Drawing", "Voice", "Photo"),
    *("Said in the session", "Here to listen"),
)
FILES = {"drawing": made.drawing(), "photo": made.photo()}


@dataclass
class Microphone(FakeStudio):
    """What is heard comes from a sound that was made; files are really opened and cleaned."""

    computer: Studio | None = None

    def make(self, typed: str, kind: KindOfFile) -> None:
        assert self.computer is not None
        self.computer.make(typed, kind)

    def made(self) -> bytes | None:
        assert self.computer is not None
        return self.computer.made()

    @property
    def making(self) -> bool:
        return self.computer is not None and self.computer.making


class Sender:
    """A member with a home of their own, on the pages of Share."""

    def __init__(self, folder: Path, kent: Endpoint) -> None:
        self.folder = folder
        self.member = Member(folder / "home")
        self.member.community.connect(look_at(kent.address, kent.code))
        store = self.member.store
        ports = ports_of(store, ForThisRun(store.settings))
        studio = ports.studio()
        self.microphone = Microphone(said=_recorded(), computer=studio)
        self.session = Session(replace(ports, studio=lambda: self.microphone))
        self.sync = ports.sync

    def go(self, *actions: str) -> None:
        for action in actions:
            self.session.send(Pressed(*action.split(" ", 1)))

    def route(self) -> str:
        return self.session.page.route

    def gives(self, kind: Kind) -> None:
        """From step 1 to step 2, as each way has it."""
        self.session.send(Chose("way", kind))
        if kind == "words":
            self.session.send(Typed("words", "The room was loud."))
            self.go("share_written")
        elif kind == "symbols":
            self.session.send(Chose("symbol", "noise"))
            self.go("symbols_done")
        elif kind == "voice":
            self.go("record", "stop_recording", "share_thing_done")
        elif kind in FILES:
            path = self.folder / "sam-canary-cat.jpg"
            path.write_bytes(FILES[kind])
            self.session.send(Typed("path", f"'{path}'"))
            self.go("use_file")
            self.waits_until(lambda: self.route() == "share_thing")
            self.go("share_thing_done")

    def share(self) -> Share:
        [found] = [one for one in self.member.store.shares.all() if one.own]
        return found

    def waits_until(self, there: Callable[[], bool]) -> None:
        ends = time.monotonic() + 60
        while not there():
            assert time.monotonic() < ends
            time.sleep(0.05)
            self.session.hear()

    def is_got(self) -> bool:
        parcel = self.member.store.outbox.parcel(id_of(self.share()))
        return parcel is not None and parcel.state == "got"

    def syncs(self) -> None:
        """A whole round, beside those that the companion does by itself."""
        ends = time.monotonic() + 60
        while make_round(self.member.store).go().busy:
            assert time.monotonic() < ends
            time.sleep(0.05)


def _recorded() -> bytes:
    return clean(made.sound(), "voice")


@pytest.fixture(scope="module")
def kent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    with Endpoint(tmp_path_factory.mktemp("kent")) as found:
        yield found


def shape(blocks: tuple[Block, ...]) -> list[object]:
    """What a page offers and names, without what is given in it."""
    found: list[object] = []
    for block in blocks:
        if isinstance(block, Action):
            found.append((block.action, block.label))
        elif isinstance(block, Fact):
            found.append(re.sub(r"\d+", "N", f"{block.name}: {block.value}"))
        elif isinstance(block, Line):
            found.append(re.sub(r"\d+", "N", block.text))
    return found


def only_shared(lines: list[object]) -> list[object]:
    """Without the lines that say what a file is, and what it may tell."""
    own = ("A drawing. ", "A photo", "My voice. ", "People who know your voice")
    return [line for line in lines if not str(line).startswith(own)]


def newest(kent: Endpoint) -> dict[str, Any]:
    """What organisers are told of what came last."""
    found: list[dict[str, Any]] = json.loads(kent.ask("list", "--json"))
    return found[-1]


@pytest.fixture(scope="module")
def listening(tmp_path_factory: pytest.TempPathFactory, kent: Endpoint) -> dict[str, object]:
    """What is seen on the way of "I am here to listen", which gives nothing but itself."""
    return way_of("listening", tmp_path_factory.mktemp("listening"), kent)


@pytest.mark.parametrize("kind", KINDS)
def test_each_way_goes_the_way_of_listening(
    kind: Kind, tmp_path: Path, kent: Endpoint, listening: dict[str, object]
) -> None:
    for what, found in way_of(kind, tmp_path, kent).items():
        assert found == listening[what], what


def way_of(kind: Kind, folder: Path, kent: Endpoint) -> dict[str, object]:
    """Go the whole way, and what was seen at each place of it, without what was given."""
    sender = Sender(folder, kent)
    seen: dict[str, object] = {}
    sender.go("open_more", "open_sent", "new_share")
    assert sender.route() == "share"
    sender.gives(kind)

    # The same steps, with the same rows and the same words before a yes.
    assert sender.route() == "share_who"
    seen["step 2"] = shape(sender.session.page.blocks)
    sender.go("share_on")
    assert sender.route() == "share_preview"
    seen["step 3"] = only_shared(shape(sender.session.page.blocks))

    # What is shown is what leaves.
    sender.go("share_all_letters")
    shown = "\n".join(page_lines(sender.session.page))
    share = next(iter(sender.member.store.shares.all()))
    for file in share.files:
        assert file.sha256 in shown
        assert f'"size": {file.size}' in shown
    sender.go("send_now")
    sender.waits_until(sender.is_got)

    # The same receipt.
    sender.go("back", "open_share " + share.id)
    seen["receipt"] = shape(sender.session.page.blocks)
    assert "They have it." in "\n".join(page_lines(sender.session.page))

    # The same row of an organiser's list, and the same document but for what was given.
    row = kent.ask("list").split("\n")[-1]
    number, rest = row.split(": ", 1)
    seen["row"] = re.sub(rf", ({'|'.join(NAMES)})", ", KIND", rest)
    document = newest(kent)
    assert document["kind"] == kind
    seen["document"] = sorted(set(document) - {"kind", "words", "symbols", "files"})

    # What arrived is what was made, with nothing hidden in it.
    if share.files:
        saved = folder / "organiser"
        saved.mkdir()
        told = json.loads(kent.ask("list", number, "--save", str(saved), "--json"))
        [path] = map(Path, told["saved"])
        assert sha256(path.read_bytes()).hexdigest() == share.files[0].sha256
        assert "sam-canary-cat" not in path.name
        nothing_hidden(path.read_bytes())

    # The same trail.
    kent.ask("status", number, "changed", "--words", "-", given="There will be a quiet room.")
    kent.ask("reply", number, "-", given="Thank you. We are glad.")
    sender.syncs()
    sender.go("home", "open_more", "open_sent", "open_share " + share.id)
    seen["trail"] = shape(sender.session.page.blocks)
    said = "\n".join(page_lines(sender.session.page))
    assert "There will be a quiet room." in said
    assert "Thank you. We are glad." in said

    # The same way back.
    sender.go("take_back")
    seen["take back"] = only_shared(shape(sender.session.page.blocks))
    sender.go("take_back_yes")
    sender.syncs()
    assert set(newest(kent)) == {"number", "taken_back"}
    seen["taken back"] = shape(sender.session.page.blocks)
    sender.sync.close()

    return seen
