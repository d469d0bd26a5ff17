"""The questions about the past, as HTTP: documented, refused, paged, counted in statements, on the seeded data."""

import json
from typing import Any

import pytest

from tests.asking import assert_documented, names, refused, validator
from tests.releasing import Series, loaded, three_releases
from tests.served import Served, serve


def newest(served: Served) -> str:
    """Return the version being served."""
    return str(served.json("/v1/releases?limit=1")["items"][0]["id"])


def test_the_log_is_what_a_fresh_installation_serves(served: Served) -> None:
    releases = served.json("/v1/releases?limit=1000")
    assert releases["total"] == len(releases["items"]) > 0
    assert [item["current"] for item in releases["items"]] == [True] + [False] * (releases["total"] - 1)
    assert not any(item["local"] for item in releases["items"])
    assert (releases["items"][-1]["id"], releases["items"][-1]["released_on"]) == ("1b0e986f88d1964f", "2026-11-22")
    for item in releases["items"]:
        assert served.json(item["href"]) == item
    assert served.get("/v1/releases").headers["x-dataset-version"] == releases["items"][0]["id"]


def test_the_answers_are_as_documented(served: Served, tmp_path: Any) -> None:
    version = newest(served)
    assert_documented(served, "/v1/releases", "/v1/releases")
    assert_documented(served, f"/v1/releases/{version}", "/v1/releases/{version}")
    pinned = f"/v1/releases/{version}/facts/wuzhen-2023.guests"
    assert_documented(served, pinned, "/v1/releases/{version}/facts/{id}")
    series: Series = three_releases(tmp_path)
    with serve(loaded(f"sqlite:///{tmp_path}/x.sqlite", (series.rows[-1], series.log))) as other:
        changes = other.json(f"/v1/changes?since={series.versions[0]}")
    assert changes["total"] == 8
    validator(json.dumps(served.app.openapi()), "/v1/changes").validate(changes)


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/v1/changes", "since"),
        ("/v1/changes?since=", "since"),
        ("/v1/changes?since=yesterday", "since"),
        ("/v1/changes?since=0000000000000000", "since"),
        ("/v1/changes?since={}&since={}", "since"),
        ("/v1/changes?since={}&until=0000000000000000", "until"),
        ("/v1/changes?since={}&property=no_such", "property"),
        ("/v1/changes?since={}&limit=0", "limit"),
        ("/v1/changes?since={}&cursor=x", "cursor"),
        ("/v1/changes?since={}&year=2023", "year"),
        ("/v1/releases?year=2023", "year"),
        ("/v1/releases?limit=1001", "limit"),
        ("/v1/releases?cursor=x", "cursor"),
        ("/v1/releases/{}?fields=id", "fields"),
        ("/v1/releases/{}/facts/wuzhen-2023.guests?include=context", "include"),
        ("/v1/changes.atom?since={}", "since"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(served: Served, path: str, named: str) -> None:
    problem = refused(served, path.replace("{}", newest(served)))
    assert names(problem) == [named]


def test_an_unknown_version_is_told_the_known_ones(served: Served) -> None:
    problem = refused(served, "/v1/changes?since=0000000000000000")
    assert problem["errors"][0]["allowed"] == [item["id"] for item in served.items("/v1/releases?limit=1000")]


def test_each_answer_takes_a_constant_number_of_statements(served: Served, tmp_path: Any) -> None:
    """The release and the releases; then the total, the facts, and what their citations name."""
    version = newest(served)
    series = three_releases(tmp_path)
    with serve(loaded(f"sqlite:///{tmp_path}/x.sqlite", (series.rows[-1], series.log))) as other:
        for asked, since in ((served, version), (other, series.versions[0])):
            expected = {
                "/v1/releases": 2,
                f"/v1/releases/{since}": 2,
                f"/v1/changes?since={since}&limit=1": 5,
                f"/v1/changes?since={since}": 5,
                "/v1/changes.atom": 3,
            }
            for path, count in expected.items():
                with asked.statements() as statements:
                    asked.get(path)
                assert len(statements) == count, (path, statements)
    with served.statements() as statements:
        served.json(f"/v1/releases/{version}/facts/wuzhen-2023.guests")
    assert len(statements) == 4, statements


@pytest.mark.parametrize(
    "path", ["/v1/releases", "/v1/changes?since={}", "/v1/changes.atom", "/v1/releases/{}/facts/wuzhen-2023.guests"]
)
def test_validators_and_head_work_as_everywhere(served: Served, path: str) -> None:
    path = path.replace("{}", newest(served))
    answer = served.get(path)
    assert answer.headers["x-dataset-version"] == newest(served)
    again = served.get(path, if_none_match=answer.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    head = served.client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == answer.headers["etag"]
    assert served.client.post(path).status_code == 405
