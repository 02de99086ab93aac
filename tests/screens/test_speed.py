"""What makes keys and the first page quick (docs/adr/0035-quick-keys.md)."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet

from companion.screens.app import CompanionApp
from companion.screens.reader import ReaderApp
from companion.screens.views import Stop
from tests.places import at
from tests.screens.pilots import press, settle


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch, owner: type, name: str) -> Iterator[list[str]]:
    """The calls of a method, by its name."""
    calls: list[str] = []
    real = getattr(owner, name)

    def method(*arguments: object, **options: object) -> object:
        calls.append(name)
        return real(*arguments, **options)

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, method)
        yield calls


async def test_the_style_sheets_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    session, _here = at("home")
    with counted(monkeypatch, Stylesheet, "reparse") as read:
        async with CompanionApp(session).run_test() as pilot:
            await settle(pilot)
            assert read == []


@pytest.mark.parametrize("key", ["space", "down"])
async def test_a_key_paints_what_changed_and_makes_few_widgets_anew(
    monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    session, _here = at("charter part")
    app = CompanionApp(session)
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        before, place, focused = set(app.screen.query(Stop)), session.page.place, app.focused
        with counted(monkeypatch, Compositor, "render_full_update") as painted:
            await press(pilot, key)
        assert (session.page.place, app.focused) != (place, focused)
        assert len(before - set(app.screen.query(Stop))) <= 2
        assert painted == []


@pytest.mark.parametrize("app", [CompanionApp, ReaderApp])
async def test_a_page_that_opens_keeps_widgets_and_is_laid_out_and_painted_once(
    monkeypatch: pytest.MonkeyPatch, app: type[CompanionApp]
) -> None:
    session, _here = at("home", "reader" if app is ReaderApp else "screen")
    here = app(session)
    async with here.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        before = set(here.screen.query(Stop))
        with (
            counted(monkeypatch, Compositor, "reflow") as laid_out,
            counted(monkeypatch, type(here.screen._compositor), "render_update") as painted,
        ):
            await press(pilot, "5")
        assert session.page.route == "more"
        kept = before & set(here.screen.query(Stop))
        assert {"title", "row", "always", "notice"} <= {c for stop in kept for c in stop.classes}
        assert (laid_out, painted) == (["reflow"], ["render_update"])
