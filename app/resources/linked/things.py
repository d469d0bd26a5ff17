"""Where things stand: the address of each, whatever its kind, and how another thing refers to it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlmodel import col, select

from app.kit.formats.linked import Linked, Node, Page, Say, Told
from app.kit.formats.listing import Item
from app.kit.formats.proof import Proof
from app.kit.rows.related import Related
from app.models import Subject
from app.models.words import EntityType
from app.resources.linked.context import CONTEXT

COLLECTIONS = {
    EntityType.ACTIVITY: "activities",
    EntityType.COMPETITION: "competitions",
    EntityType.DOCUMENT: "documents",
    EntityType.EXHIBITOR: "exhibitors",
    EntityType.ORGANIZATION: "organizations",
    EntityType.OUTCOME: "outcomes",
    EntityType.PARTNER: "partners",
    EntityType.PERSON: "people",
    EntityType.SUB_FORUM: "sub-forums",
    EntityType.SUMMIT: "summits",
}
"""The list that shows each type; appearances are in one of two, and series, places and tracks in none."""

SHOWN = Proof(key="id", rows=Related(select(col(Subject.collection)), Subject.id), shown=("collection",))
"""Which list shows a thing."""

Types = str | Sequence[str]


def linked(collection: str, types: Types | Callable[[Item], Types], says: Mapping[str, Say]) -> Linked:
    """Declare what the items of a collection mean."""
    kinds = types if callable(types) else lambda _: types
    return Linked(CONTEXT, lambda item: path(collection, item["id"]), kinds, says)


def path(collection: str, name: str) -> str:
    """Return the path of an item."""
    return f"/v1/{collection}/{name}"


def listless(name: str) -> str:
    """Return the path of what no list shows: what is told where the facts about it are."""
    return f"/v1/facts?subject={name}#it"


def entity(page: Page, kind: str, name: str) -> Node:
    """Return a reference to a thing of some type."""
    if kind in COLLECTIONS:
        return {"@id": page.iri(path(COLLECTIONS[EntityType(kind)], name))}
    node = {"@id": page.iri(listless(name))}

    def fill(found: Mapping[str, Sequence[str]]) -> None:
        for collection in found["collection"]:
            node["@id"] = page.iri(path(collection, name))

    if kind == EntityType.APPEARANCE:
        page.want(SHOWN, name, fill)
    return node


def to(term: str, collection: str) -> Say:
    """Say that a value is the id of an item that the term refers to."""
    return lambda value, told: {term: told.page.iri(path(collection, value))}


def to_series(term: str) -> Say:
    """Say that a value is the id of a series that the term refers to."""
    return lambda value, told: {term: {"@id": told.page.iri(listless(value)), "@type": "EventSeries"}}


def to_all(term: str) -> Say:
    """Say that a value holds lists of ids of facts that the term refers to."""

    def say(value: Mapping[str, Sequence[str]], told: Told) -> Node:
        return {term: [told.page.iri(path("facts", name)) for names in value.values() for name in names]}

    return say


def plain(term: str) -> Say:
    """Say a value as it is."""
    return lambda value, _: {term: value}


def word(term: str, vocabulary: str) -> Say:
    """Say that a value is a word of one of our vocabularies."""
    return lambda value, told: {term: term_of(told.page, vocabulary, value)}


def term_of(page: Page, vocabulary: str, value: Any) -> str:
    """Return the address of a word of one of our vocabularies."""
    return page.iri(f"/v1/terms#{vocabulary}.{value}")
