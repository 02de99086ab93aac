"""The colours that a member chooses: they count at once, last, and ask nothing of a reader."""

import pytest

from companion.commands.parsers import parse
from companion.compose import ForThisRun, _theme_asked
from companion.domain.choices import SETTINGS
from companion.page.events import Pressed
from companion.pages.setting_words import WORDS
from companion.problems import Problem
from companion.screens.app import CompanionApp
from companion.screens.page_screen import PageScreen
from companion.screens.reader import ReaderApp
from companion.screens.themes import THEMES
from tests.fakes import FakeSettings
from tests.places import at
from tests.screens.cells import pieces
from tests.screens.pilots import press, settle


def pages(app: CompanionApp) -> set[str]:
    """Which colours words stand on."""
    return {p.style.bgcolor.name for p in pieces(app) if p.style.bgcolor}


def test_every_theme_has_words_and_colours() -> None:
    assert SETTINGS["theme"] == tuple(THEMES) == tuple(WORDS["theme"][2])


async def test_a_theme_counts_at_once_and_is_kept() -> None:
    session, here = at("settings")
    app = CompanionApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.theme == "dark"
        session.send(Pressed("open_setting", "theme"))
        assert isinstance(app.screen, PageScreen)
        for number, name in enumerate(SETTINGS["theme"], start=1):
            await app.screen.draw()
            await press(pilot, str(number))
            assert here.settings.get("theme") == name
            assert app.theme == name
            assert pages(app) == {
                "terminal": {"default"},
                "none": set(),
            }.get(name, {THEMES[name].background, app.theme_variables["primary"].lower()})


async def test_a_reader_is_sent_nothing_when_only_colours_change() -> None:
    session, here = at("settings", "reader")
    app = ReaderApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, PageScreen)
        assert "Settings" in app._changes()
        for name in ("light", "none", "cream", "terminal", "dark"):
            here.settings.put("theme", name)
            await app.screen.draw()
            await settle(pilot)
            assert app.theme == name
            assert app._changes() == ""


@pytest.mark.parametrize("theme", THEMES)
async def test_a_reader_is_sent_the_same_words_in_every_theme(theme: str) -> None:
    session, here = at("symbols, chosen", "reader")
    here.settings.put("theme", theme)
    app = ReaderApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert not [p for p in pieces(app) if p.style.reverse or (p.style.bold and ">" in p.text)]
        assert "chosen" in app._changes()


@pytest.mark.parametrize(
    ("typed", "kept", "no_color", "worn"),
    [
        ([], "", None, ""),
        ([], "", "", "none"),
        ([], "", "1", "none"),
        ([], "light", "1", "light"),
        (["--theme", "cream"], "light", "", "cream"),
        (["--theme", "dark"], "", "1", "dark"),
    ],
)
def test_what_is_typed_goes_before_what_is_kept_and_that_before_no_color(
    typed: list[str], kept: str, no_color: str | None, worn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if no_color is not None:
        monkeypatch.setenv("NO_COLOR", no_color)
    settings = ForThisRun(FakeSettings(theme=kept))
    settings.hold("theme", _theme_asked(parse(typed), settings))
    assert settings.get("theme") == worn
    settings.put("theme", "light")
    assert settings.get("theme") == "light"


def test_a_theme_that_there_is_not() -> None:
    with pytest.raises(Problem):
        parse(["--theme", "pink"])


async def test_textual_turns_no_colour_into_grey(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    session, here = at("home")
    here.settings.put("theme", "light")  # chosen on a page, after the program began without
    app = CompanionApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert pages(app) == {"#ffffff", app.theme_variables["primary"].lower()}
