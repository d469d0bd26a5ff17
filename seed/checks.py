"""The first load of a large table on PostgreSQL: foreign keys and indexes are made over all rows, not row by row."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa

from app.models import Release

LARGE = 20_000
"""Rows from which on this is faster."""

# Only their owner may alter tables; PostgreSQL names and writes all things itself, quoted.
FOUND = sa.text("""
    WITH ours AS (
        SELECT oid FROM pg_class WHERE oid = ANY (CAST(:tables AS regclass[])) AND pg_has_role(relowner, 'USAGE')
    )
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS dropping,
        format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS making
    FROM pg_constraint WHERE contype = 'f' AND conrelid IN (SELECT oid FROM ours)
    UNION ALL
    SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index WHERE NOT indisunique AND indrelid IN (SELECT oid FROM ours)
""")


@contextmanager
def put_off(connection: sa.Connection, tables: Sequence[str]) -> Iterator[None]:
    """Put off the foreign keys and indexes of tables until the context ends, where this harms nobody.

    It locks the tables, so it is done only while the database holds no release: nobody reads them then. Raises
    sqlalchemy.exc.DBAPIError at the end for rows that a foreign key forbids.
    """
    found: Sequence[sa.Row[tuple[str, str]]] = ()
    if connection.dialect.name == "postgresql" and tables:
        quote = connection.dialect.identifier_preparer.quote
        unread = connection.execute(sa.select(Release.sequence).limit(1)).first() is None  # type: ignore[call-overload]
        found = connection.execute(FOUND, {"tables": list(map(quote, tables))}).all() if unread else ()
    for statement in found:
        connection.exec_driver_sql(statement.dropping)
    yield
    for statement in found:
        connection.exec_driver_sql(statement.making)
