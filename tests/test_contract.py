"""One contract for every declared resource, on both databases: the HTTP contract of the design, line by line."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jsonschema_rs
import pytest

from app.kit.resource import Many, Resource
from app.models import Release
from app.resources import RESOURCES
from app.resources.published import Published
from tests.served import Served

each = pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
PROBLEM_KEYS = {"type", "title", "status", "detail", "instance", "errors"}


def walk(served: Served, path: str) -> Iterator[dict[str, Any]]:
    """Yield the items of every page."""
    following: str | None = path
    while following:
        body = served.json(following)
        yield from body["items"]
        following = body["next"]


def refused(served: Served, path: str, status: int = 422) -> dict[str, Any]:
    """Ask for something that is refused and return the problem."""
    response = served.get(path)
    assert response.status_code == status, f"{path}: {response.status_code} {response.text}"
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers
    problem: dict[str, Any] = response.json()
    assert set(problem) == PROBLEM_KEYS
    assert problem["status"] == status
    return problem


def names(problem: dict[str, Any]) -> list[str | None]:
    """Return the parameters that a problem names."""
    return [fault["name"] for fault in problem["errors"]]


@cache
def validator(schema: str, path: str) -> Any:
    """Return a validator of a route's 200, resolved within the description."""
    openapi = json.loads(schema)
    found = openapi["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    return jsonschema_rs.validator_for({**found, "components": openapi["components"]})


def assert_documented(served: Served, path: str, template: str) -> None:
    """Check the answer to `path` against what the description promises."""
    schema = json.dumps(served.app.openapi())
    validator(schema, template).validate(served.json(path))


SOME = {"facts": "&property=name&property=guests&property=projects"}
"""What keeps a list that is longer than a page within one."""


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


@each
def test_next_is_a_path_that_keeps_every_parameter(served: Served, resource: Resource) -> None:
    asked = f"/v1/{resource.name}?limit=1&fields=id&sort=-id&year_to=2024"
    response = served.get(asked, host="evil.example")
    following = response.json()["next"]
    assert following is not None
    parts = urlsplit(following)
    assert (parts.scheme, parts.netloc, parts.path) == ("", "", f"/v1/{resource.name}")
    kept = [pair for pair in parse_qsl(parts.query) if pair[0] != "cursor"]
    assert kept == parse_qsl(urlsplit(asked).query)
    assert response.headers["link"] == f'<{following}>; rel="next"'


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


REFUSED = (
    ("yeer=2023", "yeer"),
    ("year=2022,2024", "year"),
    ("year=", "year"),
    ("year=abc", "year"),
    ("year=0999", "year"),
    ("year=10000", "year"),
    ("year=2023.0", "year"),
    ("year=2_023", "year"),
    ("year=%2B2023", "year"),
    ("year=-2023", "year"),
    ("year=%202023", "year"),
    ("year=%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%93", "year"),
    ("year=1" + "0" * 30, "year"),
    ("year=9223372036854775808", "year"),
    ("year_from=2022&year_from=2023", "year_from"),
    ("year_to=", "year_to"),
    ("limit=0", "limit"),
    ("limit=1001", "limit"),
    ("limit=-1", "limit"),
    ("limit=5&limit=5", "limit"),
    ("limit=", "limit"),
    ("sort=", "sort"),
    ("sort=nothing", "sort"),
    ("sort=id&sort=id", "sort"),
    ("sort=id,", "sort"),
    ("fields=nothing", "fields"),
    ("fields=id&fields=id", "fields"),
    ("include=nothing", "include"),
    ("q=", "q"),
    ("q=a&q=b", "q"),
    ("q=%20", "q"),
    ("q=%E2%80%8B", "q"),
    ("cursor=abc", "cursor"),
    ("cursor=%F0%9F%98%80", "cursor"),
    ("cursor=", "cursor"),
    ("page=2", "page"),
    ("offset=1", "offset"),
)
"""Queries that every list refuses, with the parameter that the problem names."""


@each
def test_what_is_not_understood_is_refused(served: Served, resource: Resource) -> None:
    for query, named in REFUSED:
        assert names(refused(served, f"/v1/{resource.name}?{query}")) == [named], query


@each
def test_years_out_of_order_are_refused(served: Served, resource: Resource) -> None:
    assert names(refused(served, f"/v1/{resource.name}?year_from=2024&year_to=2022")) == ["year_to"]


@each
def test_no_error_echoes_a_value(served: Served, resource: Resource) -> None:
    secret = "s3cr3t-value"
    paths = [
        f"/v1/{resource.name}?{name}={secret}" for name in ("year", "limit", "sort", "fields", "cursor", "include")
    ]
    paths += [f"/v1/{resource.name}?{secret}%20x=1", f"/v1/{resource.name}/{secret}", f"/v1/{secret}"]
    for path in paths:
        response = served.get(path)
        assert response.status_code in {404, 422}
        assert secret not in response.text, path


@each
def test_an_unknown_parameter_is_named_only_if_it_looks_like_a_name(served: Served, resource: Resource) -> None:
    assert names(refused(served, f"/v1/{resource.name}?yeer=1")) == ["yeer"]
    assert names(refused(served, f"/v1/{resource.name}?%3Cscript%3E=1")) == [None]
    assert names(refused(served, f"/v1/{resource.name}?{'a' * 65}=1")) == [None]
    allowed = refused(served, f"/v1/{resource.name}?yeer=1")["errors"][0]["allowed"]
    assert "year" in allowed


@each
def test_a_cursor_belongs_to_one_walk(served: Served, resource: Resource) -> None:
    following = served.json(f"/v1/{resource.name}?limit=1&year_from=2015")["next"]
    cursor = dict(parse_qsl(urlsplit(following).query))["cursor"]
    served.json(f"/v1/{resource.name}?year_from=2015&cursor={cursor}")
    other = "facts" if resource.name != "facts" else "people"
    for path in (
        f"/v1/{resource.name}?cursor={cursor}",
        f"/v1/{resource.name}?year_from=2016&cursor={cursor}",
        f"/v1/{resource.name}?year_from=2015&sort=id&cursor={cursor}",
        f"/v1/{other}?year_from=2015&cursor={cursor}",
    ):
        assert names(refused(served, path)) == ["cursor"]


def test_every_flipped_byte_of_a_cursor_is_refused(served: Served) -> None:
    following = served.json("/v1/facts?limit=1")["next"]
    cursor = dict(parse_qsl(urlsplit(following).query))["cursor"]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for place, char in enumerate(cursor):
        for other in (alphabet[(alphabet.index(char) + 1) % 64], alphabet[(alphabet.index(char) + 32) % 64]):
            refused(served, f"/v1/facts?limit=1&cursor={cursor[:place]}{other}{cursor[place + 1 :]}")
    for damaged in (cursor[:-1], cursor + "A", cursor + "=", cursor * 2):
        refused(served, f"/v1/facts?limit=1&cursor={damaged}")


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


@each
def test_head_is_get_without_a_body(served: Served, resource: Resource) -> None:
    for path in (f"/v1/{resource.name}", f"/v1/{resource.name}/{resource.example}", f"/v1/{resource.name}?nope=1"):
        got, head = served.get(path), served.client.head(path)
        assert head.status_code == got.status_code
        assert head.content == b""
        if got.status_code == 200:
            for name in ("content-type", "content-length", "etag", "x-dataset-version", "vary"):
                assert head.headers[name] == got.headers[name]


@each
def test_an_answer_that_the_client_has_is_304(served: Served, resource: Resource) -> None:
    for path in (f"/v1/{resource.name}", f"/v1/{resource.name}/{resource.example}"):
        first = served.get(path)
        tag = first.headers["etag"]
        assert tag.startswith('"')
        assert first.headers["vary"] == "Accept, Accept-Encoding"
        for value in (tag, f"W/{tag}", f'"other", {tag}', "*", f'{tag}, "x"'):
            again = served.get(path, if_none_match=value)
            assert (again.status_code, again.content) == (304, b""), value
            assert again.headers["etag"] == tag
            assert again.headers["x-dataset-version"] == first.headers["x-dataset-version"]
        for value in ('"other"', "garbage", tag.strip('"'), ", ".join(f'"{n}"' for n in range(2000))):
            assert served.get(path, if_none_match=value).status_code == 200, value
        assert served.get(f"{path}?fields=id").headers["etag"] != tag


@each
def test_only_get_and_head_are_answered(served: Served, resource: Resource) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        response = served.client.request(method, f"/v1/{resource.name}")
        assert response.status_code == 405, method
        assert response.headers["allow"] == "GET, HEAD"
        assert response.headers["content-type"] == "application/problem+json"


@each
def test_the_number_of_statements_does_not_grow_with_the_page(served: Served, resource: Resource) -> None:
    """The release, the total, the rows, and one statement for each related table."""
    expected = 3 + len(resource.schema.related)
    for limit in (2, 1000):
        with served.statements() as statements:
            served.json(f"/v1/{resource.name}?limit={limit}")
        assert len(statements) == expected, statements
    with served.statements() as statements:
        served.json(f"/v1/{resource.name}/{resource.example}")
    assert len(statements) == expected - 1, statements


def test_one_edition_whole_takes_a_constant_number_of_statements(served: Served) -> None:
    summits = next(resource for resource in RESOURCES if resource.name == "summits")
    parts = ",".join(summits.include)
    # The release and the edition, then for it and for each part the rows and each related table.
    asked = [summits, *(child.resource for child in summits.include.values() if isinstance(child, Many))]
    expected = 1 + sum(1 + len(resource.schema.related) for resource in asked)
    counts = set()
    for summit in ("wuzhen-2022", "wuzhen-2023", "wuzhen-2024", "gdte-2023"):
        with served.statements() as statements:
            served.json(f"/v1/summits/{summit}?include={parts}")
        counts.add(len(statements))
    assert counts == {expected} == {34}


def test_every_answer_tells_the_release(served: Served) -> None:
    with served.engine.connect() as connection:
        version = connection.execute(Release.__table__.select()).mappings().one()["version"]  # type: ignore[attr-defined]
    for path in ("/v1", *(f"/v1/{resource.name}" for resource in RESOURCES)):
        assert served.get(path).headers["x-dataset-version"] == version


def test_the_index_counts_each_collection(served: Served) -> None:
    body = served.json("/v1")
    assert [item["id"] for item in body["items"]] == [resource.name for resource in RESOURCES]
    for item in body["items"]:
        assert served.json(f"{item['href']}?limit=1")["total"] == item["total"]
    refused(served, "/v1?x=1")


@pytest.mark.parametrize("path", ["/nope", "/v1/", "/v1/summits/", "/v2", "/docs/", "/v1/summits/wuzhen-2023/x"])
def test_an_unknown_path_is_a_problem_and_never_redirected(served: Served, path: str) -> None:
    refused(served, path, 404)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/summits?q=%00", 400),
        ("/v1/summits/%00", 400),
        ("/v1/summits?q=%ed%a0%80", 400),
        ("/v1/summits?q=%ff", 400),
        ("/v1/summits?q=%zz", 400),
        ("/v1/summits?q=%", 400),
        ("/v1/summits/%ff", 400),
        ("/v1/summits?%00=1", 400),
        ("/v1/summits?q=" + "a" * 60000, 414),
        ("/v1/summits?q=" + "a" * 201, 422),
        ("/v1/summits?place=' OR '1'='1", 200),
        ("/v1/summits/..%2f..%2fetc%2fpasswd", 404),
    ],
)
def test_hostile_requests_get_a_clear_answer(served: Served, path: str, status: int) -> None:
    response = served.get(path)
    assert response.status_code == status, response.text
    if status == 200:
        assert response.json()["total"] == 0
    else:
        assert response.headers["content-type"] == "application/problem+json"


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
