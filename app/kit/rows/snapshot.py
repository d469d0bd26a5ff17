"""One state of the data, and how it is asked."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from time import perf_counter
from typing import Any

import sqlalchemy as sa

from app.kit.rows.counts import VALUES, Counts
from app.kit.rows.filters import Statement
from app.kit.rows.memory import Kept, Key, Memory
from app.kit.rows.prepared import Prepared, Row, Values
from app.kit.rows.timed import LIMIT, Timed, is_late

NONE: Values = {}
"""No values."""

SHARE = 0.25
"""Part of the limit that counting all rows may take, for what nobody has asked."""

HASTE = 0.002
"""Seconds that one statement may take on the event loop; what takes longer is asked again in a thread."""


class TooSlowError(Exception):
    """Raised where a statement would keep the event loop from others."""


def unchecked() -> None:
    """Check nothing."""


@dataclass(eq=False)
class Snapshot:
    """One state of the data, seen through one transaction.

    `past` tells what is known of the states before it. `beside` tells the state of `folder`, for what is included.
    `base` stands before paths in texts that are read elsewhere: this installation's public address, or nothing.
    `licence` is the address of the licence that the operator gives the data, or nothing; `build` tells what serves it.
    `lately` has related rows that were read through it, for whoever reads many. `check_file` raises ProblemError 503 if
    the database file was written over since the transaction began; what was read may then be of two states.
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
    beside: Callable[[], str] = str
    check_file: Callable[[], None] = unchecked
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
        """Return how many rows have each value of a column; None if it has too many, or they took too long to count.

        All rows are looked through, once in a release and by one thread; None is what the others have meanwhile.
        """
        counts = self.kept.counts
        if key in counts:
            return counts[key]
        self._unhurried()
        if self.memory.counting.acquire(blocking=False):
            try:
                if key not in counts:
                    counts[key] = self._counted(key, build)
            finally:
                self.memory.counting.release()
        return counts.get(key)

    def _counted(self, key: Key, build: Callable[[], Statement]) -> Counts | None:
        try:
            # What PostgreSQL gives up ends the transaction, or the part of it that psycopg begins here.
            with getattr(self._driver, "transaction", nullcontext)():
                brief = replace(self, limit=self.limit * SHARE)
                found = brief.fetch((*key, "counts"), lambda: build().limit(VALUES + 1))
        except sa.exc.DBAPIError as error:
            if not is_late(error):
                raise
            return None
        return Counts(found) if len(found) <= VALUES else None

    @cached_property
    def kept(self) -> Kept:
        """What is known of this release."""
        return self.memory.of((self.release, self.past, getattr(self._driver, "file", None)))

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
                self.check_file()
                yield batch
                self._until(perf_counter() + self.limit)

    def one(self, statement: Statement) -> Any:
        """Return the single value of a statement. Raises TooSlowError on the event loop."""
        self._unhurried()
        return self.connection.execute(statement).scalar_one()


def counted(rows: Statement) -> Statement:
    """Return the statement that counts the rows of another."""
    return sa.select(sa.func.count()).select_from(rows.subquery())
