"""How a member gets to a session, and when to leave, worked out backwards from its start."""

from datetime import datetime, timedelta
from typing import NamedTuple

# The prompts of the two notes for a session: how to get there, and what to take along.
TRAVEL, PACK = "travel", "pack"

HOME = "home"
WAYS = ("bus", "train", "car", "walk", HOME)
MINUTES = (15, 30, 45, 60, 90, 120)
THINGS = ("card", "headphones", "hold", "eat", "medicine", "phone")

_EARLY = timedelta(minutes=10)
_TO_GET_READY = timedelta(minutes=30)


class Times(NamedTuple):
    """When to begin to get ready, when to leave, and when the member is there."""

    ready: datetime
    leave: datetime
    there: datetime


def times(starts: datetime, minutes: int) -> Times:
    """The times before a session, for a way that takes so many minutes; from home it is 0."""
    there = starts - _EARLY
    leave = there - timedelta(minutes=minutes)
    return Times(leave - _TO_GET_READY, leave, there)
