"""JSON-LD 1.1 (W3C Recommendation): items as nodes of linked data, in the terms that their models declare."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import to_json

from app.kit.formats.listing import Item, Listing
from app.kit.formats.proof import Proof

Node = dict[str, Any]
"""A node object, or a part of one."""

Say = Callable[[Any, "Told"], Node]
"""Turns a value of an item that is not null into what it says of the item, as a part of its node."""

Fill = Callable[[dict[str, list[Any]]], None]
"""Takes what was fetched for a key, as one list for each thing shown."""


@dataclass(frozen=True)
class Linked:
    """What an item means: where its node stands, of which types it is, and what each of its keys says.

    A model declares it as the class attribute `linked`; without one it is not offered as linked data. A key that is
    null, empty or left out says nothing. `context` is the inline `@context` of every document.
    """

    context: Mapping[str, Any]
    path: Callable[[Item], str]
    types: Callable[[Item], str | Sequence[str]]
    says: Mapping[str, Say]


@dataclass
class Page:
    """One document while it is written: where its nodes stand, and what is still to be fetched for them.

    `cited` are the sources of what it tells, each described once; `wanted` has what is to be done with what is fetched.
    """

    listing: Listing
    cited: dict[str, Node] = field(default_factory=dict)
    wanted: dict[Proof, dict[Any, list[Fill]]] = field(default_factory=dict)

    def iri(self, path: str) -> str:
        """Return the address of a path of this API: path-absolute, or as others reach it where that is known."""
        return f"{self.listing.snapshot.base or self.listing.root}{path}"

    def want(self, proof: Proof, key: Any, fill: Fill) -> None:
        """Have something fetched once the nodes are there, in one statement for all keys of a proof."""
        self.wanted.setdefault(proof, {}).setdefault(key, []).append(fill)

    def settle(self) -> None:
        """Fetch what is wanted."""
        for proof, wanted in self.wanted.items():
            found = proof.fetch(self.listing.snapshot, wanted.keys())
            for key, fills in wanted.items():
                for fill in fills:
                    fill(found[key])

    def node(self, linked: Linked, item: Item) -> Node:
        """Return the node of an item."""
        told = Told(self, item, self.iri(linked.path(item)))
        node: Node = {"@id": told.iri, "@type": linked.types(item)}
        for key, say in linked.says.items():
            if item.get(key) not in (None, [], {}):
                add(node, say(item[key], told))
        return node

    def tree(self, model: type[BaseModel], item: Item) -> Node:
        """Return the node of an item, with those of what is included in it."""
        node = self.node(getattr(model, "linked"), item)  # noqa: B009  (declared by those that are offered)
        included = model.model_fields.get("included")
        for name, items in item.get("included", {}).items():
            inner = get_args(included.annotation.model_fields[name].annotation)[0]  # type: ignore[union-attr]
            add(node, {"@included": [self.tree(inner, one) for one in items]})
        return node


@dataclass(frozen=True)
class Told:
    """The item that a value is told of: the page it is on, and the address of its node."""

    page: Page
    item: Item
    iri: str


def add(node: Node, part: Node) -> None:
    """Add a part to a node: a term that is there already gets several values, each once."""
    for term, value in part.items():
        kept, more = (one if isinstance(one, list) else [one] for one in (node.get(term, value), value))
        node[term] = value if kept == more else [*kept, *(one for one in more if one not in kept)]


def write(listing: Listing) -> Iterator[bytes]:
    """Yield the document: one page of a list, or one item, with the release, the licence if there is one, and `next`.

    The document is a node of its own, apart from what it tells of.
    """
    page = Page(listing)
    nodes = [page.tree(listing.model, item) for batch in listing.batches for item in batch]
    page.settle()
    address, following = (
        one and page.iri(one.removeprefix(listing.root)) for one in (listing.address, listing.following)
    )
    written = {
        "@context": getattr(listing.model, "linked").context,  # noqa: B009
        "@id": address,
        "@type": "DataFeed" if listing.single else ["DataFeed", "ItemList"],
        "version": listing.snapshot.release,
        "license": listing.snapshot.licence or None,
        "numberOfItems": listing.total,
        "hydra:next": following,
        **({"mainEntity": nodes[0]} if listing.single else {"itemListElement": nodes}),
        "citation": list(page.cited.values()) or None,
    }
    yield to_json({term: value for term, value in written.items() if value is not None})
