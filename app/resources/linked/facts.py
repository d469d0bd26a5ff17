"""Facts: numbers are observations, what else is stated is a claim; both are reified statements (RDF)."""

from collections.abc import Mapping, Sequence

from app.kit.formats.linked import Node, Say, Told
from app.kit.formats.listing import Item
from app.models.words import Change, PeriodRole, Rank, ValueType
from app.resources.linked.evidence import evidence
from app.resources.linked.figures import TYPES, measured, pinned
from app.resources.linked.texts import day, mapped, texts, written
from app.resources.linked.things import entity, path, plain, to, to_series, word

RANKS = {Rank.PREFERRED: "PreferredRank", Rank.NORMAL: "NormalRank", Rank.DEPRECATED: "DeprecatedRank"}
"""Ranks in the ontology of Wikibase, whose they are."""


def types(item: Item) -> Sequence[str]:
    """Return the types of a fact; if its kind of value is left out, it is a statement of some kind."""
    kind = item.get("value_type")
    told = ["Thing", "prov:Entity"] if kind is None else TYPES if kind == ValueType.NUMBER else ["Claim", "prov:Entity"]
    return [*told, "rdf:Statement"]


def _as(told: Told, observation: Node, claim: Node) -> Node:
    """Return what is said of an observation or of a claim; nothing if it is not known which it is."""
    kind = told.item.get("value_type")
    return {} if kind is None else observation if kind == ValueType.NUMBER else claim


def _subject(value: Mapping[str, str], told: Told) -> Node:
    it = entity(told.page, value["type"], value["id"])
    return {"subject": it, **_as(told, {"observationAbout": it}, {"about": it})}


def _property(value: str, told: Told) -> Node:
    iri = told.page.iri(path("properties", value))
    return {"predicate": iri, **_as(told, {"measuredProperty": iri}, {})}


def _year(value: int, told: Told) -> Node:
    """Say the year of the event, which is not that of what a period began with."""
    begun = told.item.get("period_role", PeriodRole.START) == PeriodRole.START
    return {"year": str(value), **({} if begun else _as(told, {"observationDate": str(value)}, {}))}


def _text(value: str, told: Told) -> Node:
    language = told.item.get("language")
    dated = told.item.get("value_type") == ValueType.DATE
    held = day(value) if dated else written(value, language)
    return {"object": held, **_as(told, {}, {"text": mapped(value, language)})}


def _object(value: Mapping[str, str], told: Told) -> Node:
    it = entity(told.page, value["type"], value["id"])
    pointed = told.item.get("value_type") == ValueType.ENTITY
    return {**_as(told, {}, {"mentions": it}), **({"object": it} if pointed else {})}


def _current(value: str, told: Told) -> Node:
    """Say of which fact of today this is a version, and whether that replaces it; nothing if it was withdrawn."""
    today = told.page.iri(path("facts", told.item["id"]))
    replaced = {"dcterms:isReplacedBy": today} if value in {Change.CHANGED, Change.RE_RANKED} else {}
    return {} if value == Change.WITHDRAWN else {"dcterms:isVersionOf": today, **replaced}


FACT: dict[str, Say] = {
    "subject": _subject,
    "summit": to("related", "summits"),
    "series": to_series("related"),
    "property": _property,
    "year": _year,
    "year_basis": word("additionalType", "year_basis"),
    "number": lambda value, told: measured(value, told.item) if "rank" in told.item else {},
    "text": _text,
    "object": _object,
    "bound": word("bound", "bound"),
    "unit": plain("unitText"),
    "scope": word("scope", "scope"),
    "status": word("status", "status"),
    "basis": word("basis", "basis"),
    "period": plain("period"),
    "period_role": word("period_role", "period_role"),
    "rank": lambda value, _: {"rank": f"wikibase:{RANKS[value]}"},
    "rank_reason": plain("skos:editorialNote"),
    "note": texts("note"),
    "display": texts("description"),
    "evidence": evidence,
    "cite": lambda value, told: {**texts("cite")(value, told), "pinned": pinned(told.page, told.item["id"])},
}
"""What each key of a fact says."""

PINNED: dict[str, Say] = {**FACT, "cite": texts("cite"), "current": _current}
"""What the keys of a fact of a certain release say."""
