"""`companion doctor`: what works on this computer, and what to do about the rest."""

import codecs
import os
import platform
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator
from importlib.util import find_spec

from msgspec import Struct
from msgspec.structs import asdict

from companion import __version__
from companion.commands.answer import say, say_json
from companion.commands.mending import install, install_again
from companion.compose import LEAST_COLUMNS, LEAST_ROWS, home_of
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _
from companion.problems import Problem
from companion.store.charters import Charters
from companion.store.home import Home
from companion.store.opening import Store, open_store

# What the companion loads only when it is needed, so that its lack would be noticed late.
PARTS = ("textual", "httpx", "icalendar", "recurring_ical_events", "typst", "PIL", "av", "nacl")
# The programs that keep keys on a Linux desktop.
KEY_STORES = ("gnome-keyring-daemon", "kwalletd5", "kwalletd6", "keepassxc")


class Finding(Struct, frozen=True):
    """One thing that was looked at. `next` is what to do, or "" where nothing is needed."""

    what: str
    ok: bool
    say: str
    next: str = ""


def doctor(options: Namespace) -> int:
    """Look at everything and print it."""
    found = list(_look(home_of(options)))
    if options.json:
        say_json([asdict(finding) for finding in found])
        return 0
    for finding in found:
        state = _("good") if finding.ok else _("look")
        said = [f"{finding.what}, {state}: {shown_line(finding.say)}"]
        say([*said, *([finding.next] if finding.next else [])], options.width)
    return 0


def _look(home: Home) -> Iterator[Finding]:
    yield Finding(
        _("Companion"), True, f"{__version__}, Python {platform.python_version()}, {sys.platform}"
    )
    yield _terminal()
    yield _letters()
    yield _window()
    yield _typing()
    yield _voice()
    yield _parts()
    yield _start_icons()
    yield _key_store()
    yield _charter(home)
    yield _folder(home)
    yield _words(open_store(home))


def _terminal() -> Finding:
    name = _("Screen")
    if not sys.stdout.isatty():
        return Finding(name, True, _("This is not a terminal. Lines work here."))
    columns, rows = os.get_terminal_size(sys.stdout.fileno())
    size = _("{columns} letters wide, {rows} lines.").format(columns=columns, rows=rows)
    if columns < LEAST_COLUMNS or rows < LEAST_ROWS:
        return Finding(name, False, size, _("Make the window bigger, or type: companion --plain"))
    return Finding(name, True, size)


def _letters() -> Finding:
    """Whether letters of every language come through."""
    name = _("Letters")
    if codecs.lookup(sys.stdout.encoding or "ascii").name == "utf-8" or os.name != "posix":
        return Finding(name, True, _("We can show letters of all languages."))
    mend = _("Type: {command}").format(command="export LC_ALL=C.UTF-8")
    return Finding(name, False, _("We cannot show all letters here."), mend)


def _parts() -> Finding:
    """Whether all that came with the companion is still there."""
    gone = [part for part in PARTS if find_spec(part) is None]
    if not gone:
        return Finding(_("Parts"), True, _("All parts of Companion are here."))
    told = _("These parts are missing: {names}.").format(names=", ".join(gone))
    return Finding(_("Parts"), False, told, install_again())


def _start_icons() -> Finding:
    from companion.windows.icons import ICONS, places  # noqa: PLC0415 - needed by no other line

    name = _("Start icons")
    if sys.platform in ("win32", "darwin"):
        return Finding(name, True, Problem("no_icons_here").say, Problem("no_icons_here").next)
    try:
        there = all(path.is_file() for icon in ICONS for path in places(icon))
    except Problem as problem:
        return Finding(name, False, problem.say, problem.next)
    if there:
        return Finding(name, True, _("They are in the menu of this computer."))
    return Finding(name, True, _("None are here yet."), _("To make them, type: companion icons"))


def _key_store() -> Finding:
    """Whether the computer can keep the key; without it a file does."""
    from companion.store.key_store import system_store  # noqa: PLC0415 - needed by no other line

    name = _("Key store")
    if system_store() is not None:
        return Finding(name, True, _("This computer can keep the key to your words."))
    told = _("No key store is open here. A new key goes into your folder.")
    desktop = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    if desktop and not any(map(shutil.which, KEY_STORES)):
        return Finding(name, False, told, install("gnome-keyring"))
    return Finding(name, False, told, _("To see who can read your words, type: companion privacy"))


def _window() -> Finding:
    """Whether `companion window` can open one here."""
    from companion.windows.finding import find  # noqa: PLC0415 - needed by no other line

    try:
        (_path, terminal), *_others = find(os.environ)
    except Problem as problem:
        lacks = problem.code == "no_window_here" and platform.system() == "Linux"
        mend = install("xterm") if lacks else problem.next
        return Finding(_("Bigger window"), False, problem.say, mend)
    told = _("We can open a bigger window, with {name}.").format(name=terminal.name)
    return Finding(_("Bigger window"), True, told, _("To open it, type: companion window"))


def _typing() -> Finding:
    name = _("Typing in lines")
    if os.name != "posix":
        return Finding(name, True, _("The terminal helps you to change what you type."))
    return Finding(name, True, _("You can go back in a line and change it."))


def _voice() -> Finding:
    """Whether a voice answers, without a sound."""
    from companion.speech.backends import order  # noqa: PLC0415 - they load slowly
    from companion.speech.voice_names import answers  # noqa: PLC0415

    found = next(filter(answers, order()), "")
    if found:
        return Finding(_("Voice"), True, _("The voice {name} works.").format(name=found))
    return Finding(_("Voice"), False, Problem("no_voice").say, _mend_voice())


def _mend_voice() -> str:
    """The one command that brings a voice."""
    if platform.system() == "Linux":
        return install("espeak-ng")
    return _("Ask someone you trust to turn on the voice of this computer.")


def _charter(home: Home) -> Finding:
    try:
        pack = Charters(str(home.path)).charter()
    except Problem as problem:
        return Finding(_("Charter"), False, problem.say, problem.next)
    parts = ", ".join(str(part.number) for part in pack.parts)
    told = _("Version {version}. Parts here: {parts}.").format(version=pack.version, parts=parts)
    if pack.pending:
        points = ", ".join(clause.id for clause in pack.pending)
        told += " " + _("Not decided yet: {points}.").format(points=points)
        return Finding(
            _("Charter"), True, told, _("To read them, type: companion charter --changes")
        )
    return Finding(_("Charter"), True, told)


def _folder(home: Home) -> Finding:
    """Whether the home, or the nearest folder above it, can be written."""
    nearest = next(p for p in (home.path, *home.path.parents) if p.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK):
        return Finding(_("Your folder"), True, str(home.path))
    problem = Problem("home_not_writable", path=home.path)
    return Finding(_("Your folder"), False, problem.say, problem.next)


def _words(store: Store) -> Finding:
    name = _("Your words")
    try:
        damaged, count = store.damaged, len(store.notes.all())
    except Problem as problem:
        return Finding(name, False, problem.say, problem.next)
    if damaged:
        told = _("We cannot read {n} of them.").format(n=damaged)
        return Finding(name, False, told, _("We keep them safe. Ask someone you trust to help."))
    return Finding(name, True, _("We can read all of them. Notes: {n}.").format(n=count))
