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
from app.kit.rows.connections import Connections, close
from app.kit.rows.file import CHANGING, UnusableFileError
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
    def connections(self) -> Connections:
        """What it is asked through."""
        return Connections(self.engine, lambda: self.memory.changed())  # noqa: PLW0108  (it is set later)

    @contextmanager
    def open(self) -> Iterator[Snapshot]:
        """Open a snapshot.

        Raises ProblemError 503 while there is no database, or no release in it, or if a statement takes too long.
        """
        with ExitStack() as stack:
            try:
                connection = stack.enter_context(self.connections.lend())
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
                if damaged := self.connections.damaged(error):
                    raise unready(damaged.why) from error
                raise
            finally:
                snapshot.check_file()

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
            return self.connections.desk.pop()
        except IndexError:
            if self.connections.file is None:
                raise TooSlowError from None
        try:
            desk = self.connections.apart(self.connections.look())
        except (sa.exc.SQLAlchemyError, UnusableFileError) as error:
            raise TooSlowError from error
        driver: Any = desk.connection.dbapi_connection
        driver.set_progress_handler(driver.late, HASTY_STEPS)
        driver.execute("PRAGMA busy_timeout=0")  # on the loop nobody waits for who holds a lock
        return desk

    def _put_back(self, connection: sa.Connection, number: int) -> None:
        """Keep the connection of the event loop. Raises TooSlowError if what it has read is not the file any more."""
        self.connections.desk.append(connection)  # first: whoever finds another file closes it from now on
        with suppress(UnusableFileError):
            if self.connections.look() == number:
                return
        self.connections.close_desk()
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
        file = self.connections.file
        if file is None:
            return unchecked
        number = self.connections.file_of(connection)

        def check() -> None:
            if number is not None and file.overwritten(number):
                raise unready(CHANGING)

        return check

    def current(self) -> tuple[str, str, str, str] | None:
        """Return the release served, its past, what is beside it and which file it is; None while it cannot be told.

        To be asked by one thread, on a connection that stays open.
        """
        try:
            number = self.connections.look()
            if self.memory.watch is None or self.connections.file_of(self.memory.watch) != number:
                close(self.memory.watch)
                self.memory.watch = self.connections.apart(number)
            if self.memory.ended:  # nobody would close it any more
                close(self.memory.watch)
                return None
            found = self._release.run(self.memory.watch.connection.dbapi_connection, NONE)
            if found and self.connections.look() == number:
                self.memory.shown = found[0]
                return (found[0][0], found[0][1], self.beside(), str(number))
        except (sa.exc.SQLAlchemyError, self.engine.dialect.loaded_dbapi.Error, UnusableFileError) as error:
            self.connections.damaged(error)
            close(self.memory.watch)
            self.memory.watch = None
        return None

    @cached_property
    def _release(self) -> Prepared:
        return Prepared(self.release, self.engine.dialect)

    def close(self) -> None:
        """Close every connection, and open none any more that stays."""
        self.memory.ended = True
        close(self.memory.watch)
        self.memory.watch = None
        self.connections.close()


LATE = "a statement took longer than {} ms and was given up; ask for less, or later"


def unready(detail: str) -> ProblemError:
    """Return the 503 that asks to try again."""
    return ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, detail, retry_after="2")
