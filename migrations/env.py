"""Runs migrations on the connection given, or on the database of the settings."""

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

import app.models  # noqa: F401  (fills the metadata)
from app.database import connect
from app.settings import Settings


def compared(name: str | None, kind: str, _: object) -> bool:
    """Leave out what no model can describe: the full-text index, and the indexes that descend."""
    full_text = kind == "table" and str(name).startswith("search_index")
    return not full_text and not (kind == "index" and str(name).endswith("_newest"))


def migrate(connection: Connection) -> None:
    """Run in one transaction: a migration that fails leaves nothing behind, on SQLite too."""
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        compare_type=True,
        include_name=compared,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    engine = connect(Settings().database_url)
    with engine.begin() as own:
        migrate(own)
    engine.dispose()
