"""Gets a calendar from an address, within bounds, and says plainly why it could not."""

from time import monotonic

from companion.calendars.addresses import allowed, place_of
from companion.calendars.blocks import LARGEST
from companion.problems import Problem
from companion.web import Answer, Bounds, Unreached, Web

SECONDS = 20.0
SECONDS_OF_SILENCE = 10.0
MOST_REDIRECTS = 5
# Packed answers are not asked for: a small one can grow beyond all bounds.
_HEADERS = {
    "Accept": "text/calendar, */*;q=0.1",
    "Accept-Encoding": "identity",
    "User-Agent": "companion",
}
_REFUSED = {401, 403, 407, 451}
_NOT_FOUND = {404, 410}
_SLOW = {408, 429, 503, 504}
_PROBLEMS = {
    "slow": "address_slow",
    "stopped": "address_slow",
    "unsafe": "address_not_safe",
    "unreached": "address_not_reached",
    "odd": "address_not_calendar",
    "too-large": "calendar_too_large",
}


def fetch_calendar(address: str) -> bytes:
    """The calendar at an http, https or webcal address, at most 5 MB, in at most 20 seconds.

    A name and password in the address go to its own host alone; cookies go nowhere. Raises
    Problem("address_not_allowed"), ("address_not_reached"), ("address_slow"),
    ("address_not_safe"), ("address_not_found"), ("address_refused"),
    ("address_not_calendar") or ("calendar_too_large").
    """
    address = allowed(address)
    end = monotonic() + SECONDS
    for _ in range(MOST_REDIRECTS + 1):
        answer = _asked(address, end - monotonic())
        try:
            target = answer.leads_to()
        except Unreached as error:
            raise Problem("address_not_calendar", place=place_of(address)) from error
        if not target:
            return _taken(answer, address)
        # Each step is held to the same rules.
        if address.startswith("https:") and target.startswith("http:"):
            raise Problem("address_not_safe", place=place_of(address))
        address = allowed(target)
    raise Problem("address_not_calendar", place=place_of(address))


def _asked(address: str, seconds: float) -> Answer:
    try:
        with Web(Bounds(max(seconds, 0), SECONDS_OF_SILENCE, LARGEST)) as web:
            return web.ask("GET", address, _HEADERS)
    except Unreached as error:
        raise Problem(_PROBLEMS[error.why], place=place_of(address)) from error


def _taken(answer: Answer, address: str) -> bytes:
    """The words of an answer, if it is a calendar."""
    status, place = answer.status, place_of(address)
    for codes, code in (
        (_NOT_FOUND, "address_not_found"),
        (_REFUSED, "address_refused"),
        (_SLOW, "address_slow"),
    ):
        if status in codes:
            raise Problem(code, place=place)
    if status >= 500:
        raise Problem("address_not_reached", place=place)
    if status != 200:
        raise Problem("address_not_calendar", place=place)
    if b"BEGIN:VCALENDAR" not in answer.body.replace(b"\0", b"")[:2_000].upper():
        raise Problem("address_not_calendar", place=place)
    return answer.body
