"""What a reader types into the search box, with what must come back, on both databases."""

from collections import Counter
from typing import Any

import pytest

from tests.asking import assert_documented, walk
from tests.search import TABLE, found, path_of
from tests.served import Served

LINES = [(kind, asked) for kind in ("search", "suggest") for asked in TABLE[kind]]
each = pytest.mark.parametrize(("kind", "asked"), LINES, ids=[f"{kind}-{n}" for n, (kind, _) in enumerate(LINES)])
ANSWERS: dict[str, list[list[str]]] = {}


def test_the_table_has_hundreds_of_queries() -> None:
    assert Counter(kind for kind, _ in LINES) == {"search": 237, "suggest": 61}


@each
def test_the_table(served: Served, kind: str, asked: dict[str, Any]) -> None:
    keys = found(served, kind, asked, limit=20)
    assert "first" not in asked or keys[:1] == [asked["first"]]
    assert set(asked.get("has", ())) <= set(keys)
    assert not set(asked.get("hasnt", ())) & set(keys)
    assert not (asked.get("none") and keys)
    assert len(keys) == len(set(keys))


def test_both_databases_find_the_same_in_the_same_order(served: Served) -> None:
    """Bodies, not ids alone: each database is asked in turn, and the second is compared with the first."""
    bodies = [served.json(path_of(kind, asked, limit=20)) for kind, asked in LINES]
    ANSWERS[served.engine.dialect.name] = bodies
    first, *others = ANSWERS.values()
    assert all(other == first for other in others)


def test_one_hit_whole(served: Served) -> None:
    hits = served.json("/v1/search?q=任贤良")["items"]
    assert hits[0] == {
        "id": "ren-xianliang",
        "type": "people",
        "href": "/v1/people/ren-xianliang",
        "name": {"en": "Ren Xianliang", "zh": "任贤良", "translated": []},
        "years": [2022, 2024],
        "series": None,
        "summit": None,
        "status": None,
        "matches": [
            {"field": "name", "text": "任贤良", "language": "zh", "fact": "ren-xianliang.name.zh"},
        ],
    }
    assert served.json(hits[0]["href"])["id"] == "ren-xianliang"
    assert {hit["matches"][0]["field"] for hit in hits[1:]} == {"person"}


def test_every_href_answers_and_every_fact_proves_the_text(served: Served) -> None:
    for asked in ("乌镇", "Wuzhen", "co-host", "digital", "2023", "China", "GSMA", "world"):
        for hit in walk(served, path_of("search", {"q": asked})):
            assert (hit["href"] is None) == (hit["type"] in {"places", "series", "tracks"})
            if hit["href"]:
                assert served.json(f"{hit['href']}?fields=id")["id"] == hit["id"]
            for match in hit["matches"]:
                if match["fact"]:
                    fact = served.json(f"/v1/facts/{match['fact']}")
                    assert (fact["text"], fact["language"]) == (match["text"], match["language"])
                    assert fact["rank"] != "deprecated"


def test_the_answers_are_the_ones_documented(served: Served) -> None:
    assert_documented(served, "/v1/search?q=乌镇&limit=100", "/v1/search")
    assert_documented(served, "/v1/search?q=guests", "/v1/search")
    assert_documented(served, "/v1/suggest?q=Zhejang", "/v1/suggest")


def test_no_number_is_searched(served: Served) -> None:
    """2023's guests are 1,800, its competition had 1,005 projects."""
    assert found(served, "search", {"q": "1005"}) == []
    assert all("1800" not in key for key in found(served, "search", {"q": "1800"}))


@pytest.mark.parametrize(
    ("filters", "years"),
    [
        ("year_from=2023", {2023, 2024, 2025}),
        ("year_to=2022", {2015, 2022}),
        ("year_from=2016&year_to=2023", {2022, 2023}),
        ("year=2022&year=2024&year_from=2023", {2024}),
        ("year_from=1000&year_to=9999", {2015, 2022, 2023, 2024, 2025}),
        ("year_from=2024&year_to=2024&series=wuzhen", {2024}),
    ],
)
def test_years_and_series_filter(served: Served, filters: str, years: set[int]) -> None:
    whole = list(walk(served, "/v1/search?q=Wuzhen")) + list(walk(served, "/v1/search?q=峰会"))
    hits = [*walk(served, f"/v1/search?q=Wuzhen&{filters}"), *walk(served, f"/v1/search?q=峰会&{filters}")]
    series = "series=wuzhen" in filters
    wanted = [
        hit
        for hit in whole
        if set(hit["years"]) & years and (not series or hit["series"] == "wuzhen" or hit["id"] == "wuzhen")
    ]
    assert hits == wanted
    assert hits


def test_walking_page_by_page_equals_the_whole(served: Served) -> None:
    whole = served.json("/v1/search?q=world&limit=100")
    assert whole["next"] is None
    assert whole["total"] == len(whole["items"]) > 20
    for limit in (1, 7, 20):
        assert list(walk(served, f"/v1/search?q=world&limit={limit}")) == whole["items"]


def test_the_number_of_statements_is_constant(served: Served) -> None:
    """The release, the candidates, and what is shown of a page; suggest has two more, for names one letter away."""
    for path, count in (
        ("/v1/search?q=world&limit=1", 3),
        ("/v1/search?q=world&limit=100", 3),
        ("/v1/search?q=乌镇&type=summits&year_from=2022&limit=100", 3),
        ("/v1/search?q=nowhere", 2),
        ("/v1/search?q=%25", 1),
        ("/v1/suggest?q=wuzhen&limit=1", 5),
        ("/v1/suggest?q=wuzhen&limit=20", 5),
        ("/v1/suggest?q=zhejang&type=places&type=people", 5),
        ("/v1/suggest?q=乌&limit=20", 3),
    ):
        with served.statements() as statements:
            served.json(path)
        assert len(statements) == count, (path, statements)


def test_right_beginnings_stand_before_wrong_ones(served: Served) -> None:
    body = served.json("/v1/suggest?q=Xu Jun&limit=20")
    distances = [item["distance"] for item in body["items"]]
    assert distances == sorted(distances)
    assert set(distances) == {0, 1}
    assert body["total"] == len(body["items"])
    assert body["items"][0] == {
        "id": "xu-jun",
        "type": "people",
        "href": "/v1/people/xu-jun",
        "name": {"en": "Xu Jun", "zh": None, "translated": []},
        "text": "Xu Jun",
        "language": "en",
        "distance": 0,
    }
    assert found(served, "suggest", {"q": "wuzhen", "type": ["places"]})[0] == "places/wuzhen-town"
    assert {key.split("/")[0] for key in found(served, "suggest", {"q": "w", "type": ["places", "series"]})} == {
        "places",
        "series",
    }
