"""A sealed file opens with its words, says when they are wrong, and shows every change."""

import zlib

import pytest

from companion.easyread.lexicon import everyday
from companion.problems import Problem
from companion.store.sealing import is_sealed, same_words, seal, unseal

WORDS = "otter lamp quiet seven"


@pytest.fixture(scope="module")
def sealed() -> bytes:
    return seal(b"the canary", WORDS)


def test_it_opens_with_its_words_and_holds_none_of_them_in_clear(sealed: bytes) -> None:
    assert is_sealed(sealed)
    assert unseal(sealed, WORDS) == b"the canary"
    assert unseal(sealed, " Otter LAMP\tquiet  seven\n") == b"the canary"
    assert b"canary" not in sealed
    assert b"otter" not in sealed


@pytest.mark.parametrize("words", ["otter lamp quiet", "", "otterlampquietseven", WORDS + "s"])
def test_other_words_do_not_open_it_and_that_is_no_damage(sealed: bytes, words: str) -> None:
    assert unseal(sealed, words) is None
    assert unseal(sealed, WORDS) == b"the canary"


def test_an_accent_is_the_same_however_a_keyboard_makes_it() -> None:
    assert same_words("caf\u00e9") == same_words("cafe\u0301")


def test_the_same_data_and_words_are_never_sealed_alike(sealed: bytes) -> None:
    assert seal(b"the canary", WORDS)[:60] != sealed[:60]


def test_a_changed_byte_is_noticed_wherever_it_is(sealed: bytes) -> None:
    """In the first line by its checksum, so the words are not even tried."""
    line = sealed.index(b"\n")
    for at in (*range(17, line), line + 1, len(sealed) - 1):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(Problem) as caught:
            unseal(changed, WORDS)
        assert caught.value.code in ("import_damaged", "import_newer")


def test_a_changed_first_line_with_a_good_checksum_does_not_open(sealed: bytes) -> None:
    line, rest = sealed.split(b"\n", 1)
    parts = line.split(b" ")
    parts[3] = parts[3][::-1]  # another nonce
    text = b" ".join(parts[:-1])
    forged = b"%s %08x\n%s" % (text, zlib.crc32(text), rest)
    with pytest.raises(Problem, match="import_damaged"):
        unseal(forged, WORDS)


@pytest.mark.parametrize("cut", [20, 60, 100, 125])
def test_a_cut_file_is_damaged(sealed: bytes, cut: int) -> None:
    with pytest.raises(Problem, match="import_damaged"):
        unseal(sealed[:cut], WORDS)


def test_a_newer_format_says_so(sealed: bytes) -> None:
    with pytest.raises(Problem, match="import_newer"):
        unseal(sealed.replace(b"sealed 1 ", b"sealed 2 "), WORDS)


def test_there_are_enough_words_for_words_of_ours() -> None:
    """Six of them are more than 60 bits."""
    assert len(everyday()) > 1_500
