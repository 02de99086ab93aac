"""Digests of bytes, for names that tell nothing of what they name."""


def digest(data: bytes) -> str:
    """SHA-256 (FIPS 180-4), as 64 hex digits."""
    # It loads an OpenSSL of its own beside that of cryptography, and to read needs none.
    from hashlib import sha256  # noqa: PLC0415

    return sha256(data).hexdigest()
