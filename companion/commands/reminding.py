"""`companion remind`: what a timer of the computer starts every few minutes.

Each reminder is given once. A session that moves is one to remind of again.
"""

from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime

from companion.commands.answer import say, say_json, tell
from companion.compose import open_home
from companion.domain.choices import chosen
from companion.domain.reminding import due, key_of
from companion.domain.sessions import PlannedSession
from companion.notices import desktop, sound
from companion.page.session_words import headline, reminder_words
from companion.plainwords.messages import _
from companion.ports import Settings
from companion.problems import Problem

GIVEN = "reminded"  # the setting that holds which reminders were given, a line each


def remind(options: Namespace) -> int:
    """Give the reminders that are due now, in the ways that the member chose."""
    store = open_home(options)
    how_long = chosen(store.settings, "remind")
    found = due(store.sessions.all(), datetime.now(UTC), how_long)
    given = store.settings.get(GIVEN).split("\n")
    new = [one for one in found if key_of(one, how_long) not in given]
    if options.json:
        say_json([{"id": one.id, "session": headline(one)} for one in new])
    elif new:
        say(map(reminder_words, new), options.width)
    else:
        say(_nothing(how_long), options.width)
    if new:
        _reach(store.settings, new)
        store.settings.put(GIVEN, "\n".join(key_of(one, how_long) for one in found))
    return 0


def _nothing(how_long: str) -> list[str]:
    if how_long == "off":
        return [
            _("You did not ask for reminders."),
            _("To ask for them, type: companion settings remind 30"),
        ]
    return [_("There is nothing to remind you of now.")]


def _reach(settings: Settings, new: list[PlannedSession]) -> None:
    """Give them. Raises the Problem where no way worked: then the next run tries again."""
    ways: list[Callable[[], None]] = []
    if chosen(settings, "remind_notice") == "on":
        ways.append(lambda: desktop.show(" ".join(map(reminder_words, new))))
    if chosen(settings, "remind_sound") == "on":
        ways.append(sound.play)
    problems: list[Problem] = []
    for give in ways:
        try:
            give()
        except Problem as problem:
            problems.append(problem)
    if problems and len(problems) == len(ways):
        raise problems[0]
    for one in problems:
        tell([one.say, one.next])
