"""What a format is given to write: the items of a list as they come, and what they are items of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from app.kit.rows.snapshot import Snapshot

Item = dict[str, Any]
"""An item as JSON values."""


@dataclass(frozen=True)
class Listing:
    """A list, or with `single` one item, to be written in one pass.

    `model` is that of an item, `batches` its items in their order, some at a time; `fields` are the keys asked for
    (None: all), `included` the names that `include=` asked for. `address` is where it has its own, path-absolute,
    with the query, and `root` what its path begins with before the paths of this API; `total` and `following` (the
    address of the next page) are None if it is written whole.
    """

    name: str
    model: type[BaseModel]
    batches: Iterable[Sequence[Item]]
    snapshot: Snapshot
    address: str
    root: str = ""
    fields: Sequence[str] | None = None
    included: Sequence[str] = ()
    total: int | None = None
    following: str | None = None
    single: bool = False
    excel: bool = False
