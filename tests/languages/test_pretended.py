"""In a language that nobody speaks, every word that the program says is marked, and fits."""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion import __version__
from companion.cli import main
from companion.easyread.reading import charter_pack, load_older
from companion.page import wording
from companion.plain.mode import PlainMode
from companion.plainwords import messages
from companion.plainwords.characters import shown_line
from companion.plainwords.sentences import first_words, sentences
from companion.plainwords.wrap import cells
from companion.speech.backends import MODULES
from companion.store import rights
from tests.fakes import FakeLock, FakeRecovery
from tests.parity.test_parity import Typist
from tests.places import CANARY, DEVICES, HOSTILE, OWN_LINES, PLACES, VOICES, at, two_versions_pack
from tests.screens.pilots import press, settle
from tests.screens.test_screen import APPS, app_at, the_screen
from tests.sharing_places import MADE_ANEW, SAID_BY_OTHERS
from tools.languages import PRETEND, pretend

pytestmark = pytest.mark.usefixtures("pretended")

WORD = re.compile(r"[A-Za-z]{2,}")

# What is typed is the same in every language.
TYPED = re.compile(r"companion .*|^--[^:]*:|/\S+", re.MULTILINE)

# The lines of what travels, as they are shown letter by letter.
LETTERS = re.compile(r'^(?: *"[a-z_]+":.*|[{}],?)$', re.MULTILINE)

# What sessions and members say in tests/places.py, what is typed, and names.
GIVEN = [
    *(CANARY, "The lamp was too", "Second line.", "Note", "Entry"),
    *("How we listen", "Shaping", "online", "Maidstone", "Welcome", "Break", "Goodbye"),
    *("https://example.org/join", "https://north.example/sessions.ics", "We talk about listening."),
    *("1 person speaks at a time", "Camera off is fine"),
    *(shown_line(HOSTILE), *map(shown_line, HOSTILE.split("\n")), *sentences(shown_line(HOSTILE))),
    *("[bold]ab[/] right to left 31m {0} %s <b>", "two"),
    *("/home/sam/companion/companion.key", "/home/sam/companion", "zz"),
    *(__version__, "Python", sys.platform),
    *(line for words in (*OWN_LINES, *VOICES, *DEVICES) for line in words.split("\n")),
    *(" ".join(words.split()) for words in OWN_LINES),
    *(first_words(words) for words in OWN_LINES),
    *FakeRecovery(FakeLock()).make(),
    *MODULES,
    *("sam", "alex", "Dropbox", "chmod -R go="),
    *(one.name for one in rights.others() if one.name),  # of the computer that we are on
    *SAID_BY_OTHERS,
]


def content() -> Iterator[str]:
    """All that is not the program's own, the longest first."""
    said: list[str] = []
    for pack in (charter_pack(), two_versions_pack(), load_older(two_versions_pack(), "1")):
        said += [pack.title, pack.note, pack.checked, *pack.glossary, *pack.glossary.values()]
        said += [line for change in pack.changes for line in change.lines]
        for part in pack.parts:
            said += [part.title, *(clause.words for clause in part.clauses)]
            for line in part.lines:
                said += [line.simple, line.other, line.description]
    pieces = {piece for text in said for piece in [text, *sentences(text)]} | {*GIVEN}
    return (piece for piece in sorted(pieces, key=len, reverse=True) if piece)


CONTENT = re.compile("|".join(rf"(?<!\w){re.escape(piece)}(?!\w)" for piece in content()))


def own_words(shown: str) -> list[str]:
    """The words of what is shown that are not marked, once all content is taken out."""
    return WORD.findall(CONTENT.sub(" ", LETTERS.sub(" ", shown)))


def plain(place: str, *answers: str, width: int = 0) -> str:
    session, world = at(place, "plain")
    world.settings.put("width", str(width or ""))
    typist = Typist(*answers)
    PlainMode(session, typist).run()
    return typist.shown


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())


@pytest.mark.parametrize("place", PLACES)
def test_every_word_of_a_page_is_in_the_language(place: str) -> None:
    assert own_words(plain(place, "zz zz", "m", "h", "zz" * 40)) == []


@pytest.mark.parametrize("place", PLACES)
def test_every_word_of_the_help_with_a_page_is_in_the_language(place: str) -> None:
    assert own_words(plain(place, "?")) == []


@pytest.mark.parametrize("word", ["m", "where", "find zz", "repeat", "rest", "save", "save zz"])
def test_words_typed_in_lines_stay_english_and_what_they_say_does_not(word: str) -> None:
    shown = plain("charter part", word)
    assert pretend("There is no choice {words}.").partition("{")[0] not in shown
    assert own_words(TYPED.sub(" ", shown)) == []


COMMANDS = (
    *("charter 5", "meaning", "note list", "journal list", "sessions", "next", "session zz"),
    *("privacy", "help", "help now", "help charter", "doctor", "zz", "charter 99"),
)


@pytest.mark.parametrize("words", COMMANDS)
def test_the_environment_chooses_the_language_of_commands(
    words: str,
    catalogues: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = io.BytesIO()
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, io.TextIOWrapper(written, "utf-8", write_through=True))
    monkeypatch.setattr(messages, "shipped", lambda *_names: str(catalogues))
    monkeypatch.setenv("COMPANION_LANGUAGE", PRETEND)
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "zz"))
    monkeypatch.delenv("DISPLAY", raising=False)  # doctor would name a terminal of this computer
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    main(words.split())
    answer = written.getvalue().decode()
    assert answer
    assert own_words(TYPED.sub(" ", answer)) == []


def test_a_message_of_the_pretended_language_is_longer_and_keeps_its_blanks() -> None:
    message = "There is no choice {words}."
    assert pretend(message).replace("{words}", "").isascii() is False
    assert "{words}" in pretend(message)
    assert len(pretend(message)) >= 1.4 * len(message)


@pytest.mark.parametrize("width", [20, 40])
@pytest.mark.parametrize("place", [place for place in PLACES if place != MADE_ANEW])
def test_nothing_is_cut_in_narrow_lines(place: str, width: int) -> None:
    shown = plain(place, width=width)
    page = at(place, "plain")[0].page
    rows = shown.split("\n")[:-1]
    assert max(map(cells, rows)) <= width
    squeezed = "".join(shown.split())
    for line in wording.page_lines(page):
        assert "".join(line.split()) in squeezed


SAMPLE = ["home", "charter", "charter part", "help", "settings", "changed session", "question 1"]


@pytest.mark.parametrize("size", [(40, 12), (20, 6)])
@pytest.mark.parametrize("way", APPS)
@pytest.mark.parametrize("place", SAMPLE)
async def test_every_row_can_be_reached_on_a_small_screen(
    place: str, way: str, size: tuple[int, int]
) -> None:
    app, session = app_at(place, way)
    session.still = True
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        screen = the_screen(app)
        seen = set()
        for _ in range(len(screen.controls()) + 2):
            here = app.focused
            assert here is not None
            seen.add(here)
            assert here.region.bottom > 0
            assert here.region.y < size[1]
            await press(pilot, "tab")
        assert seen >= set(screen.controls())
