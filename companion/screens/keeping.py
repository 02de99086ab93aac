"""Puts a page's widgets on the screen, and keeps those that stand there and can show it.

To make a widget anew takes Textual about a millisecond: its style, its task, its messages, its
place. To give one that is there other words takes a tenth of that.
"""

from asyncio import Event, sleep
from collections.abc import Sequence

from textual.widget import Widget

from companion.screens.views import Stop


async def fill(place: Widget, new: Sequence[Widget], old: Sequence[Widget] | None = None) -> None:
    """Let `place` show what `new` would, in that order, where `old` stands now: its children.

    What takes other words is kept; the rest of `old` goes, and the rest of `new` comes.
    """
    left = list(place.children if old is None else old)
    gone: list[Widget] = []
    coming: list[Widget] = []
    for widget in new:
        at = _alike(left, widget)
        if at is None:
            coming.append(widget)
            continue
        kept, gone, left = left[at], gone + left[:at], left[at + 1 :]
        if coming:
            await place.mount_all(coming, before=kept)
            coming = []
        _become(kept, widget)
    if coming:
        await place.mount_all(coming)
    if gone or left:
        await place.remove_children([*gone, *left])
    await _settled(place)


async def _settled(place: Widget) -> None:
    """Wait until `place` has done what it asked of itself: to be laid out for each that came.

    Else it would be laid out, and painted, once more after the page stands.
    """
    done = Event()
    place.call_next(done.set)
    while place.is_running and not done.is_set():  # it may be taken down meanwhile
        await sleep(0)


def _alike(left: Sequence[Widget], widget: Widget) -> int | None:
    """The first that can show what a widget would."""
    if not isinstance(widget, Stop):
        return None
    stops = ((n, one) for n, one in enumerate(left) if isinstance(one, Stop))
    return next((n for n, stop in stops if stop.like(widget)), None)


def _become(kept: Widget, widget: Widget) -> None:
    if isinstance(kept, Stop) and isinstance(widget, Stop):
        kept.become(widget)
