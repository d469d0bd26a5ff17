"""The dataset as catalogues read it: triples of an independent parser, held against the vocabularies and the data."""

import hashlib
import json
from typing import Any

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, PROV, RDF, RDFS, SDO, XSD, Namespace
from rdflib.term import Literal

from app.resources import RESOURCES
from tests.served import Served, serve
from tests.triples import triples

BASE = "https://facts.example.org"
SPDX = Namespace("http://spdx.org/rdf/terms#")
SET = URIRef(f"{BASE}/v1/dataset")
VERSION = URIRef("http://www.w3.org/ns/dcat#version")
"""A term that DCAT has since its version 3, and the parser's list of terms has not."""

VOCABULARIES: dict[str, Any] = {str(one): one for one in (DCAT, DCTERMS, FOAF, PROV, RDF, RDFS, SDO)}


@pytest.fixture(scope="module")
def described(served: Served) -> Any:
    """Give the description."""
    return served.json("/v1/dataset")


@pytest.fixture(scope="module")
def graph(served: Served) -> Graph:
    """Give its triples, addresses being resolved against where it was read."""
    return triples(served.get("/v1/dataset").content, str(SET))


def told(graph: Graph, subject: Any, predicate: Any) -> Any:
    """Return the one thing that is said."""
    (found,) = graph.objects(subject, predicate)
    return found


def test_every_term_is_one_of_its_vocabulary(graph: Graph) -> None:
    terms = {*graph.predicates(), *graph.objects(None, RDF.type)}
    assert len(terms) > 30
    assert VERSION in terms
    for term in terms - {VERSION}:
        base = next((one for one in VOCABULARIES if str(term).startswith(one)), str(SPDX))
        name = str(term).removeprefix(base)
        assert name in VOCABULARIES.get(base, {"checksum", "Checksum", "algorithm", "checksumValue"}), term


def test_no_context_is_needed_from_elsewhere(described: Any) -> None:
    assert isinstance(described["@context"], dict)
    assert "@import" not in described["@context"]


def test_it_is_told_what_the_dataset_is(served: Served, graph: Graph) -> None:
    release = served.json("/v1/releases")["items"][0]
    assert (SET, RDF.type, DCAT.Dataset) in graph
    assert (SET, RDF.type, SDO.Dataset) in graph
    assert told(graph, SET, DCTERMS.title) == Literal("Summit Facts", lang="en")
    assert told(graph, SET, DCTERMS.description).language == "en"
    assert told(graph, SET, DCTERMS.identifier) == Literal("summit-facts")
    assert told(graph, SET, VERSION) == Literal(release["id"])
    assert told(graph, SET, DCTERMS.modified) == Literal(release["released_on"], datatype=XSD.date)
    first = served.items("/v1/releases")[-1]
    assert told(graph, SET, DCTERMS.issued) == Literal(first["released_on"], datatype=XSD.date)
    languages = {str(one).rpartition("/")[2] for one in graph.objects(SET, DCTERMS.language)}
    assert languages == {"en", "zh"}
    assert told(graph, SET, DCAT.landingPage) == URIRef(f"{BASE}/docs")


def test_the_years_are_those_of_the_facts(served: Served, graph: Graph) -> None:
    period = told(graph, SET, DCTERMS.temporal)
    items = [json.loads(line) for line in served.get("/v1/facts?fields=year&format=ndjson").text.splitlines()]
    years = sorted(item["year"] for item in items if item["year"] is not None)
    assert told(graph, period, DCAT.startDate) == Literal(str(years[0]), datatype=XSD.gYear)
    assert told(graph, period, DCAT.endDate) == Literal(str(years[-1]), datatype=XSD.gYear)
    assert told(graph, SET, SDO.temporalCoverage) == Literal(f"{years[0]}/{years[-1]}")


def test_it_was_derived_from_the_documents_as_printed(served: Served, graph: Graph) -> None:
    documents = served.items("/v1/documents")
    sources = {URIRef(f"{BASE}/v1/documents/{one['id']}"): one for one in documents}
    assert set(graph.objects(SET, PROV.wasDerivedFrom)) == set(graph.objects(SET, DCTERMS.source)) == set(sources)
    for source, one in sources.items():
        titles = [Literal(one["title"], lang=one["language"])] if one["title"] else []
        assert list(graph.objects(source, DCTERMS.title)) == titles
        assert set(graph.objects(source, RDFS.label)) == {
            Literal(one["label"][language], lang=language) for language in ("en", "zh")
        }
        assert told(graph, told(graph, source, DCTERMS.publisher), FOAF.name) == Literal(one["publisher"])
        dates = [Literal(one["published_on"], datatype=XSD.date)] if one["published_on"] else []
        assert list(graph.objects(source, DCTERMS.issued)) == dates
        assert list(graph.objects(source, FOAF.page)) == ([URIRef(one["url"])] if one["url"] else [])


def test_each_dump_is_a_distribution(served: Served, graph: Graph) -> None:
    distributions = set(graph.objects(SET, DCAT.distribution))
    assert distributions == set(graph.objects(SET, SDO.distribution))
    sums = {line[66:]: line[:64] for line in served.get("/v1/dump.sha256").text.splitlines()}
    addresses = set()
    for one in distributions:
        address = told(graph, one, DCAT.downloadURL)
        addresses.add(str(address))
        assert told(graph, one, DCAT.accessURL) == told(graph, one, SDO.contentUrl) == address
        got = served.get(str(address).removeprefix(BASE))
        assert told(graph, one, DCAT.byteSize) == Literal(str(len(got.content)), datatype=XSD.nonNegativeInteger)
        checksum = told(graph, one, SPDX.checksum)
        assert told(graph, checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        digest = hashlib.sha256(got.content).hexdigest()
        value = told(graph, checksum, SPDX.checksumValue)
        assert (str(value), value.datatype) == (digest, XSD.hexBinary)
        assert sums[str(told(graph, one, DCTERMS.identifier))] == digest
        media = got.headers["content-type"]
        assert told(graph, told(graph, one, DCTERMS["format"]), RDFS.label) == Literal(media)
        registered = f"https://www.iana.org/assignments/media-types/{media}"
        assert list(graph.objects(one, DCAT.mediaType)) == ([] if "/x-" in media else [URIRef(registered)])
        assert graph.value(one, DCTERMS.title) is not None
    assert addresses == {f"{BASE}/v1/dump.{ending}" for ending in ("ndjson", "zip", "sqlite")}


def test_each_list_is_a_service(served: Served, graph: Graph) -> None:
    services = set(graph.subjects(DCAT.servesDataset, SET))
    assert len(services) == len(RESOURCES)
    listed = {f"{BASE}{item['href']}": item["about"] for item in served.items("/v1")}
    found = {}
    for one in services:
        assert (one, RDF.type, DCAT.DataService) in graph
        assert told(graph, one, DCAT.endpointDescription) == URIRef(f"{BASE}/openapi.json")
        found[str(told(graph, one, DCAT.endpointURL))] = str(told(graph, one, DCTERMS.description))
    assert found == listed
    for address in [*found, f"{BASE}/openapi.json", f"{BASE}/docs"]:
        assert served.get(address.removeprefix(BASE)).status_code == 200


def test_addresses_are_the_operators_and_never_those_of_the_request(served: Served, described: Any) -> None:
    local = [value for value in texts(described) if value.startswith("/")]
    assert all(value.startswith(("/v1/", "/docs", "/openapi.json")) for value in local)
    assert len(local) > 40
    with serve(served.settings.model_copy(update={"public_url": f"{BASE}/facts"})) as public:
        found = public.get("/v1/dataset", host="elsewhere.example").json()
    assert [value for value in texts(found) if value.startswith("/")] == []
    assert [value.removeprefix(f"{BASE}/facts") for value in texts(found) if value.startswith(BASE)] == local


def texts(node: Any) -> list[str]:
    """Return every text of a description but its context."""
    if isinstance(node, dict):
        return [text for key, one in node.items() if key != "@context" for text in texts(one)]
    return [text for one in node for text in texts(one)] if isinstance(node, list) else [node]


def test_it_is_given_whatever_is_accepted(served: Served) -> None:
    linked = served.get("/v1/dataset", accept="application/ld+json")
    for accept in ("application/json", "application/json;q=0.9, text/html", "*/*", "text/html"):
        got = served.get("/v1/dataset", accept=accept)
        assert got.headers["content-type"] == "application/ld+json"
        assert got.content == linked.content
