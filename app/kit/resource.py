"""What a resource declares, and what the schemas of its rows declare."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from pathlib import Path
from typing import Any, ClassVar, Protocol

from pydantic import BaseModel, ConfigDict

from app.kit.rows.filters import Column, Filters, Statement, conditions, entity_of
from app.kit.rows.prepared import Row
from app.kit.rows.related import Related
from app.kit.rows.snapshot import Snapshot

Item = dict[str, Any]
"""What is shown of a row, as JSON values."""

Found = Mapping[str, Sequence[Row]]
"""The related rows of one row, by the names under which its schema asks for them."""

Items = dict[str, list[Item]]
"""Items to include, by the id of the row they belong to."""


class Schema(BaseModel):
    """Base of what is shown of a row; `related` names the rows needed to show it."""

    # `fields=` may leave out every key but the id, so no other is promised.
    model_config = ConfigDict(json_schema_extra=lambda schema: schema.update(required=["id"]), defer_build=True)

    related: ClassVar[Mapping[str, Related]] = {}

    id: str

    @classmethod
    def shape(cls, row: Row, found: Found, snapshot: Snapshot) -> Item:
        """Return what is shown of `row` in this state of the data: what this model describes, as JSON values."""
        raise NotImplementedError


class Include(Protocol):
    """Something that `include=` may ask for."""

    def schema(self) -> type[BaseModel]:
        """Return the model of what is included."""

    def children(self) -> Mapping[str, "Include"]:
        """Return what may be included within it."""

    def offered(self, folder: Path | None) -> bool:
        """Tell whether this installation has it, its operator having mounted `folder`."""

    def load(self, snapshot: Snapshot, rows: Sequence[Row]) -> tuple[Sequence[Row], Items]:
        """Return what belongs to `rows`: the rows found, and their items by id of the row they belong to."""


@dataclass(frozen=True, eq=False)
class Resource:
    """What is published: which rows, what may be asked, what is shown, in which orders."""

    name: str
    about: str
    rows: Statement
    schema: type[Schema]
    filters: type[Filters]
    sort: Mapping[str, Column]
    example: str
    include: Mapping[str, Include] = field(default_factory=dict)

    @cached_property
    def entity(self) -> Any:
        """The model class whose rows these are."""
        return entity_of(self.rows)

    @cached_property
    def default_sort(self) -> list[str]:
        """`-year,id`; where there is no year, the first key of `sort`."""
        return ["-year", "id"] if "year" in self.sort else list(dict.fromkeys([next(iter(self.sort)), "id"]))

    def matching(self, filters: Filters) -> Statement:
        """Return the statement for the rows that pass."""
        return self.rows.where(*conditions(filters, self.entity))

    def order(self, sort: list[str]) -> list[tuple[Any, bool]]:
        """Return the columns of a sort and whether they descend; the id breaks ties."""
        keys = dict.fromkeys([*(key.removeprefix("-") for key in sort), "id"])
        return [(self.sort.get(key, self.entity.id), f"-{key}" in sort) for key in keys]

    def shape(self, snapshot: Snapshot, rows: Sequence[Row]) -> list[Item]:
        """Return what is shown of the rows, with one statement for each related table."""
        names = tuple(self.schema.related)
        related = [of.of_each(snapshot, rows) for of in self.schema.related.values()]
        founds = (dict(zip(names, found)) for found in zip(*related))  # noqa: B905  (checking takes as long again)
        return list(map(self.schema.shape, rows, founds if related else repeat({}), repeat(snapshot)))


@dataclass(frozen=True, eq=False)
class Many:
    """Includes the rows of another resource whose `child` is this row's id, under that resource's default filters."""

    resource: Resource
    child: Column

    def schema(self) -> type[BaseModel]:
        """Return the model of the other resource."""
        return self.resource.schema

    def children(self) -> Mapping[str, Include]:
        """Return what the other resource includes."""
        return self.resource.include

    def offered(self, folder: Path | None) -> bool:
        """Rows are always there."""
        return True

    def load(self, snapshot: Snapshot, rows: Sequence[Row]) -> tuple[Sequence[Row], Items]:
        """Return the rows of the other resource, in its default order."""
        by_parent = self._related.fetch(snapshot, rows)
        found = [row for group in by_parent.values() for row in group]
        shaped = iter(self.resource.shape(snapshot, found))
        return found, {parent: _take(shaped, len(group)) for parent, group in by_parent.items()}

    @cached_property
    def _related(self) -> Related:
        order = ordering(self.resource.order(self.resource.default_sort))
        return Related(self.resource.matching(self.resource.filters()).order_by(*order), self.child)


def _take(items: Iterator[Item], count: int) -> list[Item]:
    return [next(items) for _ in range(count)]


def ordering(order: list[tuple[Any, bool]]) -> list[Any]:
    """Return the ORDER BY of a sort: nulls last both ways."""
    clauses = []
    for column, descends in order:
        clause = column.desc() if descends else column.asc()
        clauses.append(clause.nulls_last() if column.nullable else clause)
    return clauses
