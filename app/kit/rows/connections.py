"""Connections to the database, each to the file that is there now: what was opened of another one is not used."""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakSet

import sqlalchemy as sa

from app.kit.rows.file import CHANGING, DAMAGED, DatabaseFile, UnusableFileError, is_damage

TRIES = 5
"""Times that a connection is opened for a request; more are needed only while the file changes again and again."""


class Connections:
    """The connections of an engine: those of the pool, and those that stay.

    `file` is that of a SQLite database; None for PostgreSQL, which ends the connections of a database that goes away.
    `changed` is called when it is another one. `desk` holds the connection of the event loop unless that uses it.
    """

    def __init__(self, engine: sa.Engine, changed: Callable[[], None]) -> None:
        self.engine = engine
        self.desk: deque[sa.Connection] = deque()
        self._opened: WeakSet[Any] = WeakSet()
        self._changed = changed
        self._closing = Lock()
        self._number = 0  # of the file that connections are opened to
        name = engine.url.database if engine.dialect.name == "sqlite" else None
        self.file = DatabaseFile(Path(name).absolute()) if name and name != ":memory:" else None
        sa.event.listen(engine, "connect", lambda connection, _: self._opened.add(connection))

    @contextmanager
    def lend(self) -> Iterator[sa.Connection]:
        """Lend a connection in a transaction that sees the database as it is now.

        Raises UnusableFileError, and sqlalchemy.exc.DBAPIError or TimeoutError.
        """
        with ExitStack() as stack:
            try:
                yield self._lent(stack)
            except sa.exc.DBAPIError as error:
                if damaged := self.damaged(error):
                    raise damaged from error
                raise

    def _lent(self, stack: ExitStack) -> sa.Connection:
        for _ in range(TRIES):
            number = self.look()
            with ExitStack() as tried:
                connection = self.engine.connect()
                tried.callback(self._give_back, connection)
                tried.enter_context(connection.begin())
                if self._reads(connection, number):
                    stack.push(tried.pop_all())
                    return connection
        raise UnusableFileError(CHANGING, str(self.engine.url.database))

    def _reads(self, connection: sa.Connection, number: int) -> bool:
        """Begin to read, and tell whether what is read is the file of this number; a new connection learns it here."""
        if self.file is None:
            return True
        driver: Any = connection.connection.dbapi_connection
        try:
            driver.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
        except sqlite3.Error as error:
            raise sa.exc.DBAPIError.instance(None, None, error, sqlite3.Error, hide_parameters=True) from error
        if driver.file is None and self.look() == number:
            driver.file = number
        return bool(driver.file == number == self.look())

    def _give_back(self, connection: sa.Connection) -> None:
        """Give a connection back to the pool, or close it if its file is not the one that is there now."""
        if self.file is None:
            connection.close()
            return
        with self._closing:  # else it might come back to a pool that was given up meanwhile
            if self.file_of(connection) != self._number:
                connection.invalidate()
            connection.close()

    def look(self) -> int:
        """Return the number of the file; what nobody uses and is open to another one is closed."""
        if self.file is None:
            return 0
        try:
            number = self.file.look()
        except UnusableFileError as error:
            self._close_idle(error.number)
            raise
        if number != self._number:
            self._close_idle(number)
        return number

    def _close_idle(self, number: int) -> None:
        with self._closing:
            if number <= self._number:  # another thread has looked since
                return
            self.engine.dispose()
            self.close_desk()
            self._number = number  # last: whoever knows it opens nothing in the pool that was
        self._changed()

    def damaged(self, error: Exception) -> UnusableFileError | None:
        """Return what to raise if the file could not be read. One that has just changed is opened anew."""
        if self.file is None or not is_damage(error):
            return None
        self.file.damaged()
        with suppress(UnusableFileError):
            self.look()
        return UnusableFileError(DAMAGED, str(self.engine.url.database))

    def file_of(self, connection: sa.Connection) -> int | None:
        """Return the number of the file that a connection has open; None if that is not known yet."""
        return getattr(connection.connection.dbapi_connection, "file", None) if self.file else 0

    def apart(self, number: int) -> sa.Connection:
        """Open a connection that stays, and begins no transaction by itself; the pool is for those who give back.

        Whoever reads through it looks afterwards whether the file still has this number.
        """
        connection = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()
        driver: Any = connection.connection.dbapi_connection
        if self.file is not None and driver.file is None:
            driver.file = number
        return connection

    def close_desk(self) -> None:
        """Close the connection of the event loop, unless that uses it."""
        with suppress(IndexError):
            while True:
                close(self.desk.pop())

    def close(self) -> None:
        """Close every connection."""
        self.close_desk()
        self.engine.dispose()
        for connection in list(self._opened):  # whoever still holds one
            connection.close()


def close(connection: sa.Connection | None) -> None:
    """Close a connection, if there is one and it is not broken."""
    if connection is not None:
        with suppress(sa.exc.SQLAlchemyError):
            connection.close()
