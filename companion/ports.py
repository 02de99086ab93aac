"""What the pages ask of the outside world, as Protocols. Adapters are built in compose.

Every call may raise `Problem` (disk full, key missing, ...); the session shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from msgspec import Struct

if TYPE_CHECKING:  # what a page asks for loads with what gives it
    from companion.domain.chosen_files import FoundFile, KindOfFile
    from companion.domain.connections import Arrived, Connection, Offer
    from companion.domain.exposure import Exposure
    from companion.domain.files import SharedFile
    from companion.domain.journal import Entry
    from companion.domain.kept import About, Draft
    from companion.domain.locking import LockKind
    from companion.domain.notes import Note
    from companion.domain.parcels import Parcel
    from companion.domain.room import RoomLine
    from companion.domain.sessions import PlannedSession
    from companion.domain.shares import Share
    from companion.domain.voices import Device, VoiceName
    from companion.easyread.pack import Pack
    from companion.page.blocks import Page
    from companion.problems import Problem
    from companion.wire.community import Community as Published
    from companion.wire.files import Type
    from companion.wire.trails import Trail

T = TypeVar("T", "Note", "Entry", "Share")


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The time now, with a zone."""


class Settings(Protocol):
    """Choices that are not private. Unknown names read as ""."""

    def get(self, name: str) -> str:
        """The value kept under `name`, or ""."""

    def put(self, name: str, value: str) -> None:
        """Keep `value` under `name` at once."""


class Kept(Protocol[T]):
    """Private things of one kind: notes, entries of the journal, or shares."""

    def all(self) -> list[T]:
        """Every one, the one changed last first."""

    def get(self, thing_id: str) -> T:
        """One of them. Raises Problem("no_such_note"), ("no_such_entry") or ("no_such_share")."""

    def save(self, thing: T) -> T:
        """Keep a new one (version 0) or a changed one. `version` is the one that was read.

        Where another window saved the same one since, both stay: this one becomes a new
        one. Returns it as it is stored now, with its id and times.
        """

    def delete(self, thing_id: str) -> None:
        """Hide it. It can be brought back for 30 days, then it is gone."""

    def undelete(self, thing_id: str) -> T:
        """Bring a deleted one back."""


class Drafts(Protocol):
    """Text as it is typed, so that nothing is lost when the program is ended from outside."""

    def keep(self, draft_id: str, about: About, text: str) -> None:
        """Keep the text of a draft in place of what it held before."""

    def drop(self, draft_id: str) -> None:
        """Forget a draft: it is a note now, or was emptied. Unknown ids are fine."""

    def left_over(self) -> list[Draft]:
        """Drafts that an earlier run left behind, the newest first."""


class Sessions(Protocol):
    """The community's sessions. They are not private."""

    def all(self) -> list[PlannedSession]:
        """Every session that is kept, past ones too, the earliest first."""

    def get(self, session_id: str) -> PlannedSession:
        """One session. Raises Problem("no_such_session")."""

    def mark_read(self, session_id: str) -> None:
        """Forget what had changed: the member has read it.

        Raises Problem("no_such_session").
        """


class Attachments(Protocol):
    """The bytes of pictures and sounds that are shared, or are to be. They are kept encrypted.

    While the journal is locked a file can be kept, and what this run has kept can be read.
    """

    def keep(self, data: bytes, kind: Type, /) -> SharedFile:
        """Keep the bytes, made anew and clean. They are safe when this returns.

        Do it before a share names the file. What no share or draft has named for 30 days goes
        by itself, and so do the files of a share that was deleted 30 days ago. ValueError: it
        has no bytes, or more than companion.wire.files.LARGEST.
        """

    def data(self, file_id: str) -> bytes:
        """The bytes. Raises Problem("attachment_missing"), ("attachment_damaged") or, where it
        lies behind the lock, ("journal_locked")."""

    def drop(self, file_id: str) -> None:
        """Let go of a file at once: no share names it. Unknown ids are fine."""


class Outbox(Protocol):
    """What leaves, after a yes. It can be read and used while the journal is locked."""

    def send(
        self, contribution_id: str, body: bytes, files: Sequence[tuple[Type, bytes]] = ()
    ) -> None:
        """The member said yes: these very bytes wait from now on, and outlive a power cut.

        `files` are the types and bytes of the files that it names, in its order.
        The same again changes nothing. What came with an export is sent from here from now on.
        It goes to the community that is connected now, and to no other. Raises
        Problem("not_connected"). ValueError: other bytes wait, or waited, under this id.
        """

    def parcel(self, contribution_id: str) -> Parcel | None:
        """How it stands. None: it was never put here."""

    def take_back(self, contribution_id: str, key: str) -> bool:
        """It is to leave no more, or to be taken back. True: it had not left, and never will."""

    def waiting(self) -> dict[str, int]:
        """How many things wait to be sent or taken back, by the key of their community (as in
        Connection); "" where that is not known."""


class Community(Protocol):
    """The community that this companion is connected to, as far as it is known here."""

    def connection(self) -> Connection | None:
        """None while there is none."""

    def connect(self, offer: Offer) -> None:
        """The member said yes. A connection that was there before ends."""

    def disconnect(self) -> None:
        """Ask and send no more. What waits to be sent stays, what came stays."""

    def pause(self) -> None:
        """Send nothing until `resume`. Taking back and reading go on."""

    def resume(self) -> None:
        """Send again."""

    def published(self) -> Published | None:
        """What it published last, cleaned, also after the end; None where nothing came yet."""

    def trail(self, share: Share) -> Trail | None:
        """What happened with a share, cleaned; None where nothing is known.

        Replies for the sender alone are opened: their words stand in `words`.
        """


class Sync(Protocol):
    """Talks with the community, on a thread. No call waits for it, and none raises."""

    def opened(self) -> None:
        """The companion opens: go, once the first page stands."""

    def go(self) -> None:
        """Send what waits and get what is new, soon. Nothing happens without a connection."""

    def look(self, address: str, code: str) -> None:
        """Look what a community is, before a yes. Nothing of the member's travels."""

    def looked(self) -> Offer | Problem | None:
        """What the look found, once; None while there is nothing to tell."""

    def progress(self) -> str:
        """What it does now, in plain words: "Sending. 1 of 2."; "" while it does nothing."""

    def arrived(self) -> Arrived:
        """What came since the last call."""

    def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard`, on another thread, when one of the three above has something new."""

    def close(self) -> None:
        """Stop at once. What was not sent waits for the next time."""


class Content(Protocol):
    """Readable content that is not private."""

    def charter(self, version: str = "") -> Pack:
        """The charter's pack, or an older version of it.

        Raises Problem("pack_broken") or ("no_such_version").
        """

    def came(self) -> str:
        """The version of the charter where the community sent it; "" where it is the shipped."""


class Condition(Protocol):
    """How what is kept for the member fares."""

    @property
    def damaged(self) -> int:
        """How many parts of the member's words cannot be read."""

    def exposure(self) -> Exposure:
        """Who could read the member's words here, as it is now."""


class Lock(Protocol):
    """The lock of the journal, and of all that began in it.

    While it is closed, new entries and their drafts can be kept, and what this run has written
    since can be read and changed. All else of the journal raises Problem("journal_locked"), and
    drafts of the journal are not among those that are left over.
    """

    @property
    def kind(self) -> LockKind | Literal[""]:
        """The kind of lock that is set; "" while there is none."""

    @property
    def open(self) -> bool:
        """Whether the journal can be read now. True without a lock."""

    def unlock(self, answer: str) -> bool:
        """Open it for this run. False: not the answer. Takes about a second."""

    def close(self) -> None:
        """Lock it again, and let go of its words and key in memory as far as Python can.

        Without a lock this does nothing.
        """

    def set(self, kind: LockKind, answer: str) -> None:
        """Set a lock, or another answer. It stays open in this run. Takes about a second.

        The answer of pictures is their names, with spaces between.
        Raises Problem("journal_locked"), ("not_four_pictures") or ("lock_words_short").
        """

    def remove(self) -> None:
        """Take the lock off. Raises Problem("journal_locked") while it is closed."""


class RecoveryCard(Protocol):
    """Words on paper that open everything when the key or the lock's answer is lost."""

    @property
    def made(self) -> bool:
        """Whether there is a card that works."""

    def make(self) -> tuple[str, ...]:
        """New words for a card. One that was made before opens nothing any more.

        Takes about a second. Raises Problem("journal_locked") while the lock is closed.
        """

    def recover(self, words: str) -> bool:
        """Put the key back and take the lock off. False: these are not the words.

        Capital letters, commas and line ends between the words do not count.
        """


class TextFiles(Protocol):
    """Files of text that the member asks for, outside the program's folder."""

    def place(self, name: str) -> str:
        """The whole path that a new file would have. Nothing is made.

        `name` is what the member typed: a file, a folder, or "" for a name of ours.
        Raises Problem("no_such_folder"), ("folder_closed"), ("file_is_there") or
        ("file_not_written").
        """

    def write(self, place: str, text: str) -> None:
        """Make the file, for the member alone and never in the place of another.

        `place` came from the method above. Raises Problem("file_is_there"),
        ("no_room_for_file") or ("file_not_written"); then no file was made.
        """


class Mark(Struct, frozen=True):
    """The sentence that is being read: letters `start` to `end` of a line that is shown.

    `time` counts earlier lines of the page with the same words.
    """

    shown: str
    time: int
    start: int
    end: int


class Voice(Protocol):
    """Speaks. No call waits for the sound, and none raises."""

    def read(self, page: Page) -> None:
        """Read a page aloud, or go on with it where it was left."""

    def read_from(self, page: Page, shown: str) -> None:
        """Read a page from a line of it on."""

    def step(self, by: int) -> None:
        """Read the same sentence again (0), the one before (-1) or the next (1)."""

    def spell(self, word: str) -> None:
        """Say the letters of a word; "" means the word that was said last."""

    def forget(self) -> None:
        """The page that was read is gone: nothing of it is said again."""

    def say(self, words: str) -> None:
        """Say words to the member, in place of all else."""

    def focus(self, words: str) -> None:
        """Say what the member moved to, unless they move on at once."""

    def stop(self) -> bool:
        """Stop reading. False where nothing was being read. The room's voice goes on."""

    def to_room(self, line: RoomLine) -> None:
        """Say a line to the room, in place of the line before."""

    def stop_room(self) -> bool:
        """Stop the room's voice. False where it said nothing."""

    def refresh(self) -> None:
        """The settings of the voice have changed."""

    def troubles(self) -> Sequence[str]:
        """What went wrong since the last call: "voice_lost", "no_voice"."""

    def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard`, on another thread, when `mark` or `troubles` has something new."""

    @property
    def talking(self) -> bool:
        """Whether something is being said, to the member or to the room, or will be."""

    @property
    def mark(self) -> Mark | None:
        """The sentence that is being read now."""

    @property
    def reader_runs(self) -> bool:
        """Whether a screen reader seems to run on this computer."""

    def names(self) -> Sequence[VoiceName]:
        """The voices that can be chosen. This one may take a second."""

    def devices(self) -> Sequence[Device]:
        """The outputs for sound that can be chosen for the room. It may take a second."""


class Studio(Protocol):
    """Makes the drawings, photos and voices that are shared.

    What comes out has dots or samples and nothing else: no place, no device, no name, no date.
    Nothing of it lies on the disk.
    """

    def recent(self, kind: KindOfFile, /) -> Sequence[FoundFile]:
        """Files that may be meant, the newest first."""

    def make(self, typed: str, kind: KindOfFile, /) -> None:
        """Begin to make what is sent in place of a file, whose path was typed, pasted or dropped.

        It goes on while nobody waits. One that was begun before is given up.
        """

    def made(self) -> bytes | None:
        """What was made, once; None while it is being made, and where nothing was begun.

        Raises Problem, once, with a sentence for each way to fail.
        """

    def give_up(self) -> None:
        """Make it no more."""

    def record(self) -> None:
        """Begin to record; a sound that plays stops. Raises Problem("no_microphone")."""

    def stop(self) -> bytes:
        """End it, and what was recorded. It stays at hand until the next one begins.

        Raises Problem("nothing_recorded").
        """

    def play(self, data: bytes) -> None:
        """Let the member hear a sound that was made here. Raises Problem("no_voice")."""

    def hush(self) -> bool:
        """Stop that sound. False where none was heard."""

    def show(self, data: bytes, kind: Type, /) -> None:
        """Show a picture in another program. Raises Problem("no_viewer")."""

    def not_shown(self) -> bool:
        """Whether the other program could not show it, once."""

    def forget(self) -> None:
        """Fall silent, end what shows a picture, and take away what was made for that."""

    def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard`, on another thread, when a recording has ended by itself, or `made` or
        `not_shown` has something to tell."""

    @property
    def making(self) -> bool:
        """Whether something is being made, or is there and was not told yet."""

    @property
    def recording(self) -> bool:
        """Whether a recording was begun, and the member did not stop it."""

    @property
    def ended(self) -> bool:
        """Whether the recording has ended by itself."""

    @property
    def busy(self) -> bool:
        """Whether it records or plays, so that no voice may speak."""

    @property
    def can_show(self) -> bool:
        """Whether a picture can be shown without lying on the disk."""


class Desktop(Protocol):
    """What the member's computer can do outside the companion."""

    def copy(self, text: str, /) -> None:
        """Hold words for another program, where anyone can read them. Raises
        Problem("not_copied")."""

    def reminds(self) -> bool:
        """Whether the computer gives reminders while the companion is closed."""

    def set_reminding(self, on: bool, /) -> None:
        """Let it do so, or not. Raises Problem with a sentence for each way to fail."""


class Ports(Struct, frozen=True):
    """All that a session may ask of the world. `other_open`: another companion runs here.

    `voice` makes the voice, which loads slowly, when it is first needed; so do the two below.
    """

    clock: Clock
    settings: Settings
    notes: Kept[Note]
    journal: Kept[Entry]
    drafts: Drafts
    sessions: Sessions
    content: Content
    condition: Condition
    files: TextFiles
    lock: Lock
    recovery: RecoveryCard
    shares: Kept[Share]
    attachments: Attachments
    outbox: Outbox
    community: Community
    sync: Sync
    voice: Callable[[], Voice]
    studio: Callable[[], Studio]
    desktop: Callable[[], Desktop]
    other_open: bool = False
