"""`companion export FILE`: everything of the member's in one file."""

from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from companion import __version__
from companion.commands.answer import say, say_json, tell
from companion.commands.confirming import agreed, inform
from companion.commands.counting import count_lines, counted
from companion.commands.files import check_place, keep
from companion.commands.unlocking import open_lock
from companion.compose import open_home
from companion.domain.everything import Everything
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _, n_
from companion.problems import Problem


def export(options: Namespace) -> int:
    """Ask first, then put everything into the file."""
    from companion.bundle.packing import packed  # noqa: PLC0415 - loads what words.md needs
    from companion.store.gathering import gather  # noqa: PLC0415

    path = Path(options.file)
    check_place(path, replace=options.replace)
    store = open_home(options)
    open_lock(store, options)
    everything = gather(store, __version__, datetime.now(UTC))
    if everything.empty:
        raise Problem("nothing_to_export")
    secret = _asked(options)
    data, taken = packed(everything)
    if secret:
        from companion.store.sealing import seal  # noqa: PLC0415

        data = seal(data, secret)
    keep(path, data, replace=options.replace, private=True)
    _tell(path, everything, options)
    _warn(everything, sealed=bool(secret), taken=taken)
    return 0


def _asked(options: Namespace) -> str:
    """The secret words, or "" once the person said yes to a file that anyone can read."""
    if options.encrypted:
        from companion.commands.secret_words import new_secret  # noqa: PLC0415

        return new_secret(options)
    warning = [
        _("This file will hold all your own words."),
        _("Anyone who opens the file can read them."),
        _("To make a file with secret words, add {option}").format(option="--encrypted"),
    ]
    if not options.yes:
        inform(warning, options)
        if not agreed(_("To make the file, type yes:"), "yes", options):
            raise Problem("not_exported")
    return ""


def _tell(path: Path, everything: Everything, options: Namespace) -> None:
    kind = "sealed" if options.encrypted else "zip"
    if options.json:
        document = {"file": str(path), "format": kind, "private": True}
        say_json({**document, **counted(everything), "damaged": everything.damaged})
        return
    ready = _("The file is ready: {path}.").format(path=shown_line(str(path)))
    say([ready, *count_lines(everything)], options.width)


def _warn(everything: Everything, *, sealed: bool, taken: bool) -> None:
    """What a person should know of the file, on standard error."""
    if everything.damaged:
        count = everything.damaged
        told = n_(
            "We cannot read {n} part of your words.",
            "We cannot read {n} parts of your words.",
            count,
        )
        tell([told.format(n=count), _("The file has all the others.")])
    if not taken:
        tell([_("This file is too large for companion import. You can read it.")])
    if not sealed:
        tell([_("This file holds your own words."), _("Anyone who opens the file can read them.")])
    tell([_("Delete the file when you do not need it.")])
