"""The organisers' pages in a real browser: by keys alone, for axe-core, on a phone, on paper."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from pypdf import PdfReader

from companion.endpoint.answering import received
from companion.endpoint.database import Database, open_database
from companion.endpoint.drafts import all_drafts
from companion.endpoint.organisers import add_organiser, invite, sign_out
from companion.endpoint.replying import reply
from companion.endpoint.taking_back import take_back
from tests.endpoint.places import START, Files
from tests.endpoint.senders import SetClock
from tests.endpoint.test_answering import HARD
from tests.sync.charters import TOLD, new_version
from tests.web.browser import CONTROL, DOWN, ENTER, Browser
from tests.web.full import Full, fill, pages
from tests.web.running import folder_on_a_port, running

pytestmark = pytest.mark.slow


class Rig(NamedTuple):
    """A browser before a full community; `address` is that of the organisers' pages."""

    browser: Browser
    address: str
    database: Database
    clock: SetClock
    full: Full

    def link(self, name: str) -> str:
        """The address of a new organiser's link."""
        with self.database.writing() as connection:
            number = add_organiser(connection, name, self.clock)
            return f"{self.address}/sign-in/{invite(connection, number, self.clock)}"

    def go(self, path: str) -> None:
        self.browser.go(f"{self.address}{path}")


@pytest.fixture(scope="module")
def rig(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    folder, clock = tmp_path_factory.mktemp("web"), SetClock(START)
    url = files.copy(folder)
    database = open_database(url)
    full = fill(database, clock)
    clock.move(days=4)  # number 1 was promised an answer by yesterday
    with running(url, clock) as address, Browser(folder) as browser:
        made = Rig(browser, f"{address}/organisers", database, clock, full)
        browser.go(made.link("Sam"))
        browser.choose("Sign in")
        yield made
    database.close()


def test_every_page_is_for_everyone(rig: Rig) -> None:
    """For axe-core in the light and the dark, and on a phone or with letters 4 times as large."""
    browser = rig.browser
    found = {}
    for path in pages(rig.full):
        browser.look()
        rig.go(path)
        assert browser.run("return document.querySelectorAll('h1').length") == 1, path
        wrong = browser.axe()
        browser.look(dark=True)
        wrong += browser.axe(colours=True)
        browser.look(width=320, height=700)
        if browser.run("return document.documentElement.scrollWidth > innerWidth"):
            wrong.append("wider than a phone")
        wrong += browser.axe()
        others = browser.run(
            "return performance.getEntriesByType('resource').map(one => one.name)"
            ".filter(name => !name.startsWith(location.origin))"
        )
        assert others == []
        assert browser.run("return document.scripts.length") == 0, path
        if wrong:
            found[path] = wrong
    browser.look()
    assert found == {}


def test_an_error_is_for_everyone(rig: Rig) -> None:
    browser = rig.browser
    browser.look()
    rig.go("/sessions/write")
    browser.choose("Publish")
    assert browser.run("return document.title").startswith("Not done yet.")
    assert browser.axe() == []
    wide = "return getComputedStyle(document.querySelector('#title')).borderTopWidth"
    assert browser.run(wide) == "4px"  # what is wrong is seen by more than its colour
    browser.tab_to("Write a title first.")
    browser.press(ENTER)
    assert browser.run("return document.activeElement.id") == "title"


def test_an_organiser_answers_by_keys_alone(rig: Rig) -> None:
    """Journey S6, its steps 1, 2 and 6."""
    browser, database = rig.browser, rig.database
    browser.look()
    rig.go("")
    assert browser.text().index("Late\n") < browser.text().index("Number 1: Words")
    assert browser.text().index("Number 1: Words") < browser.text().index("Number 2: Symbols")
    browser.choose("What people sent")
    heights = browser.run(
        "return [...document.querySelectorAll('.rows li')].map(one => one.offsetHeight)"
    )
    assert len(heights) == 10
    assert len(set(heights)) == 1
    assert "Ali" not in browser.text()
    # 2: hard words are kept, and not published.
    browser.choose("Number 3: Here to listen")
    browser.choose("Write an answer")
    browser.write("Your words", HARD)
    browser.tab_to("The person who sent it")
    browser.press(DOWN)
    browser.choose("Publish")
    assert "These words are not easy to read yet." in browser.text()
    browser.choose("Keep as a draft")
    assert "We kept your words as a draft." in browser.text()
    with database.reading() as connection:
        draft = next(one for one in all_drafts(connection) if one.contribution == 3)
    browser.choose(f"Open draft {draft.number}")
    browser.write("Your words", "Thank you for being here.")
    # 6: another organiser is quicker. Both answers stay.
    with database.writing() as connection:
        reply(connection, 3, "Thank you, from Priya.", rig.clock, for_all=True)
    browser.choose("Publish")
    assert "Someone else has written meanwhile" in browser.text()
    assert "Thank you, from Priya." in browser.text()
    browser.choose("I have read it. Publish my words")
    assert "Everyone can read this now." in browser.text()
    assert "Thank you, from Priya." in browser.text()
    assert "Thank you for being here." in browser.text()


def test_an_organiser_says_what_happened_by_keys_alone(rig: Rig) -> None:
    """Journey S6, its steps 3 to 5."""
    browser, database = rig.browser, rig.database
    browser.look()
    rig.go("/contributions/3")
    # 3: talked about at the shaping meeting.
    browser.tab_to("Read")
    browser.press(DOWN)
    browser.tab_to("In which session?")
    browser.press(*"We make")
    browser.choose("Say it")
    assert "Talked about: We make the plan" in browser.text()
    # 4: a worry.
    browser.choose("I am worried about the person who sent this")
    assert "999" in browser.text()
    assert "Call Ana." in browser.text()
    browser.choose("Note it")
    assert "Noted on Tuesday 23 June 2026, 11am by Sam." in browser.text()
    # 5: somebody takes back what is open.
    browser.choose("What people sent")
    browser.choose("Number 8: Words")
    assert "Taken back later." in browser.text()
    came = rig.full.came[7]
    assert take_back(database, came.sent.id, came.sent.key, rig.clock) == "seen"
    browser.run("location.reload()")
    assert "Taken back later." not in browser.text()
    assert "taken back" in browser.text()
    with database.reading() as connection:
        assert received(connection)[2].status == "talked"


def test_hard_words_about_what_happened_by_keys_alone(rig: Rig) -> None:
    browser = rig.browser
    browser.look(width=360, height=740)
    rig.go("/contributions/5")
    browser.tab_to("Read")
    browser.press(DOWN, DOWN)
    browser.write("Words about it", HARD)
    browser.choose("Say it")
    assert "These words are not easy to read yet." in browser.text()
    assert browser.axe() == []
    assert not browser.run("return document.documentElement.scrollWidth > innerWidth")
    browser.tab_to("These words are not easy")
    browser.press(ENTER)
    assert browser.run("return document.activeElement.id") == "words"
    browser.hold(CONTROL, "a")
    browser.press(*"There will be more breaks.")
    browser.choose("Say it")
    assert "The person who sent it can see this now." in browser.text()
    with rig.database.reading() as connection:
        [mark] = received(connection)[4].marks
    assert (mark.status, mark.words) == ("changed", "There will be more breaks.")
    browser.look()


def test_a_version_of_the_charter_by_keys_alone(rig: Rig, tmp_path: Path) -> None:
    browser = rig.browser
    browser.look()
    rig.go("/pages")
    browser.choose("The charter")
    browser.choose("Publish a new version")
    browser.choose("Check the text")
    assert "Choose the files first." in browser.text()
    assert browser.axe() == []
    browser.put_files("#files", *sorted(new_version(tmp_path / "2", "2").iterdir()))
    browser.choose("Check the text")
    assert "We found nothing to change." in browser.text()
    assert TOLD in browser.text()
    browser.choose("Part 1:")
    assert "This is our charter." in browser.text()
    browser.choose("Back to draft")
    browser.choose("Publish for everyone")
    assert "Everyone can read this now." in browser.text()
    browser.choose("Take back charter, version 2")
    browser.choose("Take it back")
    assert "Members read the version before." in browser.text()
    assert "version 2" not in browser.text()


def test_stored_markup_stays_words(rig: Rig) -> None:
    browser = rig.browser
    for path in ("/contributions/6", "/contributions/6/reply", "/contributions/1", "/leads"):
        rig.go(path)
        assert "<script>alert(1)</script>" in browser.text()
        made = "return document.querySelectorAll('script, main b, img[src=x], main i').length"
        assert browser.run(made) == 0


def test_a_drawing_is_seen_and_a_voice_is_heard(rig: Rig) -> None:
    browser = rig.browser
    rig.go("/contributions/9")
    assert browser.run("return document.querySelector('figure img').naturalWidth") == 400
    rig.go("/contributions/10")
    browser.tab_to("voice")
    browser.run("document.querySelector('audio').load(); document.querySelector('audio').play()")
    heard = "const one = document.querySelector('audio'); return [one.ended, one.error?.message]"
    for _look in range(300):
        ended, wrong = browser.run(heard)
        assert wrong is None
        if ended:
            break
    assert ended


def test_the_agenda_is_printed_without_its_buttons(rig: Rig) -> None:
    rig.go("/agenda/july")
    sheets = PdfReader(io.BytesIO(rig.browser.paper())).pages
    words = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    assert "Agenda: Thursday 16 July 2026, 6pm" in words
    assert "More breaks." in words
    assert "Sign out" not in words
    assert "All pages" not in words


def test_another_site_can_neither_frame_a_page_nor_send_its_form(rig: Rig, tmp_path: Path) -> None:
    """Another port of the same computer counts as the same site: it is the nearest that an
    attacker can come, and the browser sends the cookie."""
    browser = rig.browser
    (tmp_path / "evil.html").write_text(
        f"""<!DOCTYPE html><title>Evil</title><iframe src="{rig.address}"></iframe>
        <form method="post" action="{rig.address}/groups"><input name="name" value="Evil">
        <input name="token" value="x"><button>Win</button></form>""",
        encoding="utf-8",
    )
    with folder_on_a_port(tmp_path) as evil:
        browser.go(f"{evil}/evil.html")
        framed = browser.run(
            "try { return document.querySelector('iframe').contentDocument?.body.innerText || '' }"
            " catch (error) { return 'blocked' }"
        )
        assert framed in ("", "blocked")
        browser.run("document.querySelector('form').submit()")
        assert "This form did not come from these pages." in browser.text()
    rig.go("/groups")
    assert "Evil" not in browser.text()


def test_what_a_form_shows_is_for_everyone(rig: Rig) -> None:
    """A new code, a new link, a link before it is used, what is not there, what was taken back."""
    browser = rig.browser
    browser.look(width=320, height=700)
    rig.go("/codes")
    browser.choose("Make a new code")
    wrong = browser.axe()
    browser.tab_to(browser.run("return document.querySelector('.secret').innerText"))
    rig.go("/organisers")
    browser.write("Name", "Jo")
    browser.choose("Make a link for them")
    wrong += browser.axe()
    link = browser.run("return document.querySelector('.secret').innerText")
    browser.go(link)
    wrong += browser.axe()
    for path in ("/nothing", "/sign-in", "/sign-in?done=signed-out", "/contributions/8"):
        rig.go(path)
        wrong += browser.axe()
        assert not browser.run("return document.documentElement.scrollWidth > innerWidth")
    browser.look()
    assert wrong == []


def test_whoever_signs_out_is_out_and_keeps_their_words(rig: Rig) -> None:
    browser = rig.browser
    rig.go("/groups")
    browser.write("What it does", "We look for easy words.")
    session = browser.cookie("organiser")
    with rig.database.writing() as connection:
        sign_out(connection, session)
    browser.choose("Publish for everyone")
    assert "You have signed out" in browser.text()
    kept = browser.run("return document.querySelector('textarea').value")
    assert kept == "We look for easy words."
    assert browser.axe() == []
    browser.go(rig.link("Sam again"))
    browser.choose("Sign in")
    rig.go("/contributions/1")
    browser.choose("Sign out")
    assert "You have signed out." in browser.text()
    browser.leave("history.back()")
    assert "To sign in, you need a link." in browser.text()
