"""`companion window [--text-size N]`: the companion in a window of its own, with large letters."""

from argparse import Namespace
from contextlib import suppress

from companion.commands.answer import say, say_json
from companion.compose import home_of
from companion.plainwords.messages import _
from companion.ports import Settings
from companion.problems import Problem
from companion.store.home import Home
from companion.store.opening import open_store
from companion.windows.opening import (
    LEAST_POINTS,
    MOST_POINTS,
    USUAL_POINTS,
    companion_command,
    open_window,
)

SETTING = "window_points"  # kept, but not listed: it is chosen here and nowhere else
DEMO_SECONDS = 3.0  # nothing shows that a demo is open, so a window that stays so long will do


def window(options: Namespace) -> int:
    """Open it, and say what was opened."""
    if options.demo:
        points = options.points or USUAL_POINTS
        # The new window makes examples of its own: ours end with this command.
        command = companion_command("--demo", *_handed(options))
        opened = open_window(points, command, lambda: False, DEMO_SECONDS)
    else:
        home = home_of(options)
        points = _points(options, open_store(home).settings)
        command = companion_command(f"--home={home.path}", *_handed(options))
        before = home.running()
        opened = open_window(points, command, lambda: bool(home.running() - before))
        _keep(options, home)
    if options.json:
        say_json({"opened": opened.program, "text_size": points})
        return 0
    told = _("Companion is open in a bigger window, with {name}.").format(name=opened.name)
    say([told + " " + _("You can close this window.")], options.width)
    return 0


def _handed(options: Namespace) -> list[str]:
    """What was typed here and counts there too. The saved way counts without it."""
    switches = {
        "--plain": options.plain,
        "--full": options.full,
        "--speak": options.speak,
        "--no-speak": options.no_speak,
    }
    handed = [switch for switch, typed in switches.items() if typed]
    if options.text_size:
        handed.append(f"--text-size={options.text_size}")
    if options.width:
        handed.append(f"--width={options.width}")
    return handed


def _points(options: Namespace, settings: Settings) -> int:
    """What was typed, else what was typed the last time, else the usual size."""
    if options.points:
        return int(options.points)
    with suppress(Problem, ValueError):
        kept = int(settings.get(SETTING))
        if LEAST_POINTS <= kept <= MOST_POINTS:
            return kept
    return USUAL_POINTS


def _keep(options: Namespace, home: Home) -> None:
    """Remember a size that was typed. A home that cannot be written is no reason to complain."""
    if options.points:
        with suppress(Problem):
            open_store(home).settings.put(SETTING, str(options.points))
