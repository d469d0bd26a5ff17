"""Writes batches into a table by the fastest way that each database has."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import chain
from typing import Any

import sqlalchemy as sa

from seed.batches import Values

PARAMETERS = 32_766
"""Parameters of one statement, at most (SQLite, SQLITE_MAX_VARIABLE_NUMBER)."""

AT_ONCE = 500
"""Rows of one statement on SQLite, at most: what a statement prepares (the words of each CHECK) is shared by them."""

Into = sa.Table | sa.TableClause

Write = Callable[[Sequence[Values]], None]


def writing(connection: sa.Connection, into: Into) -> AbstractContextManager[Write]:
    """Give what writes batches into a table, their values being in the order of its columns' names.

    Nothing else may use the connection until the context ends. Raises sqlalchemy.exc.DBAPIError.
    """
    return (_copying if connection.dialect.name == "postgresql" else _inserting)(connection, into)


@contextmanager
def _inserting(connection: sa.Connection, into: Into) -> Iterator[Write]:
    bind = _binding(connection.dialect, into)
    insert = f"INSERT INTO {_quoted(connection.dialect, into)} VALUES"
    row = f"({', '.join('?' * len(into.columns))})"
    most = min(AT_ONCE, PARAMETERS // len(into.columns))

    def write(batch: Sequence[Values]) -> None:
        bound = bind(batch)
        for start in range(0, len(bound), most):
            some = bound[start : start + most]
            statement = f"{insert} {', '.join([row] * len(some))}"
            connection.exec_driver_sql(statement, tuple(chain.from_iterable(some)))

    yield write


@contextmanager
def _copying(connection: sa.Connection, into: Into) -> Iterator[Write]:
    bind = _binding(connection.dialect, into)
    statement = f"COPY {_quoted(connection.dialect, into)} FROM STDIN"
    driver = connection.dialect.loaded_dbapi
    try:
        with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:  # type: ignore[attr-defined]

            def write(batch: Sequence[Values]) -> None:
                for row in bind(batch):
                    copy.write_row(row)

            yield write
    except driver.Error as error:
        # The driver's own cursor raises its own errors.
        raise sa.exc.DBAPIError.instance(
            statement, None, error, driver.Error, dialect=connection.dialect
        ) from error  # fmt: skip


def _quoted(dialect: sa.Dialect, into: Into) -> str:
    quote = dialect.identifier_preparer.quote
    return f"{quote(into.name)} ({', '.join(quote(name) for name in sorted(into.columns.keys()))})"


def _binding(dialect: sa.Dialect, into: Into) -> Callable[[Sequence[Values]], Sequence[Values]]:
    """Return what makes the driver's values of ours: only JSON and truth values differ.

    A word of a closed vocabulary is text, which the database checks itself.
    """
    special: list[tuple[int, Callable[[Any], Any]]] = []
    for place, name in enumerate(sorted(into.columns.keys())):
        kind = into.columns[name].type
        process = None if isinstance(kind, sa.Enum) else kind.dialect_impl(dialect).bind_processor(dialect)
        if process is not None:
            special.append((place, process))

    def bind(batch: Sequence[Values]) -> Sequence[Values]:
        columns = list(zip(*batch, strict=True))
        for place, process in special:
            columns[place] = tuple(map(process, columns[place]))
        return list(zip(*columns, strict=True))

    return bind if special else lambda batch: batch
