"""Asks the full-text index: tokens and marks put into the words of either engine, each of them quoted."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY

INDEX = sa.table("search_index", sa.column("rowid", sa.BigInteger), sa.column("vector"))
"""What triggers keep beside `search_entry`: FTS5's table on SQLite, a table of lexemes on PostgreSQL."""

Groups = list[list[str]]
"""Marks that a text must have: one of each group."""


@dataclass(frozen=True)
class Engine:
    """How one database writes a phrase, OR and AND; `holds` is the condition that a text holds what `:query` asks."""

    quote: str
    beside: str
    either: str
    both: str
    holds: sa.ColumnElement[bool]

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


ENGINES = {
    "sqlite": Engine(
        quote='"',
        beside=" ",
        either="OR",
        both="AND",
        holds=sa.literal_column("search_index").op("MATCH", is_comparison=True)(sa.bindparam("query")),
    ),
    "postgresql": Engine(
        quote="'",
        beside="' <-> '",
        either="|",
        both="&",
        # Written into the statement, so that each query is planned for its own words, frequent or rare.
        holds=INDEX.c.vector.op("@@", is_comparison=True)(
            sa.cast(sa.bindparam("query", type_=sa.String, literal_execute=True), TSQUERY)
        ),
    ),
}
