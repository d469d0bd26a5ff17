"""The rows of one table on their way in: compared with what the table holds, and made to be it, by the database."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from seed.batches import Batch
from seed.writing import writing


@dataclass
class Change:
    """What happened to one table."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0


class Incoming:
    """The new rows of one table.

    They wait in a temporary table, which is then compared with the table itself by statements over all rows, so that
    no row is held in memory. An empty table takes them directly.
    """

    def __init__(self, connection: sa.Connection, table: sa.Table) -> None:
        self.change = Change()
        self._connection = connection
        self._table = table
        self.fresh = connection.execute(sa.select(sa.exists(sa.select(table)))).scalar_one() == 0
        self._waiting = sa.table(f"incoming_{table.name}", *(sa.column(one.name, one.type) for one in table.columns))
        self._same = sa.and_(*(self._waiting.c[column.name] == column for column in table.primary_key))

    def write(self, batches: Iterable[Batch]) -> None:
        """Write rows. Raises sqlalchemy.exc.DBAPIError."""
        if not self.fresh:
            # Types and collations are those of the table, its constraints are not: they are the table's own affair.
            self._run("CREATE TEMPORARY TABLE {waiting} AS SELECT * FROM {table} WHERE 1 = 0")
        count = 0
        with writing(self._connection, self._table if self.fresh else self._waiting) as write:
            for batch in batches:
                write(batch)
                count += len(batch)
        if self.fresh:
            self.change.created = count
        else:
            self._settle(count)

    def _settle(self, count: int) -> None:
        """Update the rows that changed and insert those that are new, of so many."""
        self._run("CREATE UNIQUE INDEX {key} ON {waiting} ({keys})")
        table, waiting = self._table, self._waiting
        values = {column.name: waiting.c[column.name] for column in table.columns if not column.primary_key}
        if values:
            differing = sa.or_(*(_told(table.c[name]).is_distinct_from(_told(values[name])) for name in values))
            update = sa.update(table).values(values).where(self._same, differing)
            self.change.changed = self._count(update)
        held = sa.exists(sa.select(table).where(self._same).correlate(waiting))
        new = sa.insert(table).from_select(waiting.c.keys(), sa.select(waiting).where(~held))
        self.change.created = self._count(new)
        self.change.unchanged = count - self.change.changed - self.change.created

    def remove(self) -> None:
        """Delete the rows that are no longer stated."""
        if not self.fresh:
            stated = sa.exists(sa.select(self._waiting).where(self._same).correlate(self._table))
            self.change.removed = self._count(sa.delete(self._table).where(~stated))
            self._run("DROP TABLE {waiting}")

    def _count(self, statement: sa.UpdateBase) -> int:
        """Run a statement and return how many rows it wrote; those of an insertion are not told unless asked for."""
        return self._connection.execute(statement, execution_options={"preserve_rowcount": True}).rowcount

    def _run(self, statement: str) -> None:
        quote = self._connection.dialect.identifier_preparer.quote
        keys = ", ".join(quote(column.name) for column in self._table.primary_key)
        names = {"table": self._table.name, "waiting": self._waiting.name, "key": f"{self._waiting.name}_key"}
        quoted = {name: quote(value) for name, value in names.items()}
        self._connection.exec_driver_sql(statement.format(keys=keys, **quoted))


def _told(column: sa.ColumnElement[object]) -> sa.ColumnElement[object]:
    """Return what tells two values of a column apart; PostgreSQL compares JSON as text alone."""
    return sa.cast(column, sa.Text) if isinstance(column.type, sa.JSON) else column
