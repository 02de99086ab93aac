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
# come too; until then nobody sees it. `owed`: an answer to it is owed.
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
    Column("owed", Boolean, nullable=False, default=True),
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

# `words` for everyone, or a `box` that only the sender opens. What is in the box stands in `said`
# for the organisers ("" in boxes from before that was kept). It is published nowhere.
replies = Table(
    "replies", METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("contribution", ForeignKey("contributions.number"), nullable=False, index=True),
    Column("day", String(10), nullable=False),
    Column("words", Text, nullable=False, default=""),
    Column("box", Text, nullable=False, default=""),
    Column("said", Text, nullable=False, default=""),
    Column("organiser", Integer, nullable=False, default=0),
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

# What the community promised. `state` is "open" until the organisers say another one.
promises = Table(
    "promises", METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("words", Text, nullable=False),
    Column("until", String(10), nullable=False),
    Column("state", String(12), nullable=False, default="open"),
    Column("told", Text, nullable=False, default=""),
    sqlite_autoincrement=True,
)  # fmt: skip

# Sub-groups, and people who lead. A name stands here only with the day on which its owner
# agreed that everyone may read it.
groups = Table(
    "sub_groups", METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False),
    Column("does", Text, nullable=False, default=""),
    Column("how", Text, nullable=False, default=""),
    sqlite_autoincrement=True,
)  # fmt: skip
leads = Table(
    "leads", METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False),
    Column("agreed", String(10), nullable=False),
    sqlite_autoincrement=True,
)  # fmt: skip

# Contributions that their senders let members see, and that the organisers passed on.
passed_on = Table(
    "passed_on", METADATA,
    Column("contribution", ForeignKey("contributions.number"), primary_key=True),
    Column("day", String(10), nullable=False),
)  # fmt: skip

# Those who answer for the community. `organiser` elsewhere is their number; 0: by a command.
organisers = Table(
    "organisers", METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False),
    Column("made", String(10), nullable=False),
    Column("ended", String(10), nullable=False, default=""),
    sqlite_autoincrement=True,
)  # fmt: skip

# Of links and of sessions of pages only a SHA-256 is kept: 256 bits cannot be guessed. Times are
# in milliseconds since 1970.
sign_in_links = Table(
    "sign_in_links", METADATA,
    Column("hash", String(64), primary_key=True),
    Column("organiser", ForeignKey("organisers.number"), nullable=False),
    Column("until", BigInteger, nullable=False),
)  # fmt: skip
sign_ins = Table(
    "sign_ins", METADATA,
    Column("hash", String(64), primary_key=True),
    Column("organiser", ForeignKey("organisers.number"), nullable=False),
    Column("used", BigInteger, nullable=False),
)  # fmt: skip

# What is not published yet: JSON in `body`. `version` counts its savings; `beside` is the number
# of the draft that somebody else had changed meanwhile, or 0. `contribution` is what a
# reply or a status is about, `seen` the newest reply to it that its writer knew; else both 0.
drafts = Table(
    "drafts", METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(12), nullable=False, index=True),
    Column("contribution", Integer, nullable=False, default=0, index=True),
    Column("organiser", Integer, nullable=False, default=0),
    Column("day", String(10), nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Column("beside", Integer, nullable=False, default=0),
    Column("seen", Integer, nullable=False, default=0),
    Column("body", Text, nullable=False),
    sqlite_autoincrement=True,
)  # fmt: skip

# When somebody was worried about who sent a contribution: UTC, to the minute. It stays without
# any content where the contribution was taken back, so that what was done can be shown.
worries = Table(
    "worries", METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("contribution", Integer, nullable=False, index=True),
    Column("organiser", Integer, nullable=False, default=0),
    Column("noted", String(20), nullable=False),
    Column("ended", String(20), nullable=False, default=""),
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
