"""Gets a calendar from an address, within bounds, and says plainly why it could not."""

import ssl
from collections.abc import Iterator
from threading import Thread
from time import monotonic

import certifi
import httpx

from companion.calendars.addresses import allowed, place_of
from companion.calendars.blocks import LARGEST
from companion.problems import Problem

SECONDS = 20.0
SECONDS_OF_SILENCE = 10.0
MOST_REDIRECTS = 5
# Packed answers are not asked for: a small one can grow beyond all bounds.
_HEADERS = {
    "Accept": "text/calendar, */*;q=0.1",
    "Accept-Encoding": "identity",
    "User-Agent": "companion",
}
_REDIRECTS = {301, 302, 303, 307, 308}
_REFUSED = {401, 403, 407, 451}
_NOT_FOUND = {404, 410}
_SLOW = {408, 429, 503, 504}


def fetch_calendar(address: str) -> bytes:
    """The calendar at an http, https or webcal address, at most 5 MB, in at most 20 seconds.

    A name and password in the address go to its own host alone; cookies go nowhere. Raises
    Problem("address_not_allowed"), ("address_not_reached"), ("address_slow"),
    ("address_not_safe"), ("address_not_found"), ("address_refused"),
    ("address_not_calendar") or ("calendar_too_large").
    """
    address = allowed(address)
    got: list[bytes | Problem] = []
    # A thread of its own, since no time limit holds while a name is looked up or while
    # somebody sends one letter of an answer's head at a time.
    thread = Thread(target=lambda: got.append(_tried(address)), daemon=True)
    thread.start()
    thread.join(SECONDS)
    result = got[0] if got else Problem("address_slow", place=place_of(address))
    if isinstance(result, Problem):
        raise result
    return result


def _tried(address: str) -> bytes | Problem:
    try:
        return _get(address)
    except Problem as problem:
        return problem
    except Exception:  # whatever a host can provoke is no reason to end
        return Problem("address_not_reached", place=place_of(address))


def _get(address: str) -> bytes:
    end = monotonic() + SECONDS
    try:
        with httpx.Client(timeout=SECONDS_OF_SILENCE, verify=_trust()) as client:
            return _follow(client, address, end)
    except httpx.TimeoutException as error:
        raise Problem("address_slow", place=place_of(address)) from error
    except httpx.TransportError as error:
        unsafe = any(isinstance(cause, ssl.SSLError) for cause in _causes(error))
        code = "address_not_safe" if unsafe else "address_not_reached"
        raise Problem(code, place=place_of(address)) from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError) as error:
        raise Problem("address_not_calendar", place=place_of(address)) from error


def _trust() -> ssl.SSLContext:
    """Trust whom this computer trusts (workplaces add their own), and whom everyone trusts."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _follow(client: httpx.Client, address: str, end: float) -> bytes:
    """Ask, and ask where an answer leads. Each step is held to the same rules."""
    for _ in range(MOST_REDIRECTS + 1):
        with client.stream("GET", address, headers=_HEADERS) as answer:
            client.cookies.clear()
            if answer.status_code not in _REDIRECTS or "location" not in answer.headers:
                return _taken(answer, address, end)
            target = str(answer.url.join(answer.headers["location"]))
        if address.startswith("https:") and target.startswith("http:"):
            raise Problem("address_not_safe", place=place_of(address))
        address = allowed(target)
    raise Problem("address_not_calendar", place=place_of(address))


def _taken(answer: httpx.Response, address: str, end: float) -> bytes:
    """The words of an answer, if it is a calendar."""
    status, place = answer.status_code, place_of(address)
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
    data = b"".join(_within(answer, place, end))
    if b"BEGIN:VCALENDAR" not in data.replace(b"\0", b"")[:2_000].upper():
        raise Problem("address_not_calendar", place=place)
    return data


def _within(answer: httpx.Response, place: str, end: float) -> Iterator[bytes]:
    """The parts of an answer, up to the size and the time that we allow."""
    size = 0
    for part in answer.iter_bytes():
        size += len(part)
        if size > LARGEST:
            raise Problem("calendar_too_large")
        if monotonic() > end:
            raise Problem("address_slow", place=place)
        yield part


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
