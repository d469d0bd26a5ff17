"""What every declared resource refuses, and how: clearly, and without echoing a value."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from app.kit.resource import Resource
from tests.asking import each, names, refused
from tests.served import Served

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
    ("fields=id,id", "fields"),
    ("sort=id,-id", "sort"),
    ("year=02023", "year"),
    ("limit=010", "limit"),
    ("&".join(["year=2023"] * 51), "year"),
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
        assert set(names(refused(served, f"/v1/{resource.name}?{query}"))) == {named}, query


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
