"""The calls themselves: paths, headers, and the two short answers that are no signed files.

The 2 secret words of a code can be guessed, so an endpoint must limit how often they are tried,
and somebody who guesses could use up what it allows. So a companion changes them once, when it
connects, for the pass of the code: 256 bits, which nobody can guess and nothing limits. All who
have the same code get the same pass, and the community's document names its hash: so a pass
tells nobody apart.
"""

import hmac
import re
from hashlib import sha256

import msgspec

COMMUNITY = "/v1/community"
TRAILS = "/v1/trails"
PACKS = "/v1/packs"
PASS = "/v1/pass"  # noqa: S105 - a path
CONTRIBUTIONS = "/v1/contributions"

CODE_HEADER = "Companion-Code"
PASS_HEADER = "Companion-Pass"  # noqa: S105 - a name
KEY_HEADER = "Companion-Take-Back"
WAS_READ_HEADER = "Companion-Was-Read"

PASS_PATTERN = re.compile(r"[A-Za-z0-9_-]{43}")


class Receipt(msgspec.Struct, frozen=True):
    """The answer to a contribution: the day it came (in Europe/London), and the day until which
    the organisers have promised an answer, or ""."""

    day: str
    promise: str = ""


class PassAnswer(msgspec.Struct, frozen=True):
    """The answer to a right code. It counts where the community's document has its hash."""

    words: str


def hash_of_pass(words: str) -> str:
    """What the community's document says of a pass: 64 hex digits."""
    return sha256(b"companion pass " + words.encode()).hexdigest()


def is_pass(words: str, expected: str) -> bool:
    """Whether these are the expected words. Takes the same time whatever they are."""
    return hmac.compare_digest(words.encode(), expected.encode())
