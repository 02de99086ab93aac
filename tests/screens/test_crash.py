"""When the program itself is wrong, no word of a member's is printed, and none is lost."""

import sys

import pytest

from companion import crash
from companion.page.events import Event
from companion.screens.app import CompanionApp
from companion.screens.page_screen import PageScreen
from companion.screens.reader import ReaderApp
from tests.places import CANARY, at, one_of_each_page
from tests.screens.pilots import press, settle

APPS = {"screen": CompanionApp, "reader": ReaderApp}


class Broken(Exception):
    """A fault whose message holds private words, as a careless one might."""


@pytest.mark.sweep
@pytest.mark.parametrize("way", APPS)
@pytest.mark.parametrize("place", one_of_each_page())
async def test_a_fault_on_any_page_prints_nothing_private(
    place: str, way: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    session, _world = at(place, way)
    app = APPS[way](session)

    def fail(event: Event) -> None:
        private = f"local words: {CANARY}"
        raise Broken(private, event)

    with pytest.raises(Broken):
        async with app.run_test() as pilot:
            await settle(pilot)
            monkeypatch.setattr(session, "send", fail)
            await press(pilot, "escape", "x", "1")
    assert isinstance(app.failure, Broken)
    assert app.return_code == 1
    assert app._exit_renderables == []
    out, err = capsys.readouterr()
    assert "bright" not in out + err


async def test_words_typed_before_a_fault_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    session, world = at("new note")
    app = CompanionApp(session)

    async def fail(_self: PageScreen) -> None:
        raise Broken(CANARY)

    with pytest.raises(Broken):
        async with app.run_test() as pilot:
            await press(pilot, *"every letter")
            monkeypatch.setattr(PageScreen, "after", fail)
            await press(pilot, "escape", "b")
    assert [n.text for n in world.notes.all()] == ["every letter"]


async def test_words_that_had_not_reached_the_session_are_kept_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session, world = at("new note")
    app = CompanionApp(session)
    with pytest.raises(Broken):
        async with app.run_test() as pilot:
            await press(pilot, *"last words")
            app._handle_exception(Broken(CANARY))
            await settle(pilot)
    assert [d.text for d in world.drafts.stored.values()] == ["last words"]


@pytest.mark.parametrize("debug", ["", "1"])
def test_the_report_is_calm_and_shows_no_value(
    debug: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COMPANION_DEBUG", debug)
    try:
        raise Broken(CANARY) from ValueError(CANARY)
    except Broken:
        crash.report(*sys.exc_info())
    _out, err = capsys.readouterr()
    assert "bright" not in err
    assert err.endswith(
        "Companion stopped by mistake.\nYour words are safe. To open it again, type: companion\n"
    )
    assert ("test_crash.py" in err) == bool(debug)
