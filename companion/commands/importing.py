"""`companion import FILE`: takes in what `companion export` made, here or elsewhere, or what
somebody carried here from the community."""

import sys
from argparse import Namespace
from pathlib import Path

from companion.bundle.packing import LARGEST, LARGEST_FILES
from companion.bundle.reading import unpacked
from companion.calendars.addresses import name_of_address
from companion.commands.answer import say, say_json, tell
from companion.commands.carried import carried_in
from companion.commands.community import take_in_carried
from companion.commands.confirming import agreed, ask, inform
from companion.commands.counting import count_lines
from companion.commands.files import read_file
from companion.commands.unlocking import open_lock
from companion.compose import open_home
from companion.domain.everything import Everything
from companion.plain.lines import EndOfInput
from companion.plainwords.dates import day
from companion.plainwords.messages import _, n_
from companion.problems import Problem
from companion.store.sealing import check_header, is_sealed, unseal
from companion.store.taking_in import TakenIn, is_new, take_in

_MOST_BYTES = LARGEST + LARGEST_FILES + 2**20  # and a little for what a zip says of them


def import_file(options: Namespace) -> int:
    """Show what is in the file, ask, and take it in. What a community published is not asked for:
    it comes from the one that the member has connected to."""
    store = open_home(options)  # before anything is typed: it makes typing safe
    data = read_file(Path(options.file), _MOST_BYTES)
    if (carried := carried_in(data)) is not None:
        return take_in_carried(store, carried, options)
    if is_sealed(data):
        data = _opened(data, options)
    everything = _trusted(unpacked(data))
    if everything.journal or everything.drafts:
        open_lock(store, options)
    inform(_in_it(everything), options)
    if not options.yes and not agreed(_("To take it in, type yes:"), "yes", options):
        raise Problem("not_imported")
    with_settings = options.settings or is_new(store)
    _tell(take_in(store, everything, settings=with_settings), everything, options)
    return 0


def _opened(data: bytes, options: Namespace) -> bytes:
    """What is in a sealed file. A person may try words as often as they want."""
    check_header(data)
    while True:
        try:
            words = ask(_("Type the secret words of this file:"), options, hidden=True)
        except EndOfInput:
            raise Problem("import_wrong_words") from None
        if words.strip() and (found := unseal(data, words)) is not None:
            return found
        if not words.strip() or not sys.stdin.isatty():
            raise Problem("import_wrong_words")
        tell([_("These words do not open the file."), _("Try again, or type nothing to stop.")])


def _trusted(everything: Everything) -> Everything:
    """Only the addresses that belong to the names of their calendars: we would ask them."""
    return everything._replace(
        calendars={
            name: address if _belongs(name, address) else ""
            for name, address in everything.calendars.items()
        }
    )


def _belongs(name: str, address: str) -> bool:
    try:
        return bool(address) and name_of_address(address) == name
    except Problem:
        return False


def _in_it(everything: Everything) -> list[str]:
    made = day(everything.made.astimezone())
    return [
        _("Companion made this file on {day}.").format(day=made),
        _("This is in the file:"),
        *count_lines(everything),
    ]


def _tell(done: TakenIn, everything: Everything, options: Namespace) -> None:
    whole = done.whole
    if options.json:
        kinds = done._asdict()
        settings = kinds.pop("settings")
        counts = {name: _as_json(counts) for name, counts in kinds.items()}
        say_json({**counts, "settings": settings})
        return
    lines = [
        _("We added: {n}.").format(n=whole.added + whole.beside),
        _("Here before: {n}.").format(n=whole.there),
    ]
    if whole.beside:
        count = whole.beside
        both = n_("{n} has other words here.", "{n} have other words here.", count)
        lines.append(both.format(n=count) + " " + _("We kept both."))
    if whole.gone:
        lines.append(_("Deleted too long ago, so we left them out: {n}.").format(n=whole.gone))
    if done.shares.added and any(one.thing.sending for one in everything.shares):
        lines.append(
            _("What waits on your other computer waits there. We do not send it from here.")
        )
    lines.append(_settings(done, everything, options))
    say([line for line in lines if line], options.width)


def _as_json(counts: tuple[int, int, int, int]) -> dict[str, int]:
    added, there, beside, gone = counts
    return {"added": added + beside, "there": there, "kept_both": beside, "left_out": gone}


def _settings(done: TakenIn, everything: Everything, options: Namespace) -> str:
    if done.settings:
        return _("We took in the settings too.")
    if everything.settings and not options.settings:
        return _("Your settings stay as they are. To take them in too, add {option}").format(
            option="--settings"
        )
    return ""
