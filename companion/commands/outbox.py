"""`companion outbox`: what waits, and the same as a file that somebody carries to the community."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from companion.commands.answer import say, say_json, tell
from companion.commands.confirming import agreed, inform
from companion.commands.files import check_place, keep
from companion.commands.unlocking import open_lock
from companion.compose import community_of, open_home
from companion.domain.parcels import Parcel
from companion.domain.shares import Share
from companion.page import wording
from companion.pages.sharing import given_blocks
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _, n_
from companion.problems import Problem
from companion.store.opening import Store
from companion.store.outbox import Line

if TYPE_CHECKING:
    from companion.sync.by_hand import Leaving


def outbox(options: Namespace) -> int:
    """Show what waits for the community; with --save, put it into a file after a yes."""
    from companion.sync.by_hand import leaving  # noqa: PLC0415 - loads what sync needs

    path = Path(options.save) if options.save else None
    if path is not None:
        check_place(path, replace=options.replace)
    store = open_home(options)
    line = store.outbox.line()
    if line is None:
        raise Problem("not_connected")
    paused = community_of(store).paused
    found = leaving(store.outbox, line, datetime.now(UTC), paused=paused)
    stays = _stays(store, paused=paused, ended=not line.secret)
    if not found.parcels:
        return _nothing(stays, options)
    open_lock(store, options)
    if path is not None:
        return _save(store, line, found, stays, options)
    if options.json:
        say_json({"file": "", **_counts(found.parcels), "left_out": len(found.left_out)})
    else:
        how = _("To make a file for them, type: companion outbox --save FILE")
        say([*_in_it(store, found), *stays, how], options.width)
    return 0


def _save(store: Store, line: Line, found: "Leaving", stays: list[str], options: Namespace) -> int:
    from companion.sync.by_hand import packed  # noqa: PLC0415

    inform([*_in_it(store, found), *stays, *_warned(found, line.name)], options)
    if not options.yes and not agreed(_("To make the file, type yes:"), "yes", options):
        raise Problem("outbox_not_saved")
    data, ids = packed(store.outbox, line, found.parcels)
    if not ids:
        return _nothing(stays, options)
    keep(Path(options.save), data, replace=options.replace, private=True)
    if options.json:
        counts = _counts([one for one in found.parcels if one.id in ids])
        say_json({"file": options.save, **counts, "left_out": len(found.left_out)})
        return 0
    ready = _("The file is ready: {path}.").format(path=shown_line(options.save))
    say([ready, _("Give it to the people who lead. Ask them for a file back.")], options.width)
    tell([
        _("Your things wait here until that file comes back, or there is a connection."),
        _("To take in the file that comes back, type: companion import FILE"),
    ])  # fmt: skip
    return 0


def _nothing(stays: list[str], options: Namespace) -> int:
    if options.json:
        say_json({"file": "", "sending": 0, "taking_back": 0, "left_out": 0})
    else:
        say(stays or [_("Nothing waits to leave.")], options.width)
    return 0


def _stays(store: Store, *, paused: bool, ended: bool) -> list[str]:
    """Why some of what waits stays here."""
    if ended:
        problem = Problem("code_ended")
        return [f"{problem.say} {problem.next}"]
    if paused and store.outbox.waiting():
        return [_("You paused sending. To send, type: companion resume")]
    return []


def _in_it(store: Store, found: "Leaving") -> Iterator[str]:
    """Each thing with its words."""
    shares = {one.sending.id: one for one in store.shares.all() if one.sending}
    for number, parcel in enumerate(found.parcels, 1):
        what = _("to take back") if parcel.state == "taking-back" else _("to send")
        yield f"{number}: {what}"
        yield from _words_of(parcel, shares.get(parcel.id))
    if count := len(found.left_out):
        left = n_("There is no room for {n} thing.", "There is no room for {n} things.", count)
        yield left.format(n=count)
        yield _("When a file comes back, make another file.")


def _words_of(parcel: Parcel, share: Share | None) -> Iterator[str]:
    if share is not None:
        for block in given_blocks(share):
            yield from wording.lines(block)
    elif parcel.body:
        yield shown_line(parcel.body.decode(errors="replace"))


def _warned(found: "Leaving", name: str) -> list[str]:
    told = [
        _("Only {name} can open the file.").format(name=name or _("the community")),
        _("They see who brings it. Someone else can bring it for you."),
    ]
    if len(found.parcels) > 1:
        told.append(_("They can tell that one person sent all of it."))
    return told


def _counts(parcels: Sequence[Parcel]) -> dict[str, object]:
    back = sum(one.state == "taking-back" for one in parcels)
    return {"sending": len(parcels) - back, "taking_back": back}
