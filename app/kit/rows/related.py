"""Rows that belong to other rows: a statement for all of a page, never one for each."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from app.kit.rows.filters import Column, Statement
from app.kit.rows.prepared import Row, padded
from app.kit.rows.snapshot import Snapshot

LATELY = 4096
"""Related rows of one table that are kept while a list is read."""

NONE: Sequence[Row] = ()
"""No rows."""

MOST = 1024
"""Keys asked for in one statement; databases limit the parameters of one."""


@dataclass(frozen=True, eq=False)
class Related:
    """Rows that belong to a page of rows, fetched in one statement: their `child` is the row's `parent`."""

    rows: Statement
    child: Column
    parent: str = "id"

    def fetch(self, snapshot: Snapshot, rows: Sequence[Row]) -> dict[Any, list[Row]]:
        """Return the related rows by the value of `parent`, in the order of the statement; no key if there is none."""
        return self.of_keys(snapshot, {*map(attrgetter(self.parent), rows)} - {None})

    def of_keys(self, snapshot: Snapshot, keys: AbstractSet[Any]) -> dict[Any, list[Row]]:
        """Return the rows whose `child` is among some keys in the same way."""
        lately: dict[Any, list[Row]] = snapshot.lately.setdefault(self, {}) if self._single else {}
        found = {key: lately[key] for key in keys & lately.keys()}
        missing = sorted(keys - found.keys())
        for start in range(0, len(missing), MOST):
            for row in self._rows(snapshot, missing[start : start + MOST]):
                found.setdefault(row.belongs_to, []).append(row)
        if self._single:
            if len(lately) + len(missing) > LATELY:
                lately.clear()
            lately.update((key, found[key]) for key in missing if key in found)
        return found

    def of_each(self, snapshot: Snapshot, rows: Sequence[Row]) -> Iterable[Sequence[Row]]:
        """Return the related rows of each row, in the order of the rows."""
        return map(self.fetch(snapshot, rows).get, map(attrgetter(self.parent), rows), repeat(NONE))

    @cached_property
    def _single(self) -> bool:
        """Whether a key has one row, such as a name, that later rows of a long list may need again."""
        column = self.child.expression
        return [column.key] == column.table.primary_key.columns.keys()  # type: ignore[no-any-return]

    def _rows(self, snapshot: Snapshot, keys: list[Any]) -> list[Row]:
        bound = {f"asked_parent_{number}": key for number, key in enumerate(padded(keys))}
        return snapshot.fetch((self, len(bound)), lambda: self._of(bound), bound)

    def _of(self, bound: dict[str, Any]) -> Statement:
        parents: list[sa.BindParameter[Any]] = [sa.bindparam(name, key) for name, key in bound.items()]
        return self.rows.add_columns(self.child.label("belongs_to")).where(self.child.in_(parents))
