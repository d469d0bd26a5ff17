"""Proofs: where the source of a value that an item shows is found, so that it travels with the value."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.kit.rows.filters import Column, Statement
from app.kit.rows.snapshot import Snapshot

Proofs = dict[Any, dict[str, list[Any]]]
"""The pieces that prove each key, as one list for each thing shown of them."""


@dataclass(frozen=True)
class Proof:
    """What proves a value: `rows` whose `child` is what the value has under `key`; `shown` are columns of `rows`.

    A model declares it as the class attribute `proof`.
    """

    key: str
    rows: Statement
    child: Column
    shown: tuple[str, ...]

    def fetch(self, snapshot: Snapshot, keys: Iterable[Any]) -> Proofs:
        """Return the proofs of some keys, in the order of `rows`, in one statement."""
        found: Proofs = {key: {name: [] for name in self.shown} for key in sorted(keys)}
        if found:
            statement = self.rows.add_columns(self.child.label("belongs_to")).where(self.child.in_(list(found)))
            for row in snapshot.rows(statement):
                for name in self.shown:
                    found[row.belongs_to][name].append(getattr(row, name))
        return found
