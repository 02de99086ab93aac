"""Every page of the program, each with a way to stand on it. Parity walks them all."""

import atexit
from collections.abc import Callable, Hashable
from datetime import date, datetime, timedelta, timezone
from functools import cache
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from companion.domain.exposure import Copy, CopyKind, Exposure, Machine, People, Rights
from companion.domain.journal import Answer, Entry
from companion.domain.kept import About, Draft
from companion.domain.locking import LockKind
from companion.domain.notes import CHECK_AFTER, HELPS, Note
from companion.domain.sessions import Change, PlannedSession, Step
from companion.domain.voices import Device, VoiceName
from companion.easyread.pack import Pack
from companion.easyread.reading import load_pack
from companion.page.blocks import Choice, Field, Page
from companion.page.events import Chose, Event, Pressed, Typed
from companion.ports import Ports
from companion.problems import Problem
from companion.session import Session
from companion.store.charters import Charters
from tests.easyread.made_packs import two_versions
from tests.fakes import OFFER, World, world
from tests.sharing_places import SHARING_PLACES

CANARY = "The lamp was too bright for me."


class RecordingSession(Session):
    """A session that remembers what front ends sent it. `still` ones stay on their page."""

    def __init__(self, ports: Ports) -> None:
        self.events: list[Event] = []
        self.still = False
        super().__init__(ports)

    def send(self, event: Event) -> None:
        self.events.append(event)
        if not self.still:
            super().send(event)


def _with_notes(count: int) -> Callable[[World], None]:
    def fill(here: World) -> None:
        for number in range(1, count + 1):
            here.notes.add(f"Note {number}. {CANARY}\nSecond line.")

    return fill


def _with_card(count: int) -> Callable[[World], None]:
    def fill(here: World) -> None:
        for number in range(1, count + 1):
            here.notes.save(Note(text=f"{CANARY}\nNote {number}.", prompt=HELPS))

    return fill


def _reminded(here: World) -> None:
    _with_sessions(here)
    here.settings.put("remind", "30")
    here.clock.time = EVENING - timedelta(minutes=20)


def _reminding(here: World) -> None:
    _reminded(here)
    here.desktop.on = True


def _joined(here: World) -> None:
    here.community.connect(OFFER)


def _with_old_card(here: World) -> None:
    _with_card(1)(here)
    here.clock.time += CHECK_AFTER


def _with_draft(here: World) -> None:
    here.drafts.earlier["d1"] = Draft("d1", About(), CANARY, here.clock.now())


SUMMER = timezone(timedelta(hours=1))
EVENING = datetime(2026, 6, 26, 18, tzinfo=SUMMER)
FULL = PlannedSession(
    "k7m4d",
    "How we listen",
    EVENING,
    EVENING + timedelta(hours=2),
    where="online",
    join=(("link", "https://example.org/join"), ("phone", "01234 567890")),
    free=True,
    steps=(Step("Welcome", 10), Step("Break", 15), Step("Goodbye")),
    like=(("sound", "1 person speaks at a time"), ("camera", "Camera off is fine")),
    about="We talk about listening.",
    uid="1",
    calendar="c",
)
MOVED = FULL._replace(starts=EVENING + timedelta(days=7), ends=None, where="Maidstone")
EMPTY = PlannedSession("c3d4f", "Shaping", date(2026, 7, 16), kind="shaping", uid="2", calendar="c")
OVER = FULL._replace(id="p7t4x", starts=EVENING - timedelta(days=60), ends=None, uid="3")


def _with_sessions(here: World) -> None:
    here.sessions.take("c", [OVER, FULL, EMPTY])


def _with_many(here: World) -> None:
    week = timedelta(days=7)
    later = [
        FULL._replace(starts=EVENING + week * n, ends=None, uid=f"w{n}", id="") for n in range(9)
    ]
    here.sessions.take("c", [OVER, EMPTY, *later])


def _with_changes(here: World) -> None:
    _with_sessions(here)
    here.sessions.take("c", [OVER, MOVED])


OWN_LINES = (
    "I need a quiet room.",
    "Can we go slower?",
    "I have a question.\nIt is about the plan.",
)
VOICES = ("Alba", "Bryn", "Cori", "Dara", "Ewan", "Faye", "Gwen")
DEVICES = ("Loudspeaker", "Headset")

# What a calendar, or a record that another program wrote, may hold.
HOSTILE = "\x1b[2J[bold]a\x07b[/] \u202eright to left\u2066 \x9b31m {0} %s <b>\n\ttwo"


def _hostile(here: World) -> None:
    session = FULL._replace(
        title=HOSTILE,
        where=HOSTILE,
        who=HOSTILE,
        about=HOSTILE,
        join=(("link", HOSTILE), (HOSTILE, HOSTILE)),
        steps=(Step(HOSTILE, 0),),
        like=(("sound", HOSTILE), (HOSTILE, HOSTILE)),
        changed=(Change("starts", HOSTILE, HOSTILE), Change(HOSTILE, HOSTILE, "")),
        status="changed",
    )
    here.sessions.stored = [session]
    here.journal.save(Entry(helped=Answer(HOSTILE, (HOSTILE,)), different=Answer(HOSTILE)))


def _with_entries(count: int) -> Callable[[World], None]:
    def fill(here: World) -> None:
        for number in range(1, count + 1):
            words = Answer(f"Entry {number}. {CANARY}")
            here.journal.save(Entry(helped=words, different=Answer(symbols=("noise",))))

    return fill


def _with_lines(here: World) -> None:
    """An entry of more lines than a page lets one choose from."""
    lines = "\n".join(f"{number}. {CANARY}" for number in range(1, 7))
    here.journal.save(Entry(helped=Answer(lines)))


def _with_entry_for_later(here: World) -> None:
    here.journal.save(Entry(helped=Answer(unknown=True), later=True))


def _with_journal_draft(here: World) -> None:
    about = About("question", "jx", "", "different")
    here.drafts.earlier["jx-different"] = Draft("jx-different", about, CANARY, here.clock.now())


def _with_pictures(here: World) -> None:
    here.settings.put("charter_view", "pictures")


@cache
def two_versions_pack() -> Pack:
    """A small text with 2 versions; its folder stays until the tests end."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    return load_pack(two_versions(Path(folder.name)))


def _with_versions(here: World) -> None:
    here.content = Charters(shipped=two_versions_pack())


def _with_room_draft(here: World) -> None:
    here.drafts.earlier["d2"] = Draft("d2", About("speak"), CANARY, here.clock.now())


def _with_own_lines(here: World) -> None:
    """Marked lines, and what must never be one: an unmarked note and the journal."""
    for words in OWN_LINES:
        here.notes.add(words, aloud=True)
    _with_notes(1)(here)
    _with_entries(1)(here)


def _with_voice_on(here: World) -> None:
    _with_notes(1)(here)
    here.settings.put("voice", "on")
    here.settings.put("say_moves", "on")  # whatever runs on the computer of the tests


def _with_devices(here: World) -> None:
    here.sound.devices = [Device(f"sink{number}", words) for number, words in enumerate(DEVICES)]


def _with_voices(here: World) -> None:
    here.sound.voices = [VoiceName(f"v{n}", name, "en-GB") for n, name in enumerate(VOICES)]


def _with_lock(kind: LockKind, *, closed: bool = True) -> Callable[[World], None]:
    """A locked journal with an entry, a draft and a card; a supporter is there."""

    def fill(here: World) -> None:
        _with_entries(2)(here)
        _with_journal_draft(here)
        here.recovery.make()
        here.lock.set(kind, LOCKS[kind])
        here.settings.put("supporter", "here")
        if closed:
            here.lock.close()

    return fill


def _exposed(here: World) -> None:
    """Every door is open, and the names of files and accounts are hostile."""
    here.exposed = Exposure(
        HOSTILE,
        "named",
        HOSTILE,
        "",
        Rights((HOSTILE,), ("sam", "alex"), ("",), special=True),
        People((HOSTILE, *"abcdef"), ("sam",), 2, manages=True, far=True),
        Machine("network", False, False, "open", ("Dropbox",), True),
        tuple(
            Copy(kind, HOSTILE, EVENING if kind == "forgotten" else None)
            for kind in get_args(CopyKind)
        ),
        other_open=True,
        brief=True,
        community=HOSTILE,
    )


def _with_two_keys(here: World) -> None:
    here.settings.put("keys", "two")


def _with_letters_off(here: World) -> None:
    here.settings.put("letter_keys", "off")


def _nothing(here: World) -> None:
    pass


def _to(*actions: str) -> tuple[Event, ...]:
    """Presses by their ids; "action arg" has an argument."""
    return tuple(Pressed(*action.split(" ", 1)) for action in actions)


_GETTING_THERE = _to("open_next_session", "getting_there")
_GOING = (
    *_GETTING_THERE,
    *(Pressed("getting_part", "way"), Chose("answer", "bus")),
    *(Pressed("getting_part", "long"), Chose("answer", "30")),
    *(Pressed("getting_part", "pack"), Chose("answer", "headphones"), Chose("answer", "phone")),
    Pressed("joining_done"),
)


def _without_key(here: World) -> None:
    here.recovery.make()
    here.drafts.unread = Problem("key_not_in_store")


def _damaged(here: World) -> None:
    here.damaged = 2


LOCKS: dict[LockKind, str] = {
    "pictures": "noise quiet noise plan",
    "words": "my blue door",
}
PICTURES_CHOSEN = tuple(Chose("picture", one) for one in ("noise", "quiet", "noise", "plan"))
TO_KEYS = _to("open_more", "open_settings", "open_keys")
TO_NEW_NOTE = _to("open_more", "open_notes", "new_note")
TO_LOCK = _to("open_more", "open_settings", "open_my_lock")

# name: (what is there before, what is done to get to the page)
PLACES: dict[str, tuple[Callable[[World], None], tuple[Event, ...]]] = {
    "home": (_with_notes(0), ()),
    "home with a draft": (_with_draft, ()),
    "home without the key": (_without_key, ()),
    "home with damage": (_damaged, ()),
    "ways": (_with_notes(0), _to("open_more", "open_settings", "open_ways")),
    "reader ways": (
        _with_notes(0),
        (*_to("open_more", "open_settings", "open_ways"), Chose("way", "reader")),
    ),
    "charter": (_with_notes(0), (Pressed("open_charter"),)),
    "changes": (_nothing, _to("open_charter", "open_changes")),
    "changes, 2 versions": (_with_versions, _to("open_charter", "open_changes")),
    "changes, page 2": (_with_versions, _to("open_charter", "open_changes", "next_page")),
    "older version": (_with_versions, _to("open_charter", "open_changes", "open_version 1")),
    "older part": (
        _with_versions,
        _to("open_charter", "open_changes", "open_version 1", "open_part 1"),
    ),
    "older word": (
        _with_versions,
        _to("open_charter", "open_changes", "open_version 1", "open_part 1", "meanings"),
    ),
    "charter part": (_with_notes(0), (Pressed("open_charter"), Pressed("open_part", "5"))),
    "last page of a part": (
        _with_notes(0),
        (Pressed("open_charter"), Pressed("open_part", "5"), *[Pressed("next_page")] * 8),
    ),
    "word list": (_with_notes(0), (Pressed("open_charter"), Pressed("word_list"))),
    "word": (
        _with_notes(0),
        (Pressed("open_charter"), Pressed("open_part", "5"), Pressed("meanings")),
    ),
    "notes, none": (_with_notes(0), _to("open_more", "open_notes")),
    "notes, many": (_with_notes(7), _to("open_more", "open_notes")),
    "new note": (_with_notes(0), _to("open_more", "open_notes", "new_note")),
    "written note": (_with_notes(1), _to("open_more", "open_notes", "open_note n1")),
    "marked note": (
        _with_notes(1),
        _to("open_more", "open_notes", "open_note n1", "mark_aloud"),
    ),
    "deleted note": (
        _with_notes(1),
        _to("open_more", "open_notes", "open_note n1", "delete_note"),
    ),
    "typed note": (
        _with_notes(0),
        (*_to("open_more", "open_notes", "new_note"), Typed("text", CANARY)),
    ),
    "help": (_with_notes(0), _to("open_more", "open_notes", "help")),
    "help now": (_with_notes(0), (Pressed("help"), Pressed("help_now"))),
    "hidden": (_with_notes(0), (Pressed("hide"),)),
    "home with sessions": (_with_changes, ()),
    "home with a journal draft": (_with_journal_draft, ()),
    "note draft": (_with_draft, _to("carry_on")),
    "journal draft": (_with_journal_draft, _to("carry_on")),
    "next session, none": (_nothing, _to("open_next_session")),
    "next session": (_with_sessions, _to("open_next_session")),
    "changed session": (_with_changes, _to("open_next_session")),
    "changes read": (_with_changes, _to("open_next_session", "have_read_changes")),
    "cancelled session": (
        _with_changes,
        _to("open_next_session", "open_sessions", "open_session c3d4f"),
    ),
    "how to join": (_with_sessions, _to("open_next_session", "how_to_join")),
    "what will happen": (_with_sessions, _to("open_next_session", "what_will_happen")),
    "what it is like": (_with_sessions, _to("open_next_session", "what_it_is_like")),
    "what it is like, unknown": (
        _with_sessions,
        _to("open_next_session", "open_sessions", "open_session c3d4f", "what_it_is_like"),
    ),
    "sessions, none": (_nothing, _to("open_next_session", "open_sessions")),
    "sessions": (_with_sessions, _to("open_next_session", "open_sessions")),
    "sessions, many": (_with_many, _to("open_next_session", "open_sessions", "more_sessions")),
    "past sessions": (_with_sessions, _to("open_next_session", "open_sessions", "past_sessions")),
    "rhythm": (_nothing, _to("open_next_session", "open_rhythm")),
    "session notes": (_with_sessions, _to("open_next_session", "session_notes")),
    "session note": (_with_sessions, _to("open_next_session", "session_notes", "open_prompt say")),
    "notes of a session": (
        _with_sessions,
        _to("open_next_session", "session_notes", "other_notes"),
    ),
    "join in": (_with_sessions, _to("open_next_session", "session_notes", "open_prompt join")),
    "join in, chosen": (
        _with_sessions,
        (
            *_to("open_next_session", "session_notes", "open_prompt join"),
            Chose("way", "draw"),
            Chose("way", "listen"),
        ),
    ),
    "1 sentence": (_nothing, _to("open_charter", "open_part 5", "read_together", "next_page")),
    "1 sentence, first words again": (
        _nothing,
        _to("open_charter", "open_part 5", "next_page", "other_words"),
    ),
    "with pictures": (_with_pictures, _to("open_charter", "open_part 5")),
    "talk": (_nothing, _to("open_charter", "open_part 5", "read_together", "talk_about")),
    "not right": (_nothing, _to("open_charter", "open_part 5", "not_right")),
    "not right, 1 line": (
        _nothing,
        _to("open_charter", "open_part 5", "not_right", "not_right_line 5.0"),
    ),
    "full words": (_nothing, _to("open_charter", "open_part 5", "full_words")),
    "journal": (_nothing, _to("open_journal")),
    "question 1": (_nothing, _to("open_journal", "write_entry")),
    "question 1, typed": (
        _nothing,
        (*_to("open_journal", "write_entry"), Typed("words", CANARY)),
    ),
    "question 2": (_nothing, _to("open_journal", "write_entry", "do_not_know")),
    "question 1 again": (_nothing, _to("open_journal", "write_entry", "do_not_know", "back")),
    "symbols": (_nothing, _to("open_journal", "write_entry", "choose_symbols")),
    "symbols, chosen": (
        _nothing,
        (
            *_to("open_journal", "write_entry", "choose_symbols"),
            Chose("symbol", "noise"),
            Chose("symbol", "too_much"),
        ),
    ),
    "entries, none": (_nothing, _to("open_journal", "look_back")),
    "entries": (_with_entries(5), _to("open_journal", "look_back")),
    "entries for later": (_with_entry_for_later, _to("open_journal", "entries_for_later")),
    "entry": (_with_entries(1), _to("open_journal", "look_back", "open_entry j1")),
    "entry for later": (
        _with_entry_for_later,
        _to("open_journal", "entries_for_later", "open_entry j1"),
    ),
    "entry, nothing": (
        _nothing,
        _to("open_journal", "write_entry", "next_question", "next_question"),
    ),
    "entry, deleted": (
        _with_entries(1),
        _to("open_journal", "look_back", "open_entry j1", "delete_entry"),
    ),
    "search": (_nothing, _to("open_journal", "search_journal")),
    "found": (
        _with_entries(2),
        (*_to("open_journal", "search_journal"), Typed("words", "lamp"), Pressed("find_entries")),
    ),
    "journal, locked": (_with_lock("words"), _to("open_journal")),
    "journal, lock open": (_with_lock("words", closed=False), _to("open_journal")),
    "question 1, locked": (_with_lock("words"), _to("open_journal", "write_entry")),
    "unlock, pictures": (_with_lock("pictures"), _to("open_journal", "look_back")),
    "unlock, 1 picture": (
        _with_lock("pictures"),
        (*_to("open_journal", "look_back", "more_symbols"), Chose("picture", "fast")),
    ),
    "unlock, words": (_with_lock("words"), _to("open_journal", "search_journal")),
    "unlock, words shown": (
        _with_lock("words"),
        (*_to("open_journal", "open_lock", "show_typed"), Typed("words", "my blue")),
    ),
    "my lock, none": (_nothing, TO_LOCK),
    "my lock, closed": (_with_lock("words"), TO_LOCK),
    "my lock, open": (_with_lock("words", closed=False), TO_LOCK),
    "set lock": (_nothing, _to("open_journal", "set_lock")),
    "set lock, pictures": (_nothing, _to("open_journal", "set_lock", "lock_pictures")),
    "set lock, chosen": (
        _nothing,
        (*_to("open_journal", "set_lock", "lock_pictures"), *PICTURES_CHOSEN),
    ),
    "set lock, words": (_nothing, _to("open_journal", "set_lock", "lock_words")),
    "set lock, words hidden": (
        _nothing,
        (*_to("open_journal", "set_lock", "lock_words", "hide_typed"), Typed("words", "my blue")),
    ),
    "remove lock": (_with_lock("words", closed=False), (*TO_LOCK, Pressed("remove_lock"))),
    "card": (_nothing, (*TO_LOCK, Pressed("make_card"))),
    "card, another": (_with_lock("words", closed=False), (*TO_LOCK, Pressed("make_card"))),
    "card, made": (_nothing, (*TO_LOCK, *_to("make_card", "make_card_now"))),
    "card, file": (_nothing, (*TO_LOCK, *_to("make_card", "make_card_now", "card_file"))),
    "recover": (_with_lock("words"), (*TO_LOCK, Pressed("use_card"))),
    "supporter": (_nothing, (*TO_LOCK, Pressed("open_supporter"))),
    "supporter, here": (_with_lock("words"), (*TO_LOCK, Pressed("open_supporter"))),
    "supporter, helps": (
        _nothing,
        (*TO_LOCK, Pressed("open_supporter"), Chose("supporter", "helps")),
    ),
    "first entry": (
        _nothing,
        (*_to("open_journal", "write_entry", "do_not_know", "next_question"),),
    ),
    "hostile session": (_hostile, _to("open_next_session")),
    "hostile way to join": (_hostile, _to("open_next_session", "how_to_join")),
    "hostile steps": (_hostile, _to("open_next_session", "what_will_happen")),
    "hostile room": (_hostile, _to("open_next_session", "what_it_is_like")),
    "hostile entry": (_hostile, _to("open_journal", "look_back", "open_entry j1")),
    "more": (_nothing, _to("open_more")),
    "settings": (_nothing, _to("open_more", "open_settings")),
    "setting": (_nothing, _to("open_more", "open_settings", "open_setting clock")),
    "missed": (_with_sessions, _to("open_more", "open_rest", "open_missed")),
    "privacy": (_nothing, _to("open_more", "open_rest", "open_privacy")),
    "privacy, all that can be": (_exposed, _to("open_more", "open_rest", "open_privacy")),
    "where": (_nothing, _to("open_more", "open_rest", "open_privacy", "open_where")),
    "where, all that can be": (
        _exposed,
        _to("open_more", "open_rest", "open_privacy", "open_where"),
    ),
    "copies": (_nothing, _to("open_more", "open_rest", "open_privacy", "open_copies")),
    "copies, all that can be": (
        _exposed,
        _to("open_more", "open_rest", "open_privacy", "open_copies"),
    ),
    "computer": (_nothing, _to("open_more", "open_rest", "open_privacy", "open_computer")),
    "computer, all that can be": (
        _exposed,
        _to("open_more", "open_rest", "open_privacy", "open_computer"),
    ),
    "about": (_nothing, _to("open_more", "open_rest", "open_about")),
    "home, voice on": (_with_voice_on, ()),
    "written note, voice on": (
        _with_voice_on,
        _to("open_more", "open_notes", "open_note n1"),
    ),
    "speak": (_nothing, _to("open_speak")),
    "speak, more lines": (_nothing, _to("open_speak", "more_lines")),
    "speak, typed": (_with_own_lines, (*_to("open_speak"), Typed("text", CANARY))),
    "speak draft": (_with_room_draft, _to("carry_on")),
    "speak, said": (_with_own_lines, _to("open_speak", "say_line 0")),
    "speak, logged": (_with_own_lines, _to("open_speak", "say_line 0", "said_it")),
    "words to show": (_with_own_lines, _to("open_speak", "say_line 1", "show_words")),
    "entry, said": (
        _with_own_lines,
        _to("open_speak", "say_line 0", "said_it", "home", "open_journal", "look_back")
        + _to("open_entry j2"),
    ),
    "go": (_nothing, _to("go")),
    "go, more": (_nothing, _to("go", "next_page")),
    "reading": (_nothing, _to("open_charter", "open_part 5", "help", "open_reading")),
    "read private": (
        _with_voice_on,
        _to("open_more", "open_notes", "open_note n1", "read"),
    ),
    "voice": (_nothing, _to("open_more", "open_settings", "open_voice")),
    "voice, more": (_nothing, _to("open_more", "open_settings", "open_voice", "more_voice")),
    "voice, room": (_nothing, _to("open_more", "open_settings", "open_voice", "room_voice")),
    "voices": (_with_voices, _to("open_more", "open_settings", "open_voice", "choose_voice")),
    "voices, page 2": (
        _with_voices,
        _to("open_more", "open_settings", "open_voice", "choose_voice", "more_voices"),
    ),
    "devices": (
        _with_devices,
        _to("open_more", "open_settings", "open_voice", "room_voice", "choose_device"),
    ),
    "devices, none": (
        _nothing,
        _to("open_more", "open_settings", "open_voice", "room_voice", "choose_device"),
    ),
    "keys": (_nothing, _to("open_more", "open_settings", "open_keys")),
    "own keys": (_nothing, (*TO_KEYS, Pressed("open_own_keys"))),
    "own keys, more": (_nothing, (*TO_KEYS, *_to("open_own_keys", "more_keys"))),
    "own key": (_nothing, (*TO_KEYS, *_to("open_own_keys", "open_own_key back"))),
    "home, letters off": (_with_letters_off, ()),
    "note, 2 keys": (_with_two_keys, TO_NEW_NOTE),
    "board": (_with_two_keys, (*TO_NEW_NOTE, Pressed("write_board", "text"))),
    "board, words": (
        _with_two_keys,
        (*TO_NEW_NOTE, Pressed("write_board", "text"), Chose("board", "row words")),
    ),
    "look": (_nothing, _to("open_more", "open_settings", "open_look")),
    "letters": (_nothing, _to("open_more", "open_settings", "open_look", "open_setting letters")),
    "share from the journal": (
        _with_entries(1),
        _to("open_journal", "look_back", "open_entry j1", "share_entry"),
    ),
    "share from the journal, chosen": (
        _with_entries(1),
        (
            *_to("open_journal", "look_back", "open_entry j1", "share_entry"),
            Chose("line", "0"),
        ),
    ),
    "share from the journal, many lines": (
        _with_lines,
        _to("open_journal", "look_back", "open_entry j1", "share_entry"),
    ),
    "share an idea": (
        _with_sessions,
        _to("open_next_session", "open_sessions", "open_session c3d4f", "share_idea"),
    ),
    "share about a session": (_with_sessions, _to("open_next_session", "share_session")),
    "charter note to share": (
        _nothing,
        (
            *_to("open_charter", "open_part 5", "not_right", "not_right_line 5.0"),
            Typed("text", CANARY),
            Pressed("share_note"),
        ),
    ),
    "getting there, not said": (_with_sessions, _to("open_next_session", "getting_there")),
    "getting there, no time": (
        _with_sessions,
        _to("open_next_session", "open_sessions", "open_session c3d4f", "getting_there"),
    ),
    "getting there": (_with_sessions, _GOING),
    "getting there from home": (
        _with_sessions,
        (*_GETTING_THERE, Pressed("getting_part", "way"), Chose("answer", "home")),
    ),
    "getting there, way": (_with_sessions, (*_GOING, Pressed("getting_part", "way"))),
    "getting there, long": (_with_sessions, (*_GOING, Pressed("getting_part", "long"))),
    "getting there, pack": (_with_sessions, (*_GOING, Pressed("getting_part", "pack"))),
    "reminders": (_nothing, _to("open_more", "open_rest", "open_reminders")),
    "reminders, wanted": (_reminded, _to("open_more", "open_rest", "open_reminders")),
    "reminders, setting": (
        _nothing,
        _to("open_more", "open_rest", "open_reminders", "open_setting remind"),
    ),
    "my calendar": (_joined, _to("open_more", "open_rest", "open_reminders", "open_my_calendar")),
    "my calendar, not connected": (
        _nothing,
        _to("open_more", "open_rest", "open_reminders", "open_my_calendar"),
    ),
    "reminding": (_reminded, _to("open_more", "open_rest", "open_reminders", "open_reminding")),
    "reminding, set up": (
        _reminding,
        _to("open_more", "open_rest", "open_reminders", "open_reminding"),
    ),
    "home with a reminder": (_reminded, ()),
    "helps, none": (_nothing, _to("open_more", "open_rest", "open_helps")),
    "helps": (_with_card(2), _to("open_more", "open_rest", "open_helps")),
    "helps, many": (_with_card(7), _to("open_more", "open_rest", "open_helps", "more_notes")),
    "helps, a year ago": (_with_old_card, _to("open_more", "open_rest", "open_helps")),
    "helps, to print": (_with_card(1), _to("open_more", "open_rest", "open_helps", "print_helps")),
    "new help": (_nothing, _to("open_more", "open_rest", "open_helps", "new_help")),
    "helps to share": (_with_card(2), _to("open_more", "open_rest", "open_helps", "share_helps")),
    **SHARING_PLACES,
    "voices, none": (_nothing, _to("open_more", "open_settings", "open_voice", "choose_voice")),
}


def at(place: str, way: str = "screen") -> tuple[RecordingSession, World]:
    """A session that stands on a place, with its world."""
    fill, events = PLACES[place]
    here = world(way=way)
    fill(here)
    session = RecordingSession(here.ports())
    for event in events:
        session.send(event)
    session.events.clear()
    return session, here


def _longest(alike: Callable[[Page], Hashable]) -> tuple[str, ...]:
    """Of the places that are alike, the one with the most blocks."""
    longest: dict[Hashable, tuple[int, str]] = {}
    for place in PLACES:
        page = at(place)[0].page
        key = alike(page)
        longest[key] = max(longest.get(key, (0, "")), (len(page.blocks), place))
    return tuple(place for _length, place in longest.values())


@cache
def one_of_each_shape() -> tuple[str, ...]:
    """A place of each order of blocks. What is laid out alike differs in words and lengths."""
    return _longest(
        lambda page: (
            page.place is None,
            page.voice_on,
            page.secret,
            *(kind for kind, _same in groupby(page.blocks, type)),
        )
    )


@cache
def one_of_each_page() -> tuple[str, ...]:
    """A place of each route."""
    return _longest(lambda page: page.route)


@cache
def one_of_each_choice() -> tuple[str, ...]:
    """A place of each route with each set of things to choose and to type into."""
    return _longest(
        lambda page: (
            page.route,
            page.voice_on,
            page.actions(),
            *(type(block) for block in page.blocks if isinstance(block, Choice | Field)),
        )
    )
