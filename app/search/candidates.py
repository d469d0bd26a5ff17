"""Ranks what was found: whole texts, then beginnings, then the rest; each thing once, with all its texts."""

from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col

from app.kit.store import Snapshot
from app.models.search import SearchEntry, SearchType
from app.models.tokens import phrase
from app.search.match import Groups, matching

MOST = 1_000
"""Texts that are ranked; of a more frequent word the first by standing."""

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
    found = matching(snapshot.connection.dialect.name, phrase(of), groups, MOST + 1).subquery()
    joined = " ".join(of)
    nearness = sa.case(
        (_begins(f"{joined} |"), 0),
        (_begins(f"{joined} "), 1),
        else_=2,
    )
    rows = snapshot.rows(
        sa.select(col(SearchEntry.id), col(SearchEntry.type), col(SearchEntry.subject), nearness)
        .join(found, found.c.rowid == SearchEntry.id)
        .order_by(col(SearchEntry.id))
    )
    best: dict[Key, list[tuple[int, int]]] = defaultdict(list)
    for standing, kind, subject, near in rows[:MOST]:
        best[kind, subject].append((near, standing))
    ranked = [(key, sorted(texts)) for key, texts in best.items()]
    ranked.sort(key=lambda one: _order(one[0], *one[1][0]))
    return Candidates([(key, [standing for _, standing in texts]) for key, texts in ranked], len(rows) <= MOST)


def _begins(beginning: str) -> sa.ColumnElement[bool]:
    return sa.func.substr(SearchEntry.tokens, 1, len(beginning)) == beginning


def _order(key: Key, near: int, standing: int) -> tuple[bool, int, int, str]:
    """Properties last; then how near; then weight and newest year, which begin the standing; then id."""
    kind, subject = key
    return kind == SearchType.PROPERTIES, near, standing >> 40, subject
