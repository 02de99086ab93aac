"""The only place where real adapters are built and a front end is chosen."""

import atexit
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, TypeVar, cast

from companion.domain.choices import SETTINGS
from companion.guarding import close_to_others
from companion.plainwords.messages import _
from companion.problems import Problem
from companion.store.default_folder import default_folder
from companion.store.home import FORGOTTEN, Home
from companion.store.opening import Store, open_store

if TYPE_CHECKING:
    from argparse import Namespace

    from companion.domain.connections import Offer
    from companion.notices.computer import Computer
    from companion.plain.mode import PlainMode
    from companion.ports import Ports, Settings, Studio, Voice
    from companion.session import Session
    from companion.sync.community import StoredCommunity
    from companion.sync.course import Asker
    from companion.sync.round import Outcome, Round
    from companion.wire.carried import Carried

T = TypeVar("T")

LEAST_COLUMNS, LEAST_ROWS = 20, 6  # a full screen needs that much


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """The time now, in UTC."""
        return datetime.now(UTC)


class ForThisRun:
    """Settings, some of which an option of the command line holds for this run.

    What the member chooses on a page ends the option's hold. `trouble` says why the kept
    settings could not be read, if so; then they count as not chosen.
    """

    def __init__(self, kept: "Settings") -> None:
        self._kept = kept
        self._held: dict[str, str] = {}
        self.trouble: Problem | None = None
        self.get("way")  # the first look finds any trouble

    def hold(self, name: str, value: str) -> None:
        """Let `value` count for this run; "" holds nothing."""
        if value:
            self._held[name] = value

    def get(self, name: str) -> str:
        """The value held for this run, else the one that is kept, else ""."""
        try:
            return self._held.get(name) or self._kept.get(name)
        except Problem as problem:
            self.trouble = problem
            return ""

    def put(self, name: str, value: str) -> None:
        """Keep a value. It counts now, also where it cannot be kept for the next time."""
        self._held[name] = value
        self._kept.put(name, value)


def home_of(options: "Namespace") -> Home:
    """The home that was named by --home or COMPANION_HOME, else the platform's own.

    What was forgotten in it long enough ago is gone when this returns.
    """
    if options.demo:
        return _demo_home()
    named = options.home or os.environ.get("COMPANION_HOME")
    try:
        home = Home(Path(named or default_folder()))
    except (OSError, RuntimeError) as error:  # "~nobody", or the folder we are in is gone
        raise Problem("home_not_writable", path=named or "") from error
    if os.path.isdir(home.path / FORGOTTEN):  # noqa: PTH112 - whatever is wrong, it is no error
        from companion.store.forgetting import settle  # noqa: PLC0415 - needed by few homes

        settle(home, datetime.now(UTC))
    return home


@cache
def _demo_home() -> Home:
    """A home with examples, which is gone when the program ends."""
    from shutil import rmtree  # noqa: PLC0415 - this and all here is for an example alone
    from tempfile import mkdtemp  # noqa: PLC0415

    from companion.calendars.examples import CALENDAR, examples  # noqa: PLC0415

    folder = Path(mkdtemp(prefix="companion-demo-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    home = Home(folder / "companion", brief=True)
    open_store(home).sessions.take(CALENDAR, examples(datetime.now(UTC).date()))
    return home


def open_home(options: "Namespace") -> Store:
    """The member's store, for a command."""
    _forgive_streams()
    return open_store(home_of(options))


def open_companion(options: "Namespace") -> int:
    """Open the companion and stay until the member stops. Returns the exit code."""
    from companion import crash  # noqa: PLC0415 - a command that reads loads none of these
    from companion.pages.home import QUIET  # noqa: PLC0415
    from companion.session import Session  # noqa: PLC0415

    crash.watch()
    close_to_others()
    _forgive_streams()
    home = home_of(options)
    store = open_store(home)
    settings = ForThisRun(store.settings)
    settings.hold("keys", options.keys or "")
    settings.hold("way", _way(options, settings))
    settings.hold("text_size", options.text_size or _size_asked())
    settings.hold("theme", _theme_asked(options, settings))
    settings.hold("width", str(options.width or ""))
    settings.hold("voice", _voice_asked(options))
    ports = ports_of(store, settings)
    if store.has_outbox:
        ports.sync.opened()
    with home.presence():
        quiet = QUIET if settings.get("way") in ("screen", "reader") and store.is_quiet() else ""
        session = Session(ports, *(("home", quiet) if settings.get("way") else ("ways",)))
        if settings.trouble:
            session.tell(settings.trouble)
        with _ended_by_signals():
            try:
                _meet(session)
            except KeyboardInterrupt:
                session.end_of_input()
                sys.stdout.write(f"\n{session.last_words}\n")
                return 130
        store.keep_quiet(lambda: session.nothing_to_tell)
    return 1 if session.lost_words else 0


@contextmanager
def page_session(
    options: "Namespace", route: str, arg: str = "", store: Store | None = None
) -> "Iterator[Session]":
    """A session that stands on a page, for a command that asks for words as the page does.

    It keeps each line as it is finished, and everything when it ends, however it ends. `store`
    is the one that the command has open already, whose lock may be open.
    """
    from companion.session import Session  # noqa: PLC0415 - most commands show no page

    store = store or open_store(home_of(options))
    with store.presence(), _ended_by_signals():
        session = Session(ports_of(store, ForThisRun(store.settings)), route, arg)
        try:
            yield session
        finally:
            session.end_of_input()
    if session.lost_words:
        raise Problem("not_saved")


def ports_of(store: Store, settings: "Settings") -> "Ports":
    """All that a session may ask of the world, on what is kept in a store."""
    from random import random  # noqa: PLC0415 - most commands need none of these

    from companion.ports import Ports  # noqa: PLC0415
    from companion.store.asked_files import AskedFiles  # noqa: PLC0415
    from companion.sync.worker import SyncWorker  # noqa: PLC0415

    sync = SyncWorker(partial(make_round, store), look_at, SystemClock().now, random)
    atexit.register(sync.close)
    return Ports(
        SystemClock(),
        settings,
        _later(lambda: store.notes),
        _later(lambda: store.journal),
        _later(lambda: store.drafts),
        store.sessions,
        _later(lambda: store.charters),
        store,
        AskedFiles(SystemClock()),
        _later(lambda: store.lock),
        _later(lambda: store.recovery),
        _later(lambda: store.shares),
        _later(lambda: store.attachments),
        _later(lambda: store.outbox),
        _later(lambda: community_of(store)),
        sync,
        _voice_of(settings),
        _studio,
        lambda: computer_of(store),
        store.other_open,
    )


class _Later:
    """Stands for a part of the store that is opened when it is first used."""

    def __init__(self, open_it: Callable[[], object]) -> None:
        self._open = open_it

    def __getattr__(self, name: str) -> object:
        return getattr(self._open(), name)


def _later(open_it: Callable[[], T]) -> T:
    return cast(T, _Later(open_it))


def community_of(store: Store) -> "StoredCommunity":
    """The community, as it is known in a store."""
    from companion.sync.community import StoredCommunity  # noqa: PLC0415 - quick commands need none

    return StoredCommunity(store, SystemClock().now)


def make_round(store: Store, asker: "Asker | None" = None) -> "Round":
    """One round with the community. `asker` None: nobody stops it."""
    from random import random  # noqa: PLC0415 - loads with what follows

    from companion.sync.course import Asker  # noqa: PLC0415
    from companion.sync.round import Round  # noqa: PLC0415 - loads httpx

    asker = asker or Asker(Event())
    return Round(store.outbox, community_of(store), SystemClock().now, random, asker)


def look_at(address: str, code: str, stopped: Event | None = None) -> "Offer":
    """What the community at an address is. Raises like companion.sync.looking.look."""
    from companion.easyread.code_words import code_words  # noqa: PLC0415
    from companion.sync.looking import look  # noqa: PLC0415 - loads httpx

    return look(address, code, code_words(), stopped)


def look_in_file(carried: "Carried", place: str, code: str) -> "Offer":
    """What the community is whose file somebody carried here. Raises like
    companion.sync.looking.look_in."""
    from companion.easyread.code_words import code_words  # noqa: PLC0415
    from companion.sync.looking import look_in  # noqa: PLC0415

    return look_in(carried, place, code, code_words())


def take_in(store: Store, carried: "Carried") -> "Outcome":
    """Take in such a file. Raises like companion.sync.by_hand.TakingIn.go."""
    from random import random  # noqa: PLC0415

    from companion.sync.by_hand import TakingIn  # noqa: PLC0415

    return TakingIn(carried, store.outbox, community_of(store), random).go()


def computer_of(store: Store) -> "Computer":
    """What the computer can do outside the companion, and for this home alone."""
    from companion.notices.computer import Computer  # noqa: PLC0415 - few need it
    from companion.windows.opening import companion_command  # noqa: PLC0415

    home = store.home
    if home.brief:  # nothing of it may stay
        return Computer(())
    named = () if home.path == Path(default_folder()) else (f"--home={home.path.absolute()}",)
    return Computer(companion_command("remind", *named))


@cache
def _studio() -> "Studio":
    from companion.media.studio import ComputerStudio  # noqa: PLC0415 - needed by few pages

    studio = ComputerStudio()
    atexit.register(studio.close)
    return studio


def _voice_of(settings: "Settings") -> "Callable[[], Voice]":
    @cache
    def load() -> "Voice":
        from companion.speech.voice import SpokenVoice  # noqa: PLC0415 - it loads slowly

        voice = SpokenVoice(settings, SystemClock())
        atexit.register(voice.close)
        return voice

    return load


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """A closed window or a shutdown stops the program as Ctrl+C does: in good order."""
    import signal  # noqa: PLC0415 - a command that reads ends as any program does

    names = ("SIGHUP", "SIGTERM", "SIGQUIT")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = [signal.signal(number, signal.default_int_handler) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _meet(session: "Session") -> None:
    """Show the session in the way that the member wants, until it stops."""
    lines: PlainMode | None = None
    try:
        while not session.stopped:
            if session.way in ("", "plain"):
                lines = lines or _plain_mode(session)
                lines.run()
            else:
                from companion.screens.app import run  # noqa: PLC0415 - Textual loads slowly

                run(session, reader=session.way == "reader")
    finally:
        if lines:
            lines.leave()
    sys.stdout.write(f"{session.last_words}\n")


def _plain_mode(session: "Session") -> "PlainMode":
    from companion.plain.lines import line_asker  # noqa: PLC0415
    from companion.plain.mode import PlainMode  # noqa: PLC0415

    greeting = _("Companion, line by line.") if session.way else ""
    pressing = session.pressing
    asker = line_asker(session.hush, pressing.judge, pressing.goes_on)
    return PlainMode(session, asker, greeting=greeting)


def _way(options: "Namespace", settings: "Settings") -> str:
    """The way that options or the machine ask for; "" leaves it to the member."""
    can_draw = sys.stdin.isatty() and sys.stdout.isatty()
    accessible = os.environ.get("ACCESSIBLE") == "1"
    no_screen = os.environ.get("TERM", "") in ("", "dumb", "unknown") and os.name == "posix"
    if options.full and not options.plain:
        if not can_draw or no_screen:
            raise Problem("no_terminal")
        return "reader" if accessible or settings.get("way") == "reader" else "screen"
    plain = options.plain or accessible or os.environ.get("COMPANION_PLAIN") == "1"
    if plain or not can_draw or no_screen or _tiny():
        return "plain"
    # The first question is in lines, where one key is not enough.
    one_key = not settings.get("way") and settings.get("keys") == "one"
    return "screen" if one_key else ""


def _size_asked() -> str:
    """The size of words that the environment asks for; "" where it asks for none we know."""
    size = os.environ.get("COMPANION_TEXT_SIZE", "")
    return size if size in SETTINGS["text_size"] else ""


def _voice_asked(options: "Namespace") -> str:
    """What the options say of the voice; "" leaves it to the member."""
    if options.no_speak:
        return "off"
    return "on" if options.speak else ""


def _theme_asked(options: "Namespace", settings: "Settings") -> str:
    """The colours that options or the machine ask for; "" leaves them to the member.

    What the member chose here says more than NO_COLOR, which is meant for every program.
    """
    chosen = options.theme or settings.get("theme")
    return "none" if not chosen and "NO_COLOR" in os.environ else options.theme or ""


def _tiny() -> bool:
    columns, rows = os.get_terminal_size(sys.stdout.fileno())
    return columns < LEAST_COLUMNS or rows < LEAST_ROWS


def _forgive_streams() -> None:
    """Bytes that are no text, and signs that a terminal cannot show, end nothing."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
