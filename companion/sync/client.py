"""The client of one endpoint: asks, checks what comes, and says by name what went wrong.

Only these headers travel: Host, User-Agent ("companion" and no more), Accept, Accept-Encoding,
If-None-Match with a digest that we make ourselves (an endpoint cannot mark anybody with it), and
where something is sent Content-Type, Content-Length, the code or its pass, or a take-back key;
with a piece of a file its Companion-Offset and Content-Digest.
"""

from collections.abc import Mapping
from datetime import date
from threading import Event
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

import msgspec

from companion.plainwords.characters import shown_line
from companion.problems import Problem
from companion.sync.failures import NoAnswer, Refused
from companion.web import Answer, Bounds, Unreached, Web, is_loopback
from companion.wire import calls, contributions, refusals

# 64 KB take 32 seconds at 16 kbit/s, and all trails in one file about 2 minutes.
SECONDS = 240.0
SECONDS_OF_SILENCE = 30.0
LARGEST = 4 * 2**20
_MOST_REDIRECTS = 3
_LONGEST_ADDRESS = 500
_JSON = "application/json"


class Receipt(NamedTuple):
    """They have it: since which day, and the day of the answer if one was promised. `held` is
    how many bytes of each file are there, as the endpoint says."""

    day: date | None
    promise: date | None
    held: tuple[int, ...] = ()


def endpoint_address(typed: str) -> str:
    """The address of an endpoint as it is asked, without a slash at its end.

    Only https; http only to this very computer. Where neither is typed, https is meant. Raises
    Problem("address_not_allowed").
    """
    words = shown_line(typed).strip()
    try:
        parts = urlsplit(words if "://" in words else f"https://{words}")
        host, port = parts.hostname or "", parts.port
        safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
        plain = not (parts.username or parts.password or parts.query or parts.fragment)
        if safe and plain and host and port != 0 and len(words) <= _LONGEST_ADDRESS:
            where = f"[{host}]" if ":" in host else host
            place = where if port is None else f"{where}:{port}"
            path = parts.path.rstrip("/").removesuffix(calls.COMMUNITY)
            if " " not in words:
                return urlunsplit((parts.scheme, place, path, "", ""))
    except ValueError:
        pass
    raise Problem("address_not_allowed")


class Endpoint:
    """One endpoint. Each call raises NoAnswer or Refused."""

    def __init__(self, address: str, stopped: Event | None = None) -> None:
        self._address = address
        self._web = Web(Bounds(SECONDS, SECONDS_OF_SILENCE, LARGEST), stopped)

    def published(self, path: str, known: str = "") -> bytes | None:
        """A signed file, unchecked; None where it is still the one with the digest `known`."""
        headers = {"Accept": "*/*", "Accept-Encoding": "gzip"}
        if known:
            headers["If-None-Match"] = f'"{known}"'
        answer = self._ask("GET", path, headers)
        if answer.status == 304 and known:
            return None
        if answer.status != 200:
            raise _error(answer)
        return answer.body

    def pass_for(self, secret: str) -> str:
        """The pass that the words of a code are changed for; "" where the endpoint has none."""
        answer = self._ask("GET", calls.PASS, {"Accept": _JSON, calls.CODE_HEADER: secret})
        if _takes_nothing(answer):
            raise NoAnswer("takes-nothing")
        if answer.status in (404, 405):
            return ""
        if answer.status != 200:
            raise _error(answer)
        try:
            found = msgspec.json.decode(answer.body, type=calls.PassAnswer).words
        except ValueError:
            raise NoAnswer("odd") from None
        return found if calls.PASS_PATTERN.fullmatch(found) else ""

    def send(self, contribution_id: str, body: bytes, allowed: Mapping[str, str]) -> Receipt:
        """Send a contribution. `allowed` is the header that says that one may."""
        headers = {"Accept": _JSON, "Content-Type": f"{contributions.MEDIA_TYPE}; version=1"}
        answer = self._ask(
            "PUT", f"{calls.CONTRIBUTIONS}/{contribution_id}", {**headers, **allowed}, body
        )
        if _takes_nothing(answer):
            raise NoAnswer("takes-nothing")
        if answer.status not in (200, 201):
            raise _error(answer)
        try:
            found = msgspec.json.decode(answer.body, type=calls.Receipt)
        except ValueError:  # not the words of an endpoint: that they have it is not sure
            raise NoAnswer("odd") from None
        return Receipt(_day(found.day), _day(found.promise), found.held)

    def put_piece(
        self, contribution_id: str, file: int, at: int, data: bytes, allowed: Mapping[str, str]
    ) -> int:
        """Send a piece of a file. How many bytes of it the endpoint has after that, or had."""
        headers = {
            "Accept": _JSON,
            "Content-Type": calls.PIECE_TYPE,
            calls.OFFSET_HEADER: str(at),
            calls.DIGEST_HEADER: calls.digest_words(data),
        }
        path = calls.file_path(contribution_id, file)
        answer = self._ask("PUT", path, {**headers, **allowed}, data)
        name = _refusal(answer)
        if answer.status == 204 or (answer.status == 409 and name == "offset-wrong"):
            return _offset(answer)
        # Bytes that a link changed; or it has the contribution no more, as after a restore.
        if name in ("digest-wrong", "not-found"):
            raise NoAnswer("odd")
        raise _error(answer)

    def held(self, contribution_id: str, file: int, allowed: Mapping[str, str]) -> int:
        """How many bytes of a file the endpoint has."""
        answer = self._ask("HEAD", calls.file_path(contribution_id, file), allowed)
        if answer.status != 200:
            raise _error(answer)
        return _offset(answer)

    def take_back(self, contribution_id: str, key: str) -> bool | None:
        """Take a contribution back. Whether somebody had read it; None: nobody tells.

        One that never came is taken back too: it is not taken any more.
        """
        headers = {"Accept": _JSON, calls.KEY_HEADER: key}
        answer = self._ask("DELETE", f"{calls.CONTRIBUTIONS}/{contribution_id}", headers)
        if answer.status == 404 and _refusal(answer) == "not-found":
            return None
        if answer.status != 204:
            raise _error(answer)
        told = answer.headers.get(calls.WAS_READ_HEADER.lower(), "")
        return {"yes": True, "no": False}.get(told)

    def close(self) -> None:
        """Let go of the connection."""
        self._web.close()

    def __enter__(self) -> "Endpoint":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """Ask, and ask where an answer leads, as long as that is the same host."""
        url = self._address + path
        try:
            for _ in range(_MOST_REDIRECTS + 1):
                answer = self._web.ask(method, url, {"User-Agent": "companion", **headers}, body)
                target = answer.leads_to()
                if not target:
                    return answer
                if _origin(target) != _origin(self._address) or answer.status in (301, 302, 303):
                    raise NoAnswer("elsewhere")
                url = target
        except Unreached as error:
            raise NoAnswer(error.why) from error
        raise NoAnswer("elsewhere")


def _origin(address: str) -> tuple[str, str, int | None]:
    try:
        parts = urlsplit(address)
        return parts.scheme, parts.hostname or "", parts.port
    except ValueError:
        return "", "", None


def _offset(answer: Answer) -> int:
    found = calls.offset_in(answer.headers.get(calls.OFFSET_HEADER.lower(), ""))
    if found is None:
        raise NoAnswer("odd")
    return found


def _refusal(answer: Answer) -> str:
    document = refusals.from_bytes(answer.body[:20_000])
    return document.name if document else ""


def _takes_nothing(answer: Answer) -> bool:
    """Whether it is a host of files alone: it does not know the calls that an endpoint has."""
    return answer.status in (404, 405, 501) and not _refusal(answer)


def _error(answer: Answer) -> NoAnswer | Refused:
    """What an answer that is no success means."""
    retry_after = answer.headers.get("retry-after", "")
    name = _refusal(answer)
    if answer.status in (408, 429) or answer.status >= 500:
        return NoAnswer("busy", retry_after, name)
    if name and refusals.STATUSES[name] == answer.status:
        return Refused(name, answer.status)
    # Not the words of an endpoint: a portal of a hotel, a proxy, another program.
    return NoAnswer("odd")


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        return None
