"""Dates and times in words: "Friday 26 June 2026", "6pm to 8pm", "6 in the evening".

The names of days and months are our own: a computer's locale may be any.
"""

from datetime import date, datetime, timedelta

from companion.plainwords.messages import N_, _

_DAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"),
    N_("Saturday"), N_("Sunday"),
)  # fmt: skip
_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"),
    N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_NOON = 12
_EVENING, _NIGHT = 18, 22


def day(moment: date) -> str:
    """A day with its weekday: "Friday 26 June 2026"."""
    weekday, month = _(_DAYS[moment.weekday()]), _(_MONTHS[moment.month - 1])
    return _("{weekday} {number} {month} {year}").format(
        weekday=weekday, number=moment.day, month=month, year=moment.year
    )


def month(moment: date) -> str:
    """The month of a day: "June 2026"."""
    return _("{month} {year}").format(month=_(_MONTHS[moment.month - 1]), year=moment.year)


def day_here(moment: datetime) -> str:
    """The same for a moment that was kept in UTC, by this computer's clock.

    What someone wrote just after midnight stands under the day that it was for them.
    """
    return day(moment.astimezone())


def until(moment: datetime) -> str:
    """A moment to wait for, by this computer's clock and in whole minutes: never too early."""
    here = (moment + timedelta(seconds=59)).astimezone()
    return _("{day}, {time}").format(day=day(here), time=clock(here))


def clock(moment: datetime) -> str:
    """A time: "6pm", "5:30pm", "midday", "midnight"."""
    hour, minute = moment.hour, moment.minute
    if (hour, minute) == (0, 0):
        return _("midnight")
    if (hour, minute) == (_NOON, 0):
        return _("midday")
    number = str(hour % _NOON or _NOON) + (f":{minute:02}" if minute else "")
    return (_("{time}am") if hour < _NOON else _("{time}pm")).format(time=number)


def clock_in_words(moment: datetime) -> str:
    """The same time as people say it: "6 in the evening"; "" where it says no more."""
    hour, minute = moment.hour, moment.minute
    if minute == 0 and hour in (0, _NOON):
        return ""
    number = str(hour % _NOON or _NOON) + (f":{minute:02}" if minute else "")
    if hour < _NOON:
        words = _("{time} in the morning")
    elif hour < _EVENING:
        words = _("{time} in the afternoon")
    elif hour < _NIGHT:
        words = _("{time} in the evening")
    else:
        words = _("{time} at night")
    return words.format(time=number)


def span(starts: datetime, ends: datetime | None) -> str:
    """From when to when, on one day: "6pm to 8pm"; with the other day where it has one."""
    if ends is None:
        return clock(starts)
    end = clock(ends)
    if ends.date() != starts.date():
        end = _("{day}, {time}").format(day=day(ends), time=end)
    return _("{start} to {end}").format(start=clock(starts), end=end)
