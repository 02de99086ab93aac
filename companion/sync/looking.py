"""Looks what a community is, before the member says yes. Only its published page is asked for."""

from collections.abc import Sequence
from threading import Event

from companion.domain.connections import Offer, host_of
from companion.problems import Problem
from companion.sync.client import Endpoint, endpoint_address
from companion.sync.failures import NoAnswer, Refused
from companion.sync.published import read_community
from companion.wire import calls, codes
from companion.wire.carried import Carried, Damaged
from companion.wire.community import SIGNED_AS
from companion.wire.signing import NotSigned, verify

_PROBLEMS = {
    "slow": "address_slow",
    "busy": "address_slow",
    "unsafe": "address_not_safe",
    "unreached": "address_not_reached",
    "stopped": "address_not_reached",
}


def look(address: str, code: str, words: Sequence[str], stopped: Event | None = None) -> Offer:
    """What the community at an address is. `words` are those that codes are made of.

    The code does not travel. Raises Problem("code_word_unknown"), ("code_not_whole"),
    ("code_of_another"), ("no_community_there"), ("community_newer") or ("address_...").
    """
    parts = _parts(code, words)
    known = endpoint_address(address)
    place = host_of(known)
    try:
        with Endpoint(known, stopped) as endpoint:
            file = endpoint.published(calls.COMMUNITY) or b""
    except NoAnswer as error:
        raise Problem(_PROBLEMS.get(error.why, "no_community_there"), place=place) from error
    except Refused as error:
        raise Problem("no_community_there", place=place) from error
    return _offer(file, known, place, parts, words)


def look_in(carried: Carried, place: str, code: str, words: Sequence[str]) -> Offer:
    """What the community is whose file somebody carried here; `place` is the file's name.

    Its offer has no address. Raises as `look`.
    """
    parts = _parts(code, words)
    try:
        file = carried.file(calls.COMMUNITY) or b""
    except Damaged:
        raise Problem("no_community_there", place=place) from None
    return _offer(file, "", place, parts, words)


def _offer(
    file: bytes,
    address: str,
    place: str,
    parts: tuple[tuple[str, ...], tuple[str, ...]],
    words: Sequence[str],
) -> Offer:
    secret, key_words = parts
    try:
        public_key = verify(file, SIGNED_AS).public_key
    except NotSigned as error:
        code_of = "community_newer" if error.newer else "no_community_there"
        raise Problem(code_of, place=place) from error
    if codes.words_of_key(public_key, words) != key_words:
        raise Problem("code_of_another", place=place)
    return Offer(address, " ".join(secret), public_key, file, read_community(file, public_key))


def _parts(code: str, words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    try:
        return codes.parts_of(code, words)
    except ValueError as error:
        unknown = str(error)
        if unknown:
            raise Problem("code_word_unknown", word=unknown[:30]) from error
        raise Problem("code_not_whole") from error
