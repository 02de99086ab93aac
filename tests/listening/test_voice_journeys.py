"""Journeys S2 (part 2) and S4 (parts 1 to 5) in the whole program, with real sound."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from companion.compose import look_at
from companion.domain.notes import Note
from companion.store.home import Home
from companion.store.opening import Store, open_store
from tests.speech.sound import Sound
from tests.sync.member import Member
from tests.sync.real import Endpoint
from tests.terminal.one_key import send_that_i_listen, take_it_back
from tests.terminal.pty_program import PATIENCE, Program
from tests.terminal.steps import enter

pytestmark = [pytest.mark.listening, pytest.mark.sounding, pytest.mark.slow]

ALOUD = ("I want to talk about the lights.", "Please say that again.", "I agree with that.")
PRIVATE = ("My sister was angry with me.", "I was sad on Monday.")
WITHIN = 1.0  # seconds from a key to sound
WAYS = ["screen", "plain"]


def home_with_notes(tmp_path: Path, way: str, **settings: str) -> Path:
    """Part 1: five notes, three of them marked."""
    home = tmp_path / "home"
    store = open_store(Home(home))
    for words in (*ALOUD, *PRIVATE):
        store.notes.save(Note(text=words, aloud=words in ALOUD))
    for name, value in {"way": way, **settings}.items():
        store.settings.put(name, value)
    return home


def store_of(home: Path) -> Store:
    return open_store(Home(home))


@contextmanager
def companion(home: Path, sound: Sound) -> Iterator[Program]:
    env = {
        name: value for name, value in sound.environment.items() if os.environ.get(name) != value
    }
    with Program(home, columns=90, rows=40, **env) as program:
        yield program


def press(program: Program, keys: str) -> float:
    """Type keys. Returns when."""
    moment = time.monotonic()
    program.type(keys)
    return moment


def heard(sound: Sound, moment: float, within: float = WITHIN) -> bool:
    return sound.first_after(moment, within) is not None


def workers_of(pid: int) -> list[int]:
    """The voice processes that a program has started."""
    found: list[int] = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            words = (status.parent / "cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        if parent == pid and b"speech.worker" in words:
            found.append(int(status.parent.name))
    return found


@pytest.mark.parametrize("way", WAYS)
def test_s4_prepared_lines_are_said_to_the_room(tmp_path: Path, way: str, sound: Sound) -> None:
    home = home_with_notes(tmp_path, way)
    end = enter(way)
    with companion(home, sound) as program:
        program.expect("4 Speak for me")
        program.type("4" + end)
        program.expect("The room can hear this.")
        for words in ALOUD:
            program.expect(words)
        for words in PRIVATE:
            assert words not in program.screen

        # Part 2: one key speaks, one key stops; the line stays.
        moment = press(program, "1" + end)
        assert heard(sound, moment)
        program.expect(f'"{ALOUD[0]}"')
        time.sleep(0.3)
        moment = press(program, "s" + end if way == "plain" else " ")
        silence = sound.silent_after(moment, 2)
        assert silence is not None
        assert silence < 0.3
        program.expect("The voice stopped.")
        assert store_of(home).journal.all() == []

        # Part 5: said, with one key.
        program.type("i" + end)
        program.expect("you said it")
        [entry] = store_of(home).journal.all()
        assert entry.said == ALOUD[0]


def test_s4_what_is_typed_waits_for_its_own_key(tmp_path: Path, sound: Sound) -> None:
    """Part 3: Enter pressed by mistake says nothing; a key that types cuts nothing off."""
    home = home_with_notes(tmp_path, "screen")
    with companion(home, sound) as program:
        program.expect("4 Speak for me")
        program.type("4")
        program.expect("5 Type what to say")
        program.type("5")
        moment = press(program, "Can we stop soon?\r")
        program.expect("Can we stop soon?")
        time.sleep(1.5)
        assert sound.seconds_of_sound(moment, time.monotonic()) == 0
        program.type("\x1b")
        time.sleep(0.3)
        moment = press(program, "6")
        assert heard(sound, moment)
        program.type("5")
        press(program, "And")  # typing on, while the room hears the line
        assert (sound.silent_after(moment + 0.2, 6) or 0) > 0.6


def test_s4_when_the_voice_hangs_the_words_are_there_for_others(
    tmp_path: Path, sound: Sound
) -> None:
    """Part 4: within 3 seconds the words stand giant; the voice comes back with one key."""
    home = home_with_notes(tmp_path, "screen")
    with companion(home, sound) as program:
        program.expect("4 Speak for me")
        program.type("4")
        program.expect("1 I want to talk")
        assert heard(sound, press(program, "1"))
        hanging = workers_of(program.pid)
        assert hanging
        for worker in hanging:
            os.kill(worker, signal.SIGSTOP)
        stopped = time.monotonic()
        program.expect("The voice stopped. The words are on the screen.")
        assert time.monotonic() - stopped < 4  # 3 seconds, and what reading the screen takes
        program.expect("\u2580\u2580")  # drawn letters
        program.expect("1 Say it again")
        time.sleep(1)
        moment = press(program, "1")
        assert heard(sound, moment, 8)


def until(there: Callable[[], bool]) -> None:
    """Wait for what happens elsewhere."""
    end = time.monotonic() + PATIENCE
    while not there():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_s8_each_choice_is_heard_and_one_key_chooses_it(tmp_path: Path, sound: Sound) -> None:
    """Sent to a real endpoint and taken back; nothing needs to be seen."""
    one_key = {"keys": "one", "say_moves": "on", "rate": "300"}
    home = home_with_notes(tmp_path, "screen", voice="on", **one_key)
    folder = tmp_path / "endpoint"
    folder.mkdir()

    def said() -> None:
        assert heard(sound, time.monotonic() - 0.2, 3)

    with Endpoint(folder) as endpoint:
        Member(home).community.connect(look_at(endpoint.address, endpoint.code))
        with companion(home, sound) as program:
            send_that_i_listen(program, said)
            until(lambda: [one["kind"] for one in endpoint.received()] == ["listening"])
            take_it_back(program, said)
            until(lambda: set(endpoint.received()[0]) == {"number", "taken_back"})


def test_s2_one_sentence_is_read_and_then_it_stops(tmp_path: Path, sound: Sound) -> None:
    """Part 2: one sentence, its picture, read aloud; next, again, a meaning; never on by itself."""
    home = home_with_notes(tmp_path, "screen", voice="on", say_moves="on", charter_view="pictures")
    with companion(home, sound) as program:
        program.expect("2 Charter")
        program.type("2")
        program.expect("5 Part 5")
        program.type("5")
        program.expect("6 Read together")
        moment = press(program, "6")
        program.expect("Page 1 of 24.")
        program.expect("\u2584")  # the picture
        assert heard(sound, moment)
        length = sound.silent_after(moment + 0.3, 10)
        assert length is not None
        assert 1 < length < 5  # "We do 6 things in every session.", at 140 words a minute
        rest = moment + 0.3 + length
        sound.wait_until(rest + 2.5)
        assert sound.seconds_of_sound(rest + 0.3, rest + 2.5) == 0
        program.expect("Page 1 of 24.")
        for keys, shown in (("a", "Page 1 of 24."), ("1", "Page 2 of 24."), ("1", "Page 3 of 24.")):
            moment = press(program, keys)
            assert heard(sound, moment), keys
            program.expect(shown)
            sound.silent_after(moment + 0.3, 10)
        assert heard(sound, press(program, "w"))
        program.expect("What")
        program.type("b")
        program.expect("Page 3 of 24.")
