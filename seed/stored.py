"""What the database says, in the order of kinds and ids, read a batch at a time."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from app.models import Evidence, Fact, Revision
from app.models.revision import NAMED
from app.models.words import Recorded
from seed.batches import LOADED, SIZE
from seed.columns import Row
from seed.contents import PIECE, Said, said, stated

FACTS: sa.Table = Fact.__table__  # type: ignore[attr-defined]
EVIDENCE: sa.Table = Evidence.__table__  # type: ignore[attr-defined]
REVISIONS: sa.Table = Revision.__table__  # type: ignore[attr-defined]
ABOUT = FACTS.columns.keys()


def now(connection: sa.Connection) -> Iterator[Said]:
    """Yield what the tables say."""
    for kind in sorted(Recorded):
        if kind is Recorded.FACT:
            yield from _facts(connection)
        else:
            table = LOADED[str(kind)]
            for row in _read(connection, sa.select(table).order_by(table.c.id)):
                yield (kind, row["id"]), stated(row, NAMED[kind])


def recorded(connection: sa.Connection) -> Iterator[Said]:
    """Yield what the newest release said."""
    for kind in sorted(Recorded):
        current = sa.select(REVISIONS.c.thing, REVISIONS.c.content).where(
            REVISIONS.c.kind == kind, REVISIONS.c.until_sequence.is_(None)
        )
        for row in _read(connection, current.order_by(REVISIONS.c.thing)):
            yield (kind, row["thing"]), row["content"]


def _facts(connection: sa.Connection) -> Iterator[Said]:
    pieces = sa.select(FACTS, *(EVIDENCE.c[name] for name in PIECE)).join(EVIDENCE, EVIDENCE.c.fact == FACTS.c.id)
    proved = _read(connection, pieces.order_by(FACTS.c.id, EVIDENCE.c.ordinal))
    for name, group in groupby(proved, key=itemgetter("id")):
        rows = list(group)
        yield (Recorded.FACT, name), said({column: rows[0][column] for column in ABOUT}, rows)


def _read(connection: sa.Connection, statement: sa.Select[Any]) -> Iterator[Row]:
    for row in connection.execute(statement, execution_options={"yield_per": SIZE}):
        yield row._asdict()
