"""The voice of the program: reads to the member, and speaks to the room, by two speakers.

No process runs until something is to be said. What is said to the room comes from another
speaker than what is read, so that no key but its own stops it, and nothing else is said
while it speaks.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from companion.domain.choices import value_of
from companion.domain.rates import rate_of
from companion.domain.room import RoomLine
from companion.domain.voices import VoiceName
from companion.page.blocks import Page
from companion.plainwords.languages import spoken_language
from companion.ports import Clock, Mark, Settings
from companion.speech.backends import Manner, order
from companion.speech.lexicon import said
from companion.speech.read_to_me import Reading, said_letters
from companion.speech.readers import screen_reader_runs
from companion.speech.script import Sentence, script
from companion.speech.spans import spans
from companion.speech.speaker import NORMAL, NOW, Event, Speaker
from companion.speech.voice_names import voice_names

PAUSES = {"short": 0.5, "normal": 1.0, "long": 2.0}  # of the usual length
TROUBLES = {"lost": "voice_lost", "silent": "no_voice"}
MakeSpeaker = Callable[[Callable[[Event], None], Manner, Mapping[str, str], str], Speaker]
NamesOf = Callable[[str], Sequence[VoiceName]]  # by the name of a backend


def make_speaker(
    on_event: Callable[[Event], None], manner: Manner, env: Mapping[str, str], to: str
) -> Speaker:
    """A speaker with the voices of this computer. `to` is "own" or "room"."""
    del to
    return Speaker(on_event, manner=manner, env=env)


class SpokenVoice:
    """What ports.Voice asks for, with real sound."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        make: MakeSpeaker = make_speaker,
        names_of: NamesOf = voice_names,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._make = make
        self._names_of = names_of
        self._own: Speaker | None = None
        self._reading: Reading | None = None
        self._room: Speaker | None = None
        self._heard: Callable[[], None] = lambda: None
        self._lock = threading.Lock()
        self._mark: Mark | None = None
        self._troubles: list[str] = []
        self._told: set[str] = set()  # what is said once in a run
        self._reader: bool | None = None

    # To the member.

    def read(self, page: Page) -> None:
        """Read a page aloud, or go on with it where it was left."""
        if not self._room_speaks:
            self._pages.read(self._script(page), self._pauses)

    def read_from(self, page: Page, shown: str) -> None:
        """Read a page from a line of it on."""
        if not self._room_speaks:
            self._pages.read_from(self._script(page), shown, self._pauses)

    def step(self, by: int) -> None:
        """Read the same sentence again (0), the one before (-1) or the next (1)."""
        if not self._room_speaks:
            self._pages.step(by)

    def spell(self, word: str) -> None:
        """Say the letters of a word; "" means the word that was said last."""
        if not self._room_speaks:
            self._pages.spell(word)

    def say(self, words: str) -> None:
        """Say words to the member, in place of all else."""
        if not self._room_speaks:
            self._speaker.say(self._said(words), NOW)

    def focus(self, words: str) -> None:
        """Say what the member moved to, unless they move on at once."""
        if not self._room_speaks:
            spoken = ", ".join(said_letters(words)) if len(words) == 1 else self._said(words)
            self._speaker.focus(spoken)

    def stop(self) -> bool:
        """Stop reading. False where no page was being read."""
        reading = self._mark is not None
        if self._own is not None and self._own.talking:
            self._own.stop()
        self._marked(None)
        return reading

    # To the room.

    def to_room(self, line: RoomLine) -> None:
        """Say a line to the room, in place of the line before."""
        self.stop()
        if self._room is None:
            manner, env = self._room_manner(), self._room_env()
            self._room = self._make(self._trouble, manner, env, "room")
        when = NOW
        for start, end in spans(line.words):
            self._room.say(self._said(line.words[start:end]), when, 0.2)
            when = NORMAL

    def stop_room(self) -> bool:
        """Stop the room's voice. False where it said nothing."""
        if self._room is None or not self._room.talking:
            return False
        self._room.stop()
        return True

    @property
    def _room_speaks(self) -> bool:
        return self._room is not None and self._room.talking

    # What holds now.

    def refresh(self) -> None:
        """The settings of the voice have changed."""
        if self._own is not None:
            self._own.set(self._manner())
        if self._room is not None:
            self._room.set(self._room_manner())

    def troubles(self) -> Sequence[str]:
        """What went wrong since the last call."""
        with self._lock:
            told, self._troubles = self._troubles, []
        return told

    def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard`, on another thread, when there is something new."""
        self._heard = heard

    @property
    def mark(self) -> Mark | None:
        """The sentence that is being read now."""
        return self._mark

    @property
    def reader_runs(self) -> bool:
        """Whether a screen reader seems to run on this computer."""
        if self._reader is None:
            self._reader = screen_reader_runs()
        return self._reader

    def names(self) -> Sequence[VoiceName]:
        """The voices that can be chosen, those for the language of the text first."""
        backend = self._own.backend if self._own is not None else ""
        return self._names_of(backend or order()[0])

    def close(self) -> None:
        """Fall silent, and end every process."""
        for speaker in (self._own, self._room):
            if speaker is not None:
                speaker.close()

    def forget(self) -> None:
        """The page that was read is gone: nothing of it is said again."""
        if self._reading is not None:
            self._reading.forget()

    @property
    def _speaker(self) -> Speaker:
        if self._own is None:
            self._own = self._make(self._own_event, self._manner(), {}, "own")
        return self._own

    @property
    def _pages(self) -> Reading:
        if self._reading is None:
            self._reading = Reading(self._speaker, self._marked)
        return self._reading

    def _script(self, page: Page) -> tuple[Sentence, ...]:
        return script(page, today=self._today(), pictures=self._value("say_pictures") == "on")

    def _said(self, words: str) -> str:
        return said(words, today=self._today())

    def _today(self) -> date:
        return self._clock.now().date()

    @property
    def _pauses(self) -> float:
        return PAUSES[self._value("pauses")]

    def _value(self, name: str) -> str:
        return value_of(name, self._settings.get(name))

    def _manner(self) -> Manner:
        volume = int(self._value("volume"))
        return self._like(volume, self._settings.get("voice_name"))

    def _room_manner(self) -> Manner:
        volume = int(self._value("room_volume"))
        return self._like(volume, self._settings.get("room_voice"))

    def _like(self, volume: int, voice: str) -> Manner:
        return Manner(rate_of(self._settings.get("rate")), volume, voice, spoken_language())

    def _room_env(self) -> Mapping[str, str]:
        device = self._settings.get("room_device")
        return {"PULSE_SINK": device} if device else {}

    # What the speakers tell, on their own threads.

    def _own_event(self, event: Event) -> None:
        if self._reading is not None:
            self._reading.heard(event)
        self._trouble(event)

    def _trouble(self, event: Event) -> None:
        if event.kind not in TROUBLES:
            return
        trouble = TROUBLES[event.kind]
        with self._lock:
            if trouble in self._told:
                return
            if event.kind == "silent":
                self._told.add(trouble)
            self._troubles.append(trouble)
        self._marked(None)

    def _marked(self, mark: Mark | None) -> None:
        changed = mark != self._mark or self._troubles
        self._mark = mark
        if changed:
            self._heard()
