"""The voice of the program: reads to the member, and speaks to the room, by two speakers.

No process runs until something is to be said. What is said to the room comes from another
speaker than what is read, so that no key but its own stops it, and nothing else is said
while it speaks.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from companion.domain.room import RoomLine
from companion.domain.voices import Device, VoiceName
from companion.page.blocks import Page
from companion.ports import Clock, Mark, Settings
from companion.speech.backends import Manner, order
from companion.speech.devices import devices
from companion.speech.lexicon.said import said
from companion.speech.manners import own_manner, pauses, room_env, room_manner, says_pictures
from companion.speech.read_to_me import Reading, said_letters
from companion.speech.readers import screen_reader_runs
from companion.speech.script import Sentence, script
from companion.speech.spans import spans
from companion.speech.speaker import Speaker
from companion.speech.utterances import NORMAL, NOW, Event
from companion.speech.voice_names import voice_names

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
        devices_of: Callable[[], Sequence[Device]] = devices,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._make = make
        self._names_of = names_of
        self._devices_of = devices_of
        self._own: Speaker | None = None
        self._reading: Reading | None = None
        self._room: Speaker | None = None
        self._room_device: Mapping[str, str] = {}
        self._heard: Callable[[], None] = lambda: None
        self._lock = threading.Lock()
        self._mark: Mark | None = None
        self._troubles: list[str] = []
        self._told_silent = False
        self._reader: bool | None = None

    # To the member.

    def read(self, page: Page) -> None:
        """Read a page aloud, or go on with it where it was left."""
        if not self._room_speaks:
            self._pages.read(self._script(page), pauses(self._settings))

    def read_from(self, page: Page, shown: str) -> None:
        """Read a page from a line of it on."""
        if not self._room_speaks:
            self._pages.read_from(self._script(page), shown, pauses(self._settings))

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
            self._pages.stop()
        self._marked(None)
        return reading

    # To the room.

    def to_room(self, line: RoomLine) -> None:
        """Say a line to the room, in place of the line before."""
        self.stop()
        if self._room is None:
            manner, self._room_device = room_manner(self._settings), room_env(self._settings)
            self._room = self._make(self._trouble, manner, self._room_device, "room")
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
            self._own.set(own_manner(self._settings))
        if self._room is not None and self._room_device != room_env(self._settings):
            self._room.close()  # another one speaks to another device
            self._room = None
        if self._room is not None:
            self._room.set(room_manner(self._settings))

    def troubles(self) -> Sequence[str]:
        """What went wrong since the last call."""
        with self._lock:
            told, self._troubles = self._troubles, []
        return told

    def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard`, on another thread, when there is something new."""
        self._heard = heard

    @property
    def talking(self) -> bool:
        """Whether something is being said, or will be."""
        return self._room_speaks or (self._own is not None and self._own.talking)

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

    def devices(self) -> Sequence[Device]:
        """The outputs for sound that can be chosen for the room."""
        return self._devices_of()

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
            self._own = self._make(self._own_event, own_manner(self._settings), {}, "own")
        return self._own

    @property
    def _pages(self) -> Reading:
        if self._reading is None:
            self._reading = Reading(self._speaker, self._marked)
        return self._reading

    def _script(self, page: Page) -> tuple[Sentence, ...]:
        # A page that is read at once is what it says, and no more.
        rows = not page.read_at_once
        return script(page, today=self._today(), pictures=says_pictures(self._settings), rows=rows)

    def _said(self, words: str) -> str:
        return said(words, today=self._today())

    def _today(self) -> date:
        return self._clock.now().date()

    # What the speakers tell, on their own threads.

    def _own_event(self, event: Event) -> None:
        if self._reading is not None:
            self._reading.heard(event)
        if event.kind == "silent" and self._told_silent:
            return  # it was told, and the rest of the program works without a voice
        self._told_silent = self._told_silent or event.kind == "silent"
        self._trouble(event)

    def _trouble(self, event: Event) -> None:
        """What the room should have heard is told each time."""
        if event.kind in TROUBLES:
            with self._lock:
                self._troubles.append(TROUBLES[event.kind])
            self._marked(None)

    def _marked(self, mark: Mark | None) -> None:
        changed = mark != self._mark or self._troubles
        self._mark = mark
        if changed:
            self._heard()
