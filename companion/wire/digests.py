"""Digests of bytes. The first page needs none, and it opens sooner without what makes them."""


def digest(data: bytes) -> str:
    """SHA-256 (FIPS 180-4), as 64 hex digits."""
    from hashlib import sha256  # noqa: PLC0415 - it loads an OpenSSL of its own

    return sha256(data).hexdigest()


def same(one: bytes, other: bytes) -> bool:
    """Whether two secrets are the same. Takes the same time wherever they differ."""
    from hmac import compare_digest  # noqa: PLC0415 - as above

    return compare_digest(one, other)
