"""How the tables came to be, step by step, with Alembic.

A new step: a file in versions/, and its revision at the end of KNOWN.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

# All revisions, the first one first. Asked here, since Alembic takes long to load.
KNOWN = ("0001", "0002", "0003")


def revision(connection: Connection) -> str | None:
    """Which step the tables are at; None: there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def upgrade(connection: Connection, to: str = "head") -> None:
    """Take the tables to a step, in the transaction of the connection."""
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
