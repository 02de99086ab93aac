"""The lock, the recovery card and the supporter, as pages: what they say, and what they hide."""

import io
import sys
from itertools import product

import pytest
from textual.pilot import Pilot

from companion.domain.journal import Answer, Entry
from companion.domain.locking import LockKind
from companion.page import wording
from companion.page.blocks import Action, Fact, Field, Page
from companion.page.events import Chose, Event, Pressed, Typed
from companion.pages import MODULES
from companion.plain.mode import PlainMode
from companion.problems import Problem
from companion.screens.app import CompanionApp
from companion.screens.reader import ReaderApp
from companion.session import Session
from tests.fakes import World, world
from tests.parity.test_parity import Typist
from tests.places import CANARY, LOCKS, PICTURES_CHOSEN, _with_lock
from tests.screens.pilots import press, settle
from tests.unit.steps import go

# What pages are opened for, as far as it could lead to an entry or a draft.
ARGS = ("", "all", "later", "find lamp", "j1", "j1 helped", "change j1 helped", "next j1",
        "draft jx-different", "helps")  # fmt: skip
ANSWERS: dict[LockKind, tuple[Event, ...]] = {
    "pictures": PICTURES_CHOSEN,
    "words": (Typed("words", "My  blue door"), Pressed("try_answer")),
}
KINDS: list[LockKind] = ["pictures", "words"]


@pytest.fixture
def here() -> World:
    """A closed lock of words, with 2 entries and a draft behind it."""
    return locked("words")


def locked(kind: LockKind) -> World:
    here = world(way="screen")
    _with_lock(kind)(here)
    return here


def words(page: Page) -> str:
    """All that a page says or holds."""
    held = [b.value for b in page.blocks if isinstance(b, Field)]
    args = [f"{b.label} {b.arg}" for b in page.blocks if isinstance(b, Action)]
    return "\n".join([*wording.page_lines(page), *held, *args])


def opened(here: World, route: str, arg: str) -> Session | None:
    try:
        return Session(here.ports(), route, arg)
    except Problem as problem:
        assert "locked" in problem.code or problem.code.startswith("no_such")
    except (KeyError, ValueError):
        return None  # the page is not opened for that
    return None


def stands(here: World, route: str, arg: str) -> bool:
    session = opened(here, route, arg)
    try:
        return session is not None and bool(session.page)
    except Problem:
        return False  # a word that nobody knows


OPENED = [(r, a) for r, a in product(MODULES, ARGS) if stands(locked("words"), r, a)]


def test_many_pages_open_beside_a_closed_lock() -> None:
    assert {route for route, _arg in OPENED} >= set(MODULES) - {"symbols", "setting", "word"} - {
        "session", "session_part", "charter_part", "not_right", "talk", "session_notes", "join_in",
        "getting_there", "getting_part",
        "share_words", "share_file", "share_thing", "share_symbols", "share_who", "share_more",
        "share_choice", "share_name",
        "share_check", "share_change", "share_preview", "sent_one", "sent_words", "take_back",
        "print_receipt", "own_key",
    }  # fmt: skip


@pytest.mark.parametrize(("route", "arg"), OPENED)
def test_no_page_shows_a_word_that_is_locked(
    here: World, route: str, arg: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.settings.put("way", "plain")
    session = Session(here.ports(), route, arg)
    said = words(session.page)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert said.split("\n", 1)[0]
    typist = Typist("h", "m", "find lamp", "rest", "repeat")
    PlainMode(session, typist).run()
    for shown in (said, typist.shown):
        assert CANARY not in shown
        assert "lamp" not in shown.replace("find lamp", "").replace("no lamp", "")
        assert "You wrote" not in shown


@pytest.mark.parametrize("app", [CompanionApp, ReaderApp])
@pytest.mark.parametrize("arg", ["all", "find lamp"])
async def test_the_screens_ask_for_the_lock_instead(
    here: World, app: type[CompanionApp], arg: str
) -> None:
    one = app(Session(here.ports(), "entries", arg))
    async with one.run_test(size=(80, 30)) as pilot:
        await settle(pilot)
        rows = "\n".join(strip.text for strip in one.screen._compositor.render_strips())
        assert "Open the lock" in rows
        assert "lamp" not in rows


@pytest.mark.parametrize("kind", KINDS)
def test_the_answer_leads_on_to_where_one_wanted_to_go(kind: LockKind) -> None:
    session = go(Session(locked(kind).ports()), "open_journal", "look_back")
    assert session.page.route == "unlock"
    go(session, *ANSWERS[kind])
    assert session.page.route == "entries"
    assert "You wrote 2 times." in words(session.page)
    assert go(session, "back").page.route == "journal"
    assert go(session, "look_back").page.route == "entries"


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_answer_loses_nothing_and_counts_nothing(kind: LockKind) -> None:
    wrong: tuple[Event, ...] = tuple(reversed(PICTURES_CHOSEN))
    if kind == "words":
        wrong = Typed("words", "my red door"), Pressed("try_answer")
    session = go(Session(locked(kind).ports()), "open_journal", "look_back")
    first = ""
    for _time in range(20):
        go(session, *wrong)
        said = words(session.page)
        assert "This is not the answer. You lose nothing." in said.replace("\n", " ")
        first = first or said
        assert said == first
    assert go(session, *ANSWERS[kind]).page.route == "entries"


def test_a_picture_can_be_taken_back(here: World) -> None:
    session = go(Session(locked("pictures").ports()), "open_journal", "open_lock")
    go(session, Chose("picture", "light"), "take_picture_back", *PICTURES_CHOSEN)
    assert session.page.route == "journal"
    assert "Your lock is open now." in words(session.page)


def test_carry_on_with_a_draft_of_the_journal_needs_the_lock(here: World) -> None:
    session = Session(here.ports())
    assert "You were here" not in words(session.page)
    go(session, "open_journal", "open_lock", *ANSWERS["words"], "home")
    assert "You were here: your journal." in words(session.page)
    go(session, "carry_on")
    assert CANARY in words(session.page)
    assert "You were here" not in words(go(session, "hide", "carry_on_home").page)


def test_new_words_need_no_answer_and_are_in_the_journal(here: World) -> None:
    session = go(Session(here.ports()), "open_journal", "write_entry")
    said = "This goes into your journal. You can read it again when you open the lock."
    assert said in words(session.page).replace("\n", " ")
    go(session, Typed("words", "A quiet room."), "next_question", Typed("words", "Fewer people."))
    assert "A quiet room." in words(go(session, "back").page)  # this run wrote it
    go(session, "next_question", "next_question")
    assert session.page.route == "journal"
    assert "You can read it when you open the lock." in words(session.page)
    assert "quiet" not in words(session.page)
    go(session, "look_back", *ANSWERS["words"])
    assert "A quiet room." in words(session.page)


def test_pictures_of_a_new_entry_need_no_answer(here: World) -> None:
    session = go(Session(here.ports()), "open_journal", "write_entry", "choose_symbols")
    go(session, Chose("symbol", "noise"), "symbols_done", "next_question", "next_question")
    here.lock.unlock(LOCKS["words"])
    assert here.journal.all()[0].helped.symbols == ("noise",)


def test_skipping_both_questions_is_fine_behind_a_lock(here: World) -> None:
    session = go(Session(here.ports()), "open_journal", "write_entry")
    go(session, "next_question", "next_question")
    assert "You skipped both questions. That is fine." in words(session.page).replace("\n", " ")


def test_i_said_it_is_kept_behind_a_lock(here: World) -> None:
    session = go(Session(here.ports()), "open_speak", "say_line 0", "said_it")
    assert session.notice is not None
    assert session.notice.tone == "good"
    here.lock.unlock(LOCKS["words"])
    assert here.journal.all()[0].said


def test_hide_locks_and_keeps_what_was_typed_first(here: World) -> None:
    session = go(Session(here.ports()), "open_journal", "look_back", *ANSWERS["words"])
    go(session, "open_entry j1", "change_helped", Typed("words", "Changed now."), "hide")
    assert not here.lock.open
    assert here.journal.stored["j1"].helped.words == "Changed now."
    for step in ("back", "carry_on_home", "back", "open_journal", "back"):
        assert "Changed" not in words(go(session, step).page)
        assert CANARY not in words(session.page)
    assert session.way_here == []


def test_a_row_of_the_journal_locks_it(here: World) -> None:
    session = go(Session(here.ports()), "open_journal", "look_back", *ANSWERS["words"], "back")
    go(session, "close_lock")
    assert not here.lock.open
    assert session.page.route == "journal"
    assert session.way_here == ["Companion"]
    assert session.was_locked()
    assert not session.was_locked()


def test_words_that_cannot_be_kept_keep_the_lock_waiting_and_nobody_gets_in(here: World) -> None:
    session = go(Session(here.ports()), "open_journal", "look_back", *ANSWERS["words"])
    go(session, "open_entry j1", "change_helped", Typed("words", "Never lost."))
    here.journal.broken = Problem("disk_full")
    go(session, "hide")
    assert session.page.hidden
    assert session.lost_words
    go(session, "carry_on_home", "open_journal", "look_back")
    assert session.page.route == "journal"
    assert session.notice is not None
    assert session.notice.tone == "problem"
    here.journal.broken = None
    go(session, "look_back")
    assert session.page.route == "unlock"
    assert not here.lock.open
    assert here.journal.stored["j1"].helped.words == "Never lost."


def test_hiding_without_a_lock_waits_for_nothing() -> None:
    here = world(way="screen")
    session = go(Session(here.ports()), "open_journal", "write_entry", Typed("words", "a"))
    here.journal.broken = Problem("disk_full")
    go(session, "hide", "carry_on_home", "open_journal", "look_back")
    assert session.page.route == "entries"


@pytest.mark.parametrize("kind", KINDS)
def test_setting_a_lock_says_what_losing_both_means_and_offers_the_card_first(
    kind: LockKind,
) -> None:
    here = world(way="screen")
    session = go(Session(here.ports()), "open_journal", "set_lock")
    rows = [b.action for b in session.page.blocks if isinstance(b, Action)]
    assert rows == ["make_card", "lock_pictures", "lock_words"]
    go(session, "make_card", "make_card_now", "card_done")
    assert session.page.route == "set_lock"
    rows = [b.action for b in session.page.blocks if isinstance(b, Action)]
    assert rows == ["lock_pictures", "lock_words"]
    go(session, f"lock_{kind}")
    go(session, *(PICTURES_CHOSEN if kind == "pictures" else (Typed("words", LOCKS[kind]),)))
    assert "If you lose both, nobody can open it." in words(session.page)
    assert not here.lock.kind
    go(session, "set_lock_now")
    assert here.lock.open
    assert session.page.route == "journal"
    here.lock.close()
    assert here.lock.unlock(LOCKS[kind])


def test_words_that_are_too_short_set_no_lock_and_say_so() -> None:
    here = world(way="screen")
    session = go(Session(here.ports()), "open_journal", "set_lock", "lock_words")
    go(session, Typed("words", "abc"), "set_lock_now")
    assert not here.lock.kind
    assert "These words are too short for a lock." in words(session.page)
    assert "abc" in words(session.page)


def test_the_lock_is_changed_and_taken_off_only_while_it_is_open(here: World) -> None:
    session = go(Session(here.ports()), "open_more", "open_settings", "open_my_lock")
    for blocked in ("set_lock", "remove_lock", "make_card"):
        assert go(session, blocked).page.route == "unlock"
        go(session, "back")
    go(session, "open_lock", *ANSWERS["words"], "set_lock", "lock_pictures", *PICTURES_CHOSEN)
    go(session, "set_lock_now")
    assert "pictures" in here.lock.kind
    assert session.page.route == "lock"
    go(session, "remove_lock", "remove_lock_now")
    assert not here.lock.kind
    assert "You have no lock." in words(session.page)


def test_the_card_is_offered_with_the_first_entry_until_the_member_says_no() -> None:
    here = world(way="screen")
    session = go(Session(here.ports()), "open_journal", "write_entry", "do_not_know")
    go(session, "next_question")
    assert "make_card" in session.page.actions()
    assert "no_card" in go(session, "make_card").page.actions()
    go(session, "no_card")
    assert session.page.route == "entry"
    entry = here.journal.all()[0]
    again = go(Session(here.ports()), "open_journal", "look_back", f"open_entry {entry.id}")
    assert "make_card" not in again.page.actions()
    settings = go(again, "home", "open_more", "open_settings", "open_my_lock")
    assert "make_card" in settings.page.actions()
    assert "no_card" not in go(settings, "make_card").page.actions()


def test_the_card_is_not_offered_with_the_second_entry() -> None:
    here = world(way="screen")
    for _time in range(2):
        here.journal.save(Entry(helped=Answer("a")))
    session = go(Session(here.ports()), "open_journal", "look_back", "open_entry j1")
    assert "make_card" not in session.page.actions()


def test_the_card_has_8_numbered_words_and_goes_into_a_file_only_after_a_yes() -> None:
    here = world(way="screen")
    session = go(Session(here.ports()), "open_more", "open_settings", "open_my_lock", "make_card")
    go(session, "make_card_now")
    facts = [(b.name, b.value) for b in session.page.blocks if isinstance(b, Fact)]
    assert facts == [(f"Word {n}", word) for n, word in enumerate(here.recovery.words, 1)]
    go(session, "card_file")
    assert "Who has the file can open everything of yours." in words(session.page)
    assert here.files.stored == {}
    go(session, "card_file_no")
    go(session, "card_file", "card_file_yes")
    [text] = here.files.stored.values()
    assert "Word 8: window" in text
    go(session, "card_done")
    assert here.recovery.words[0] not in words(session.page)
    assert "Make a new recovery card" in words(session.page)


@pytest.mark.parametrize(
    "typed",
    ["lamp spoon green apple basket music paper window",
     "Word 1: lamp\nWord 2: spoon\nword 3: green\nWord 4: apple\nWord 5: basket\nWord 6: music\n"
     "Word 7: paper\nWord 8: window",
     "LAMP-Spoon-green apple\nbasket, music paper  window "],
)  # fmt: skip
def test_the_card_opens_everything_and_takes_the_lock_off(here: World, typed: str) -> None:
    session = go(Session(here.ports()), "open_journal", "look_back", "use_card")
    go(session, Typed("words", "lamp spoon green"), "try_card")
    assert "A card has 8 words. You typed 3." in words(session.page).replace("\n", " ")
    go(session, Typed("words", typed.replace("apple", "river")), "try_card")
    assert "These are not the words of your card." in words(session.page)
    assert "apple" not in words(session.page)
    go(session, Typed("words", typed.replace("apple", "appel")), "try_card")
    assert "No card has this word.\nLook at word 4." in words(session.page)
    go(session, Typed("words", typed), "try_card")
    assert (here.lock.kind, here.lock.open) == ("", True)
    assert session.page.route == "lock"
    assert session.way_here == ["Companion"]


def test_a_supporter_who_comes_finds_the_journal_locked() -> None:
    here = world(way="screen")
    _with_lock("words", closed=False)(here)
    here.settings.put("supporter", "nobody")
    session = go(Session(here.ports()), "open_more", "open_settings", "open_my_lock")
    go(session, "open_supporter", Chose("supporter", "here"))
    assert not here.lock.open
    assert session.page.route == "supporter"
    said = words(go(session, "home", "open_journal").page)
    assert "Your journal is locked." in said
    assert "19" not in said.replace("2026", "19")  # no date
    assert "They may see your answer." in words(go(session, "open_lock").page)


def test_a_supporter_helps_with_the_journal_only_when_the_lock_is_open(here: World) -> None:
    session = go(Session(here.ports()), "open_more", "open_settings", "open_my_lock")
    go(session, "open_supporter", Chose("supporter", "helps"))
    assert session.page.route == "unlock"
    assert here.settings.get("supporter") == "here"
    go(session, *ANSWERS["words"], Chose("supporter", "helps"))
    assert here.settings.get("supporter") == "helps"
    assert here.lock.open
    assert "They may read your journal." in words(go(session, "home", "open_journal").page)


def test_without_a_lock_nothing_is_promised_to_those_with_a_supporter() -> None:
    here = world(way="screen", supporter="here")
    session = go(Session(here.ports()), "open_more", "open_settings", "open_my_lock")
    go(session, "open_supporter")
    said = words(session.page)
    assert "Your supporter may read your journal." in said
    assert "set_lock" in session.page.actions()
    journal = words(go(session, "home", "open_journal").page)
    assert "Other people who use this computer may read it." in journal


async def _type(pilot: Pilot[None], text: str) -> None:
    for letter in text:
        await press(pilot, "space" if letter == " " else letter)


@pytest.mark.parametrize("size", ["normal", "large"])
@pytest.mark.parametrize("app", [CompanionApp, ReaderApp])
async def test_hidden_words_are_stars_on_the_screen_and_can_be_shown(
    here: World, app: type[CompanionApp], size: str
) -> None:
    here.settings.put("text_size", size)
    here.settings.put("way", "reader" if app is ReaderApp else "screen")
    session = go(Session(here.ports()), "open_journal", "look_back")
    one = app(session)
    async with one.run_test(size=(80, 40)) as pilot:

        def rows() -> str:
            return "\n".join(strip.text for strip in one.screen._compositor.render_strips())

        await _type(pilot, "my blue")  # the text box has the focus
        drawn = size == "large" and app is CompanionApp
        assert "my blue" not in rows()
        assert drawn or "*******" in rows()
        before = rows()
        await press(pilot, "escape", "3")
        assert "Hide what I type" in rows() or drawn
        assert drawn or "my blue" in rows()
        assert rows() != before
        await press(pilot, "1")
        await _type(pilot, " door")
        await press(pilot, "escape", "2")
        assert session.page.route == "entries"


def test_lines_remember_no_answer_and_no_card(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    here.settings.put("way", "plain")
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    session = go(Session(here.ports()), "open_journal", "look_back")
    typist = Typist("1", "my blue door", "2", "back", "save", "yes")
    PlainMode(session, typist).run()
    assert "You typed 10 letters." in typist.shown
    [text] = here.files.stored.values()
    assert "my blue" not in text
    assert "Open the lock" not in text


def test_pictures_are_chosen_by_name_in_lines_whichever_are_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = locked("pictures")
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    here.settings.put("way", "plain")
    session = go(Session(here.ports()), "open_journal", "look_back")
    typist = Typist("noise", "2", "Noise", "PLAN")
    PlainMode(session, typist).run()
    assert session.page.route == "entries"


def test_locking_in_lines_forgets_what_was_said(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.settings.put("way", "plain")
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    session = go(Session(here.ports()), "open_journal", "look_back", *ANSWERS["words"])
    typist = Typist("back", "Lock my journal", "save", "yes")
    PlainMode(session, typist).run()
    assert CANARY[:8] in typist.shown
    [text] = here.files.stored.values()
    assert CANARY[:8] not in text
