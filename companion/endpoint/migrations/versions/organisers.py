"""What organisers need: their names and sign-ins, drafts, promises, worries, what is passed on."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_FINAL = ("changed", "not-changed")


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.Integer, primary_key=True, autoincrement=True)


def _text(name: str, length: int = 0) -> sa.Column[str]:
    kind = sa.String(length) if length else sa.Text()
    return sa.Column(name, kind, nullable=False)


def _count(name: str, **more: object) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, **more)  # type: ignore[arg-type]


def upgrade() -> None:
    """Add them."""
    _more_columns()
    _what_is_published()
    _who_answers()
    _what_is_not_published()


def _more_columns() -> None:
    said = sa.Column("said", sa.Text, nullable=False, server_default="")
    op.add_column("replies", said)
    op.add_column("replies", _count("organiser", server_default="0"))
    owed = sa.Column("owed", sa.Boolean, nullable=False, server_default=sa.true())
    op.add_column("contributions", owed)
    contributions = sa.table("contributions", sa.column("number"), sa.column("owed", sa.Boolean))
    replies = sa.table("replies", sa.column("contribution"))
    happened = sa.table("happened", sa.column("contribution"), sa.column("status"))
    ended = sa.select(happened.c.contribution).where(happened.c.status.in_(_FINAL))
    answered = sa.select(replies.c.contribution).union(ended)
    op.execute(
        contributions.update().where(contributions.c.number.in_(answered)).values(owed=sa.false())
    )


def _what_is_published() -> None:
    op.create_table(
        "promises", _number(), _text("words"), _text("until", 10), _text("state", 12),
        _text("told"), sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_table(
        "sub_groups", _number(), _text("name"), _text("does"), _text("how"),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_table(
        "leads", _number(), _text("name"), _text("agreed", 10), sqlite_autoincrement=True
    )
    about = sa.ForeignKey("contributions.number")
    op.create_table(
        "passed_on", sa.Column("contribution", sa.Integer, about, primary_key=True),
        _text("day", 10),
    )  # fmt: skip


def _who_answers() -> None:
    op.create_table(
        "organisers", _number(), _text("name"), _text("made", 10), _text("ended", 10),
        sqlite_autoincrement=True,
    )  # fmt: skip
    for name, when in (("sign_in_links", "until"), ("sign_ins", "used")):
        whose = sa.ForeignKey("organisers.number")
        op.create_table(
            name, sa.Column("hash", sa.String(64), primary_key=True),
            sa.Column("organiser", sa.Integer, whose, nullable=False),
            sa.Column(when, sa.BigInteger, nullable=False),
        )  # fmt: skip


def _what_is_not_published() -> None:
    op.create_table(
        "drafts", _number(), sa.Column("kind", sa.String(12), nullable=False, index=True),
        _count("contribution", index=True), _count("organiser"), _text("day", 10),
        _count("version"), _count("beside"), _count("seen"), _text("body"),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_table(
        "worries", _number(), _count("contribution", index=True), _count("organiser"),
        _text("noted", 20), _text("ended", 20), sqlite_autoincrement=True,
    )  # fmt: skip


def downgrade() -> None:
    """Nobody goes back: a backup from before has the tables of before."""
    raise NotImplementedError
