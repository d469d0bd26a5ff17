"""Loads rows into the database: one transaction, so that every reader sees the old release or the new one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from app.models import HISTORY, TABLES
from seed.columns import Row, Rows
from seed.contents import version_of
from seed.history import record
from seed.releases import Log

BATCH = 1000
"""Rows written between two steps of the progress bar."""

LOCK = 5_020_222_024
"""Key of the PostgreSQL advisory lock that lets one seeder in at a time."""

Advance = Callable[[int], None]
Key = tuple[Any, ...]


@dataclass
class Change:
    """What happened to one table."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0


@dataclass
class Report:
    """What a load did: counts by table, and the release that is current now."""

    version: str
    new: bool
    tables: dict[str, Change] = field(default_factory=dict)


def load(engine: sa.Engine, rows: Rows, log: Log = (), advance: Advance = lambda _: None) -> Report:
    """Make the database hold exactly `rows`, in one transaction, and record the releases of `log` and of this state.

    `advance` is told how many rows were dealt with. Raises sqlalchemy.exc.DBAPIError, the database being as it was.
    """
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        report = Report(version_of(rows), new=False)
        stale: list[tuple[sa.Table, list[Key]]] = []
        for model in TABLES:
            table = model.__table__  # type: ignore[attr-defined]
            if model not in HISTORY:
                removed = _replace(connection, table, rows.get(table.name, []), report, advance)
                stale.insert(0, (table, removed))
        for table, keys in stale:
            _delete(connection, table, keys)
        report.new = record(connection, rows, report.version, log)
    return report


def _replace(
    connection: sa.Connection, table: sa.Table, rows: list[Row], report: Report, advance: Advance
) -> list[Key]:
    """Insert and update one table; return the keys of rows that are no longer stated."""
    names = [column.name for column in table.primary_key]
    known = {_key(row, names): dict(row) for row in connection.execute(sa.select(table)).mappings()}
    wanted = {_key(row, names): row for row in rows}
    created = [row for key, row in wanted.items() if key not in known]
    changed = [row for key, row in wanted.items() if key in known and known[key] != row]
    removed = [key for key in known if key not in wanted]
    advance(len(rows) - len(created) - len(changed))
    for batch in _batches(created):
        connection.execute(sa.insert(table), batch)
        advance(len(batch))
    for row in changed:
        connection.execute(sa.update(table).where(*_same(table, _key(row, names))).values(row))
        advance(1)
    report.tables[table.name] = Change(
        len(created), len(changed), len(wanted) - len(created) - len(changed), len(removed)
    )
    return removed


def _delete(connection: sa.Connection, table: sa.Table, keys: list[Key]) -> None:
    for key in keys:
        connection.execute(sa.delete(table).where(*_same(table, key)))


def _same(table: sa.Table, key: Key) -> list[sa.ColumnElement[bool]]:
    return [column == value for column, value in zip(table.primary_key, key, strict=True)]


def _key(row: Any, names: list[str]) -> Key:
    return tuple(row[name] for name in names)


def _batches(rows: list[Row]) -> Iterable[list[Row]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
