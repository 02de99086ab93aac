"""What an endpoint keeps, as SQLAlchemy tables. Migrations make them.

A contribution is kept under its trail's name alone (companion.wire.tokens.trail_of): the id that
members hold stands nowhere. Days are ISO dates in Europe/London; nothing says a finer time of
a contribution.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

METADATA = MetaData()

# Names with values: what the organisers say of the community, its key, versions.
facts = Table(
    "facts", METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)  # fmt: skip

# Of a code only a slow hash of its secret words is kept. `ended` is "" while it counts.
codes = Table(
    "codes", METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("salt", String(32), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("made", String(10), nullable=False),
    Column("ended", String(10), nullable=False, default=""),
    sqlite_autoincrement=True,
)  # fmt: skip

# `body` is what the member sent, byte for byte. `number` is how organisers call it; no number is
# used twice. `seen`: somebody has had the words before their eyes. `whole`: all its files have
# come too; until then nobody sees it.
contributions = Table(
    "contributions", METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("trail", String(32), nullable=False, unique=True),
    Column("digest", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("key_hash", String(64), nullable=False),
    Column("received", String(10), nullable=False, index=True),
    Column("promise", String(10), nullable=False, default=""),
    Column("seen", Boolean, nullable=False, default=False),
    Column("whole", Boolean, nullable=False, default=True),
    sqlite_autoincrement=True,
)  # fmt: skip

# The files of contributions, in pieces as they came: `file` is the place of the file in its
# contribution, `at` how many bytes of it come before. There is never a gap.
pieces = Table(
    "pieces", METADATA,
    Column("contribution", ForeignKey("contributions.number"), primary_key=True),
    Column("file", Integer, primary_key=True),
    Column("at", Integer, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)  # fmt: skip

# What is gone leaves a mark with no content. `why`: "taken-back", "purged", or "unknown" for one
# that somebody took back before it came.
gone = Table(
    "gone", METADATA,
    Column("trail", String(32), primary_key=True),
    Column("key_hash", String(64), primary_key=True),
    Column("day", String(10), nullable=False),
    Column("number", Integer, nullable=False, default=0),
    Column("why", String(12), nullable=False),
    Column("seen", Boolean, nullable=False, default=False),
)  # fmt: skip

# The steps of a contribution's trail after "got".
happened = Table(
    "happened", METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("contribution", ForeignKey("contributions.number"), nullable=False, index=True),
    Column("status", String(12), nullable=False),
    Column("day", String(10), nullable=False),
    Column("words", Text, nullable=False, default=""),
    Column("session", String(40), nullable=False, default=""),
)  # fmt: skip

# `words` for everyone, or a `box` that only the sender opens.
replies = Table(
    "replies", METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("contribution", ForeignKey("contributions.number"), nullable=False, index=True),
    Column("day", String(10), nullable=False),
    Column("words", Text, nullable=False, default=""),
    Column("box", Text, nullable=False, default=""),
    sqlite_autoincrement=True,
)  # fmt: skip

# Sessions and news as they are published (JSON of companion.wire.community).
sessions = Table(
    "sessions", METADATA,
    Column("id", String(40), primary_key=True),
    Column("starts", String(40), nullable=False),
    Column("body", Text, nullable=False),
)  # fmt: skip
news = Table(
    "news", METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("body", Text, nullable=False),
    sqlite_autoincrement=True,
)  # fmt: skip

# The signed files, made once for each change. `name` is the path behind /v1/; `content` is the
# hash of what the file says without its version and day, which tells whether it has changed.
published = Table(
    "published", METADATA,
    Column("name", String(40), primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("content", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("zipped", LargeBinary, nullable=False),
)  # fmt: skip

# When each limit is free again, in milliseconds since 1970 (companion.endpoint.limits).
limits = Table(
    "limits", METADATA,
    Column("name", String(80), primary_key=True),
    Column("free_at", BigInteger, nullable=False),
)  # fmt: skip
