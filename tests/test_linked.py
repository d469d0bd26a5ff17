"""Linked data, read by two independent readers that may fetch nothing: every list and item says what the JSON says."""

from typing import Any

import pytest
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.namespace import DC, DCTERMS, PROV, SDO, SKOS

from app.kit.resource import Resource
from app.resources import RESOURCES
from tests.asking import SOME, each, refused, walk
from tests.linking import ADMS, BASE, OA, WIKIBASE, at, document, expanded, graph, more, path_of, read_by_pyld, types
from tests.schema_org import CLASSES, PROPERTIES, YOUNGER, kinds
from tests.served import Served

LISTS = {
    **{resource.name: f"/v1/{resource.name}?limit=1000{SOME.get(resource.name, '')}" for resource in RESOURCES},
    "timeline": "/v1/timeline?limit=1000",
    "terms": "/v1/terms",
}
lists = pytest.mark.parametrize("path", LISTS.values(), ids=list(LISTS))

OTHERS = {
    OA: (
        *("SpecificResource", "TextPositionSelector", "TextQuoteSelector"),
        *("end", "exact", "hasSelector", "hasSource", "start"),
    ),
    ADMS: ("status",),
    WIKIBASE: ("rank", "NormalRank", "PreferredRank", "DeprecatedRank"),
    "http://www.w3.org/ns/hydra/core#": ("next",),
}
"""Terms of vocabularies that rdflib does not know."""


@lists
def test_a_list_has_the_items_of_the_json_in_the_same_order(served: Served, path: str) -> None:
    plain, found = served.json(path), document(served, path)
    elements = found["itemListElement"]
    assert len(elements) == len(plain["items"]) > 0
    assert found["numberOfItems"] == plain["total"]
    for element, item in zip(elements, plain["items"], strict=True):
        assert item["id"] in element["@id"]
    (page,) = expanded(found)
    assert len(page["https://schema.org/itemListElement"]) == len(elements)


@lists
def test_two_readers_read_the_same(served: Served, path: str) -> None:
    found, read = document(served, path), graph(served, path)
    assert set(read) == set(read_by_pyld(found))
    assert not any(isinstance(node, BNode) for triple in read for node in triple), "pages could not be merged"


@lists
def test_every_node_has_a_type_and_an_address_that_answers(served: Served, path: str) -> None:
    read = graph(served, path)
    (page,) = read.subjects(RDF.type, SDO.DataFeed)
    elements = sorted(read.objects(page, SDO.itemListElement), key=str)
    for element in elements:
        assert types(read, element) & set(CLASSES)
    ours = {path_of(node) for triple in read for node in triple if str(node).startswith(f"{BASE}/v1")}
    items = {path_of(element) for element in elements[:40]}
    sample = {one for number, one in enumerate(sorted(ours)) if number % max(1, len(ours) // 40) == 0}
    for one in sorted(items | sample):
        assert served.get(one).status_code == 200, one


@each
def test_an_item_says_what_its_list_says_of_it(served: Served, resource: Resource) -> None:
    asked = f"/v1/{resource.name}?limit=10"
    whole = graph(served, asked)
    said: set[Any] = set()
    for item in served.json(asked)["items"]:
        path = f"/v1/{resource.name}/{item['id']}"
        read = graph(served, path)
        (page,) = read.subjects(RDF.type, SDO.DataFeed)
        (entity,) = read.objects(page, SDO.mainEntity)
        assert path_of(entity) == path.replace("/indicators/", "/facts/")
        assert types(read, entity)
        read.remove((page, None, None))
        said |= set(read)
    (page,) = whole.subjects(RDF.type, SDO.DataFeed)
    whole.remove((page, None, None))
    assert said == set(whole)


def terms_of(read: Graph) -> set[Any]:
    """Return the terms and classes used."""
    return {*read.predicates(), *read.objects(None, RDF.type), *read.objects(None, WIKIBASE.rank)}


@lists
def test_every_term_is_one_of_a_published_vocabulary(served: Served, path: str) -> None:
    spaces = (SDO, PROV, DCTERMS, SKOS, RDF, DC)
    others = {f"{space}{name}" for space, names in OTHERS.items() for name in names}
    others |= {f"{SDO}{name}" for name in YOUNGER}
    for term in terms_of(graph(served, path)):
        assert str(term) in others or any(str(term).startswith(str(one)) and term in one for one in spaces), term


def test_terms_of_schema_org_stand_where_they_are_expected(served: Served) -> None:
    """On all lists together: each property on a class that it is for, its values of a class that it takes."""
    read = graph(served, *LISTS.values())
    used = {str(term).removeprefix(str(SDO)) for term in terms_of(read) if str(term).startswith(str(SDO))}
    assert used <= set(CLASSES) | set(PROPERTIES)
    assert used >= YOUNGER
    for subject, predicate, value in read:
        name = str(predicate).removeprefix(str(SDO))
        if not str(predicate).startswith(str(SDO)) or "Role" in kinds(types(read, subject)):
            continue
        domains, ranges = PROPERTIES[name]
        assert kinds(types(read, subject)) & domains, (subject, name)
        if isinstance(value, Literal):
            expected = {"integer": "Number", "double": "Number", "date": "Date", "gYear": "Date", "gYearMonth": "Date"}
            kind = str(value.datatype or "").rpartition("#")[2]
            assert expected.get(kind, "Text") in ranges, (name, value)
        elif str(value).startswith(str(SDO)):
            assert ranges & {"Class", "EventStatusType", "EventAttendanceModeEnumeration"}
        else:
            told = kinds(types(read, value))
            assert "URL" in ranges or told == {"Thing"} or "Role" in told or told & ranges, (subject, name, value)


def test_nothing_is_of_two_kinds(served: Served) -> None:
    read = graph(served, *LISTS.values())
    apart = ({"Event"}, {"Role"}, {"Person"}, {"Organization"}, {"Place"}, {"Observation"}, {"CreativeWork"})
    for node in set(read.subjects()):
        found = kinds(types(read, node))
        assert sum(bool(found & one) for one in apart) <= 1, (node, found)


@each
def test_what_is_left_out_says_nothing(served: Served, resource: Resource) -> None:
    """With one key each: all keys together say what the whole item says, and each no more."""
    path = f"/v1/{resource.name}/{resource.example}"
    whole = graph(served, path)
    bare = graph(served, f"{path}?fields=id")
    (entity,) = bare.objects(None, SDO.mainEntity)
    assert set(bare.predicates(entity)) == {RDF.type}
    fields = [name for name in resource.schema.model_fields if name not in {"id", "name", "positions", "person"}]
    for name in fields:
        found = graph(served, f"{path}?fields={name}")
        for predicate, value in found.predicate_objects(entity):
            # Of a title the language is a key of its own.
            said = {str(one) for one in whole.objects(entity, predicate)}
            assert predicate == RDF.type or str(value) in said or "contributor" in str(predicate), name


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/v1/summits/gdte-2023?include=sub_forums.speakers,outcomes,facts", "speakers"),
        ("/v1/people/ren-xianliang?include=speakers", "speakers"),
        ("/v1/activities/light-of-the-internet-2024?include=exhibitors", "exhibitors"),
    ],
    ids=["summits", "people", "activities"],
)
def test_what_is_included_is_told_as_by_its_own_list(served: Served, path: str, word: str) -> None:
    read, plain = graph(served, path), graph(served, path.partition("?")[0])
    assert len(read) > len(plain)
    roles = {str(node) for node in read.subjects(RDF.type, SDO.Role)}
    told = [URIRef(node) for node in roles if f"/v1/{word}/" in node and "#" not in node]
    assert told
    for node in told:
        own = graph(served, path_of(node))
        assert set(own.predicate_objects(node)) <= set(read.predicate_objects(node)), node


def test_a_walk_over_pages_gives_the_whole(served: Served) -> None:
    """`hydra:next` leads on; the pages merged say what one page says, each thing once."""
    asked = "/v1/sub-forums?limit=1"
    found, following = Graph(), more(asked, "format=jsonld")
    while following:
        body = served.json(following)
        found += read_by_pyld(body)
        assert body.get("hydra:next") == served.get(following).links.get("next", {}).get("url")
        following = body.get("hydra:next")
    whole = graph(served, "/v1/sub-forums")
    for read in (found, whole):
        for page in set(read.subjects(RDF.type, SDO.DataFeed)):
            read.remove((page, None, None))
    assert set(found) == set(whole)
    assert len(list(walk(served, asked))) == 3


def test_filters_and_sort_hold(served: Served) -> None:
    query = "year_from=2023&series=wuzhen&sort=year&fields=name"
    elements = document(served, f"/v1/summits?{query}")["itemListElement"]
    assert [one["@id"] for one in elements] == ["/v1/summits/wuzhen-2023", "/v1/summits/wuzhen-2024"]
    empty = document(served, "/v1/summits?year=1999")
    assert (empty["numberOfItems"], empty["itemListElement"]) == (0, [])
    refused(served, "/v1/summits?format=jsonld&sort=nothing")
    refused(served, "/v1/summits/no-such-id?format=jsonld", 404)


def test_the_words_of_our_own_are_told_where_they_point(served: Served) -> None:
    read = graph(served, *LISTS.values())
    used = {str(node) for triple in read for node in triple if "/v1/terms#" in str(node)}
    told = {str(node) for kind in (SDO.DefinedTerm, SDO.DefinedTermSet) for node in read.subjects(RDF.type, kind)}
    assert used <= told
    assert at("/v1/terms#bound.more_than") in set(graph(served, "/v1/terms").subjects(RDF.type, SKOS.Concept))
