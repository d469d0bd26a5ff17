"""Statements that are compiled once, and run by the driver itself: rows, never objects."""

from collections import namedtuple
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from enum import Enum
from functools import partial
from typing import Any

import sqlalchemy as sa

from app.kit.rows.filters import Statement

Row = Any
"""A row, its columns being attributes, and their names `_fields`."""

Values = Mapping[str, Any]
"""Values of parameters, by name."""


Conversion = Callable[[Any], Any]


class Prepared:
    """A statement as the driver takes it; parameters that are not given have the values it was made with.

    Rows hold what the driver gives, converted as the types of their columns say; words of vocabularies stay texts.
    """

    def __init__(self, statement: Statement, dialect: sa.Dialect) -> None:
        compiled = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        columns = statement.selected_columns
        self.text = str(compiled)
        self.slow = False
        self._order: Sequence[str] | None = getattr(compiled, "positiontup", None)
        self._made_with = {name: _plain(value) for name, value in compiled.params.items()}
        row: Any = namedtuple("Row", columns.keys(), rename=True)  # type: ignore[misc]  # noqa: PYI024  (known only now)
        self._made = partial(tuple.__new__, row)  # what its `_make` does after counting
        self._types = [column.type.dialect_impl(dialect) for column in columns]
        self._dialect = dialect
        self._conversions: list[tuple[int, Conversion]] | None = None

    def run(self, driver: Any, values: Values) -> list[Row]:
        """Return all rows; `driver` is a connection of sqlite3 or psycopg."""
        cursor = driver.execute(self.text, self._given(values))
        return self._rows(cursor, cursor.fetchall())

    def stream(self, driver: Any, size: int) -> Generator[list[Row]]:
        """Yield all rows, so many at a time; PostgreSQL keeps them on the server meanwhile."""
        with closing(driver.cursor() if self._order is not None else driver.cursor("stream")) as cursor:
            cursor.execute(self.text, self._given({}))
            while found := cursor.fetchmany(size):
                yield self._rows(cursor, found)

    def _given(self, values: Values) -> Any:
        known = {**self._made_with, **values}
        return known if self._order is None else [known[name] for name in self._order]

    def _rows(self, cursor: Any, found: list[Any]) -> list[Row]:
        if self._conversions is None:
            self._conversions = list(self._of(cursor.description))
        if self._conversions:
            found = [self._convert(row, self._conversions) for row in found]
        return list(map(self._made, found))

    def _of(self, description: Sequence[Sequence[Any]]) -> Iterator[tuple[int, Conversion]]:
        """Yield what converts the values of a column, by its place; the driver tells its own types."""
        for place, (kind, told) in enumerate(zip(self._types, description, strict=True)):
            conversion = None if isinstance(kind, sa.Enum) else kind.result_processor(self._dialect, told[1])
            if conversion is not None:
                yield place, conversion

    @staticmethod
    def _convert(row: Sequence[Any], conversions: list[tuple[int, Conversion]]) -> list[Any]:
        values = list(row)
        for place, convert in conversions:
            values[place] = convert(values[place])
        return values


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def padded(keys: list[Any]) -> list[Any]:
    """Return the keys, the last one repeated until their number is a power of two, so that statements are few."""
    missing = (1 << (len(keys) - 1).bit_length()) - len(keys)
    return keys + keys[-1:] * missing
