"""Where the rows come from: one snapshot of the database a request, and the release it shows."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from math import inf
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.kit.problems import ProblemError
from app.kit.rows.filters import Statement
from app.kit.rows.memory import Memory
from app.kit.rows.prepared import Prepared
from app.kit.rows.snapshot import NONE, Snapshot, TooSlowError
from app.kit.rows.timed import HASTY_STEPS, LIMIT, is_late


@dataclass(frozen=True)
class Store:
    """The database, how its release and its past are told, what build serves it, and what its operator has set.

    `limit` is what one statement may take, in seconds; `beside` tells the state of `folder`.
    """

    engine: sa.Engine
    release: Statement
    build: str
    folder: Path | None = None
    base: str = ""
    licence: str = ""
    limit: float = LIMIT
    beside: Callable[[], str] = str
    memory: Memory = field(default_factory=Memory)

    @contextmanager
    def open(self) -> Iterator[Snapshot]:
        """Open a snapshot.

        Raises ProblemError 503 while there is no database, or no release in it, or if a statement takes too long.
        """
        with ExitStack() as stack:
            try:
                connection = stack.enter_context(self.engine.connect())
                stack.enter_context(connection.begin())
                snapshot = self._seen(connection, hasty=False)
            except sa.exc.ProgrammingError as error:
                raise unready("the database is not set up yet") from error
            except (sa.exc.DBAPIError, sa.exc.TimeoutError) as error:
                raise unready("the database cannot be reached, or is not set up yet") from error
            try:
                yield snapshot
            except sa.exc.DBAPIError as error:
                if is_late(error):
                    raise unready(LATE.format(round(self.limit * 1000))) from error
                raise

    @contextmanager
    def hurry(self) -> Iterator[Snapshot]:
        """Open a snapshot for the event loop, which nothing may wait for: SQLite's, on a connection of its own.

        Raises TooSlowError if this is to be done in a thread.
        """
        connection = self.memory.desk or self._desk()
        driver: Any = connection.connection.dbapi_connection
        try:
            driver.execute("BEGIN")
        except sqlite3.Error as error:
            raise TooSlowError from error
        try:
            yield self._seen(connection, hasty=True)
        finally:
            driver.deadline = inf
            if driver.in_transaction:  # an error of the disk ends it by itself
                driver.execute("ROLLBACK")

    def _desk(self) -> sa.Connection:
        try:
            if self.engine.dialect.name == "sqlite":
                desk = self._apart()
                driver: Any = desk.connection.dbapi_connection
                driver.set_progress_handler(driver.late, HASTY_STEPS)
                driver.execute("PRAGMA busy_timeout=0")  # on the loop nobody waits for who holds a lock
                self.memory.desk = desk
        except sa.exc.SQLAlchemyError as error:
            raise TooSlowError from error
        if self.memory.desk is None:
            raise TooSlowError
        return self.memory.desk

    def _seen(self, connection: sa.Connection, *, hasty: bool) -> Snapshot:
        def seen(release: str, past: str) -> Snapshot:
            told = (self.folder, self.base, self.licence, self.build, self.memory, self.limit, hasty, self.beside)
            return Snapshot(connection, release, past, *told)

        found = seen("", "").fetch(("release",), lambda: self.release)
        if not found:
            raise unready("the database holds no release yet")
        return seen(*found[0])

    def current(self) -> tuple[str, str, str] | None:
        """Return the release served, its past and what is beside it as they are now; None while they cannot be told.

        To be asked by one thread, on a connection that stays open.
        """
        try:
            if self.memory.watch is None:
                self.memory.watch = self._apart()
            if self.memory.ended:  # nobody would close it any more
                _close(self.memory.watch)
                return None
            found = self._release.run(self.memory.watch.connection.dbapi_connection, NONE)
        except (sa.exc.SQLAlchemyError, self.engine.dialect.loaded_dbapi.Error):
            _close(self.memory.watch)
            self.memory.watch = None
            return None
        return (found[0][0], found[0][1], self.beside()) if found else None

    @cached_property
    def _release(self) -> Prepared:
        return Prepared(self.release, self.engine.dialect)

    def _apart(self) -> sa.Connection:
        """Open a connection that stays, and begins no transaction by itself; the pool is for those who give back."""
        connection = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()
        return connection

    def close(self) -> None:
        """Close every connection, and open none any more that stays."""
        self.memory.ended = True
        _close(self.memory.desk)
        _close(self.memory.watch)
        self.memory.desk = self.memory.watch = None
        self.engine.dispose()
        for connection in list(self.memory.opened):  # whoever still holds one
            connection.close()

    def __post_init__(self) -> None:
        """Note each connection that is opened."""
        sa.event.listen(self.engine, "connect", lambda connection, _: self.memory.opened.add(connection))


def _close(connection: sa.Connection | None) -> None:
    if connection is not None:
        with suppress(sa.exc.SQLAlchemyError):
            connection.close()


LATE = "a statement took longer than {} ms and was given up; ask for less, or later"


def unready(detail: str) -> ProblemError:
    """Return the 503 that asks to try again."""
    return ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, detail, retry_after="2")
