"""What a reader of linked data would ask, in SPARQL, with the rows that the JSON gives."""

from typing import Any

from rdflib import Graph
from rdflib.namespace import DCTERMS, XSD

from app.models.words import Contribution
from tests.linking import BASE, PREFIXES, graph
from tests.served import Served


def ask(read: Graph, query: str) -> set[tuple[Any, ...]]:
    """Return the rows of a query as texts, None for what is not bound; addresses begin with the path."""
    found = read.query(query, initNs={**PREFIXES, "dcterms": DCTERMS, "xsd": XSD}, base=f"{BASE}/")
    return {tuple(None if one is None else str(one).removeprefix(BASE) for one in row) for row in found}  # type: ignore[union-attr]


def test_events_of_a_year_with_their_dates(served: Served) -> None:
    read = graph(served, "/v1/timeline?limit=1000")
    rows = ask(
        read,
        """SELECT ?event ?start ?end WHERE {
             ?event a schema:Event ; dcterms:date "2023"^^xsd:gYear ; schema:startDate ?start .
             OPTIONAL { ?event schema:endDate ?end } }""",
    )
    events = served.items("/v1/timeline?year=2023&limit=1000")
    assert rows == {(f"/v1/{one['collection']}/{one['id']}", one["starts_on"], one["ends_on"]) for one in events}
    assert ("/v1/summits/wuzhen-2023", "2023-11-08", "2023-11-10") in rows


def test_dates_are_no_more_precise_than_printed(served: Served) -> None:
    rows = ask(
        graph(served, "/v1/timeline?limit=1000"),
        "SELECT ?event ?start (DATATYPE(?start) AS ?kind) WHERE { ?event schema:startDate ?start }",
    )
    kinds = {4: "gYear", 7: "gYearMonth", 10: "date"}
    assert rows
    assert all(str(kind).endswith(f"#{kinds[len(start)]}") for _, start, kind in rows)
    assert {len(start) for _, start, _ in rows} == {4, 10}


def test_the_least_guests_of_a_year_with_the_hedge_and_who_says_so(served: Served) -> None:
    rows = ask(
        graph(served, "/v1/summits"),
        """SELECT ?min ?word ?publisher ?surface WHERE {
             ?figure schema:observationAbout </v1/summits/wuzhen-2023> ;
                     schema:measuredProperty </v1/properties/guests> ; schema:minValue ?min ;
                     schema:measurementQualifier ?word ; prov:wasDerivedFrom ?quote .
             ?quote oa:hasSource/schema:publisher/schema:name ?publisher ; oa:hasSelector/oa:exact ?surface .
             FILTER(CONTAINS(STR(?word), "#bound.")) }""",
    )
    assert rows == {
        ("1800", "/v1/terms#bound.more_than", "WIPO China", "Over 1800 guests"),
        ("1800", "/v1/terms#bound.more_than", "Zhejiang Daily", "More than 1,800 guests"),
    }


def test_who_spoke_in_a_year_with_which_title(served: Served) -> None:
    rows = ask(
        graph(served, "/v1/speakers?limit=1000"),
        """SELECT ?person ?title ?what ?event WHERE {
             ?event schema:performer ?role . ?role schema:performer ?person ; schema:roleName ?what ;
                    dcterms:date "2022"^^xsd:gYear .
             ?person schema:affiliation ?post .
             ?post schema:roleName ?title ; dcterms:date "2022"^^xsd:gYear }""",
    )
    wrote = {Contribution.LETTER, Contribution.MESSAGE}
    spoke = [one for one in served.items("/v1/speakers?year=2022&limit=1000") if one["contribution"] not in wrote]
    expected = {
        (f"/v1/people/{one['person']}", title, one["contribution"], f"/v1/{event}")
        for one in spoke
        for held in one["positions"]
        for title in (held["title"] or {}).values()
        if isinstance(title, str)
        for event in filter(None, (f"summits/{one['summit']}", one["sub_forum"] and f"sub-forums/{one['sub_forum']}"))
    }
    assert rows == expected
    assert ("/v1/people/ren-xianliang", "Secretary-General", "press_conference", "/v1/summits/wuzhen-2022") in rows


def test_what_is_only_announced_is_marked_and_nothing_else_is(served: Served) -> None:
    read = graph(served, "/v1/summits", "/v1/sub-forums", "/v1/activities", "/v1/competitions", "/v1/timeline")
    marked = ask(read, "SELECT ?event WHERE { ?event schema:eventStatus schema:EventScheduled }")
    planned = ask(read, "SELECT ?event WHERE { ?event a schema:Event ; adms:status </v1/terms#status.planned> }")
    held = ask(read, "SELECT ?event WHERE { ?event a schema:Event ; adms:status </v1/terms#status.reported> }")
    announced = served.items("/v1/activities?status=planned")
    assert marked == planned == {(f"/v1/activities/{one['id']}",) for one in announced}
    assert len(announced) == 4
    assert held
    assert not held & planned


def test_a_name_of_ours_is_never_a_printed_one(served: Served) -> None:
    for path in ("/v1/outcomes", "/v1/activities", "/v1/organizations", "/v1/people"):
        read = graph(served, f"{path}?limit=1000")
        for item in served.items(f"{path}?limit=1000"):
            if item["name"] is None:
                continue
            node = f"<{path}/{item['id']}>"
            printed = ask(read, f"SELECT ?name (LANG(?name) AS ?in) WHERE {{ {node} schema:name ?name }}")
            other = ask(read, f"SELECT ?name (LANG(?name) AS ?in) WHERE {{ {node} schema:alternateName ?name }}")
            names = {(item["name"][one], one) for one in ("en", "zh") if item["name"][one]}
            ours = {(text, one) for text, one in names if one in item["name"]["translated"]}
            assert printed == names - ours
            pairs = {"en": "en-t-zh", "zh": "zh-t-en"}
            aliases = {(alias["text"], alias["language"]) for alias in item.get("aliases", [])}
            assert other == {(text, pairs[one]) for text, one in ours} | aliases


def test_what_an_expo_is_and_who_exhibited(served: Served) -> None:
    read = graph(served, "/v1/activities", "/v1/exhibitors")
    rows = ask(
        read,
        """SELECT ?expo ?name WHERE { ?expo a schema:ExhibitionEvent ; schema:contributor ?role .
             ?role schema:roleName "exhibitor" ; schema:name ?name . FILTER(LANG(?name) = "zh") }""",
    )
    assert {one["expo"] for one in served.items("/v1/exhibitors?kind=country")} == {"light-of-the-internet-2024"}
    assert {expo for expo, _ in rows} == {"/v1/activities/light-of-the-internet-2024"}
    assert "法国" in {name for _, name in rows}


def test_what_is_stated_of_a_thing_in_which_property(served: Served) -> None:
    """Facts are reified: subject, predicate and object, whatever kind of value."""
    asked = "/v1/facts?subject=wuzhen-2023&limit=1000"
    rows = ask(
        graph(served, asked),
        """SELECT ?fact ?property ?value WHERE { ?fact rdf:subject </v1/summits/wuzhen-2023> ;
             rdf:predicate ?property ; rdf:object ?value }""",
    )
    facts = [one for one in served.items(asked) if one["value_type"] != "number"]
    assert {row[0] for row in rows} == {f"/v1/facts/{one['id']}" for one in facts}
    dates = {row[2] for row in rows if row[1] in {"/v1/properties/starts_on", "/v1/properties/ends_on"}}
    assert dates == {"2023-11-08", "2023-11-10"}


def test_an_award_is_of_those_who_are_told_to_have_won_it(served: Served) -> None:
    rows = ask(graph(served, "/v1/outcomes"), "SELECT ?who ?award WHERE { ?who schema:award ?award }")
    lists = {"organization": "organizations", "person": "people"}
    expected = {
        (f"/v1/{lists[one['recipient']['type']]}/{one['recipient']['id']}", item["name"][language])
        for item in served.items("/v1/outcomes?kind=award&kind=honour")
        for one in item["recipients"]["items"]
        for language in ("en", "zh")
        if item["name"][language] and language not in item["name"]["translated"]
    }
    assert rows == expected
    assert rows
