"""`companion icons`: start icons in the menu of a Linux desktop, put there or taken away."""

import os
import sys
from argparse import Namespace
from pathlib import Path

from companion.commands.answer import say, say_json
from companion.compose import home_of
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _
from companion.problems import Problem
from companion.store.asked_files import write_file
from companion.windows.icons import ICONS, drawing, entry, places


def icons(options: Namespace) -> int:
    """Make both icons anew, or take them away."""
    if sys.platform in ("win32", "darwin"):
        raise Problem("no_icons_here")
    files = _take_away() if options.remove else _make(options)
    if options.json:
        say_json({"removed" if options.remove else "made": [str(path) for path in files]})
    elif options.remove:
        say([_("We took the start icons away. Your words stay.")], options.width)
    else:
        names = " ".join(_(icon.title) + "." for icon in ICONS)
        told = _("These start icons are in the menu of your computer now: {names}")
        again = _("To take them away, type: companion icons --remove")
        say([told.format(names=names), again], options.width)
    return 0


def _make(options: Namespace) -> list[Path]:
    """The files that were written: each picture first, so that no entry is without its own."""
    named = options.home or os.environ.get("COMPANION_HOME")
    home = [f"--home={home_of(options).path}"] if named else []
    made = []
    for icon in ICONS:
        menu, picture = places(icon)
        try:
            texts = {picture: drawing(icon), menu: entry(icon, home)}
        except ValueError as error:
            raise Problem("file_not_written", path=shown_line(str(menu))) from error
        for path, text in texts.items():
            _write(path, text)
            made.append(path)
    return made


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem("file_not_written", path=shown_line(str(path))) from error
    write_file(path, text.encode("utf-8", "surrogateescape"), replace=True)


def _take_away() -> list[Path]:
    """The files that were there and are gone now."""
    gone = []
    for path in (path for icon in ICONS for path in places(icon)):
        try:
            path.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise Problem("file_not_removed", path=shown_line(str(path))) from error
        gone.append(path)
    return gone
