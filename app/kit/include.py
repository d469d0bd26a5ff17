"""What was asked with `include=`, loaded in one statement for each name, whatever the number of rows."""

from collections.abc import Mapping, Sequence

from app.kit.resource import Include, Item
from app.kit.rows.prepared import Row
from app.kit.rows.snapshot import Snapshot

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
    snapshot: Snapshot, include: Mapping[str, Include], tree: Tree, rows: Sequence[Row], items: list[Item]
) -> None:
    """Put what `tree` asks for under `included` of each item; `items` stand in the order of `rows`."""
    if not tree:
        return
    for item in items:
        item["included"] = {}
    for name, inner in tree.items():
        child = include[name]
        found, by_row = child.load(snapshot, rows)
        attach(snapshot, child.children(), inner, found, [one for group in by_row.values() for one in group])
        for row, item in zip(rows, items, strict=True):
            item["included"][name] = by_row.get(row.id, [])


def shown(item: Item, fields: Sequence[str] | None) -> Item:
    """Return an item with all keys, or with those asked for; the id is always there."""
    return {name: item[name] for name in item if name == "id" or name in fields} if fields else item
