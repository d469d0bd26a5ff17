"""Asks the full-text index: tokens and marks put into the words of either engine, each of them quoted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

INDEX = sa.table("search_index", sa.column("rowid", sa.BigInteger), sa.column("vector"))
"""What triggers keep beside `search_entry`: FTS5's table on SQLite, a table of lexemes on PostgreSQL."""

MOST = 500
"""Texts that are ranked; of a more frequent word the first by standing."""

HEAD = 5_000
"""Texts that PostgreSQL looks through itself before it asks the index for a query of several parts."""

Groups = list[list[str]]
"""Marks that a text must have: one of each group."""


@dataclass(frozen=True)
class Engine:
    """How one database writes a phrase, OR and AND.

    `one` and `several` give the ids of the first texts, one more than are ranked, that hold what `:query` asks: one
    token or several.
    """

    quote: str
    beside: str
    either: str
    both: str
    one: sa.FromClause
    several: sa.FromClause

    def written(self, tokens: list[str], groups: Groups) -> str:
        """Return the query: the tokens one after another, and one mark of each group.

        Tokens are letters, digits and the signs that join them (see `app.models.tokens`), so that quotes enclose them.
        """
        return f" {self.both} ".join(
            [f"({self._phrase(tokens)})", *(f"({self._any(group)})" for group in groups)],
        )

    def _phrase(self, tokens: list[str]) -> str:
        return self.beside.join(tokens).join((self.quote, self.quote))

    def _any(self, marks: Iterable[str]) -> str:
        return f" {self.either} ".join(f"{self.quote}{mark}{self.quote}" for mark in marks)


def _fts5() -> sa.FromClause:
    """Read both lists of texts in the order of their ids, which FTS5 does by itself, and stop."""
    holds = sa.literal_column("search_index").op("MATCH", is_comparison=True)(sa.bindparam("query"))
    return sa.select(INDEX.c.rowid).select_from(INDEX).where(holds).order_by(INDEX.c.rowid).limit(MOST + 1).subquery()


class _Query(sa.types.UserDefinedType[str]):
    """PostgreSQL's type of queries; the library's own comes with all of its dialect, which SQLite does not need."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "TSQUERY"


def _holds(vector: Any) -> sa.ColumnElement[bool]:
    # Written into the statement, so that each query is planned for its own words, frequent or rare.
    query = sa.bindparam("query", type_=sa.String, literal_execute=True)
    return vector.op("@@", is_comparison=True)(sa.cast(query, _Query))  # type: ignore[no-any-return]


def _lexeme() -> sa.FromClause:
    """Leave the way to the planner, which knows how frequent one lexeme is."""
    found = sa.select(INDEX.c.rowid).where(_holds(INDEX.c.vector))
    return found.order_by(INDEX.c.rowid).limit(MOST + 1).subquery()


def _lexemes() -> sa.FromClause:
    """Look through the first texts, then ask the index for all.

    The planner takes lexemes for independent: where frequent ones rarely meet it would look through every text.
    """
    first = sa.select(INDEX.c.rowid, INDEX.c.vector).order_by(INDEX.c.rowid).limit(HEAD).subquery()
    head = sa.select(first.c.rowid).where(_holds(first.c.vector)).order_by(first.c.rowid).limit(MOST + 1).cte("head")
    count = sa.select(sa.func.count()).select_from(head).scalar_subquery()
    # An order that no index has: the texts come from the index of lexemes.
    unordered = INDEX.c.rowid + sa.literal_column("0")
    rest = sa.select(INDEX.c.rowid).where(count <= MOST, _holds(INDEX.c.vector)).order_by(unordered).limit(MOST + 1)
    return sa.union_all(sa.select(head.c.rowid).where(count > MOST), sa.select(rest.subquery().c.rowid)).subquery()


ENGINES = {
    "sqlite": Engine(quote='"', beside=" ", either="OR", both="AND", one=_fts5(), several=_fts5()),
    "postgresql": Engine(quote="'", beside="' <-> '", either="|", both="&", one=_lexeme(), several=_lexemes()),
}
