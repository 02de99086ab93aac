"""Ports that live in memory, with the same behaviour as the real ones.

tests/ports/ runs one suite over these and over the store.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Generic, Literal, TypeVar

from msgspec.structs import replace

from companion.domain.arrivals import own_name, read_by_member, take_in
from companion.domain.chosen_files import FoundFile, KindOfFile
from companion.domain.connections import Arrived, Connection, Offer
from companion.domain.exposure import Exposure
from companion.domain.files import SharedFile
from companion.domain.journal import Entry
from companion.domain.kept import About, Draft
from companion.domain.locking import LockKind, check_answer
from companion.domain.notes import Note
from companion.domain.parcels import Parcel, taken_back
from companion.domain.sessions import Arrival, PlannedSession
from companion.domain.shares import Share
from companion.domain.timeline import in_order
from companion.ports import Content, Ports
from companion.problems import Problem
from companion.speech.voice import SpokenVoice
from companion.store.charters import Charters
from companion.store.sealing import same_words
from companion.wire import community as published
from companion.wire.files import LARGEST, Type
from companion.wire.trails import Trail
from tests.speech.recorder import Recorder

T = TypeVar("T", Note, Entry, Share)


class FakeClock:
    """A clock that moves only when it is told to; each look is a second later."""

    def __init__(self) -> None:
        self.time = datetime(2026, 6, 19, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


class FakeSettings:
    """Settings in a dict."""

    def __init__(self, **values: str) -> None:
        self.values = values

    def get(self, name: str) -> str:
        return self.values.get(name, "")

    def put(self, name: str, value: str) -> None:
        self.values[name] = value


@dataclass
class FakeLock:
    """A lock that opens at once. `written`: ids of what was written since it was closed."""

    kind: LockKind | Literal[""] = ""
    answer: str = ""
    open: bool = True
    written: set[str] = field(default_factory=set)

    def unlock(self, answer: str) -> bool:
        self.open = self.open or same_words(answer) == self.answer
        return self.open

    def close(self) -> None:
        self.open = not self.kind
        self.written.clear()

    def set(self, kind: LockKind, answer: str) -> None:
        self.ask()
        check_answer(kind, answer)
        self.kind, self.answer = kind, same_words(answer)

    def remove(self) -> None:
        self.ask()
        self.kind, self.answer = "", ""

    def ask(self, thing_id: str = "") -> None:
        if not self.open and thing_id not in self.written:
            raise Problem("journal_locked")


@dataclass
class FakeRecovery:
    """A card whose words count up."""

    lock: FakeLock
    words: tuple[str, ...] = ()
    cards: int = 0

    @property
    def made(self) -> bool:
        return bool(self.words)

    def make(self) -> tuple[str, ...]:
        self.lock.ask()
        self.cards += 1
        first = "lamp" if self.cards % 2 else "river"
        self.words = (first, "spoon", "green", "apple", "basket", "music", "paper", "window")
        return self.words

    def recover(self, words: str) -> bool:
        if not self.words or tuple(re.findall(r"\w+", words.casefold())) != self.words:
            return False
        self.lock.open = True
        self.lock.remove()
        return True


@dataclass
class FakeKept(Generic[T]):
    """Private things in a dict. `broken` is raised by every write, as a full disk would."""

    clock: FakeClock
    missing: str
    letter: str
    stored: dict[str, T] = field(default_factory=dict)
    hidden: dict[str, T] = field(default_factory=dict)
    broken: Problem | None = None
    lock: FakeLock = field(default_factory=FakeLock)

    def _write(self) -> None:
        if self.broken is not None:
            raise self.broken

    def all(self) -> list[T]:
        self.lock.ask()
        return sorted(self.stored.values(), key=lambda n: n.changed, reverse=True)

    def get(self, thing_id: str) -> T:
        self.lock.ask(thing_id)
        if thing_id not in self.stored:
            raise Problem(self.missing, id=thing_id)
        return self.stored[thing_id]

    def save(self, thing: T) -> T:
        self._write()
        if thing.version:
            self.lock.ask(thing.id)
        now = self.clock.now()
        old = self.stored.get(thing.id)
        if old is not None and old.version == thing.version:
            new = replace(thing, created=old.created, changed=now, version=thing.version + 1)
        else:
            taken = thing.version or not thing.id or thing.id in self.stored
            count = len(self.stored) + len(self.hidden) + 1
            new_id = f"{self.letter}{count}" if taken else thing.id
            new = replace(thing, id=new_id, created=now, changed=now, version=1)
        self.stored[new.id] = new
        if not self.lock.open:
            self.lock.written.add(new.id)
        return new

    def delete(self, thing_id: str) -> None:
        self._write()
        self.lock.ask()
        self.hidden[thing_id] = self.get(thing_id)
        del self.stored[thing_id]

    def undelete(self, thing_id: str) -> T:
        self._write()
        self.lock.ask()
        if thing_id not in self.hidden:
            raise Problem(self.missing, id=thing_id)
        self.stored[thing_id] = self.hidden.pop(thing_id)
        return self.stored[thing_id]


class FakeNotes(FakeKept[Note]):
    """Notes in a dict."""

    def add(self, text: str, *, aloud: bool = False) -> Note:
        return self.save(Note(text=text, aloud=aloud))


def fake_notes(clock: FakeClock) -> FakeNotes:
    return FakeNotes(clock, "no_such_note", "n")


@dataclass
class FakeDrafts:
    """Drafts in a dict; `earlier` holds those of a run before this one.

    `unread` is raised by every reading, as without the key.
    """

    clock: FakeClock
    stored: dict[str, Draft] = field(default_factory=dict)
    earlier: dict[str, Draft] = field(default_factory=dict)
    broken: Problem | None = None
    unread: Problem | None = None
    lock: FakeLock = field(default_factory=FakeLock)

    def keep(self, draft_id: str, about: About, text: str) -> None:
        if self.broken is not None:
            raise self.broken
        self.earlier.pop(draft_id, None)
        self.stored[draft_id] = Draft(draft_id, about, text, self.clock.now())

    def drop(self, draft_id: str) -> None:
        self.earlier.pop(draft_id, None)
        self.stored.pop(draft_id, None)

    def left_over(self) -> list[Draft]:
        if self.unread is not None:
            raise self.unread
        found = [d for d in self.earlier.values() if self.lock.open or not d.about.of_journal]
        return sorted(found, key=lambda d: d.changed, reverse=True)


@dataclass
class FakeSessions:
    """Sessions in a list. `take` is for tests: a page never calls it."""

    clock: FakeClock
    stored: list[PlannedSession] = field(default_factory=list)
    broken: Problem | None = None

    def all(self) -> list[PlannedSession]:
        return in_order(self.stored)

    def get(self, session_id: str) -> PlannedSession:
        for session in self.stored:
            if session.id == session_id:
                return session
        raise Problem("no_such_session", id=session_id)

    def mark_read(self, session_id: str) -> None:
        session = self.get(session_id)
        if self.broken is not None and session.changed:
            raise self.broken
        self.stored[self.stored.index(session)] = read_by_member(session)

    def take(self, calendar: str, sessions: Iterable[PlannedSession]) -> Arrival:
        if self.broken is not None:
            raise self.broken
        sessions = list(sessions)
        name = own_name(self.stored, calendar, sessions)
        self.stored, arrival = take_in(self.stored, name, sessions, self.clock.now())
        return arrival


@dataclass
class FakeFiles:
    """Files in a dict, by their place. `closed` takes no file; `broken` is raised by a write."""

    stored: dict[str, str] = field(default_factory=dict)
    folders: tuple[str, ...] = ("/home/sam", "/closed")
    closed: str = "/closed"
    broken: Problem | None = None

    def place(self, name: str) -> str:
        path = PurePosixPath("/home/sam", name)
        if str(path) in self.folders:
            path /= f"companion-{len(self.stored) + 1}.txt"
        path = path if path.suffix else path.with_name(f"{path.name}.txt")
        if len(name) > 255:
            raise Problem("file_not_written", path=name)
        if str(path.parent) not in self.folders:
            raise Problem("no_such_folder", path=path.parent)
        if str(path.parent) == self.closed:
            raise Problem("folder_closed", path=path.parent)
        if str(path) in self.stored:
            raise Problem("file_is_there", path=path)
        return str(path)

    def write(self, place: str, text: str) -> None:
        if self.broken is not None:
            raise self.broken
        if place in self.stored:
            raise Problem("file_is_there", path=place)
        self.stored[place] = text


COMMUNITY = published.Community(
    version=3,
    name="North Sea Community",
    made="2026-06-18",
    about="We make plans together.",
    who_reads="Ana and Tom read it first.",
    how_often="They read it 2 times a week.",
    kept_for="We keep it for 1 year.",
    contact="Ring Ana: 01632 960001",
    consent=published.Consent("2026-06", ("You can take it back.",)),
    news=(published.News("n1", "2026-06-17", "The room is new", "We have a quiet room now."),),
)
OFFER = Offer("https://north.example", "apple river", bytes(32), b"", COMMUNITY)


@dataclass
class FakeAttachments:
    """Files in a dict; `lock` closes what was kept before it closed."""

    lock: FakeLock
    kept: dict[str, bytes] = field(default_factory=dict)
    broken: Problem | None = None

    def keep(self, data: bytes, kind: Type) -> SharedFile:
        if self.broken is not None:
            raise self.broken
        if not 1 <= len(data) <= LARGEST:
            raise ValueError("not the size of a file")
        file_id = f"{len(self.kept):032x}"
        self.kept[file_id] = data
        if not self.lock.open:
            self.lock.written.add(file_id)
        return SharedFile(file_id, kind, len(data), sha256(data).hexdigest())

    def data(self, file_id: str) -> bytes:
        if file_id not in self.kept:
            raise Problem("attachment_missing")
        self.lock.ask(file_id)
        return self.kept[file_id]

    def drop(self, file_id: str) -> None:
        self.kept.pop(file_id, None)


@dataclass
class FakeDesktop:
    """A computer that copies and reminds, unless it is `broken`."""

    copied: str = ""
    on: bool = False
    broken: bool = False

    def copy(self, text: str) -> None:
        if self.broken:
            raise Problem("not_copied")
        self.copied = text

    def reminds(self) -> bool:
        return self.on

    def set_reminding(self, on: bool) -> None:
        if self.broken:
            raise Problem("timer_not_set_up")
        self.on = on


@dataclass
class FakeStudio:
    """Files and a microphone in memory: `files` by what is typed, `said` what it would hear.

    `slow`: a file is still being made.
    """

    found: list[FoundFile] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    said: bytes = b"OggS\0 a voice"
    microphone: bool = True
    slow: bool = False
    asked: str | None = None
    recording: bool = False
    ended: bool = False
    playing: bytes = b""
    shown: list[bytes] = field(default_factory=list)
    can_show: bool = True
    failed: bool = False
    heard: Callable[[], None] = lambda: None

    def recent(self, _kind: KindOfFile) -> list[FoundFile]:
        return self.found

    def make(self, typed: str, _kind: KindOfFile) -> None:
        self.asked = typed.strip()

    def made(self) -> bytes | None:
        asked = self.asked
        if asked is None or self.slow:
            return None
        self.asked = None
        if asked not in self.files:
            raise Problem("chosen_not_there")
        return self.files[asked]

    def give_up(self) -> None:
        self.asked = None

    @property
    def making(self) -> bool:
        return self.asked is not None

    def record(self) -> None:
        if not self.microphone:
            raise Problem("no_microphone")
        self.recording, self.playing = True, b""

    def stop(self) -> bytes:
        self.recording = self.ended = False
        if not self.said:
            raise Problem("nothing_recorded")
        return self.said

    def play(self, data: bytes) -> None:
        self.playing = data

    def hush(self) -> bool:
        was, self.playing = self.playing, b""
        return bool(was)

    def show(self, data: bytes, _kind: Type) -> None:
        if not self.can_show:
            raise Problem("no_viewer")
        self.shown.append(data)

    def not_shown(self) -> bool:
        failed, self.failed = self.failed, False
        return failed

    def forget(self) -> None:
        self.playing = b""
        self.shown.clear()

    def listen(self, heard: Callable[[], None]) -> None:
        self.heard = heard

    def close(self) -> None:
        self.forget()

    @property
    def busy(self) -> bool:
        return self.recording or bool(self.playing)


@dataclass
class FakeCommunity:
    """A community; `trails` are by the id of the contribution."""

    clock: FakeClock
    connected: Connection | None = None
    document: published.Community | None = None
    trails: dict[str, Trail] = field(default_factory=dict)
    broken: Problem | None = None

    def connection(self) -> Connection | None:
        return self.connected

    def connect(self, offer: Offer) -> None:
        if self.broken is not None:
            raise self.broken
        today = self.clock.now().date()
        self.connected = Connection(offer.address, offer.community.name, today, key=offer.key)
        self.document = offer.community

    def disconnect(self) -> None:
        self.connected = None

    def pause(self) -> None:
        self.connected = replace(self.connected, paused=True) if self.connected else None

    def resume(self) -> None:
        self.connected = replace(self.connected, paused=False) if self.connected else None

    def published(self) -> published.Community | None:
        return self.document

    def trail(self, share: Share) -> Trail | None:
        return self.trails.get(share.sending.id) if share.sending else None


@dataclass
class FakeOutbox:
    """Parcels in a dict. `deliver` plays the endpoint that got one."""

    clock: FakeClock
    community: FakeCommunity
    parcels: dict[str, Parcel] = field(default_factory=dict)
    broken: Problem | None = None

    def send(
        self, contribution_id: str, body: bytes, files: Sequence[tuple[Type, bytes]] = ()
    ) -> None:
        if self.broken is not None:
            raise self.broken
        known = self.parcels.get(contribution_id)
        if known is None or known.state == "elsewhere":
            today = self.clock.now().date()
            copies = tuple(
                SharedFile(f"{n:032x}", kind, len(data), sha256(data).hexdigest())
                for n, (kind, data) in enumerate(files)
            )
            parcel = Parcel(id=contribution_id, since=today, body=body, files=copies)
            if (line := self.community.connected) is not None:
                parcel = replace(parcel, to=line.key, community=line.name)
            self.parcels[contribution_id] = parcel
        elif known.body and known.body != body:
            raise ValueError("other bytes")

    def parcel(self, contribution_id: str) -> Parcel | None:
        return self.parcels.get(contribution_id)

    def take_back(self, contribution_id: str, key: str) -> bool:
        if self.broken is not None:
            raise self.broken
        known = self.parcels.get(contribution_id)
        if known is None:
            known = Parcel(id=contribution_id, since=self.clock.now().date(), state="elsewhere")
        if not known.left:
            self.parcels[contribution_id] = replace(known, state="never-left", body=b"")
            return True
        if known.state != "taken-back":
            self.parcels[contribution_id] = replace(known, state="taking-back", key=key, body=b"")
        return False

    def waiting(self) -> dict[str, int]:
        return dict(Counter(one.to for one in self.parcels.values() if one.waits))

    def deliver(self, contribution_id: str, promise: date | None = None) -> None:
        parcel, today = self.parcels[contribution_id], self.clock.now().date()
        self.parcels[contribution_id] = replace(
            parcel, state="got", body=b"", tries=1, got=today, promise=promise
        )

    def lose(self, contribution_id: str) -> None:
        """Play the endpoint that lost one; nobody had read it."""
        self.parcels[contribution_id] = taken_back(self.parcels[contribution_id], was_read=False)


@dataclass
class FakeSync:
    """Nothing runs: a test says what is found (`offers` by address) and what comes."""

    offers: dict[str, Offer | Problem] = field(default_factory=dict)
    doing: str = ""
    coming: Arrived = field(default_factory=Arrived)
    went: int = 0
    codes: list[str] = field(default_factory=list)
    found: Offer | Problem | None = None
    heard: Callable[[], None] = lambda: None

    def opened(self) -> None:
        self.went += 1

    def go(self) -> None:
        self.went += 1

    def look(self, address: str, code: str) -> None:
        self.codes.append(code)
        unknown = Problem("address_not_reached", place=address)
        self.found = self.offers.get(address, unknown)
        self.heard()

    def looked(self) -> Offer | Problem | None:
        found, self.found = self.found, None
        return found

    def progress(self) -> str:
        return self.doing

    def arrived(self) -> Arrived:
        came, self.coming = self.coming, Arrived()
        return came

    def listen(self, heard: Callable[[], None]) -> None:
        self.heard = heard

    def close(self) -> None:
        self.heard = lambda: None

    def come(self, arrived: Arrived) -> None:
        """Something came; who listens is told."""
        self.coming = self.coming.plus(arrived)
        self.heard()


@dataclass
class World:
    """All the ports, with their fakes at hand."""

    clock: FakeClock
    settings: FakeSettings
    notes: FakeNotes
    journal: FakeKept[Entry]
    drafts: FakeDrafts
    sessions: FakeSessions
    lock: FakeLock
    recovery: FakeRecovery
    shares: FakeKept[Share]
    attachments: FakeAttachments
    outbox: FakeOutbox
    community: FakeCommunity
    sync: FakeSync = field(default_factory=FakeSync)
    damaged: int = 0
    exposed: Exposure = field(
        default_factory=lambda: Exposure(
            "/home/sam/companion", "folder", "/home/sam/companion/companion.key"
        )
    )
    content: Content = field(default_factory=Charters)
    files: FakeFiles = field(default_factory=FakeFiles)
    sound: Recorder = field(default_factory=Recorder)
    studio: FakeStudio = field(default_factory=FakeStudio)
    desktop: FakeDesktop = field(default_factory=FakeDesktop)

    @cached_property
    def voice(self) -> SpokenVoice:
        """The program's own voice; only the processes that make sound are not there."""
        sound = self.sound
        return SpokenVoice(
            self.settings, self.clock, sound.make, sound.names_of, lambda: sound.devices
        )

    def exposure(self) -> Exposure:
        return self.exposed

    def ports(self, *, other_open: bool = False) -> Ports:
        return Ports(
            self.clock,
            self.settings,
            self.notes,
            self.journal,
            self.drafts,
            self.sessions,
            self.content,
            self,
            self.files,
            self.lock,
            self.recovery,
            self.shares,
            self.attachments,
            self.outbox,
            self.community,
            self.sync,
            lambda: self.voice,
            lambda: self.studio,
            lambda: self.desktop,
            other_open,
        )


def connected_world(**settings: str) -> World:
    """A world that is connected to COMMUNITY."""
    made = world(**settings)
    made.community.connect(OFFER)
    return made


def world(**settings: str) -> World:
    """A new world; `settings` are kept before it begins."""
    clock, lock = FakeClock(), FakeLock()
    community = FakeCommunity(clock)
    return World(
        clock,
        FakeSettings(**settings),
        fake_notes(clock),
        FakeKept[Entry](clock, "no_such_entry", "j", lock=lock),
        FakeDrafts(clock, lock=lock),
        FakeSessions(clock),
        lock,
        FakeRecovery(lock),
        FakeKept[Share](clock, "no_such_share", "s", lock=lock),
        FakeAttachments(lock),
        FakeOutbox(clock, community),
        community,
    )
