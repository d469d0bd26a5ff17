"""What the database says, in the order of kinds and ids, read a batch at a time."""

from collections.abc import Callable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from app.models import Evidence, Fact, Revision
from app.models.number import Number
from app.models.words import Recorded
from seed.batches import LOADED, SIZE, Batch, Values
from seed.contents import PIECE, SAID, Said, digest_of, plain
from seed.lines import Ready, lines

FACTS: sa.Table = Fact.__table__  # type: ignore[attr-defined]
EVIDENCE: sa.Table = Evidence.__table__  # type: ignore[attr-defined]
REVISIONS: sa.Table = Revision.__table__  # type: ignore[attr-defined]

OURS: dict[type[Any], Callable[[Any], Any]] = {Number: plain, sa.Boolean: bool}
"""What makes our values of a driver's, by the type of a column."""


def now(connection: sa.Connection) -> Iterator[Said]:
    """Yield what the tables say; a fact without evidence, which cannot be committed, is left out."""
    for kind in sorted(Recorded):
        yield from _facts(connection) if kind is Recorded.FACT else _named(connection, kind)


def recorded(connection: sa.Connection) -> Iterator[Said]:
    """Yield what the newest release said."""
    held = REVISIONS.c
    for kind in sorted(Recorded):
        current = sa.select(held.thing, held.digest, sa.cast(held.content, sa.Text)).where(
            held.kind == kind, held.until_sequence.is_(None)
        )
        for columns in _read(connection, current.order_by(held.thing)):
            for thing, digest, text in zip(*columns, strict=True):
                yield Said((kind, thing), digest, text)


def _facts(connection: sa.Connection) -> Iterator[Said]:
    names = SAID[Recorded.FACT]
    kept = (FACTS.c[name] for name in names if name in FACTS.c)
    proven = sa.exists().where(EVIDENCE.c.fact == FACTS.c.id)
    proofs = _proofs(connection)
    for ids, *columns in _read(connection, sa.select(FACTS.c.id, *kept).where(proven).order_by(FACTS.c.id)):
        columns.insert(names.index("evidence"), tuple(islice(proofs, len(ids))))
        yield from _said(Recorded.FACT, ids, columns, columns[names.index("property")])


def _named(connection: sa.Connection, kind: Recorded) -> Iterator[Said]:
    held = LOADED[str(kind)].c
    for ids, *columns in _read(connection, sa.select(held.id, *(held[name] for name in SAID[kind])).order_by(held.id)):
        yield from _said(kind, ids, columns, (None,) * len(ids))


def _said(kind: Recorded, ids: Values, columns: list[Values], properties: Values) -> Iterator[Said]:
    for name, about, text in zip(ids, properties, lines(SAID[kind], Batch(columns), nulls=False), strict=True):
        yield Said((kind, name), digest_of(text), text, about)


def _proofs(connection: sa.Connection) -> Iterator[Ready]:
    """Yield the evidence of each fact that has some, in the order of their ids."""
    names = sorted(PIECE)
    found = sa.select(EVIDENCE.c.fact, *(EVIDENCE.c[name] for name in names))
    pieces = (
        piece
        for facts, *columns in _read(connection, found.order_by(EVIDENCE.c.fact, EVIDENCE.c.ordinal))
        for piece in zip(facts, lines(names, Batch(columns)), strict=True)
    )
    for _, group in groupby(pieces, key=itemgetter(0)):
        yield Ready(f"[{', '.join(text for _, text in group)}]")


def _read(connection: sa.Connection, statement: sa.Select[Any]) -> Iterator[list[Values]]:
    """Yield the columns of some rows at a time, as the driver gives them but for numbers and truth values."""
    columns = list(statement.selected_columns)
    ours = [OURS.get(type(column.type)) for column in columns]
    plainly = statement.with_only_columns(*(sa.type_coerce(column, sa.types.NULLTYPE) for column in columns))
    for rows in connection.execute(plainly, execution_options={"yield_per": SIZE}).partitions():
        values = zip(*rows, strict=True)
        yield [tuple(map(own, some)) if own else some for own, some in zip(ours, values, strict=True)]
