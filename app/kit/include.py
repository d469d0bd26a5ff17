"""What was asked with `include=`, loaded in one statement for each name, whatever the number of rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.kit.resource import Include, Schema
from app.kit.rows.store import Row, Snapshot

Tree = dict[str, "Tree"]
"""Names to include, each with the names to include within it."""


def tree_of(words: Sequence[str] | None) -> Tree:
    """Return `["a", "a.b", "c"]` as `{"a": {"b": {}}, "c": {}}`."""
    tree: Tree = {}
    for word in words or ():
        branch = tree
        for name in word.split("."):
            branch = branch.setdefault(name, {})
    return tree


def attach(
    snapshot: Snapshot, include: Mapping[str, Include], tree: Tree, rows: Sequence[Row], items: list[dict[str, Any]]
) -> None:
    """Put what `tree` asks for under `included` of each item; `items` stand in the order of `rows`."""
    if not tree:
        return
    for item in items:
        item["included"] = {}
    for name, inner in tree.items():
        child = include[name]
        found, by_row = child.load(snapshot, rows)
        dumped = {key: [dump(one) for one in group] for key, group in by_row.items()}
        attach(snapshot, child.children(), inner, found, [one for group in dumped.values() for one in group])
        for row, item in zip(rows, items, strict=True):
            item["included"][name] = dumped.get(row.id, [])


def dump(item: Any, fields: Sequence[str] | None = None) -> dict[str, Any]:
    """Return an item as JSON values, with all keys or those asked for; the id is always there."""
    kept = {"id", *fields} if fields and isinstance(item, Schema) else None
    return item.model_dump(mode="json", include=kept)  # type: ignore[no-any-return]
