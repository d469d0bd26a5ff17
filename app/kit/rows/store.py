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
from app.kit.rows.file import CHANGING, DAMAGED, DatabaseFile, UnusableFileError, is_damage
from app.kit.rows.filters import Statement
from app.kit.rows.memory import Memory
from app.kit.rows.prepared import Prepared
from app.kit.rows.snapshot import NONE, Snapshot, TooSlowError, unchecked
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

    @cached_property
    def file(self) -> DatabaseFile | None:
        """The file of a SQLite database."""
        name = self.engine.url.database if self.engine.dialect.name == "sqlite" else None
        return DatabaseFile(Path(name).absolute()) if name and name != ":memory:" else None

    @contextmanager
    def open(self) -> Iterator[Snapshot]:
        """Open a snapshot.

        Raises ProblemError 503 while there is no database, or no release in it, or if a statement takes too long.
        """
        with ExitStack() as stack:
            try:
                connection = stack.enter_context(self.connected())
                snapshot = self._seen(connection, hasty=False)
            except UnusableFileError as error:
                raise unready(error.why) from error
            except sa.exc.ProgrammingError as error:
                raise unready("the database is not set up yet") from error
            except (sa.exc.DBAPIError, sa.exc.TimeoutError) as error:
                raise unready("the database cannot be reached, or is not set up yet") from error
            try:
                yield snapshot
            except sa.exc.DBAPIError as error:
                if is_late(error):
                    raise unready(LATE.format(round(self.limit * 1000))) from error
                if damaged := self._damaged(error):
                    raise unready(damaged.why) from error
                raise
            finally:
                snapshot.check_file()

    @contextmanager
    def connected(self) -> Iterator[sa.Connection]:
        """Lend a connection in a transaction that sees the database as it is now.

        Raises UnusableFileError, and sqlalchemy.exc.DBAPIError or TimeoutError.
        """
        with ExitStack() as stack:
            try:
                yield self._opened(stack)
            except sa.exc.DBAPIError as error:
                if damaged := self._damaged(error):
                    raise damaged from error
                raise

    def _opened(self, stack: ExitStack) -> sa.Connection:
        for _ in range(TRIES):
            number = self._look()
            with ExitStack() as tried:
                connection = tried.enter_context(self.engine.connect())
                tried.callback(self._let_go, connection)
                tried.enter_context(connection.begin())
                if self._opens(connection, number):
                    stack.push(tried.pop_all())
                    return connection
        raise UnusableFileError(CHANGING, str(self.engine.url.database))

    def _opens(self, connection: sa.Connection, number: int) -> bool:
        """Begin to read, and tell whether what is read is the file of this number; a new connection learns it here."""
        if self.file is None:
            return True
        driver: Any = connection.connection.dbapi_connection
        try:
            driver.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
        except sqlite3.Error as error:
            raise sa.exc.DBAPIError.instance(None, None, error, sqlite3.Error, hide_parameters=True) from error
        if driver.file is None and self._look() == number:
            driver.file = number
        return bool(driver.file == number == self._look())

    def _let_go(self, connection: sa.Connection) -> None:
        """Keep a connection from coming back into the pool if its file is not the one that is there now."""
        if self.file is None:
            return
        number = self._file_of(connection)
        if number is None or number != self.memory.file:
            connection.invalidate()

    def _look(self) -> int:
        """Return the number of the file; what nobody uses and is open to another one is closed."""
        if self.file is None:
            return 0
        try:
            number = self.file.look()
        except UnusableFileError:
            self._close_idle(None)
            raise
        if number != self.memory.file:
            self._close_idle(number)
        return number

    def _close_idle(self, number: int | None) -> None:
        with self.memory.closing:
            if self.memory.file == number:
                return
            self.engine.dispose()
            with suppress(IndexError):
                _close(self.memory.desk.pop())
            self.memory.file = number  # last: whoever knows it opens nothing in the pool that was
        self.memory.changed()

    def _damaged(self, error: Exception) -> UnusableFileError | None:
        """Return what to raise if the file could not be read. One that has just changed is opened anew."""
        if self.file is None or not is_damage(error):
            return None
        self.file.damaged()
        with suppress(UnusableFileError):
            self._look()
        return UnusableFileError(DAMAGED, str(self.engine.url.database))

    @contextmanager
    def hurry(self) -> Iterator[Snapshot]:
        """Open a snapshot for the event loop, which nothing may wait for: SQLite's, on a connection of its own.

        Raises TooSlowError if this is to be done in a thread.
        """
        connection = self._desk()
        driver: Any = connection.connection.dbapi_connection
        try:
            driver.execute("BEGIN")
            yield self._seen(connection, hasty=True)
        except sqlite3.Error as error:
            raise TooSlowError from error
        finally:
            driver.deadline = inf
            if driver.in_transaction:  # an error of the disk ends it by itself
                driver.execute("ROLLBACK")
            self._put_back(connection, driver.file)

    def _desk(self) -> sa.Connection:
        try:
            return self.memory.desk.pop()
        except IndexError:
            if self.file is None:
                raise TooSlowError from None
        try:
            desk = self._apart(self._look())
        except (sa.exc.SQLAlchemyError, UnusableFileError) as error:
            raise TooSlowError from error
        driver: Any = desk.connection.dbapi_connection
        driver.set_progress_handler(driver.late, HASTY_STEPS)
        driver.execute("PRAGMA busy_timeout=0")  # on the loop nobody waits for who holds a lock
        return desk

    def _put_back(self, connection: sa.Connection, number: int) -> None:
        """Keep the connection of the event loop. Raises TooSlowError if what it has read is not the file any more."""
        try:
            if self._look() == number:
                self.memory.desk.append(connection)
                return
        except UnusableFileError:
            pass
        _close(connection)
        raise TooSlowError

    def _seen(self, connection: sa.Connection, *, hasty: bool) -> Snapshot:
        check = self._check_of(connection)

        def seen(release: str, past: str) -> Snapshot:
            told = (self.folder, self.base, self.licence, self.build, self.memory, self.limit, hasty, self.beside)
            return Snapshot(connection, release, past, *told, check)

        found = seen("", "").fetch(("release",), lambda: self.release)
        if not found:
            raise unready("the database holds no release yet")
        if self.memory.shown != found[0]:
            self.memory.shown = found[0]
            self.memory.changed()
        return seen(*found[0])

    def _check_of(self, connection: sa.Connection) -> Callable[[], None]:
        file = self.file
        if file is None:
            return unchecked
        number = self._file_of(connection)

        def check() -> None:
            if number is not None and file.overwritten(number):
                raise unready(CHANGING)

        return check

    def current(self) -> tuple[str, str, str, str] | None:
        """Return the release served, its past, what is beside it and which file it is; None while it cannot be told.

        To be asked by one thread, on a connection that stays open.
        """
        try:
            number = self._look()
            if self.memory.watch is None or self._file_of(self.memory.watch) != number:
                _close(self.memory.watch)
                self.memory.watch = self._apart(number)
            if self.memory.ended:  # nobody would close it any more
                _close(self.memory.watch)
                return None
            found = self._release.run(self.memory.watch.connection.dbapi_connection, NONE)
            if found and self._look() == number:
                self.memory.shown = found[0]
                return (found[0][0], found[0][1], self.beside(), str(number))
        except (sa.exc.SQLAlchemyError, self.engine.dialect.loaded_dbapi.Error, UnusableFileError) as error:
            self._damaged(error)
            _close(self.memory.watch)
            self.memory.watch = None
        return None

    def _file_of(self, connection: sa.Connection) -> int | None:
        """Return the number of the file that a connection has open; None if that is not known yet."""
        return getattr(connection.connection.dbapi_connection, "file", None) if self.file else 0

    @cached_property
    def _release(self) -> Prepared:
        return Prepared(self.release, self.engine.dialect)

    def _apart(self, number: int) -> sa.Connection:
        """Open a connection that stays, and begins no transaction by itself; the pool is for those who give back.

        Whoever reads through it looks afterwards whether the file still has this number.
        """
        connection = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()
        driver: Any = connection.connection.dbapi_connection
        if self.file is not None and driver.file is None:
            driver.file = number
        return connection

    def close(self) -> None:
        """Close every connection, and open none any more that stays."""
        self.memory.ended = True
        while self.memory.desk:
            _close(self.memory.desk.pop())
        _close(self.memory.watch)
        self.memory.watch = None
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


TRIES = 5
"""Times that a connection is opened for a request; more are needed only while the file changes again and again."""

LATE = "a statement took longer than {} ms and was given up; ask for less, or later"


def unready(detail: str) -> ProblemError:
    """Return the 503 that asks to try again."""
    return ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, detail, retry_after="2")
