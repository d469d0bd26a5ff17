"""Figures as linked data: one observation each, its number in the term that its hedge allows, its words beside it."""

from typing import Any

import pytest
from rdflib import RDF, Graph, Literal
from rdflib.namespace import DCTERMS, PROV

from app.models.words import Basis, Bound, Rank, Scope, Status
from app.resources import RESOURCES
from app.resources.linked.figures import HELD, measured
from tests.linking import ADMS, OA, SCHEMA, WIKIBASE, at, document, graph
from tests.served import Served

NUMBERS = "/v1/facts?value_type=number&limit=1000&rank=preferred&rank=normal&rank=deprecated"
TERMS = ("value", "minValue", "maxValue")
FIGURED = [resource for resource in RESOURCES if "figures" in resource.schema.model_fields]


def plain(node: Any) -> Any:
    """Return the number that a literal holds."""
    assert isinstance(node, Literal)
    return node.value


def numbers(read: Graph, node: Any) -> dict[str, float]:
    """Return the numbers that schema.org's terms say of a node."""
    return {term: plain(value) for term in TERMS for value in read.objects(node, SCHEMA[term])}


def words(read: Graph, node: Any) -> set[str]:
    """Return the words of ours that stand beside a number."""
    told = {*read.objects(node, SCHEMA.measurementQualifier), *read.objects(node, SCHEMA.additionalType)}
    told |= set(read.objects(node, ADMS.status))
    return {str(one).partition("#")[2] for one in told}


def evidence(read: Graph, node: Any) -> set[tuple[str, int, int, str]]:
    """Return where a node was derived from: document, start, end and the words that stand there."""
    found = set()
    for quote in read.objects(node, PROV.wasDerivedFrom):
        if (quote, RDF.type, SCHEMA.Quotation) not in read:
            continue
        (source,) = read.objects(quote, OA.hasSource)
        assert (node, PROV.wasDerivedFrom, source) in read
        assert (quote, PROV.wasQuotedFrom, source) in read
        assert read.value(source, SCHEMA.publisher), "the document is described"
        selectors = list(read.objects(quote, OA.hasSelector))
        (start,) = [plain(one) for selector in selectors for one in read.objects(selector, OA.start)]
        (end,) = [plain(one) for selector in selectors for one in read.objects(selector, OA.end)]
        (surface,) = [str(one) for selector in selectors for one in read.objects(selector, OA.exact)]
        assert str(read.value(quote, SCHEMA.text)) == surface
        found.add((str(source).rpartition("/")[2], start, end, surface))
    return found


def check(read: Graph, fact: dict[str, Any]) -> None:
    """Check the observation of a fact against the fact."""
    node = at(f"/v1/facts/{fact['id']}")
    answers = fact["rank"] != Rank.DEPRECATED and fact["status"] != Status.PLANNED
    term = HELD.get(fact["bound"]) if answers else None
    assert numbers(read, node) == ({term: fact["number"]} if term else {}), fact["id"]
    expected = {f"{name}.{fact[name]}" for name in ("bound", "scope", "status", "basis")}
    assert expected <= words(read, node)
    assert set(read.objects(node, SCHEMA.description)) == {
        Literal(text, lang=language) for language, text in fact["display"].items()
    }
    assert [str(one) for one in read.objects(node, SCHEMA.unitText)] == [fact["unit"]]
    assert list(read.objects(node, SCHEMA.measuredProperty)) == [at(f"/v1/properties/{fact['property']}")]
    pieces = {(one["document"], one["start"], one["end"], one["surface"]) for one in fact["evidence"]}
    assert evidence(read, node) == pieces
    (pinned,) = read.objects(node, DCTERMS.hasVersion)
    assert str(pinned).endswith(f"/facts/{fact['id']}")


@pytest.mark.parametrize("resource", FIGURED, ids=[resource.name for resource in FIGURED])
def test_each_figure_is_one_observation_with_its_source(served: Served, resource: Any) -> None:
    read = graph(served, f"/v1/{resource.name}?limit=1000")
    facts = {one["id"]: one for one in served.items(NUMBERS)}
    shown = set()
    for item in served.items(f"/v1/{resource.name}?limit=1000"):
        figures = [one for one in item["figures"].values() if one is not None]
        about = set(read.subjects(SCHEMA.observationAbout, at(f"/v1/{resource.name}/{item['id']}")))
        assert about == {at(f"/v1/facts/{one['fact']}") for one in figures}
        for figure in figures:
            check(read, facts[figure["fact"]])
        shown |= about
    assert shown == set(read.subjects(RDF.type, SCHEMA.Observation))


def test_each_number_among_the_facts_is_one_observation(served: Served) -> None:
    read, facts = graph(served, NUMBERS), served.items(NUMBERS)
    assert len(facts) == len(set(read.subjects(RDF.type, SCHEMA.Observation))) == 91
    assert {fact["bound"] for fact in facts} >= {"exact", "more_than", "nearly", "about"}
    for fact in facts:
        check(read, fact)


def test_no_number_of_the_documents_stands_outside_an_observation(served: Served) -> None:
    """Positions and the number of items apart, a number literal is the value of an observation, its hedge beside it."""
    read = graph(served, "/v1/summits", "/v1/competitions", "/v1/exhibitors", "/v1/outcomes", "/v1/indicators", NUMBERS)
    for subject, predicate, value in read:
        if isinstance(value, Literal) and isinstance(value.value, int | float):
            if predicate in {OA.start, OA.end, SCHEMA.numberOfItems}:
                continue
            assert predicate in {SCHEMA[term] for term in TERMS}, predicate
            assert (subject, RDF.type, SCHEMA.Observation) in read
            assert {one.partition(".")[0] for one in words(read, subject)} >= {"bound", "scope", "status", "basis"}
    for node in set(read.subjects(RDF.type, SCHEMA.Observation)):
        assert len(numbers(read, node)) <= 1, node


BESIDE = {"bound": "exact", "scope": "all", "status": "reported", "basis": "stated"}


@pytest.mark.parametrize(
    ("bound", "said"),
    [
        (Bound.EXACT, {"value": 7}),
        (Bound.MORE_THAN, {"minValue": 7}),
        (Bound.AT_LEAST, {"minValue": 7}),
        (Bound.NEARLY, {"maxValue": 7}),
        (Bound.AT_MOST, {"maxValue": 7}),
        (Bound.ABOUT, {}),
    ],
)
def test_the_hedge_decides_the_term(bound: Bound, said: dict[str, int]) -> None:
    assert measured(7, BESIDE | {"bound": bound}) == said
    assert measured(7, BESIDE | {"bound": bound, "status": Status.PLANNED}) == {}
    assert measured(7, BESIDE | {"bound": bound, "rank": Rank.DEPRECATED}) == {}
    assert measured(7, BESIDE | {"bound": bound, "basis": Basis.AMBIGUOUS, "scope": Scope.ON_SITE}) == said
    for name in BESIDE:
        assert measured(7, {key: word for key, word in (BESIDE | {"bound": bound}).items() if key != name}) == {}


def test_what_is_about_a_number_is_told_in_words_alone(served: Served) -> None:
    (element,) = document(served, "/v1/facts?bound=about")["itemListElement"]
    assert not set(TERMS) & set(element)
    assert element["bound"] == "/v1/terms#bound.about"
    assert element["description"]["en"].startswith("about ")


def test_what_is_garbled_has_no_value_and_says_so(served: Served) -> None:
    asked = "/v1/facts?rank=deprecated"
    read = graph(served, asked)
    for fact in served.items(asked):
        node = at(f"/v1/facts/{fact['id']}")
        assert list(read.objects(node, WIKIBASE.rank)) == [WIKIBASE.DeprecatedRank]
        assert not numbers(read, node)
    assert len(set(read.subjects(WIKIBASE.rank))) == 11


def test_what_is_ambiguous_says_so_with_the_other_reading(served: Served) -> None:
    asked = "/v1/facts?basis=ambiguous&value_type=number"
    for element in document(served, asked)["itemListElement"]:
        assert element["basis"] == "/v1/terms#basis.ambiguous"
        assert element["note"]["en"]


def test_what_a_period_began_with_is_not_of_the_year(served: Served) -> None:
    elements = {one["@id"]: one for one in document(served, "/v1/indicators?value_type=number")["itemListElement"]}
    begun = [one for one in elements.values() if one.get("period_role") == "/v1/terms#period_role.start"]
    assert begun
    assert not [one for one in begun if "observationDate" in one]
    assert all(one["period"] for one in begun)
    assert [one for one in elements.values() if "observationDate" in one]


def test_a_number_is_said_only_with_all_that_belongs_to_it(served: Served) -> None:
    whole = "number,bound,scope,status,basis,rank,value_type"
    assert document(served, f"/v1/facts/wuzhen-2023.guests?fields={whole}")["mainEntity"]["minValue"] == 1800
    for name in whole.split(",")[1:-1]:
        fields = ",".join(one for one in whole.split(",") if one != name)
        assert "minValue" not in document(served, f"/v1/facts/wuzhen-2023.guests?fields={fields}")["mainEntity"], name
