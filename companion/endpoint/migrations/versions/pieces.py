"""Files of contributions, in pieces."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """What came before has no files, and so is whole."""
    op.add_column(
        "contributions",
        sa.Column("whole", sa.Boolean, nullable=False, server_default=sa.true()),
    )
    op.create_table(
        "pieces",
        sa.Column(
            "contribution", sa.Integer, sa.ForeignKey("contributions.number"), primary_key=True
        ),
        sa.Column("file", sa.Integer, primary_key=True),
        sa.Column("at", sa.Integer, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """Members' files would be lost."""
    raise NotImplementedError
