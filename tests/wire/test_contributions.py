"""The bytes of a contribution: what a member sees is what travels, and nothing else fits."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.wire import contributions
from companion.wire.contributions import About, Contribution, from_bytes, to_bytes

LEAST = Contribution(version=1, kind="listening", take_back="a" * 64, reply_to="", consent="1")


@given(words=st.text(), symbols=st.lists(st.text()), name=st.text())
def test_every_word_arrives_as_it_was(words: str, symbols: list[str], name: str) -> None:
    sent = msgspec.structs.replace(LEAST, words=words, symbols=tuple(symbols), name=name)
    assert from_bytes(to_bytes(sent)) == sent
    assert to_bytes(from_bytes(to_bytes(sent))) == to_bytes(sent)


def test_what_was_not_said_is_not_in_it() -> None:
    assert json.loads(to_bytes(LEAST)) == {
        "version": 1,
        "kind": "listening",
        "take_back": "a" * 64,
        "reply_to": "",
        "consent": "1",
    }


def test_a_few_sentences_take_under_1500_bytes() -> None:
    sent = msgspec.structs.replace(
        LEAST,
        kind="words",
        reply_to="A" * 44,
        words="The room was too loud. A quiet room would have helped me. " * 10,
        about=About("session", "k7m4d"),
        speaking_as=("autistic", "carer"),
    )
    assert len(to_bytes(sent)) < 1_500


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "shout"},
        {"version": 2},
        {"more": 1},
        {"words": 3},
        {"about": {"kind": "planet"}},
        {"about": {"kind": "session", "more": 1}},
        {"audience": "everyone"},
        {"speaking_as": ["king"]},
    ],
)
def test_other_shapes_are_refused(changed: dict[str, object]) -> None:
    data = json.dumps({**json.loads(to_bytes(LEAST)), **changed}).encode()
    with pytest.raises(ValueError):
        from_bytes(data)


@pytest.mark.parametrize("data", [b"", b"null", b"[]", b"{}", b"\xff", b"[" * 100_000])
def test_rubbish_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        from_bytes(data)


def test_too_many_words_are_refused() -> None:
    sent = msgspec.structs.replace(LEAST, words="x" * contributions.LARGEST)
    with pytest.raises(ValueError):
        from_bytes(to_bytes(sent))
