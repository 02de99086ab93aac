"""pyttsx3 as it is given its turns on Windows: its own engine, with a stand-in for SAPI."""

import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from companion.speech.backends import CannotSpeak, Manner
from tests.speech import fake_sapi

try:
    from companion.speech.backends.pyttsx3_engine import Pumped, guarded, letters
except RuntimeError:
    pytest.skip("pyttsx3 finds no voice here", allow_module_level=True)

Events = list[tuple[str, int, int, int]]


@pytest.fixture
def events() -> Events:
    return []


@pytest.fixture
def voice(monkeypatch: pytest.MonkeyPatch, events: Events) -> Pumped:
    monkeypatch.setitem(sys.modules, "pyttsx3.drivers.fake_sapi", fake_sapi)
    return Pumped(lambda *event: events.append(event), "win32", "fake_sapi")


def driver(voice: Pumped) -> Any:
    return voice._engine.proxy._driver


def turns(voice: Pumped, ready: Callable[[], bool]) -> None:
    ends = time.monotonic() + 5
    while not ready():
        assert time.monotonic() < ends
        time.sleep(min(voice.pump(), 0.02))


def test_each_text_is_said_and_told(voice: Pumped, events: Events) -> None:
    for number, text in ((1, "One two."), (2, "Three."), (3, "Four \U0001f600 five.")):
        voice.say(number, text)
        turns(voice, lambda number=number: ("end", number, 0, 0) in events)  # type: ignore[misc]
    assert driver(voice).said == ["One two.", "Three.", "Four \U0001f600 five."]
    assert events[:4] == [
        ("begin", 1, 0, 0),
        ("word", 1, 0, 3),
        ("word", 1, 4, 4),
        ("end", 1, 0, 0),
    ]
    assert events[-3:-1] == [("word", 3, 5, 1), ("word", 3, 7, 5)]


def test_the_manner_is_handed_over(voice: Pumped, events: Events) -> None:
    voice.set(Manner(rate=160, volume=50))
    voice.say(1, "Hello.")
    turns(voice, lambda: bool(events) and events[-1][0] == "end")
    assert driver(voice).properties == {"voice": "two", "rate": 160, "volume": 0.5}


def test_a_language_without_a_voice_leaves_the_choice_to_the_system(voice: Pumped) -> None:
    voice.set(Manner(language="cy"))
    voice.say(1, "Helo.")
    voice.pump()
    assert "voice" not in driver(voice).properties


def test_a_wrong_voice_and_a_refusal_are_failures(voice: Pumped) -> None:
    with pytest.raises(CannotSpeak):
        voice.set(Manner(voice="nobody"))
    voice.set(Manner(rate=299))
    voice.say(1, "Hello.")
    with pytest.raises(CannotSpeak):
        voice.pump()


def test_a_stopped_text_makes_room_for_the_next(voice: Pumped, events: Events) -> None:
    voice.say(1, "word " * 50)
    voice.pump()
    voice.stop()
    turns(voice, lambda: ("end", 1, 0, 0) in events)
    voice.say(2, "Next.")
    turns(voice, lambda: ("end", 2, 0, 0) in events)
    assert ("word", 2, 0, 5) in events


def test_an_empty_text_has_an_end(voice: Pumped, events: Events) -> None:
    voice.say(1, "  ")
    voice.pump()
    assert events == [("begin", 1, 0, 0), ("end", 1, 0, 0)]


def test_nothing_in_a_text_is_a_command_and_places_stay() -> None:
    text = "a<b>[[c]] \ud800"
    assert guarded(text) == "a b>  c]] ?"
    assert letters("a\U0001f600b", 3) == 2
    assert letters("abc", 9) == 3
