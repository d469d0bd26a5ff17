"""Filters: what may be asked of a list. Each names the column it touches, so a renamed column fails at import."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from math import inf
from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict

Statement = sa.Select[*tuple[Any, ...]]
"""A SELECT of any columns."""

Column = Any
"""A column of a model class, as SQLModel types it: by its value, not as a column."""

Span = tuple[float, float]
"""A first and a last value, both included."""

Bind = sa.BindParameter[Any]
"""A parameter of a statement."""


@dataclass(frozen=True)
class Where:
    """Keeps rows by one column.

    With `through`, a column of another table that holds the row's `parent`, a row is kept if some row there passes;
    filters through the same column must pass together, on one row. `on` joins a further table to that one.
    """

    column: Column
    through: Column = None
    parent: str = "id"
    on: Any = None

    @cached_property
    def number(self) -> str | None:
        """The column's key if it is one of whole numbers in the row itself."""
        whole = self.through is None and isinstance(self.column.type, sa.Integer)
        return str(self.column.key) if whole else None

    def bound(self, value: Any) -> list[Any]:
        """Return what a value that was asked for binds in a statement; its length is part of the statement."""
        return [value]

    def clause(self, binds: Sequence[Bind]) -> sa.ColumnElement[bool]:
        """Return the condition that as many parameters set."""
        raise NotImplementedError

    def spans(self, value: Any) -> list[Span] | None:
        """Return what passes of a column of whole numbers, as first and last; None if that is not how it is asked."""
        return None


class AnyOf(Where):
    """The column is one of the values."""

    def bound(self, value: Any) -> list[Any]:
        """Bind each value."""
        return list(value)

    def clause(self, binds: Sequence[Bind]) -> sa.ColumnElement[bool]:
        """Return the condition; of one value an equation, which keeps the order of an index."""
        one = len(binds) == 1
        return self.column == binds[0] if one else self.column.in_(binds)  # type: ignore[no-any-return]

    def spans(self, value: Any) -> list[Span] | None:
        """Return each value."""
        return [(one, one) for one in value]


class Equals(Where):
    """The column is the value."""

    def clause(self, binds: Sequence[Bind]) -> sa.ColumnElement[bool]:
        """Return the condition."""
        return self.column == binds[0]  # type: ignore[no-any-return]


class AtLeast(Where):
    """The column is the value or more; a null is not."""

    def clause(self, binds: Sequence[Bind]) -> sa.ColumnElement[bool]:
        """Return the condition."""
        return self.column >= binds[0]  # type: ignore[no-any-return]

    def spans(self, value: Any) -> list[Span] | None:
        """Return all from the value on."""
        return [(value, inf)]


class AtMost(Where):
    """The column is the value or less; a null is not."""

    def clause(self, binds: Sequence[Bind]) -> sa.ColumnElement[bool]:
        """Return the condition."""
        return self.column <= binds[0]  # type: ignore[no-any-return]

    def spans(self, value: Any) -> list[Span] | None:
        """Return all up to the value."""
        return [(-inf, value)]


class Contains(Where):
    """The column contains the text, literally: `%` and `_` are themselves."""

    def bound(self, value: Any) -> list[Any]:
        """Bind a pattern."""
        return [_pattern(value)]

    def clause(self, binds: Sequence[Bind]) -> sa.ColumnElement[bool]:
        """Return the condition."""
        return self.column.like(binds[0], escape="/")  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Named(Where):
    """The column is one of the texts, or `lines`, names between line ends, has one of them as a whole name."""

    lines: Column = None

    def bound(self, value: Any) -> list[Any]:
        """Bind each text, then a pattern of each."""
        return [*value, *(_pattern(f"\n{text}\n") for text in value)]

    def clause(self, binds: Sequence[Bind]) -> sa.ColumnElement[bool]:
        """Return the condition."""
        half = len(binds) // 2
        patterns = (self.lines.like(bind, escape="/") for bind in binds[half:])
        return sa.or_(self.column.in_(binds[:half]), *patterns)


def _pattern(text: str) -> str:
    for sign in "/%_":
        text = text.replace(sign, f"/{sign}")
    return f"%{text}%"


class Filters(BaseModel):
    """Base of what may be asked of a list; anything undeclared is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def asked_of(filters: Filters) -> dict[str, Any]:
    """Return the parameters that `filters` bind, by name: `asked_year_0` and so on, which no column is called."""
    return {
        f"asked_{name}_{number}": value.value if isinstance(value, Enum) else value
        for name, where in _declared(type(filters))
        if (asked := getattr(filters, name)) is not None
        for number, value in enumerate(where.bound(asked))
    }


def conditions(filters: Filters, entity: Any) -> list[sa.ColumnElement[bool]]:
    """Return the conditions that `filters` set on rows of `entity`; different filters mean AND.

    They hold the values as the parameters of `asked_of`, so that a statement can be run again with others.
    """
    direct: list[sa.ColumnElement[bool]] = []
    beyond: dict[tuple[Column, str], list[sa.ColumnElement[bool]]] = defaultdict(list)
    for name, where in _declared(type(filters)):
        asked = getattr(filters, name)
        if asked is None:
            continue
        values, kind = enumerate(where.bound(asked)), where.column.type
        clause = where.clause([sa.bindparam(f"asked_{name}_{number}", value, kind) for number, value in values])
        if where.through is None:
            direct.append(clause)
        else:
            joined = [] if where.on is None else [where.on]
            beyond[where.through, where.parent] += [*joined, clause]
    for (through, parent), clauses in beyond.items():
        found = sa.select(sa.literal(1)).where(through == getattr(entity, parent), *clauses)
        direct.append(found.correlate(entity.__table__).exists())
    return direct


def numbered(filters: Filters) -> tuple[Where, set[Span]] | None:
    """Return the one column of whole numbers that is asked of, and what passes; None if anything else is asked."""
    found: Where | None = None
    passing: set[Span] = {(-inf, inf)}
    for name, where in _declared(type(filters)):
        asked = getattr(filters, name)
        if asked is None:
            continue
        spans = where.spans(asked)
        if spans is None or where.number is None or (found is not None and found.number != where.number):
            return None
        found = where
        passing = {(max(one[0], other[0]), min(one[1], other[1])) for one in passing for other in spans}
    return None if found is None else (found, passing)


@cache
def _declared(filters: type[Filters]) -> tuple[tuple[str, Where], ...]:
    fields = filters.model_fields.items()
    return tuple((name, where) for name, field in fields for where in field.metadata if isinstance(where, Where))


def entity_of(rows: Statement) -> Any:
    """Return the model class whose rows a statement selects."""
    entity = rows.column_descriptions[0]["entity"]
    if entity is None:
        raise TypeError("the rows of a resource select a model class")
    return entity
