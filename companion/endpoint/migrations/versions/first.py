"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _day(name: str, **more: object) -> sa.Column[str]:
    return sa.Column(name, sa.String(10), nullable=False, **more)  # type: ignore[arg-type]


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "facts",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "codes",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        _day("made"),
        _day("ended"),
        sqlite_autoincrement=True,
    )
    _contributions()
    _published()


def _contributions() -> None:
    op.create_table(
        "contributions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("trail", sa.String(32), nullable=False, unique=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("key_hash", sa.String(64), nullable=False),
        _day("received", index=True),
        _day("promise"),
        sa.Column("seen", sa.Boolean, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "gone",
        sa.Column("trail", sa.String(32), primary_key=True),
        sa.Column("key_hash", sa.String(64), primary_key=True),
        _day("day"),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("why", sa.String(12), nullable=False),
        sa.Column("seen", sa.Boolean, nullable=False),
    )
    about = sa.ForeignKey("contributions.number")
    op.create_table(
        "happened",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("contribution", sa.Integer, about, nullable=False, index=True),
        sa.Column("status", sa.String(12), nullable=False),
        _day("day"),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("session", sa.String(40), nullable=False),
    )
    about = sa.ForeignKey("contributions.number")
    op.create_table(
        "replies",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("contribution", sa.Integer, about, nullable=False, index=True),
        _day("day"),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("box", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )


def _published() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("starts", sa.String(40), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "news",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("body", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "published",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("zipped", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "limits",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("free_at", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    """There is nothing before the first step."""
    raise NotImplementedError
