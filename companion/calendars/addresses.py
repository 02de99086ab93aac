"""Addresses and files that calendars come from, and what we call them."""

# Without pathlib, which takes longer to load than the rest of a quick command.
# ruff: noqa: PTH119, PTH123

import os
import stat
from urllib.parse import urlsplit, urlunsplit

from companion.calendars.blocks import LARGEST
from companion.domain.ids import id_of
from companion.plainwords.characters import shown_line
from companion.problems import Problem

_SCHEMES = {"http": "http", "https": "https", "webcal": "https", "webcals": "https"}
_LONGEST_ADDRESS = 2_000
_LONGEST_NAME = 100


def is_address(words: str) -> bool:
    """Whether the words are an address on the web, rather than a file's name."""
    return "://" in words or words.lower().startswith("webcal:")


def allowed(address: str) -> str:
    """The address as it is asked for. Raises Problem("address_not_allowed").

    Only http, https and webcal: others could read this computer's own files.
    """
    try:
        parts = urlsplit(shown_line(address).replace(" ", "%20"))
        scheme = _SCHEMES.get(parts.scheme)
        if scheme and parts.hostname and parts.port != 0 and len(address) <= _LONGEST_ADDRESS:
            return urlunsplit((scheme, parts.netloc, parts.path, parts.query, ""))
    except ValueError:
        pass
    raise Problem("address_not_allowed")


def place_of(address: str) -> str:
    """The host alone: what comes after it is often a secret."""
    return shown_line(urlsplit(address).hostname or "")[:_LONGEST_NAME]


def name_of_address(address: str) -> str:
    """What we call a calendar from an address: "calendar.google.com (k7m4d)".

    The code tells apart calendars of one host. Nobody can make the address of it. Raises
    Problem("address_not_allowed").
    """
    known = allowed(address)
    return f"{place_of(known)} ({id_of(known)})"


def name_of_file(path: str) -> str:
    """What we call a calendar from a file: the file's name, safe to show."""
    return shown_line(os.path.basename(path))[:_LONGEST_NAME] or "calendar.ics"


def calendar_file(path: str) -> bytes:
    """The bytes of a calendar file, at most 5 MB.

    Raises Problem("no_such_file"), ("calendar_not_read") or ("calendar_too_large").
    """
    try:
        # A pipe or a device could make us wait for ever.
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
            raise Problem("calendar_not_read")
        with open(path, "rb") as stream:
            data = stream.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise Problem("no_such_file", path=shown_line(path)) from error
    except OSError as error:
        raise Problem("calendar_not_read") from error
    if len(data) > LARGEST:
        raise Problem("calendar_too_large")
    return data
