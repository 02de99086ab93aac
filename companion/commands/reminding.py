"""`companion remind`: what a timer of the computer starts every few minutes.

Each reminder is given once. A session that moves is one to remind of again.
"""

from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime

from companion.commands.answer import say, say_json, tell
from companion.commands.confirming import agreed, inform
from companion.compose import computer_of, open_home
from companion.domain.choices import chosen
from companion.domain.reminding import due, key_of
from companion.domain.sessions import PlannedSession
from companion.notices import desktop, sound
from companion.page.session_words import headline, reminder_words
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _
from companion.ports import Settings
from companion.problems import Problem

GIVEN = "reminded"  # the setting that holds which reminders were given, a line each


def remind(options: Namespace) -> int:
    """Give the reminders that are due now, in the ways that the member chose."""
    if options.set_up or options.take_away:
        return _set_up(options) if options.set_up else _take_away(options)
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


def _set_up(options: Namespace) -> int:
    """Let the computer give reminders: say what is made, ask, and make it."""
    store = open_home(options)
    if chosen(store.settings, "remind") == "off":
        raise Problem("no_reminders_asked")
    computer = computer_of(store)
    parts = computer.parts()
    said = [
        _("Your computer then looks each 5 minutes if a session is near."),
        _("Nothing leaves your computer."),
        _("We put this on your computer:"),
        *map(shown_line, parts),
    ]
    inform(said, options)
    if not options.yes and not agreed(_("To set it up, type yes:"), "yes", options):
        raise Problem("timer_stays")
    computer.set_reminding(True)
    if not any(chosen(store.settings, way) == "on" for way in ("remind_notice", "remind_sound")):
        store.settings.put("remind_notice", "on")
    again = _("To take it away, type: companion remind --take-away")
    told = [_("It is set up. Your computer reminds you from now on."), again]
    return _answer({"made": list(parts)}, told, options)


def _take_away(options: Namespace) -> int:
    computer = computer_of(open_home(options))
    there = computer.reminds()
    computer.set_reminding(False)
    told = _("We took it away. Your computer looks no more.") if there else _("It is not set up.")
    return _answer({"taken_away": there}, [told], options)


def _answer(document: dict[str, object], lines: list[str], options: Namespace) -> int:
    if options.json:
        say_json(document)
    else:
        say(lines, options.width)
    return 0


def _nothing(how_long: str) -> list[str]:
    if how_long == "off":
        asked = Problem("no_reminders_asked")
        return [asked.say, asked.next]
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
