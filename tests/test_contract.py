"""One contract for every declared resource, on both databases: the HTTP contract of the design, line by line."""

from typing import Any

import pytest

from app.kit.resource import Resource
from app.resources import RESOURCES
from app.resources.published import Published
from tests.asking import SOME, assert_documented, each, refused, walk
from tests.served import Served


@each
def test_a_list_is_an_envelope(served: Served, resource: Resource) -> None:
    asked = f"/v1/{resource.name}?limit=1000{SOME.get(resource.name, '')}"
    body = served.json(asked)
    assert list(body) == ["items", "total", "next"]
    assert body["total"] == len(body["items"]) > 0
    assert body["next"] is None
    assert all(list(item) == list(resource.schema.model_fields) for item in body["items"])
    assert_documented(served, asked, f"/v1/{resource.name}")


@each
def test_an_item_is_what_the_list_shows(served: Served, resource: Resource) -> None:
    for item in served.json(f"/v1/{resource.name}?limit=50")["items"]:
        assert served.json(f"/v1/{resource.name}/{item['id']}") == item
    assert_documented(served, f"/v1/{resource.name}/{resource.example}", f"/v1/{resource.name}/{{id}}")


@each
def test_an_unknown_id_is_a_404(served: Served, resource: Resource) -> None:
    refused(served, f"/v1/{resource.name}/no-such-id", 404)


@each
@pytest.mark.parametrize("limit", [1, 2, 7])
def test_a_walk_shows_each_item_once_in_order(served: Served, resource: Resource, limit: int) -> None:
    asked = f"/v1/{resource.name}?limit={limit}" + ("&year=2023" if resource.name == "facts" else "")
    whole = served.items(asked.replace(f"limit={limit}", "limit=1000"))
    assert list(walk(served, asked)) == whole


def by_code_point(items: list[dict[str, Any]], key: str, *, descends: bool) -> list[str]:
    """Order ids as the contract says: the key, nulls last both ways, ties by id."""
    ordered = sorted(items, key=lambda item: item["id"])
    stated = [item for item in ordered if item[key] is not None]
    stated.sort(key=lambda item: item[key], reverse=descends)
    if descends:
        stated = [
            item for value in dict.fromkeys(item[key] for item in stated) for item in ordered if item[key] == value
        ]
    return [item["id"] for item in [*stated, *(item for item in ordered if item[key] is None)]]


@each
def test_every_sort_key_orders_both_ways_and_walks(served: Served, resource: Resource) -> None:
    some = SOME.get(resource.name, "")
    whole = served.items(f"/v1/{resource.name}?limit=1000{some}")
    for key in resource.sort:
        for sign in ("", "-"):
            found = served.items(f"/v1/{resource.name}?limit=1000&sort={sign}{key}{some}")
            if isinstance(whole[0].get(key), (str, int, float)):
                assert [item["id"] for item in found] == by_code_point(whole, key, descends=sign == "-"), (key, sign)
            assert list(walk(served, f"/v1/{resource.name}?limit=7&sort={sign}{key}{some}")) == found, (key, sign)


@each
def test_the_default_sort_is_the_newest_first(served: Served, resource: Resource) -> None:
    default = ",".join(resource.default_sort)
    assert default == ("-year,id" if "year" in resource.schema.model_fields else "id")
    assert served.json(f"/v1/{resource.name}")["items"] == served.json(f"/v1/{resource.name}?sort={default}")["items"]


@each
def test_years_are_asked_three_ways_that_are_combined(served: Served, resource: Resource) -> None:
    whole = (
        served.items(f"/v1/{resource.name}?limit=1000&year_from=1000")
        if resource.name != "facts"
        else served.items("/v1/facts?limit=1000&year_from=1000&property=name&property=guests&property=projects")
    )
    more = "&property=name&property=guests&property=projects" if resource.name == "facts" else ""

    def years(item: dict[str, Any]) -> list[int]:
        return item["years"] if "years" in item else [item["year"]]

    def ids(query: str) -> list[str]:
        return [item["id"] for item in served.items(f"/v1/{resource.name}?limit=1000&{query}{more}")]

    def expected(*allowed: int) -> list[str]:
        return [item["id"] for item in whole if set(years(item)) & set(allowed)]

    assert ids("year=2023") == expected(2023)
    assert ids("year=2022&year=2024") == expected(2022, 2024)
    assert ids("year_from=2023") == expected(2023, 2024, 2025)
    assert ids("year_to=2022") == expected(2015, 2022)
    assert ids("year_from=2022&year_to=2023") == expected(2022, 2023)
    assert ids("year=2022&year_from=2023") == []
    assert ids("year=2022&year=2023&year_from=2023") == expected(2023)


@each
def test_fields_keep_the_keys_asked_for_and_the_id(served: Served, resource: Resource) -> None:
    last = list(resource.schema.model_fields)[-1]
    for item in served.json(f"/v1/{resource.name}?fields={last}")["items"]:
        assert list(item) == ["id", last]
    item = served.json(f"/v1/{resource.name}/{resource.example}?fields={last}")
    assert list(item) == ["id", last]


@each
def test_what_is_included_sits_under_included_and_nowhere_else(served: Served, resource: Resource) -> None:
    plain = served.json(f"/v1/{resource.name}/{resource.example}")
    assert "included" not in plain
    for name, child in resource.include.items():
        if not child.offered(None):
            refused(served, f"/v1/{resource.name}/{resource.example}?include={name}")
            continue
        item = served.json(f"/v1/{resource.name}/{resource.example}?include={name}")
        included = item.pop("included")
        assert item == plain
        assert list(included) == [name]
        for inner in child.children():
            if child.children()[inner].offered(None):
                deep = served.json(f"/v1/{resource.name}/{resource.example}?include={name}.{inner}")
                assert [list(one["included"]) for one in deep["included"][name]] == [[inner]] * len(included[name])
        assert_documented(
            served, f"/v1/{resource.name}/{resource.example}?include={name}", f"/v1/{resource.name}/{{id}}"
        )
    refused(served, f"/v1/{resource.name}?include=facts.facts.facts")


def test_the_index_counts_each_collection(served: Served) -> None:
    body = served.json("/v1")
    assert [item["id"] for item in body["items"]] == [resource.name for resource in RESOURCES]
    for item in body["items"]:
        assert served.json(f"{item['href']}?limit=1")["total"] == item["total"]
    refused(served, "/v1?x=1")


def test_search_takes_every_sign_literally(served: Served) -> None:
    for q in ("%25", "_", "%5C", "*", "'", "%22", "%EF%BC%85"):
        assert served.json(f"/v1/people?q={q}")["total"] == 0, q
    for q in ("wuzhen", "WUZHEN", "%EF%BC%B7uzhen", "Wu%E2%80%8Bzhen"):
        assert served.json(f"/v1/summits?q={q}")["total"] == served.json("/v1/summits?q=Wuzhen")["total"] > 0, q
    assert served.json("/v1/summits?q=%E4%B9%8C%E9%95%87")["total"] > 0


def test_resources_that_show_columns_prove_each_of_them(served: Served) -> None:
    for resource in RESOURCES:
        if not issubclass(resource.schema, Published):
            continue
        for item in served.items(f"/v1/{resource.name}?limit=1000"):
            for ids in item["facts"].values():
                for fact in ids[:1]:
                    assert served.json(f"/v1/facts/{fact}")["subject"]["id"] == item["id"]
            for figure in item.get("figures", {}).values():
                if figure is not None:
                    fact = served.json(f"/v1/facts/{figure['fact']}")
                    assert (fact["number"], fact["bound"], fact["unit"], fact["scope"]) == (
                        figure["value"],
                        figure["bound"],
                        figure["unit"],
                        figure["scope"],
                    )
                    assert fact["evidence"]
