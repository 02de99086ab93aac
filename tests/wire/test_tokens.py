"""Ids and keys: nobody guesses them, and none tells another."""

from companion.wire import tokens


def test_ids_and_keys_are_of_their_kind_and_never_the_same() -> None:
    ids = {tokens.new_id() for _ in range(1_000)}
    keys = {tokens.new_take_back_key() for _ in range(1_000)}
    assert len(ids) == len(keys) == 1_000
    assert all(tokens.ID.fullmatch(one) for one in ids)
    assert all(tokens.TAKE_BACK_KEY.fullmatch(one) for one in keys)


def test_a_key_fits_its_own_hash_alone() -> None:
    key, other = tokens.new_take_back_key(), tokens.new_take_back_key()
    hashed = tokens.hash_of_key(key)
    assert tokens.is_key(key, hashed)
    assert not tokens.is_key(other, hashed)
    assert not tokens.is_key("", hashed)
    assert key not in hashed


def test_a_trail_tells_nothing_of_its_id() -> None:
    one = tokens.new_id()
    assert tokens.TRAIL.fullmatch(tokens.trail_of(one))
    assert tokens.trail_of(one) == tokens.trail_of(one) != tokens.trail_of(tokens.new_id())
    assert one not in tokens.trail_of(one)
