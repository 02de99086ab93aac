"""Presses keys and waits for what they do, without the sleep of Textual's pilot.

The pilot sleeps four times a key, and asks each widget by a message whether it is done. Pages are
tried with ten thousands of keys, so we wait for what is waiting, and no longer.
"""

import asyncio
import unicodedata
from typing import Any

from textual.events import Key
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.message_pump import MessagePump
from textual.pilot import Pilot

TURNS = 500  # of the loop, before the pilot's own way is taken
CALM = 3  # looks in a row that found nothing waiting: a message may still ask for a refresh
MOST = 50


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, named as the pilot names them, each when the one before has done its work."""
    for key in keys:
        pilot.app.post_message(_event(key))
        await settle(pilot)


async def settle(pilot: Pilot[None]) -> None:
    """Let what was asked for after the next refresh happen, and what that asks for."""
    calm = 0
    for _look in range(MOST):
        await _rest(pilot)
        app, screen = pilot.app, pilot.app.screen
        if app._resize_event is not None or app._resize_timer is not None:
            await asyncio.sleep(0.01)  # it goes on by a timer
            calm = 0
            continue
        waits = screen._layout_required or screen._scroll_required or screen._repaint_required
        if waits or screen._dirty_widgets or screen._callbacks or screen._recompose_required:
            calm = 0
        elif (calm := calm + 1) == CALM:
            return
        screen._on_timer_update()
    raise AssertionError("the screen does not come to rest")


async def _rest(pilot: Pilot[None]) -> None:
    """Wait until the app, its screen and each widget wait for their next message."""
    for _turn in range(TURNS):
        await asyncio.sleep(0)
        pumps = (pilot.app, *pilot.app.screen.walk_children(with_self=True))
        if all(map(_waits, pumps)):
            return
    await pilot._wait_for_screen()


def _waits(pump: MessagePump) -> bool:
    if pump._pending_message is not None or pump._next_callbacks:
        return False
    ready: Any = pump._message_queue.ready_event  # of its own Queue, which mypy cannot follow
    return not ready.is_set() and bool(ready._waiters)


def _event(key: str) -> Key:
    if len(key) == 1 and not key.isalnum():
        key = _character_to_key(key)
    named = REPLACED_KEYS.get(key, key)
    try:
        return Key(key, unicodedata.lookup(_get_unicode_name_from_key(named)))
    except KeyError:
        return Key(key, key if len(key) == 1 else None)
