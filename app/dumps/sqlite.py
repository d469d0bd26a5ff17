"""All of it as an SQLite database with the newest schema, which a server can serve as it is."""

import sqlite3
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa

from app.kit.rows.prepared import Row
from app.kit.rows.snapshot import Snapshot
from app.models import TABLES

PAGE = 4096
"""Bytes of a page, whatever the library would take."""

BATCH = 1000
"""Rows that are copied at once."""


def write(snapshot: Snapshot, path: Path) -> None:
    """Write the rows of every table into a new database, the same way from any database: same rows, same bytes.

    The bytes also depend on the version of the SQLite library, which is in the file.
    """
    # Alembic takes longer to import than the server to start.
    from app import schema  # noqa: PLC0415

    with TemporaryDirectory(dir=path.parent) as folder:
        engine = sa.create_engine("sqlite://", creator=lambda: _made(Path(folder) / "work"), poolclass=sa.StaticPool)
        sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        try:
            with engine.begin() as connection:
                schema.upgrade(connection, quiet=True)
                for model in TABLES:
                    _copy(snapshot, connection, model.__table__)  # type: ignore[attr-defined]
                # Triggers have filled the index; merged to one piece it is small and does not tell how it grew.
                connection.exec_driver_sql("INSERT INTO search_index(search_index) VALUES ('optimize')")
            raw = engine.raw_connection()
            # The copy has no free pages and no write-ahead log, so it can be opened where nothing may be written.
            raw.cursor().execute("VACUUM INTO ?", (str(path),))
            raw.close()
        finally:
            engine.dispose()


def _made(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA page_size={PAGE}")
    # What a crash would leave is thrown away.
    connection.execute("PRAGMA synchronous=OFF")
    return connection


def _copy(snapshot: Snapshot, into: sa.Connection, table: sa.Table) -> None:
    for rows in snapshot.batches(sa.select(table).order_by(*table.primary_key), BATCH):
        into.execute(sa.insert(table), [_values(row) for row in rows])


def _values(row: Row) -> dict[str, Any]:
    """Return the values of a row.

    When a database was seeded is not of the data: a release gets the beginning of its day, the same everywhere.
    """
    values: dict[str, Any] = row._asdict()
    if "created_at" in values:
        values["created_at"] = datetime.fromisoformat(values["released_on"] or "1970-01-01")
    return values
