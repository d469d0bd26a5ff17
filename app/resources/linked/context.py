"""The context of every document, inline, so that a reader needs nothing else.

Every predicate is one of a published vocabulary. What is ours are things and words, such as `/v1/properties/guests` and
`/v1/terms#bound.more_than`: they are addresses that answer. Some predicates have names here that tell more to those who
read the JSON: `bound` and `scope` both are `schema:measurementQualifier`.
"""

from typing import Any

LINK = {"@type": "@id"}
WORD = {"@type": "@vocab"}
TEXTS = {"@container": "@language"}


def _named(predicate: str, **more: str) -> dict[str, str]:
    return {"@id": predicate, **{f"@{key}": value for key, value in more.items()}}


CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "@vocab": "https://schema.org/",
    "adms": "http://www.w3.org/ns/adms#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wikibase": "http://wikiba.se/ontology#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **dict.fromkeys(
        (
            "about",
            "additionalType",
            "affiliation",
            "encoding",
            "inDefinedTermSet",
            "isPartOf",
            "license",
            "measuredProperty",
            "mentions",
            "observationAbout",
            "subjectOf",
            "superEvent",
            "url",
        ),
        LINK,
    ),
    **dict.fromkeys(("domainIncludes", "eventAttendanceMode", "eventStatus", "rangeIncludes"), WORD),
    **dict.fromkeys(("description", "name", "roleName", "text"), TEXTS),
    "observationDate": {"@type": "xsd:gYear"},
    "dcterms:isReplacedBy": LINK,
    "dcterms:isVersionOf": LINK,
    "hydra:next": LINK,
    "basis": _named("additionalType", type="@id"),
    "bound": _named("measurementQualifier", type="@id"),
    "cite": _named("dcterms:bibliographicCitation", container="@language"),
    "documents": _named("prov:wasDerivedFrom", type="@id"),
    "evidence": _named("prov:wasDerivedFrom", type="@id"),
    "figures": {"@reverse": "observationAbout"},
    **{
        f"{part}At": {"@reverse": part, "@type": "@id"}
        for part in ("attendee", "contributor", "organizer", "performer")
    },
    "label": _named("skos:prefLabel", container="@language"),
    "mentioned": {"@reverse": "mentions"},
    "note": _named("skos:note", container="@language"),
    "period": _named("disambiguatingDescription"),
    "period_role": _named("measurementQualifier", type="@id"),
    "pinned": _named("dcterms:hasVersion", type="@id"),
    "predicate": _named("rdf:predicate", type="@id"),
    "object": _named("rdf:object"),
    "subject": _named("rdf:subject", type="@id"),
    "quoted": _named("prov:wasQuotedFrom", type="@id"),
    "rank": _named("wikibase:rank", type="@id"),
    "related": _named("dcterms:relation", type="@id"),
    "scope": _named("measurementQualifier", type="@id"),
    "source": _named("oa:hasSource", type="@id"),
    "status": _named("adms:status", type="@id"),
    "topic": _named("dc:subject", container="@language"),
    "year": _named("dcterms:date", type="xsd:gYear"),
}
