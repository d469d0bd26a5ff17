"""Where the rows come from: one snapshot of the database a request, and the release it shows."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from math import inf
from pathlib import Path
from time import perf_counter
from typing import Any

import sqlalchemy as sa

from app.kit.problems import ProblemError
from app.kit.rows.counts import VALUES, Counts
from app.kit.rows.filters import Statement
from app.kit.rows.memory import Kept, Key, Memory
from app.kit.rows.prepared import Prepared, Row, Values
from app.kit.rows.timed import LIMIT, Timed, is_late

NONE: Values = {}
"""No values."""

HASTE = 0.002
"""Seconds that one statement may take on the event loop; what takes longer is asked again in a thread."""


class TooSlowError(Exception):
    """Raised where a statement would keep the event loop from others."""


@dataclass(eq=False)
class Snapshot:
    """One state of the data, seen through one transaction.

    `past` tells what is known of the states before it, and the state of what else answers depend on.
    `base` stands before paths in texts that are read elsewhere: this installation's public address, or nothing.
    `licence` is the address of the licence that the operator gives the data, or nothing; `build` tells what serves it.
    `lately` has related rows that were read through it, for whoever reads many.
    """

    connection: sa.Connection
    release: str
    past: str
    folder: Path | None
    base: str
    licence: str
    build: str
    memory: Memory = field(default_factory=Memory)
    limit: float = LIMIT
    hasty: bool = False
    lately: dict[Any, dict[Any, list[Row]]] = field(default_factory=dict)

    @cached_property
    def _driver(self) -> Any:
        return self.connection.connection.dbapi_connection

    @property
    def _errors(self) -> type[Exception]:
        return self.connection.dialect.loaded_dbapi.Error

    def fetch(self, key: Key, build: Callable[[], Statement], values: Values = NONE) -> list[Row]:
        """Return the rows of the statement that `build` returns, compiled only once for each `key`.

        Raises TooSlowError on the event loop if it takes longer than `HASTE`, or did so before.
        """
        prepared = self.memory.plans.get(key)
        if prepared is None:
            prepared = self.memory.keep_plan(key, Prepared(build(), self.connection.dialect))
        if self.hasty and prepared.slow:
            raise TooSlowError
        begun = perf_counter()
        self._until(begun + (min(HASTE, self.limit) if self.hasty else self.limit))
        try:
            rows = prepared.run(self._driver, values)
        except self._errors as error:
            if self.hasty:
                prepared.slow = is_late(error)
                raise TooSlowError from error
            raise self._told(prepared, error) from error
        prepared.slow = prepared.slow and perf_counter() - begun > HASTE
        return rows

    def _told(self, prepared: Prepared, error: Exception) -> Exception:
        return sa.exc.DBAPIError.instance(prepared.text, None, error, self._errors, hide_parameters=True)

    @contextmanager
    def _errors_of(self, prepared: Prepared) -> Iterator[None]:
        """Tell the errors of the driver as SQLAlchemy does."""
        try:
            yield
        except self._errors as error:
            raise self._told(prepared, error) from error

    def total(self, key: Key, build: Callable[[], Statement], values: Values = NONE) -> int:
        """Return how many rows a statement finds; each number is found once in a release."""
        asked = repr((key[1:], tuple(values.values()))).encode()
        kept = (key[0], hashlib.blake2b(asked, digest_size=16).digest())
        known = self.kept.totals.get(kept)
        if known is not None:
            return known
        found = self.fetch((*key, "total"), lambda: counted(build()), values)
        return self.kept.keep_total(kept, found[0][0])

    def counts(self, key: Key, build: Callable[[], Statement]) -> Counts | None:
        """Return how many rows have each value of a column; None if it has too many values, or that took too long.

        All rows are looked through, once in a release, and only one thread does so while the others wait.
        """
        counts = self.kept.counts
        if key not in counts:
            self._unhurried()
            with self.memory.counting:
                if key not in counts:
                    counts[key] = None
                    found = self.fetch((*key, "counts"), lambda: build().limit(VALUES + 1))
                    counts[key] = Counts(found) if len(found) <= VALUES else None
        return counts[key]

    @cached_property
    def kept(self) -> Kept:
        """What is known of this release."""
        return self.memory.of((self.release, self.past))

    def _until(self, deadline: float) -> None:
        if isinstance(self._driver, Timed):
            self._driver.deadline = deadline

    def _unhurried(self) -> None:
        if self.hasty:
            raise TooSlowError

    def rows(self, statement: Statement) -> Sequence[Row]:
        """Return the rows of a statement. Raises TooSlowError on the event loop."""
        self._unhurried()
        return self.connection.execute(statement).all()

    def batches(self, statement: Statement, size: int) -> Iterator[Sequence[Row]]:
        """Yield the rows of a statement, so many at a time, without holding them all; each time has its own limit."""
        self._unhurried()
        prepared = Prepared(statement, self.connection.dialect)
        with self._errors_of(prepared), closing(prepared.stream(self._driver, size)) as batches:
            self._until(perf_counter() + self.limit)
            for batch in batches:
                yield batch
                self._until(perf_counter() + self.limit)

    def one(self, statement: Statement) -> Any:
        """Return the single value of a statement. Raises TooSlowError on the event loop."""
        self._unhurried()
        return self.connection.execute(statement).scalar_one()


def counted(rows: Statement) -> Statement:
    """Return the statement that counts the rows of another."""
    return sa.select(sa.func.count()).select_from(rows.subquery())


@dataclass(frozen=True)
class Store:
    """The database, how its release and its past are told, what build serves it, and what its operator has set.

    `limit` is what one statement may take, in seconds; `beside` tells the state of what else answers depend on.
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
                driver.execute("PRAGMA busy_timeout=0")  # on the loop nobody waits for who holds a lock
                self.memory.desk = desk
        except sa.exc.SQLAlchemyError as error:
            raise TooSlowError from error
        if self.memory.desk is None:
            raise TooSlowError
        return self.memory.desk

    def _seen(self, connection: sa.Connection, *, hasty: bool) -> Snapshot:
        def seen(release: str, past: str) -> Snapshot:
            told = (self.folder, self.base, self.licence, self.build, self.memory, self.limit, hasty)
            return Snapshot(connection, release, past, *told)

        found = seen("", "").fetch(("release",), lambda: self.release)
        if not found:
            raise unready("the database holds no release yet")
        return seen(found[0][0], found[0][1] + self.beside())

    def current(self) -> tuple[str, str] | None:
        """Return the release served and its past as they are now; None while they cannot be told.

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
        return (found[0][0], found[0][1] + self.beside()) if found else None

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
