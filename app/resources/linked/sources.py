"""Documents, the sentences around what is quoted, and the properties and words that facts are stated in."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.kit.formats.linked import Linked, Node, Say, Told
from app.kit.formats.listing import Item
from app.models.words import EntityType, ValueType
from app.resources.linked.context import CONTEXT
from app.resources.linked.evidence import cite, source, span
from app.resources.linked.texts import mapped, texts
from app.resources.linked.things import path, plain, term_of, to_all

MADE_BY = {"reporter": "author", "editor": "editor", "photographer": "contributor"}
"""What a document owes to those it names."""

CLASSES = {
    EntityType.ACTIVITY: "Event",
    EntityType.APPEARANCE: "Role",
    EntityType.COMPETITION: "Event",
    EntityType.DOCUMENT: "CreativeWork",
    EntityType.EXHIBITOR: "Role",
    EntityType.ORGANIZATION: "Organization",
    EntityType.OUTCOME: "Thing",
    EntityType.PARTNER: "Role",
    EntityType.PERSON: "Person",
    EntityType.PLACE: "Place",
    EntityType.SERIES: "EventSeries",
    EntityType.SUB_FORUM: "Event",
    EntityType.SUMMIT: "Event",
    EntityType.TRACK: "DefinedTerm",
}
"""The type of each kind of thing, where all of a kind have one."""

VALUES = {ValueType.NUMBER: "Number", ValueType.TEXT: "Text", ValueType.DATE: "Date", ValueType.ENTITY: "Thing"}


def _own(name: str) -> Say:
    """Say what a document prints of itself."""

    def say(value: Any, told: Told) -> Node:
        return source(told.iri, {name: value, "language": told.item.get("language") if name != "url" else None})

    return say


def _authors(value: Sequence[Mapping[str, str]], told: Told) -> Node:
    node: Node = {}
    for one in value:
        fact = told.page.iri(path("facts", one["fact"]))
        who = {
            "@id": f"{fact}#person",
            "@type": "Person",
            "name": mapped(one["name"], told.item.get("language")),
            "subjectOf": fact,
        }
        node.setdefault(MADE_BY[one["role"]], []).append(who)
    return node


def _hash(value: str, told: Told) -> Node:
    text = {"@id": f"{told.iri}#text", "@type": "MediaObject", "encodingFormat": "text/plain", "sha256": value}
    return {"encoding": text}


DOCUMENT: dict[str, Say] = {
    "title": _own("title"),
    "publisher": _own("publisher"),
    "authors": _authors,
    "published_on": _own("published_on"),
    "language": plain("inLanguage"),
    "url": _own("url"),
    "sha256": _hash,
    "length": lambda value, _: {"size": f"{value} code points"},
    "label": texts("label"),
    "years": lambda value, _: {"temporalCoverage": [str(year) for year in value]},
    "facts": to_all("subjectOf"),
}
"""What the keys of a document say."""


def _sentence(value: str, told: Told) -> Node:
    page, item = told.page, told.item
    cite(page, item["document"])
    document = page.iri(path("documents", item["document"]))
    whole = {
        "@id": page.iri(span(item, "sentence")),
        "@type": "Quotation",
        "text": mapped(value, None),
        "quoted": document,
    }
    return {"isPartOf": whole}


SENTENCE = Linked(CONTEXT, span, lambda _: "Quotation", {"sentence": _sentence})
"""The sentence that what is quoted is part of."""


def property_types(item: Item) -> Sequence[str]:
    """Return the types of a property; what is counted is a statistical variable too."""
    counted = ["StatisticalVariable"] if item.get("value_type") == ValueType.NUMBER else []
    return ["Property", "rdf:Property", *counted]


def _scopes(value: Sequence[str], told: Told) -> Node:
    counted = told.item.get("value_type") == ValueType.NUMBER
    return {"scope": [term_of(told.page, "scope", one) for one in value]} if counted else {}


PROPERTY: dict[str, Say] = {
    "label": texts("name"),
    "subjects": lambda value, _: {"domainIncludes": sorted({CLASSES[EntityType(one)] for one in value})},
    "value_type": lambda value, _: {"rangeIncludes": VALUES[value]},
    "scopes": _scopes,
}
"""What the keys of a property say."""


def term_types(item: Item) -> Sequence[str]:
    """Return the types of a vocabulary of ours, or of one of its words."""
    if item["vocabulary"] is None:
        return ["DefinedTermSet", "skos:ConceptScheme"]
    return ["DefinedTerm", "Enumeration", "skos:Concept"]


TERM: dict[str, Say] = {
    "vocabulary": lambda value, told: {"inDefinedTermSet": told.page.iri(f"/v1/terms#{value}")},
    "word": plain("termCode"),
    "label": texts("name"),
    "about": lambda value, _: {"description": {"en": value}},
}
"""What the keys of a word say."""
