"""Presses keys and waits for what they do, without the sleep of Textual's pilot.

The pilot sleeps four times a key. Pages are tried with ten thousands of keys, so we wait for what
is waiting, and no longer.
"""

import asyncio
import unicodedata

from textual.events import Key
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot

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
        await pilot._wait_for_screen()
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


def _event(key: str) -> Key:
    if len(key) == 1 and not key.isalnum():
        key = _character_to_key(key)
    named = REPLACED_KEYS.get(key, key)
    try:
        return Key(key, unicodedata.lookup(_get_unicode_name_from_key(named)))
    except KeyError:
        return Key(key, key if len(key) == 1 else None)
