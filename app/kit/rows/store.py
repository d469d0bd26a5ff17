"""Where the rows come from: one snapshot of the database a request, and the release it shows."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.kit.problems import ProblemError
from app.kit.rows.filters import Statement

Row = Any
"""A row as the database returns it, its columns being attributes."""


@dataclass(frozen=True)
class Snapshot:
    """One state of the data, seen through one transaction; `past` tells what is known of the states before it.

    `base` stands before paths in texts that are read elsewhere: this installation's public address, or nothing.
    `licence` is the address of the licence that the operator gives the data, or nothing; `build` tells what serves it.
    """

    connection: sa.Connection
    release: str
    past: str
    folder: Path | None
    base: str
    licence: str
    build: str

    def rows(self, statement: Statement) -> Sequence[Row]:
        """Return the rows of a statement."""
        return self.connection.execute(statement).all()

    def batches(self, statement: Statement, size: int) -> Iterator[Sequence[Row]]:
        """Yield the rows of a statement, so many at a time, without holding them all."""
        with self.connection.execute(statement, execution_options={"yield_per": size}) as found:
            yield from found.partitions()

    def one(self, statement: Statement) -> Any:
        """Return the single value of a statement."""
        return self.connection.execute(statement).scalar_one()


@dataclass(frozen=True)
class Store:
    """The database, how its release and its past are told, what build serves it, and what its operator has set."""

    engine: sa.Engine
    release: Statement
    build: str
    folder: Path | None = None
    base: str = ""
    licence: str = ""

    @contextmanager
    def open(self) -> Iterator[Snapshot]:
        """Open a snapshot. Raises ProblemError 503 while there is no database, or no release in it."""
        with ExitStack() as stack:
            try:
                connection = stack.enter_context(self.engine.connect())
                release = connection.execute(self.release).first()
            except sa.exc.ProgrammingError as error:
                raise unready("the database is not set up yet") from error
            except (sa.exc.DBAPIError, sa.exc.TimeoutError) as error:
                raise unready("the database cannot be reached, or is not set up yet") from error
            if release is None:
                raise unready("the database holds no release yet")
            yield Snapshot(connection, release[0], release[1], self.folder, self.base, self.licence, self.build)


def unready(detail: str) -> ProblemError:
    """Return the 503 that asks to try again."""
    return ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, detail, retry_after="2")
