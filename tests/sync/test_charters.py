"""A new charter comes with sync, is shown, and harms nothing where it is not what it says."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from companion.compose import ports_of
from companion.easyread.reading import load_pack
from companion.easyread.zipped import zipped
from companion.page import wording
from companion.page.events import Pressed
from companion.problems import Problem
from companion.session import Session
from companion.store.forgetting import forget, ours, undo
from companion.store.home import Home
from companion.store.opening import open_store
from companion.wire import calls, signing
from companion.wire.community import PackInfo
from tests.sync.charters import TOLD, new_version
from tests.sync.member import Member
from tests.sync.model import OTHER_KEY, PRIVATE_KEY, Handler, Model

pytestmark = pytest.mark.slow
BROKEN = "The new charter is broken. We did not take it."


def offer(model: Model, version: str, file: bytes, **wrong: object) -> None:
    """Publish a file as the charter's version."""
    facts = {"size": len(file), "digest": sha256(file).hexdigest(), **wrong}
    info = PackInfo("charter", version, **facts)  # type: ignore[arg-type]
    model.publish(packs=(info,))

    def gives(asked: Handler) -> None:
        asked.give(200, file)

    model.instead[f"{calls.PACKS}/charter/{version}"] = gives


def signed(folder: Path, key: bytes = PRIVATE_KEY, kind: str = "pack") -> bytes:
    return signing.sign(key, kind, zipped(load_pack(folder)))


def asked_for(model: Model) -> list[str]:
    return [path for _method, path, _headers in model.requests if path.startswith(calls.PACKS)]


def test_it_comes_once_and_is_the_charter_from_then_on(
    member: Member, model: Model, tmp_path: Path
) -> None:
    offer(model, "2", signed(new_version(tmp_path / "2", "2")))
    assert member.round().arrived.charter
    assert not member.round().arrived.charter
    assert asked_for(model) == ["/v1/packs/charter/2"]
    charters = member.store.charters
    assert charters.came() == "2"
    assert (charters.charter().version, charters.charter().older) == ("2", ("1",))
    assert charters.charter("1").version == "1"
    offer(model, "10", signed(new_version(tmp_path / "10", "10")))
    member.round()
    assert charters.charter().older == ("2", "1")
    assert charters.charter("2").changes[0].lines == (TOLD,)
    with pytest.raises(Problem, match="no_such_version"):
        charters.charter("../2")


@pytest.mark.parametrize("version", ["1", "0", "1.0/../2", "..", "A"])
def test_what_is_not_newer_or_no_version_is_not_asked_for(
    member: Member, model: Model, version: str
) -> None:
    offer(model, version, b"x")
    assert not member.round().arrived.problems
    assert asked_for(model) == []
    assert member.store.charters.came() == ""


def test_what_is_not_what_it_says_is_not_kept(member: Member, model: Model, tmp_path: Path) -> None:
    right = new_version(tmp_path / "2", "2")
    file = signed(right)
    for wrong in (
        signed(right, OTHER_KEY),
        signed(right, kind="community"),
        signed(new_version(tmp_path / "3", "3")),
        signing.sign(PRIVATE_KEY, "pack", b"PK"),
        file[:-1],
    ):
        offer(model, "2", wrong)
        assert member.round().arrived.problems
    offer(model, "2", file, digest="0" * 64)
    assert member.round().arrived.problems[0].startswith(BROKEN)
    offer(model, "2", file, size=7)
    assert member.round().arrived.problems[0].startswith(BROKEN)
    before = len(asked_for(model))
    assert not member.round().arrived
    assert len(asked_for(model)) == before
    assert not list(member.home.path.glob("pack-*"))
    assert member.store.charters.charter().version == "1"


def test_a_broken_one_is_not_got_again_until_they_publish_another(
    member: Member, model: Model, tmp_path: Path
) -> None:
    broken = signing.sign(PRIVATE_KEY, "pack", b"PK")
    offer(model, "2", broken)
    assert member.round().arrived.problems[0].startswith(BROKEN)
    for _ in range(3):
        assert not member.round().arrived
    model.publish(about="We make other plans together.")
    member.round()
    assert len(asked_for(model)) == 1
    offer(model, "2", signed(new_version(tmp_path / "2", "2")))
    assert member.round().arrived.charter


def test_one_that_was_spoilt_on_the_way_comes_once_it_is_whole(
    member: Member, model: Model, tmp_path: Path
) -> None:
    file = signed(new_version(tmp_path / "2", "2"))
    offer(model, "2", file)
    spoilt, path = file[:-1], f"{calls.PACKS}/charter/2"
    model.instead[path] = lambda asked: asked.publish(spoilt)
    assert member.round().arrived.problems
    before = len(model.bytes_out)
    assert not member.round().arrived
    assert len(model.bytes_out) - before < 1_000  # they say that it is the same
    model.instead[path] = lambda asked: asked.publish(file)
    assert member.round().arrived.charter


def test_one_that_the_community_took_back_goes(
    member: Member, model: Model, tmp_path: Path
) -> None:
    for version in ("2", "3"):
        offer(model, version, signed(new_version(tmp_path / version, version)))
        member.round()
    assert open_store(Home(member.home.path)).charters.charter().version == "3"
    offer(model, "2", signed(tmp_path / "2"))
    assert member.round().arrived.problems == ()
    assert open_store(Home(member.home.path)).charters.charter().version == "2"
    model.publish(packs=())
    member.round()
    charters = open_store(Home(member.home.path)).charters
    assert (charters.charter().version, charters.came()) == ("1", "")
    assert not list(member.home.path.glob("pack-*"))


def test_one_that_is_damaged_here_is_passed_over(
    member: Member, model: Model, tmp_path: Path
) -> None:
    offer(model, "2", signed(new_version(tmp_path / "2", "2")))
    member.round()
    [path] = member.home.path.glob("pack-*")
    path.write_bytes(path.read_bytes()[:-9])
    charters = open_store(Home(member.home.path)).charters
    assert (charters.charter().version, charters.came()) == ("1", "")


def test_home_says_it_until_the_charter_is_opened(
    member: Member, model: Model, tmp_path: Path
) -> None:
    offer(model, "2", signed(new_version(tmp_path / "2", "2")))
    member.round()
    store = open_store(Home(member.home.path))
    session = Session(ports_of(store, store.settings), "home")

    def says() -> str:
        return "\n".join(wording.page_lines(session.page))

    assert "There is a new charter." in says()
    session.send(Pressed("open_charter"))
    session.send(Pressed("open_changes"))
    assert TOLD in says()
    session.send(Pressed("home"))
    assert "new charter" not in says()


def test_it_is_forgotten_and_comes_back_with_the_rest(
    member: Member, model: Model, tmp_path: Path
) -> None:
    offer(model, "2.1", signed(new_version(tmp_path / "2", "2.1")))
    member.round()
    home = Home(member.home.path)
    assert "pack-charter-2.1.signed" in [path.name for path in ours(home)]
    forget(home, datetime.now(UTC))
    assert not list(home.path.glob("pack-*"))
    assert undo(Home(member.home.path))
    assert list(home.path.glob("pack-*"))
