"""Filters: what may be asked of a list. Each names the column it touches, so a renamed column fails at import."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict

Statement = sa.Select[*tuple[Any, ...]]
"""A SELECT of any columns."""

Column = Any
"""A column of a model class, as SQLModel types it: by its value, not as a column."""


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

    def clause(self, value: Any) -> sa.ColumnElement[bool]:
        """Return the condition that `value` sets."""
        raise NotImplementedError


class AnyOf(Where):
    """The column is one of the values."""

    def clause(self, value: Any) -> sa.ColumnElement[bool]:
        """Return the condition."""
        return self.column.in_(value)  # type: ignore[no-any-return]


class Equals(Where):
    """The column is the value."""

    def clause(self, value: Any) -> sa.ColumnElement[bool]:
        """Return the condition."""
        return self.column == value  # type: ignore[no-any-return]


class AtLeast(Where):
    """The column is the value or more; a null is not."""

    def clause(self, value: Any) -> sa.ColumnElement[bool]:
        """Return the condition."""
        return self.column >= value  # type: ignore[no-any-return]


class AtMost(Where):
    """The column is the value or less; a null is not."""

    def clause(self, value: Any) -> sa.ColumnElement[bool]:
        """Return the condition."""
        return self.column <= value  # type: ignore[no-any-return]


class Contains(Where):
    """The column contains the text, literally: `%` and `_` are themselves."""

    def clause(self, value: Any) -> sa.ColumnElement[bool]:
        """Return the condition."""
        return self.column.contains(value, autoescape=True)  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Named(Where):
    """The column is one of the texts, or `lines`, names between line ends, has one of them as a whole name."""

    lines: Column = None

    def clause(self, value: Any) -> sa.ColumnElement[bool]:
        """Return the condition."""
        names = (self.lines.contains(f"\n{text}\n", autoescape=True) for text in value)
        return sa.or_(self.column.in_(value), *names)


class Filters(BaseModel):
    """Base of what may be asked of a list; anything undeclared is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def conditions(filters: Filters, entity: Any) -> list[sa.ColumnElement[bool]]:
    """Return the conditions that `filters` sets on rows of `entity`; different filters mean AND."""
    direct: list[sa.ColumnElement[bool]] = []
    beyond: dict[tuple[Column, str], list[sa.ColumnElement[bool]]] = defaultdict(list)
    for name, field in type(filters).model_fields.items():
        value = getattr(filters, name)
        for where in field.metadata:
            if value is None or not isinstance(where, Where):
                continue
            if where.through is None:
                direct.append(where.clause(value))
            else:
                joined = [] if where.on is None else [where.on]
                beyond[where.through, where.parent] += [*joined, where.clause(value)]
    for (through, parent), clauses in beyond.items():
        found = sa.select(sa.literal(1)).where(through == getattr(entity, parent), *clauses)
        direct.append(found.correlate(entity.__table__).exists())
    return direct


def entity_of(rows: Statement) -> Any:
    """Return the model class whose rows a statement selects."""
    entity = rows.column_descriptions[0]["entity"]
    if entity is None:
        raise TypeError("the rows of a resource select a model class")
    return entity
