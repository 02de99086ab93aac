"""What keeps the pages to those who may see them: headers, cookies, and who a form came from.

No address is built from what a browser says but the one of a new link, and then only where the
browser has said that the form came from that very address.
"""

import hmac
import re
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

TOP = "/organisers"

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; form-action 'self';"
    " frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}
# A file of a contribution is never a page, whatever is in it.
FILE_HEADERS = {**HEADERS, "Content-Security-Policy": "sandbox; default-src 'none'"}

# Our own drawings have their colours in a style of their own.
PICTURE_HEADERS = {
    **HEADERS,
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
}

# Secrets of companion.endpoint.organisers: 256 bits.
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
_HOST = re.compile(r"(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_LOOPBACK = re.compile(r"(?:localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])(?::[0-9]{1,5})?")


def host_of(request: Request) -> str:
    """The host that the browser asked, or "" where it is none."""
    host = request.headers.get("host", "")
    return host if _HOST.fullmatch(host) else ""


def is_secret(words: str) -> bool:
    """Whether words can be those of a link or a session, so that no guess reaches the database."""
    return bool(_SECRET.fullmatch(words))


def origin_of(request: Request) -> str:
    """Where our own forms come from, or "" where they cannot come safely: a page on another
    computer needs https."""
    host = host_of(request)
    if not host:
        return ""
    said = request.headers.get("origin", "null")
    if _LOOPBACK.fullmatch(host):
        return said if said == f"https://{host}" else f"http://{host}"
    return "" if said.startswith("http:") else f"https://{host}"


def came_from_us(request: Request) -> bool:
    """Whether a browser says that one of our own pages sent this form.

    With no-referrer, browsers say "null" for Origin, and Sec-Fetch-Site tells.
    """
    origin = origin_of(request)
    said = request.headers.get("origin", "null")
    site = request.headers.get("sec-fetch-site", "")
    if not origin or (said not in ("null", origin)) or site not in ("", "same-origin"):
        return False
    return said == origin or site == "same-origin"


def session_of(request: Request) -> str:
    """The words of the session that the browser shows, or ""."""
    words = request.cookies.get(_cookie(request), "")
    return words if is_secret(words) else ""


def give_session(request: Request, response: Response, words: str) -> None:
    """Have the browser keep a session, for these pages alone and until it is closed."""
    response.set_cookie(
        _cookie(request), words, path="/", secure=_is_far(request), httponly=True, samesite="strict"
    )


def end_session(request: Request, response: Response) -> None:
    """Have the browser forget it."""
    response.delete_cookie(
        _cookie(request), path="/", secure=_is_far(request), httponly=True, samesite="strict"
    )


def token_of(session: str) -> str:
    """What each form of a session carries. Nobody without the session's words can make it."""
    return hmac.digest(session.encode(), b"companion form", "sha256").hex() if session else ""


def token_fits(session: str, shown: str) -> bool:
    """Whether a form was made for this session. Takes the same time for all tokens."""
    hashes = (sha256(one.encode(errors="replace")).digest() for one in (token_of(session), shown))
    return bool(session) and hmac.compare_digest(*hashes)


def _is_far(request: Request) -> bool:
    return not _LOOPBACK.fullmatch(host_of(request))


def _cookie(request: Request) -> str:
    return "__Host-organiser" if _is_far(request) else "organiser"
