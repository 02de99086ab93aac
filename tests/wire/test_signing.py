"""Signed files: what was changed, by one bit, anywhere, is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.wire.signing import NotSigned, new_key, public_half, sign, verify

KEY = new_key()
FILE = sign(KEY, "trails", b'{"version":1}')


@given(st.binary())
def test_what_was_signed_comes_back(payload: bytes) -> None:
    found = verify(sign(KEY, "community", payload), "community", public_half(KEY))
    assert found == ("community", public_half(KEY), payload)


def test_the_key_is_told_where_none_is_known_yet() -> None:
    assert verify(FILE, "trails").public_key == public_half(KEY)


def test_another_kind_and_another_key_are_refused() -> None:
    with pytest.raises(NotSigned):
        verify(FILE, "community")
    with pytest.raises(NotSigned):
        verify(FILE, "trails", public_half(new_key()))


def test_every_flipped_bit_is_seen() -> None:
    for at in range(len(FILE) * 8):
        changed = bytearray(FILE)
        changed[at // 8] ^= 1 << (at % 8)
        with pytest.raises(NotSigned):
            verify(bytes(changed), "trails", public_half(KEY))


@given(st.binary(max_size=300))
def test_rubbish_is_refused(data: bytes) -> None:
    with pytest.raises(NotSigned):
        verify(data, "trails")


def test_a_later_format_says_so() -> None:
    with pytest.raises(NotSigned) as told:
        verify(FILE.replace(b"signed 1", b"signed 2", 1), "trails")
    assert told.value.newer
