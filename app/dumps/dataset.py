"""The dataset as catalogues read it: DCAT 3, PROV-O and schema.org, as JSON-LD with its context inside.

Sources: https://www.w3.org/TR/vocab-dcat-3/, https://www.w3.org/TR/prov-o/, https://spdx.org/rdf/terms/.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from pydantic_core import to_json
from sqlmodel import col, select

from app.dumps.about import ABOUT, NAME, TITLE
from app.dumps.file import File
from app.dumps.kind import DATASET, Kind
from app.dumps.sources import address_of, sources_of
from app.dumps.walk import current
from app.kit.resource import Resource
from app.kit.rows.prepared import Row
from app.kit.rows.snapshot import Snapshot
from app.models import Fact, Release
from app.models.words import Language, Rank
from app.resources import RESOURCES

Node = dict[str, Any]
"""A node of JSON-LD; what is None is left out."""

REFERENCE = {"@type": "@id"}
CONTEXT: Node = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcat:accessURL": REFERENCE,
    "dcat:byteSize": {"@type": "xsd:nonNegativeInteger"},
    "dcat:downloadURL": REFERENCE,
    "dcat:endDate": {"@type": "xsd:gYear"},
    "dcat:endpointDescription": REFERENCE,
    "dcat:endpointURL": REFERENCE,
    "dcat:landingPage": REFERENCE,
    "dcat:mediaType": REFERENCE,
    "dcat:startDate": {"@type": "xsd:gYear"},
    "dct:conformsTo": REFERENCE,
    "dct:language": REFERENCE,
    "foaf:page": REFERENCE,
    "schema:contentUrl": REFERENCE,
    "served": {"@reverse": "dcat:servesDataset"},
    "spdx:algorithm": REFERENCE,
    "spdx:checksumValue": {"@type": "xsd:hexBinary"},
}
"""What the keys mean; no context is fetched from elsewhere."""

REGISTERED = "https://www.iana.org/assignments/media-types/"
"""Media types as resources, as far as they are registered."""

LANGUAGES = "http://id.loc.gov/vocabulary/iso639-1/"
"""Languages as resources (ISO 639-1), as DCAT recommends."""

CONFORMS = {"zip": "https://datapackage.org/standard/data-package/"}
"""The standards that files keep."""

DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
"""The types of ISO 8601 dates, by their length: a date may stop at the year or month."""


def write(snapshot: Snapshot, dumps: Mapping[Kind, File]) -> Iterator[bytes]:
    """Yield the description."""
    yield to_json(_told(_dataset(snapshot, dumps)), indent=1) + b"\n"


def _dataset(snapshot: Snapshot, dumps: Mapping[Kind, File]) -> Node:
    known, dates = current(snapshot), sa.func.min(col(Release.released_on))
    first, released = snapshot.one(select(dates)), known.released_on if known else None
    (years,) = snapshot.rows(
        sa.select(sa.func.min(Fact.year).label("first"), sa.func.max(Fact.year).label("last")).where(
            col(Fact.rank) != Rank.DEPRECATED
        )
    )
    sources = [_source(document, snapshot.base) for document in sources_of(snapshot)]
    distributions = [_distribution(kind, file, snapshot) for kind, file in dumps.items()]
    return {
        "@context": CONTEXT,
        "@id": _id(snapshot),
        "@type": ["dcat:Dataset", "schema:Dataset"],
        "dct:identifier": NAME,
        "dct:title": _words(TITLE, Language.EN),
        "dct:description": _words(ABOUT, Language.EN),
        "dcat:version": snapshot.release,
        "dct:issued": _date(first),
        "dct:modified": _date(released),
        "dct:language": [f"{LANGUAGES}{language}" for language in Language],
        "dct:temporal": years.first
        and {"@type": "dct:PeriodOfTime", "dcat:startDate": str(years.first), "dcat:endDate": str(years.last)},
        "dct:license": _licence(snapshot),
        "dcat:landingPage": f"{snapshot.base}/docs",
        "prov:wasDerivedFrom": sources,
        "dct:source": [{"@id": source["@id"]} for source in sources],
        "dcat:distribution": distributions,
        "served": [_service(resource, snapshot) for resource in RESOURCES],
        "schema:name": TITLE,
        "schema:description": ABOUT,
        "schema:version": snapshot.release,
        "schema:dateModified": released,
        "schema:temporalCoverage": years.first and f"{years.first}/{years.last}",
        "schema:license": _licence(snapshot),
        "schema:distribution": [{"@id": one["@id"]} for one in distributions],
    }


def _distribution(kind: Kind, file: File, snapshot: Snapshot) -> Node:
    address = f"{snapshot.base}/v1{kind.path}"
    registered = not kind.form.type.partition("/")[2].startswith("x-")
    return {
        "@id": f"{_id(snapshot)}#{kind.form.name}",
        "@type": ["dcat:Distribution", "schema:DataDownload"],
        "dct:title": _words(kind.summary, Language.EN),
        "dct:description": _words(kind.description, Language.EN),
        "dct:identifier": file.path.name,
        "dct:license": _licence(snapshot),
        "dct:conformsTo": CONFORMS.get(kind.form.name),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": f"{REGISTERED}{kind.form.type}" if registered else None,
        "dct:format": {"@type": "dct:MediaTypeOrExtent", "rdfs:label": kind.form.type},
        "dcat:byteSize": str(file.size),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": "spdx:checksumAlgorithm_sha256",
            "spdx:checksumValue": file.sha256,
        },
        "schema:contentUrl": address,
        "schema:encodingFormat": kind.form.type,
        "schema:sha256": file.sha256,
    }


def _service(resource: Resource, snapshot: Snapshot) -> Node:
    return {
        "@id": f"{_id(snapshot)}#list-{resource.name}",
        "@type": "dcat:DataService",
        "dct:title": _words(resource.name, Language.EN),
        "dct:description": _words(resource.about.strip(), Language.EN),
        "dct:license": _licence(snapshot),
        "dcat:endpointURL": f"{snapshot.base}/v1/{resource.name}",
        "dcat:endpointDescription": f"{snapshot.base}/openapi.json",
    }


def _source(document: Row, base: str) -> Node:
    publisher = document.publisher and {"@type": "foaf:Agent", "foaf:name": document.publisher}
    return {
        "@id": f"{base}/v1/documents/{document.id}",
        "@type": ["prov:Entity", "schema:CreativeWork"],
        "dct:identifier": document.id,
        "rdfs:label": [_words(document.label_en, Language.EN), _words(document.label_zh, Language.ZH)],
        "dct:title": document.title and _words(document.title, document.language),
        "dct:publisher": publisher,
        "dct:issued": _date(document.published_on),
        "dct:language": f"{LANGUAGES}{document.language}",
        "foaf:page": address_of(document),
    }


def _id(snapshot: Snapshot) -> str:
    return f"{snapshot.base}/v1{DATASET.path}"


def _licence(snapshot: Snapshot) -> Node | None:
    """Return the licence that the operator has set; without one, none is spoken of, not even in the context."""
    return {"@id": snapshot.licence} if snapshot.licence else None


def _words(text: str, language: Language) -> Node:
    return {"@value": text, "@language": str(language)}


def _date(written: str | None) -> Node | None:
    return {"@value": written, "@type": DATES[len(written)]} if written else None


def _told(node: Any) -> Any:
    """Return a node without what is None."""
    if isinstance(node, list):
        return [_told(one) for one in node]
    return {key: _told(one) for key, one in node.items() if one is not None} if isinstance(node, dict) else node
