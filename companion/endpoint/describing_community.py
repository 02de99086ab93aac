"""What the organisers say of their community, and what of it is published."""

from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection, func, select

from companion.easyread.versions import in_order
from companion.endpoint.database import fact, keep_fact
from companion.endpoint.tables import news, published, sessions
from companion.plainwords.messages import N_, _
from companion.wire.community import Community, Consent, News, PackInfo, SessionInfo

# What organisers can say, in the order in which it is asked and shown.
TEXTS = ("name", "about", "who_reads", "how_often", "kept_for", "contact", "language")
NUMBERS = ("kept_days", "answer_days")

NEWS_PUBLISHED = 50  # the newest ones
SESSIONS_PUBLISHED = 200  # the latest ones

_CONSENT = (
    N_("The people who lead read it first."),
    N_("They do not know who you are."),
    N_("They may tell others if someone is in danger."),
    N_("You can take it back at any time."),
)


def community_of(connection: Connection) -> Community:
    """The document, without what publishing adds to it."""
    told = {
        **facts_of(connection),
        "version": 0,
        "made": "",
        "consent": consent_of(connection),
        "sessions": all_sessions(connection),
        "news": [one for _number, one in all_news(connection)],
        "packs": newest_packs(connection),
    }
    return msgspec.convert(told, Community)


def newest_packs(connection: Connection) -> list[PackInfo]:
    """The newest version of each pack, by name. The older ones can still be had."""
    size = func.length(published.c.data).label("size")
    columns = published.c.name, published.c.digest, size
    found: dict[str, PackInfo] = {}
    for row in connection.execute(select(*columns).where(published.c.name.startswith("packs/"))):
        _packs, name, version = row.name.split("/")
        if name not in found or in_order(found[name].version) < in_order(version):
            found[name] = PackInfo(name, version, row.size, row.digest)
    return [found[name] for name in sorted(found)]


def facts_of(connection: Connection) -> dict[str, str | int]:
    """What the organisers have said; "" and 0 for what they have not."""
    texts = {name: fact(connection, name, "en" if name == "language" else "") for name in TEXTS}
    return {**texts, **{name: int(fact(connection, name, "0")) for name in NUMBERS}}


def describe(connection: Connection, said: Mapping[str, str | int]) -> None:
    """Keep what the organisers say; the rest stays."""
    for name, value in said.items():
        keep_fact(connection, name, str(value))


def consent_of(connection: Connection) -> Consent:
    """The words that members agree to, and their version."""
    lines = fact(connection, "consent").split("\n")
    return Consent(fact(connection, "consent_version"), tuple(lines))


def first_consent() -> list[str]:
    """The words that members agree to, until the organisers say it in their own."""
    return [_(line) for line in _CONSENT]


def change_consent(connection: Connection, lines: list[str]) -> None:
    """Other words to agree to, as a version of their own."""
    version = int(fact(connection, "consent_version", "0")) + 1
    keep_fact(connection, "consent", "\n".join(lines))
    keep_fact(connection, "consent_version", str(version))


def all_sessions(connection: Connection) -> list[SessionInfo]:
    """The sessions by time."""
    # Sorted here: databases do not agree on the order of "2026-06-26" and "2026-06-26T18:00".
    rows = connection.execute(select(sessions.c.starts, sessions.c.id, sessions.c.body))
    latest = sorted(tuple(row) for row in rows)[-SESSIONS_PUBLISHED:]
    return [msgspec.json.decode(body, type=SessionInfo) for _starts, _id, body in latest]


def all_news(connection: Connection) -> list[tuple[int, News]]:
    """The news with their numbers, the newest first."""
    rows = connection.execute(select(news).order_by(news.c.number.desc()).limit(NEWS_PUBLISHED))
    return [(row.number, msgspec.json.decode(row.body, type=News)) for row in rows]
