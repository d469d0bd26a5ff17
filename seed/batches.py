"""Rows in batches, held by column, in the order of the columns' names."""

from collections.abc import Iterable, Iterator
from itertools import islice
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from app.models import HISTORY, TABLES
from seed.columns import Row

SIZE = 500
"""Rows of a batch, and between two steps of the progress bar; SQLite takes it as the parameters of one statement."""

Values = tuple[Any, ...]


class Batch:
    """Some rows of one table, at least one: the values of each column, and which columns hold one value throughout."""

    def __init__(self, columns: Iterable[Values]) -> None:
        self.columns = list(columns)
        self.same = [_same(values) for values in self.columns]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.columns[0])


def _same(values: Values) -> bool:
    """Tell if all values are one; 1, 1.0 and true are three, and so are 0.0 and -0.0 two."""
    first = values[0]
    if first != values[-1] or values.count(first) != len(values):
        return False
    return {type(first)} == set(map(type, values)) and not isinstance(first, float)


LOADED: dict[str, sa.Table] = {
    str(model.__tablename__): model.__table__  # type: ignore[attr-defined]
    for model in TABLES
    if model not in HISTORY
}
"""The tables that a load replaces, parents before children."""


def table(name: str) -> sa.Table:
    """Return a table that is loaded. Raises ValueError for another name."""
    if name not in LOADED:
        raise ValueError(f"{name}: no table that is loaded; allowed: {', '.join(sorted(LOADED))}")
    return LOADED[name]


def columns(of: sa.Table) -> list[str]:
    """Return the names of a table's columns, sorted: the order of values in a batch."""
    return sorted(of.columns.keys())


def batches(of: sa.Table, rows: Iterable[Row]) -> Iterator[Batch]:
    """Yield the values of rows. Raises ValueError for a row that does not have exactly the columns of the table."""
    names = columns(of)
    pick = itemgetter(*names)
    source = iter(rows)
    while batch := list(islice(source, SIZE)):
        try:
            values = [pick(row) for row in batch]
        except KeyError:
            values = []
        if len(values) < len(batch) or set(map(len, batch)) != {len(names)}:
            raise ValueError(_fault(of.name, names, batch))
        yield Batch(zip(*values, strict=True))


def _fault(name: str, names: list[str], batch: list[Row]) -> str:
    wrong = next(set(row) ^ set(names) for row in batch if set(row) != set(names))
    missing, unknown = sorted(wrong & set(names)), sorted(wrong - set(names))
    return f"{name}: a row names every column; missing: {missing or 'none'}, unknown: {unknown or 'none'}"
