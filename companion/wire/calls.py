"""The calls themselves: paths, headers, and the short answers that are no signed files.

The 2 secret words of a code can be guessed, so an endpoint must limit how often they are tried,
and somebody who guesses could use up what it allows. So a companion changes them once, when it
connects, for the pass of the code: 256 bits, which nobody can guess and nothing limits. All who
have the same code get the same pass, and the community's document names its hash: so a pass
tells nobody apart.
"""

import base64
import re

import msgspec

from companion.wire.digests import digest, same

COMMUNITY = "/v1/community"
TRAILS = "/v1/trails"
PACKS = "/v1/packs"
# The sessions for calendar programs. No version in it: members have it in their programs.
CALENDAR = "/sessions.ics"
PASS = "/v1/pass"  # noqa: S105 - a path
CONTRIBUTIONS = "/v1/contributions"

CODE_HEADER = "Companion-Code"
PASS_HEADER = "Companion-Pass"  # noqa: S105 - a name
KEY_HEADER = "Companion-Take-Back"
WAS_READ_HEADER = "Companion-Was-Read"
OFFSET_HEADER = "Companion-Offset"
DIGEST_HEADER = "Content-Digest"
PIECE_TYPE = "application/octet-stream"

_DIGEST = re.compile(r"sha-256=:([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=):")
_OFFSET = re.compile(r"[0-9]{1,9}", re.ASCII)

PASS_PATTERN = re.compile(r"[A-Za-z0-9_-]{43}")


class Receipt(msgspec.Struct, frozen=True):
    """The answer to a contribution: the day it came (in Europe/London), and the day until which
    the organisers have promised an answer, or "". `held` is how many bytes of each of its files
    are there, in their order: until all are, the contribution has not come."""

    day: str
    promise: str = ""
    held: tuple[int, ...] = ()


class PassAnswer(msgspec.Struct, frozen=True):
    """The answer to a right code. It counts where the community's document has its hash."""

    words: str


def file_path(contribution_id: str, at: int) -> str:
    """Where the pieces of a file go; `at` is its place in the contribution's files, from 0."""
    return f"{CONTRIBUTIONS}/{contribution_id}/files/{at}"


def digest_words(data: bytes) -> str:
    """What the header Content-Digest says of some bytes (RFC 9530)."""
    return f"sha-256=:{base64.b64encode(bytes.fromhex(digest(data))).decode()}:"


def digest_in(words: str) -> bytes | None:
    """The SHA-256 that a header Content-Digest gives; None where it gives none."""
    for part in words.split(","):
        if found := _DIGEST.fullmatch(part.strip()):
            return base64.b64decode(found[1])
    return None


def offset_in(words: str) -> int | None:
    """The number in a header Companion-Offset; None where it is none."""
    return int(words) if _OFFSET.fullmatch(words) else None


def hash_of_pass(words: str) -> str:
    """What the community's document says of a pass: 64 hex digits."""
    return digest(b"companion pass " + words.encode())


def is_pass(words: str, expected: str) -> bool:
    """Whether these are the expected words. Takes the same time whatever they are."""
    return same(words.encode(), expected.encode())
