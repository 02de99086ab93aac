"""Replies for one member alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.wire.sealed import new_reply_key, seal, unseal

PRIVATE, PUBLIC = new_reply_key()


@given(st.text())
def test_only_the_key_that_was_made_with_it_opens_a_reply(words: str) -> None:
    box = seal(words, PUBLIC)
    assert unseal(box, PRIVATE) == words
    assert unseal(box, new_reply_key()[0]) is None


@given(st.text())
def test_rubbish_opens_as_nothing(box: str) -> None:
    assert unseal(box, PRIVATE) is None
    assert unseal(seal("yes", PUBLIC), box) is None


@pytest.mark.parametrize("key", ["", "AAAA", "not base64", "A" * 43, "é" * 44])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError):
        seal("yes", key)
