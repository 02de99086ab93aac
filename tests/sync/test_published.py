"""What a community publishes is hostile until it is cleaned, whoever signed it."""

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.plainwords.characters import shown
from companion.problems import Problem
from companion.store.community_files import CommunityFiles
from companion.store.home import Home
from companion.sync.calendar import sessions_of
from companion.sync.cleaning import clean_community, clean_trail
from companion.sync.published import Published, read_community
from companion.wire import community as published
from companion.wire import signing, trails
from tests.sync.model import COMMUNITY, OTHER_KEY, PRIVATE_KEY

NOW = datetime(2026, 6, 19, 9, 0, tzinfo=UTC)
HOSTILE = "\x1b]0;owned\x07\x1b[2J\u202eevil\u200b\r\nnext\x00 \x9b31m"
KEY = signing.public_half(PRIVATE_KEY)
texts = st.text(max_size=60) | st.just(HOSTILE)
sessions = st.builds(
    published.SessionInfo,
    id=texts,
    title=texts,
    starts=texts | st.sampled_from(["2026-06-26", "2026-06-26T18:00:00+01:00", "9999-12-31"]),
    ends=texts | st.sampled_from(["2026-06-26", "0001-01-01T00:00:00+14:00"]),
    join=st.dictionaries(st.sampled_from(["link", "phone", "odd"]), texts, max_size=3),
    steps=st.lists(st.builds(published.Step, texts, st.none() | st.integers()), max_size=3).map(
        tuple
    ),
    about=texts,
    ideas_until=texts,
)
communities = st.builds(
    published.Community,
    version=st.integers(0, 2**40),
    name=texts,
    made=texts,
    about=texts,
    who_reads=texts,
    kept_days=st.integers(),
    consent=st.builds(published.Consent, texts, st.lists(texts, max_size=3).map(tuple)),
    sessions=st.lists(sessions, max_size=4).map(tuple),
    news=st.lists(st.builds(published.News, texts, texts, texts, texts), max_size=3).map(tuple),
    promises=st.lists(st.builds(published.Promise, texts, texts, texts), max_size=3).map(tuple),
    groups=st.lists(st.builds(published.Group, texts, texts, texts), max_size=3).map(tuple),
    leads=st.lists(texts, max_size=3).map(tuple),
    ways=st.dictionaries(st.one_of(st.sampled_from(published.WAYS), texts), texts, max_size=3),
    shared=st.lists(
        st.builds(
            published.Shared,
            texts,
            st.one_of(texts, st.just("2026-06-18")),
            words=texts,
            symbols=st.lists(texts, max_size=3).map(tuple),
            name=texts,
        ),
        max_size=3,
    ).map(tuple),
    trail_digits=st.integers(-2, 20),
)


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [one for pair in value.items() for part in pair for one in strings(part)]
    if isinstance(value, list | tuple):
        return [one for part in value for one in strings(part)]
    return []


@given(communities)
def test_nothing_that_is_shown_can_do_harm(found: published.Community) -> None:
    clean = clean_community(found)
    for text in strings(msgspec.to_builtins(clean)):
        assert shown(text) == text
        assert len(text) <= 2_000
    assert clean_community(clean) == clean
    assert 0 <= clean.trail_digits <= 8
    kept, unread = sessions_of(clean, NOW)
    assert len(kept) + len(unread) <= len(found.sessions)
    for session in kept:
        assert session.title


def test_there_is_never_too_much() -> None:
    many = tuple(
        published.SessionInfo(id=f"s{n}", title="x", starts="2026-06-26") for n in range(9_000)
    )
    news = tuple(published.News(f"n{n}", "2026-06-18", "x" * 9_000) for n in range(9_000))
    fields = {name: getattr(COMMUNITY, name) for name in COMMUNITY.__struct_fields__}
    clean = clean_community(published.Community(**{**fields, "sessions": many, "news": news}))
    assert len(clean.sessions) == 500
    assert len(clean.news) == 100
    assert len(clean.news[0].title) == 200


def test_a_trail_is_cleaned_too() -> None:
    trail = trails.Trail(
        marks=(trails.Mark("read", "2026-06-20", HOSTILE), trails.Mark("talked", "soon")),
        promise="never",
        replies=(trails.Reply(HOSTILE, "2026-06-21", HOSTILE), trails.Reply("b", "2026-06-21")),
    )
    clean = clean_trail(trail, "")
    assert [mark.day for mark in clean.marks] == ["2026-06-20"]
    assert clean.promise == ""
    assert len(clean.replies) == 1
    for text in strings(msgspec.to_builtins(clean)):
        assert shown(text) == text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        signing.sign(PRIVATE_KEY, "trails", published.to_bytes(COMMUNITY)),
        signing.sign(OTHER_KEY, "community", published.to_bytes(COMMUNITY)),
        signing.sign(PRIVATE_KEY, "community", published.to_bytes(COMMUNITY))[:-1],
    ],
)
def test_only_what_the_community_signed_counts(data: bytes) -> None:
    with pytest.raises(Problem) as caught:
        read_community(data, KEY)
    assert caught.value.code == "community_other_key"


@pytest.mark.parametrize("payload", [b"{}", b"[" * 100_000, b"\xff", b'{"version":"x"}'])
def test_what_is_signed_and_not_understood_is_newer(payload: bytes) -> None:
    with pytest.raises(Problem) as caught:
        read_community(signing.sign(PRIVATE_KEY, "community", payload), KEY)
    assert caught.value.code == "community_newer"


def test_one_part_of_the_trails_never_passes_as_another(tmp_path: object) -> None:
    kept = Published(CommunityFiles(Home(tmp_path)), KEY)  # type: ignore[arg-type]
    part = trails.Trails(version=2, made="2026-06-19", trails={}, prefix="0a")
    file = signing.sign(PRIVATE_KEY, "trails", trails.to_bytes(part))
    with pytest.raises(Problem):
        kept.take_trails("trails-0b", file)
    kept.take_trails("trails-0a", file)
    older = trails.Trails(version=1, made="2026-06-19", trails={}, prefix="0a")
    with pytest.raises(Problem) as caught:
        kept.take_trails("trails-0a", signing.sign(PRIVATE_KEY, "trails", trails.to_bytes(older)))
    assert caught.value.code == "community_older"
