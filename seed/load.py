"""Loads rows into the database: one transaction, so that every reader sees the old release or the new one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from operator import length_hint

import sqlalchemy as sa

from seed.batches import LOADED, Batch, batches, table
from seed.checks import LARGE, put_off
from seed.columns import Streams
from seed.history import record
from seed.incoming import Change, Incoming
from seed.releases import Log
from seed.version import Version

LOCK = 5_020_222_024
"""Key of the PostgreSQL advisory lock that lets one seeder in at a time."""

CACHE = 32 * 1024
"""KiB of pages that SQLite holds while it loads: rows in no order come back to a page again and again."""

Advance = Callable[[int], None]
"""Told how many rows more were dealt with."""


@dataclass
class Report:
    """What a load did: counts by table, and the release that is current now."""

    version: str
    new: bool
    tables: dict[str, Change] = field(default_factory=dict)


def load(engine: sa.Engine, rows: Streams, log: Log = (), advance: Advance = lambda _: None) -> Report:
    """Make the database hold exactly `rows`, in one transaction, and record the releases of `log` and of this state.

    Rows are read once, a batch at a time, table after table, and never held. `advance` is told how many were dealt
    with. Raises ValueError for a row or a table that is none of ours, and sqlalchemy.exc.DBAPIError; the database is
    as it was then.
    """
    for name in rows:
        table(name)
    with engine.begin() as connection, Version() as version:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        else:
            connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE}")
        incoming = {name: Incoming(connection, one) for name, one in LOADED.items()}
        large = [name for name, one in incoming.items() if one.fresh and length_hint(rows.get(name, ())) >= LARGE]
        with put_off(connection, large):
            for name, one in incoming.items():
                one.write(_told(name, rows, version, advance))
        for one in reversed(incoming.values()):
            one.remove()
        changes = {name: one.change for name, one in incoming.items()}
        counts = {name: changes[name].created + changes[name].changed + changes[name].unchanged for name in rows}
        report = Report(version.hexdigest(), new=False, tables=changes)
        report.new = record(connection, counts, report.version, log)
    return report


def _told(name: str, rows: Streams, version: Version, advance: Advance) -> Iterator[Batch]:
    """Yield the rows of a table, the version taking them too."""
    for batch in batches(LOADED[name], rows.get(name, ())):
        version.take(name, batch)
        yield batch
        advance(len(batch))
    version.finish(name)
