"""Rows in batches: tuples of values, in the order of their columns."""

from collections.abc import Iterable, Iterator
from itertools import islice
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from app.models import HISTORY, TABLES
from seed.columns import Row

SIZE = 1000
"""Rows of a batch, and between two steps of the progress bar."""

Values = tuple[Any, ...]

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


def batches(of: sa.Table, rows: Iterable[Row]) -> Iterator[list[Values]]:
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
        yield values


def _fault(name: str, names: list[str], batch: list[Row]) -> str:
    wrong = next(set(row) ^ set(names) for row in batch if set(row) != set(names))
    missing, unknown = sorted(wrong & set(names)), sorted(wrong - set(names))
    return f"{name}: a row names every column; missing: {missing or 'none'}, unknown: {unknown or 'none'}"
