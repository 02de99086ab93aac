"""One file, sealed with words that only the member knows. docs/export-format.md has its format.

    companion-sealed 1 <salt> <nonce> <check> <checksum>
    <what AES-256-GCM made of the data>

The first line is sealed along, so none of it can be changed. The key comes from the words by
scrypt, which takes half a second and 128 MB: who guesses words pays that for every guess.
"""

import os
import re
import unicodedata
import zlib
from typing import NamedTuple

from companion.problems import Problem

FORMAT = 1
LEAST_LETTERS = 10
_MAGIC = b"companion-sealed"
_LINE = re.compile(
    _MAGIC + rb" ([0-9]{1,9}) ([0-9a-f]{32}) ([0-9a-f]{24}) ([0-9a-f]{16}) ([0-9a-f]{8})\n"
)
_VERSION = re.compile(_MAGIC + rb" ([0-9]{1,9}) ")
# scrypt, RFC 7914: the cost that OWASP's Password Storage Cheat Sheet names for it.
_N, _R, _P = 2**17, 8, 1
_KEY_BYTES, _CHECK_BYTES = 32, 8


class _Header(NamedTuple):
    line: bytes
    salt: bytes
    nonce: bytes
    check: bytes


def is_sealed(data: bytes) -> bool:
    """Whether the data begin as a sealed file does."""
    return data.startswith(_MAGIC + b" ")


def same_words(words: str) -> str:
    """The words as they count: capital letters and further spaces make no difference."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


def seal(data: bytes, words: str) -> bytes:
    """The sealed file. `words` open it again."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - slow

    salt, nonce = os.urandom(16), os.urandom(12)
    key, check = _key(words, salt)
    text = f"{_MAGIC.decode()} {FORMAT} {salt.hex()} {nonce.hex()} {check.hex()}".encode()
    line = b"%s %08x\n" % (text, zlib.crc32(text))
    return line + AESGCM(key).encrypt(nonce, data, line)


def unseal(data: bytes, words: str) -> bytes | None:
    """What is in a sealed file; None where these are not its words.

    Raises Problem("import_newer") or ("import_damaged").
    """
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - slow
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    header = check_header(data)
    key, check = _key(words, header.salt)
    if check != header.check:
        return None
    try:
        return AESGCM(key).decrypt(header.nonce, data[len(header.line) :], header.line)
    except InvalidTag:
        raise Problem("import_damaged") from None


def check_header(data: bytes) -> _Header:
    """The first line. Raises Problem("import_newer") or ("import_damaged")."""
    version = _VERSION.match(data)
    if version and int(version[1]) > FORMAT:
        raise Problem("import_newer")
    found = _LINE.match(data)
    if not found or b"%08x" % zlib.crc32(found[0][:-10]) != found[5]:
        raise Problem("import_damaged")
    return _Header(found[0], *(bytes.fromhex(found[at].decode()) for at in (2, 3, 4)))


def _key(words: str, salt: bytes) -> tuple[bytes, bytes]:
    """The key that the words give, and bytes that tell whether they are the right words."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: PLC0415 - slow

    scrypt = Scrypt(salt=salt, length=_KEY_BYTES + _CHECK_BYTES, n=_N, r=_R, p=_P)
    made = scrypt.derive(same_words(words).encode("utf-8", "replace"))
    return made[:_KEY_BYTES], made[_KEY_BYTES:]
