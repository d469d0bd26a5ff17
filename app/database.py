"""Engines for SQLite and PostgreSQL that behave alike: explicit transactions, foreign keys, one snapshot a request."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import Any

import sqlalchemy as sa

from app.kit.rows.file import file_id
from app.kit.rows.timed import LIMIT, Timed

BUSY_SECONDS = 10
"""How long a writer waits for another one before it gives up."""

LOG_SECONDS = 2
"""How long a writer waits at its end for those who read an older release."""


def connect(url: str, *, read_only: bool = False, limit: float = LIMIT) -> sa.Engine:
    """Return an engine for `url`.

    A transaction sees one state of the data from its first statement on; with `read_only` the database refuses writes,
    gives up a statement after `limit` seconds, and errors do not tell the values asked for, since they are logged.
    Raises sqlalchemy.exc.ArgumentError if the URL cannot be read, ValueError for another kind of database.
    """
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed, read_only=read_only, limit=limit)
    if parsed.get_backend_name() == "postgresql":
        level = "REPEATABLE READ" if read_only else "READ COMMITTED"
        # Compiling a statement takes longer than any answer here.
        options = f"-c lock_timeout={BUSY_SECONDS}s -c jit=off"
        if read_only:
            options += f" -c default_transaction_read_only=on -c statement_timeout={round(limit * 1000)}"
        return sa.create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            isolation_level=level,
            pool_pre_ping=True,
            hide_parameters=read_only,
            connect_args={"options": options, "connect_timeout": BUSY_SECONDS},
        )
    raise ValueError(f"{parsed.get_backend_name()} is not supported; use sqlite:/// or postgresql://")


def _sqlite(url: sa.URL, *, read_only: bool, limit: float) -> sa.Engine:
    named = url.database not in {None, "", ":memory:"}
    if named and read_only:
        # A reader must not create the file that it does not find.
        engine = sa.create_engine(
            url,
            creator=lambda: _read_only(str(url.database)),
            poolclass=sa.QueuePool,
            hide_parameters=True,
        )
    else:
        if named:
            Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(url, connect_args={"timeout": BUSY_SECONDS})

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # The driver must not begin transactions itself: it does so too late for DDL, and never for reads.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")
        if not read_only:
            connection.execute("PRAGMA journal_mode=WAL")

    if named and not read_only:
        _watch_over(engine, str(url.database))

    if named and read_only:

        @sa.event.listens_for(engine, "before_cursor_execute")
        def limited(_connection: sa.Connection, cursor: sqlite3.Cursor, *_: object) -> None:
            cursor.connection.deadline = perf_counter() + limit  # type: ignore[attr-defined]

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _watch_over(engine: sa.Engine, path: str) -> None:
    """Let a writer commit only to the file that is there, and leave nothing in the write-ahead log at its end."""

    @sa.event.listens_for(engine, "connect")
    def opened(_connection: sqlite3.Connection, record: Any) -> None:
        record.info["file"] = file_id(path)

    @sa.event.listens_for(engine, "commit")
    def committing(connection: sa.Connection) -> None:
        if connection.info["file"] != file_id(path):
            error = sqlite3.OperationalError("the database file was replaced or removed meanwhile")
            raise sa.exc.OperationalError("COMMIT", None, error)

    @sa.event.listens_for(engine, "close")
    def closing(connection: sqlite3.Connection, _record: object) -> None:
        # A file that is put in the place of this one must not find a log of another one beside itself.
        with suppress(sqlite3.Error):
            connection.execute(f"PRAGMA busy_timeout={LOG_SECONDS * 1000}")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _read_only(path: str) -> sqlite3.Connection:
    address = f"{Path(path).absolute().as_uri()}?mode=ro"
    return sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, check_same_thread=False, factory=Timed)
