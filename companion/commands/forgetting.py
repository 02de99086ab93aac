"""`companion forget`: everything out of sight at once, 30 days to undo, then gone for ever."""

import os
from argparse import Namespace
from contextlib import suppress
from datetime import UTC, datetime

from companion import __version__
from companion.commands.answer import say, say_json
from companion.commands.confirming import agreed, inform
from companion.commands.counting import count_lines, counted
from companion.commands.unlocking import open_lock
from companion.compose import computer_of, home_of, open_home
from companion.domain.everything import Everything
from companion.plainwords.characters import shown_line
from companion.plainwords.dates import day
from companion.plainwords.messages import N_, _
from companion.problems import Problem
from companion.store.forgetting import (
    Forgotten,
    end,
    forget,
    forgotten,
    mark_undone,
    merge_from,
    ours,
    undo,
)
from companion.store.gathering import gather
from companion.store.home import Home
from companion.store.opening import open_store
from companion.store.taking_in import take_in

# What a person types for a clear yes.
FORGET, GONE = N_("forget"), N_("gone")


def forget_all(options: Namespace) -> int:
    """Forget everything, bring it back, or let go of it for ever."""
    if options.undo and options.now:
        raise Problem("not_understood", words="--undo --now")
    open_home(options)  # before anything is typed: it makes typing safe
    home = home_of(options)
    if options.undo:
        return _undo(home, options)
    kept = forgotten(home)
    here = bool(ours(home))
    if not here and not (options.now and kept):
        raise Problem("nothing_to_forget")
    if here and home.running():
        raise Problem("open_elsewhere")
    counts = _list(home, kept if options.now else [], options) if here else {}
    if not here:
        inform([*_kept_lines(kept)], options)
    _ask(options)
    return _forget(home, counts, options, here=here)


def _ask(options: Namespace) -> None:
    """A typed word, and for good a second one. Raises Problem("not_forgotten")."""
    if not agreed(_("To forget everything, type forget:"), FORGET, options):
        raise Problem("not_forgotten")
    if options.now:
        inform([_("You cannot bring it back after this.")], options)
        if not agreed(_("To let it go for ever, type gone:"), GONE, options):
            raise Problem("not_forgotten")


def _forget(home: Home, counts: dict[str, int], options: Namespace, *, here: bool) -> int:
    now = datetime.now(UTC)
    with home.writing():  # one lock for both steps: nobody can undo in between
        found = forget(home, now) if here else None
        if options.now:
            end(home)
    if options.json:
        until = found.until.isoformat() if found and not options.now else None
        say_json({"forgotten": counts, "until": until})
    elif options.now or not found:
        say([_("Everything is gone for ever.")], options.width)
    else:
        say(
            [
                _("Companion forgot everything. It starts as new."),
                _("We keep your words in secret code until {day}.").format(
                    day=day(found.until.astimezone())
                ),
                _("To bring it back, type: companion forget --undo"),
                _("Then it is gone for ever, the next time you open Companion."),
            ],
            options.width,
        )
    return 0


def _list(home: Home, kept: list[Forgotten], options: Namespace) -> dict[str, int]:
    """Say what goes, from where, and what stays. Returns how much goes, for other programs."""
    files = ours(home)
    copies = sum(path.parent.name == "damaged" for path in files)
    everything = _gathered(home)
    lines = [_("This goes:"), *_words_lines(everything)]
    if copies:
        lines.append(_("Copies of broken parts: {n}.").format(n=copies))
    lines += [
        _("The key to your words."),
        _("All of it is in this folder: {path}.").format(path=shown_line(str(home.path))),
        *_kept_lines(kept),
        *_staying_lines(home),
    ]
    if not options.now:
        lines.append(_("You can bring it back for 30 days."))
    inform(lines, options)
    counts = counted(everything) if everything is not None else {}
    return {**counts, "damaged_copies": copies, "files": len(files)}


def _words_lines(everything: Everything | None) -> list[str]:
    if everything is None:
        return [_("Your words. We cannot open them now.")]
    return count_lines(everything)


def _staying_lines(home: Home) -> list[str]:
    """What nobody can forget from here."""
    lines = [
        _("This stays:"),
        _("Files that you made with export or print."),
        _("Copies that people or programs made of your folder."),
    ]
    named = os.environ.get("COMPANION_KEY_FILE")
    if named:
        told = _("The key file, since it is in another place: {path}.")
        lines.append(told.format(path=shown_line(named)))
    if computer_of(open_store(home)).reminds():
        lines.append(_("Your computer still looks for sessions."))
        lines.append(_("To end that, type: companion remind --take-away"))
    return lines


def _kept_lines(kept: list[Forgotten]) -> list[str]:
    """What was forgotten earlier and goes for ever too."""
    return [_("What you forgot on {day}.").format(day=day(found.at.astimezone())) for found in kept]


def _gathered(home: Home) -> Everything | None:
    """Everything in the home; None where it cannot be opened: it can be forgotten all the same."""
    for _time in range(3):  # damaged settings, and sessions, are told once and then read as empty
        with suppress(Problem):
            return gather(open_store(home), __version__, datetime.now(UTC))
    return None


def _undo(home: Home, options: Namespace) -> int:
    if not undo(home):
        _bring_back_beside(home, options)
    if options.json:
        say_json({"back": True})
    else:
        say([_("All your words are back.")], options.width)
    return 0


def _bring_back_beside(home: Home, options: Namespace) -> None:
    """Bring the words back beside what was written since, as an import does."""
    found = merge_from(home)
    then, now = open_store(Home(found.path)), open_store(home)
    for store in (then, now):
        open_lock(store, options)  # each may have a lock of its own
    take_in(now, gather(then, __version__, datetime.now(UTC)), settings=False)
    mark_undone(home, found)
