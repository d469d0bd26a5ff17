"""Figures: observations (schema.org) whose hedge is in the term that holds the number, with their words beside it."""

from collections.abc import Mapping
from typing import Any

from app.kit.formats.linked import Node, Page, Told
from app.models.source import source
from app.models.words import Bound, Rank, Status
from app.resources.linked.evidence import proven
from app.resources.linked.texts import texts
from app.resources.linked.things import path, term_of

HELD = {
    Bound.EXACT: "value",
    Bound.MORE_THAN: "minValue",
    Bound.AT_LEAST: "minValue",
    Bound.NEARLY: "maxValue",
    Bound.AT_MOST: "maxValue",
}
"""The term that holds a number, by its hedge; what is only about a number is said in words."""

WORDS = ("bound", "scope", "status", "basis")
"""What stands beside every number."""

TYPES = ["Observation", "prov:Entity"]


def measured(number: float, beside: Mapping[str, Any]) -> Node:
    """Say a number by its hedge: nothing if a word that belongs to it is left out, or if it is planned or garbled.

    `more_than` and `nearly` are exclusive, which `minValue` and `maxValue` do not tell, and `bound` does.
    """
    known = all(name in beside for name in WORDS)
    if not known or beside["status"] == Status.PLANNED or beside.get("rank") == Rank.DEPRECATED:
        return {}
    held = HELD.get(beside["bound"])
    return {held: number} if held else {}


def figures(value: Mapping[str, Any], told: Told) -> Node:
    """Say each figure of an item as an observation about it, with its evidence."""
    said = [_figure(name, one, told) for name, one in value.items() if one is not None]
    return {"figures": said} if said else {}


def _figure(column: str, quantity: Mapping[str, Any], told: Told) -> Node:
    page = told.page
    origin = source(column)
    node: Node = {
        "@id": page.iri(path("facts", quantity["fact"])),
        "@type": TYPES,
        "measuredProperty": page.iri(path("properties", origin.property if origin else column)),
        **measured(quantity["value"], quantity),
        **{name: term_of(page, name, quantity[name]) for name in WORDS},
        "unitText": quantity["unit"],
        **texts("description")(quantity["display"], told),
        **({"observationDate": str(told.item["year"])} if "year" in told.item else {}),
        "pinned": pinned(page, quantity["fact"]),
    }
    return proven(page, node, quantity["fact"])


def pinned(page: Page, name: str) -> str:
    """Return the address of a fact as it is in this release."""
    return page.iri(f"/v1/releases/{page.listing.snapshot.release}/facts/{name}")
