"""Which day it is where the community is."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def day_of(now: datetime) -> date:
    """The day in Europe/London."""
    return now.astimezone(LONDON).date()


def today(clock: Clock) -> str:
    """The day in Europe/London, in ISO 8601."""
    return day_of(clock()).isoformat()


def days_after(day: date, days: int) -> str:
    """The day so many days later, in ISO 8601; "" for 0 days: nobody has promised any."""
    return (day + timedelta(days=days)).isoformat() if days else ""


def milliseconds(now: datetime) -> int:
    """The time as a number that every database can keep."""
    return int(now.timestamp() * 1000)
