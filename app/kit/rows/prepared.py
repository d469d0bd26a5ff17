"""Statements that are compiled once, and run by the driver itself: rows, never objects."""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any

import sqlalchemy as sa

from app.kit.rows.filters import Statement

Row = Any
"""A row, its columns being attributes, and their names `_fields`."""

Values = Mapping[str, Any]
"""Values of parameters, by name."""


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
        self._row: Any = namedtuple("Row", columns.keys(), rename=True)  # type: ignore[misc]  # noqa: PYI024  (known only now)
        self._converted = [(place, one) for place, column in enumerate(columns) if (one := _of(column.type, dialect))]

    def run(self, driver: Any, values: Values) -> list[Row]:
        """Return all rows; `driver` is a connection of sqlite3 or psycopg."""
        known = {**self._made_with, **values}
        given = known if self._order is None else [known[name] for name in self._order]
        found = driver.execute(self.text, given).fetchall()
        if self._converted:
            found = [self._convert(row) for row in found]
        return list(map(self._row._make, found))

    def _convert(self, row: Sequence[Any]) -> list[Any]:
        values = list(row)
        for place, converted in self._converted:
            values[place] = converted(values[place])
        return values


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def _of(kind: sa.types.TypeEngine[Any], dialect: sa.Dialect) -> Callable[[Any], Any] | None:
    """Return what converts a value that the driver gives."""
    return None if isinstance(kind, sa.Enum) else kind.dialect_impl(dialect).result_processor(dialect, None)


def padded(keys: list[Any]) -> list[Any]:
    """Return the keys, the last one repeated until their number is a power of two, so that statements are few."""
    missing = (1 << (len(keys) - 1).bit_length()) - len(keys)
    return keys + keys[-1:] * missing
