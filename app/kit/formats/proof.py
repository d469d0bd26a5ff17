"""Proofs: where the source of a value that an item shows is found, so that it travels with the value."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from app.kit.rows.related import NONE, Related
from app.kit.rows.snapshot import Snapshot

Proofs = dict[Any, dict[str, list[Any]]]
"""The pieces that prove each key, as one list for each thing shown of them."""


@dataclass(frozen=True)
class Proof:
    """What proves a value: the `rows` of what the value has under `key`; `shown` are columns of these rows.

    A model declares it as the class attribute `proof`.
    """

    key: str
    rows: Related
    shown: tuple[str, ...]

    def fetch(self, snapshot: Snapshot, keys: AbstractSet[Any]) -> Proofs:
        """Return the proofs of some keys, in the order of `rows`, with one statement for many keys."""
        found = self.rows.of_keys(snapshot, keys)
        return {
            key: {name: [getattr(row, name) for row in found.get(key, NONE)] for name in self.shown} for key in keys
        }
