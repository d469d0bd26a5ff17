"""Ranks what was found: whole texts, then beginnings, then the rest; each thing once, with all its texts."""

from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa
from sqlmodel import col

from app.kit.rows.filters import Statement
from app.kit.rows.snapshot import Snapshot
from app.models.search import SearchEntry, SearchType
from app.models.tokens import phrase
from app.search.match import ENGINES, MOST, Groups

NEARNESS = 58
"""Bits of a standing and one more: above them a rank tells how much of a text is asked for."""

TIES = 40
"""Bits of a standing that only tell texts apart: above them are the weight of the field and the year, newest first."""

Key = tuple[str, str]
"""Type and id of a thing."""


@dataclass(frozen=True)
class Candidates:
    """The things found, best first, each with the ids of its texts, best first; not `complete` if there are more."""

    ranked: list[tuple[Key, list[int]]]
    complete: bool


def candidates(snapshot: Snapshot, of: list[str], groups: Groups) -> Candidates:
    """Return what holds the words `of` one after another in one text, and one mark of each group."""
    if not of:
        return Candidates([], complete=True)
    engine = ENGINES[snapshot.connection.dialect.name]
    joined = " ".join(of)
    values = {
        "whole": f"{joined} |",
        "wholes": len(joined) + 2,
        "beginning": f"{joined} ",
        "beginnings": len(joined) + 1,
    }
    asked = phrase(of)
    statement = _ranks(engine.several if groups or len(asked) > 1 else engine.one)
    rows = snapshot.connection.execute(statement, values | {"query": engine.written(asked, groups)}).all()
    things: dict[Key, list[int]] = {}
    for rank, kind, subject in rows[:MOST]:
        things.setdefault((kind, subject), []).append(rank)
    order = []
    for (kind, subject), ranks in things.items():
        ranks.sort()
        order.append((kind == SearchType.PROPERTIES, ranks[0] >> TIES, subject, kind, ranks))
    order.sort()
    standing = (1 << NEARNESS) - 1
    return Candidates(
        [((kind, subject), [rank & standing for rank in ranks]) for _, _, subject, kind, ranks in order],
        complete=len(rows) <= MOST,
    )


@cache
def _ranks(found: sa.FromClause) -> Statement:
    """Return the statement for the texts found, by standing: rank, type and id."""
    near = sa.case((_begins("whole"), 0), (_begins("beginning"), 1 << NEARNESS), else_=2 << NEARNESS)
    return (
        sa.select(
            col(SearchEntry.id) + sa.cast(near, sa.BigInteger),
            sa.type_coerce(SearchEntry.type, sa.String),
            col(SearchEntry.subject),
        )
        .join(found, found.c.rowid == SearchEntry.id)
        .order_by(col(SearchEntry.id))
    )


def _begins(name: str) -> sa.ColumnElement[bool]:
    length = sa.bindparam(f"{name}s", type_=sa.Integer)
    return sa.func.substr(SearchEntry.tokens, 1, length) == sa.bindparam(name, type_=sa.String)
