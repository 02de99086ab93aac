"""Who may send: the codes of the community and their passes.

Of a code's 2 secret words only a slow hash is kept. All tries of codes together are limited, the
right ones too: else the limit would tell which are right. A pass cannot be guessed and is not
limited, so whoever has changed their code for it once is never locked out by somebody who
guesses. A pass is made from the community's private key and stands nowhere.
"""

import base64
import hmac
import secrets
from collections.abc import Iterator
from hashlib import scrypt, sha256

from sqlalchemy import Connection, insert, select, update

from companion.easyread.code_words import code_words
from companion.endpoint.database import Database, fact
from companion.endpoint.days import Clock
from companion.endpoint.limits import WRONG_CODES, give_back, take
from companion.endpoint.tables import codes
from companion.problems import Problem
from companion.wire import calls
from companion.wire.codes import new_secret, words_in, words_of_key
from companion.wire.signing import public_half


class CodeWrong(Exception):
    """No code that counts has these words."""


class TooManyTries(Exception):
    """Codes were tried too often; nobody looks at this one."""


def new_code(connection: Connection, day: str) -> tuple[int, str]:
    """A new code: its number, and its 4 words, which are kept nowhere. They are all different
    from those of other codes, as far as chance goes."""
    words = code_words()
    secret = new_secret(words)
    salt = secrets.token_hex(16)
    made = connection.execute(
        insert(codes).values(salt=salt, hash=_slow(secret, salt), made=day, ended="")
    )
    number = made.inserted_primary_key
    public = public_half(private_key(connection))
    return int(number[0] if number else 0), " ".join((*secret, *words_of_key(public, words)))


def end_code(connection: Connection, number: int, day: str) -> None:
    """Let a code and its pass count no more. Raises Problem("endpoint_no_code")."""
    living = codes.c.number == number, codes.c.ended == ""
    if not connection.execute(update(codes).where(*living).values(ended=day)).rowcount:
        raise Problem("endpoint_no_code", number=number)


def all_codes(connection: Connection) -> list[tuple[int, str, str]]:
    """Number, day made and day ended ("" while it counts) of each code."""
    rows = connection.execute(
        select(codes.c.number, codes.c.made, codes.c.ended).order_by(codes.c.number)
    )
    return [(row.number, row.made, row.ended) for row in rows]


def passes(connection: Connection) -> Iterator[tuple[int, str]]:
    """Number and pass of each code that counts."""
    key = private_key(connection)
    for number in connection.scalars(select(codes.c.number).where(codes.c.ended == "")):
        digest = hmac.digest(key, b"companion pass %d" % number, "sha256")
        yield number, base64.urlsafe_b64encode(digest).decode().rstrip("=")


def private_key(connection: Connection) -> bytes:
    """The key that signs what the community publishes."""
    return base64.b64decode(fact(connection, "private_key"))


def check(connection: Connection, number: int) -> None:
    """Raises CodeWrong where this code has ended."""
    living = select(codes.c.number).where(codes.c.number == number, codes.c.ended == "")
    if connection.scalar(living) is None:
        raise CodeWrong


def code_with_pass(connection: Connection, words: str) -> int:
    """The number of the code whose pass this is. Raises CodeWrong."""
    found = 0
    for number, expected in passes(connection):  # all of them, so that it takes the same time
        if calls.is_pass(words, expected):
            found = number
    if not found:
        raise CodeWrong
    return found


class Passes:
    """Looks at passes. One that was right is remembered for as long as the process lives, as a
    hash; whether its code still counts is looked at when something is kept."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._mixed_in = secrets.token_bytes(32)
        self._right: dict[bytes, int] = {}

    def known(self, words: str) -> int | None:
        """The number of the code of a pass that was right once."""
        return self._right.get(self._mixed(words))

    def number_of(self, words: str) -> int:
        """The number of the code whose pass this is. Raises CodeWrong."""
        with self._database.reading() as connection:
            number = code_with_pass(connection, words)
        self._right[self._mixed(words)] = number
        return number

    def _mixed(self, words: str) -> bytes:
        return sha256(self._mixed_in + words.encode()).digest()


class CodeTries:
    """Looks at codes, no more often than the limit of all workers together lets it.

    What was found right is remembered for as long as the process lives, as a hash.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._mixed_in = secrets.token_bytes(32)
        self._right: dict[bytes, int] = {}

    def number_of(self, typed: str) -> int:
        """The number of the code with these secret words. Raises CodeWrong or TooManyTries."""
        secret = words_in(typed)
        with self._database.writing() as connection:
            if not take(connection, WRONG_CODES, self._clock()):
                raise TooManyTries
        number = self._look(secret)
        with self._database.writing() as connection:
            give_back(connection, WRONG_CODES)
        return number

    def _look(self, secret: tuple[str, ...]) -> int:
        mixed = sha256(self._mixed_in + " ".join(secret).encode()).digest()
        with self._database.reading() as connection:
            known = connection.execute(select(codes).where(codes.c.ended == "")).all()
        if (number := self._right.get(mixed)) in [code.number for code in known]:
            return number or 0
        for code in known:
            if hmac.compare_digest(_slow(secret, code.salt), code.hash):
                self._right[mixed] = code.number
                return int(code.number)
        raise CodeWrong


def _slow(secret: tuple[str, ...], salt: str) -> str:
    """A hash that takes a tenth of a second and 32 MB."""
    words = " ".join(secret).encode()
    made = scrypt(words, salt=salt.encode(), n=2**15, r=8, p=1, maxmem=2**26, dklen=32)
    return made.hex()
