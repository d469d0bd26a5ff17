"""Asks the full-text index: tokens and marks put into the words of either engine, each of them quoted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY

from app.kit.filters import Statement

INDEX = sa.table("search_index", sa.column("rowid", sa.BigInteger), sa.column("vector"))
"""What triggers keep beside `search_entry`: FTS5's table on SQLite, a table of lexemes on PostgreSQL."""

Groups = list[list[str]]
"""Marks that a text must have: one of each group."""


@dataclass(frozen=True)
class Engine:
    """How one database writes a phrase, OR and AND, and asks its index."""

    quote: str
    beside: str
    either: str
    both: str
    ask: Callable[[str], sa.ColumnElement[bool]]

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


def _fts5(query: str) -> sa.ColumnElement[bool]:
    return sa.literal_column("search_index").op("MATCH", is_comparison=True)(query)


def _lexemes(query: str) -> sa.ColumnElement[bool]:
    # Written into the statement, so that each query is planned for its own words: frequent or rare.
    literal = sa.bindparam("query", query, sa.String, literal_execute=True)
    return INDEX.c.vector.op("@@", is_comparison=True)(sa.cast(literal, TSQUERY))


ENGINES = {
    "sqlite": Engine('"', " ", "OR", "AND", _fts5),
    "postgresql": Engine("'", "' <-> '", "|", "&", _lexemes),
}


def matching(dialect: str, tokens: list[str], groups: Groups, most: int) -> Statement:
    """Return the statement for the texts that hold the tokens and the marks, by standing, `most` of them at most."""
    engine = ENGINES[dialect]
    found = engine.ask(engine.written(tokens, groups))
    return sa.select(INDEX.c.rowid).select_from(INDEX).where(found).order_by(INDEX.c.rowid).limit(most)
