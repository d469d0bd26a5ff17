"""Writes batches into a table by the fastest way that each database has."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import chain
from typing import Any

import sqlalchemy as sa

from seed.batches import Batch, Values

Into = sa.Table | sa.TableClause
Write = Callable[[Batch], None]


def writing(connection: sa.Connection, into: Into) -> AbstractContextManager[Write]:
    """Give what writes batches into a table; nothing else may use the connection until the context ends.

    Raises sqlalchemy.exc.DBAPIError.
    """
    return (_copying if connection.dialect.name == "postgresql" else _inserting)(connection, into)


@contextmanager
def _inserting(connection: sa.Connection, into: Into) -> Iterator[Write]:
    """Write each batch with one statement: what it prepares (the words of each CHECK) is shared by the rows.

    A value that all rows have is bound once.
    """
    bound = _binding(connection.dialect, into)
    name, names = _quoted(connection.dialect, into)

    def write(batch: Batch) -> None:
        columns = list(zip(batch.same, names, bound(batch), strict=True))
        common = [(column, values[0]) for same, column, values in columns if same]
        varying = [(column, values) for same, column, values in columns if not same]
        order = ", ".join(column for column, _ in [*common, *varying])
        row = ", ".join([f"?{place}" for place in range(1, len(common) + 1)] + ["?"] * len(varying))
        rows = zip(*(values for _, values in varying), strict=True)
        statement = f"INSERT INTO {name} ({order}) VALUES "  # noqa: S608  (names of the schema)
        try:
            connection.exec_driver_sql(
                statement + ", ".join([f"({row})"] * len(batch)),
                (*(value for _, value in common), *chain.from_iterable(rows)),
            )
        except sa.exc.DBAPIError as error:
            # Thousands of parameters help nobody.
            error.statement, error.params = f"{statement}...", None
            raise

    yield write


@contextmanager
def _copying(connection: sa.Connection, into: Into) -> Iterator[Write]:
    bound = _binding(connection.dialect, into)
    name, names = _quoted(connection.dialect, into)
    statement = f"COPY {name} ({', '.join(names)}) FROM STDIN"
    driver = connection.dialect.loaded_dbapi
    try:
        with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:  # type: ignore[attr-defined]

            def write(batch: Batch) -> None:
                for row in zip(*bound(batch), strict=True):
                    copy.write_row(row)

            yield write
    except driver.Error as error:
        # The driver's own cursor raises the driver's own errors.
        raise sa.exc.DBAPIError.instance(
            statement, None, error, driver.Error, dialect=connection.dialect
        ) from error  # fmt: skip


def _quoted(dialect: sa.Dialect, into: Into) -> tuple[str, list[str]]:
    quote = dialect.identifier_preparer.quote
    return quote(into.name), [quote(name) for name in sorted(into.columns.keys())]


def _binding(dialect: sa.Dialect, into: Into) -> Callable[[Batch], list[Values]]:
    """Return what makes the driver's values of ours: only JSON and truth values differ.

    A word of a closed vocabulary is a text, which the database checks itself.
    """
    special: list[tuple[int, Callable[[Any], Any]]] = []
    for place, name in enumerate(sorted(into.columns.keys())):
        kind = into.columns[name].type
        process = None if isinstance(kind, sa.Enum) else kind.dialect_impl(dialect).bind_processor(dialect)
        if process is not None:
            special.append((place, process))

    def bound(batch: Batch) -> list[Values]:
        columns = list(batch.columns)
        for place, process in special:
            columns[place] = tuple(map(process, columns[place]))
        return columns

    return bound
