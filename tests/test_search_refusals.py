"""What a search refuses: each time with 422, the parameter named."""

import pytest

from tests.asking import names, refused
from tests.served import Served

BOTH = ("/v1/search", "/v1/suggest")


@pytest.mark.parametrize("path", BOTH)
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "q"),
        ("q=", "q"),
        ("q=%20", "q"),
        ("q=%E2%80%8B", "q"),
        (f"q={'a' * 201}", "q"),
        ("q=a&q=b", "q"),
        ("q=a&type=wuzhen", "type"),
        ("q=a&type=people,places", "type"),
        ("q=a&limit=0", "limit"),
        ("q=a&limit=101", "limit"),
        ("q=a&limit=1e1", "limit"),
        ("q=a&sort=year", "sort"),
    ],
)
def test_what_is_not_understood_is_refused(served: Served, path: str, query: str, name: str) -> None:
    assert names(refused(served, f"{path}?{query}")) == [name]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("year=2022,2024", "year"),
        ("year=999", "year"),
        ("year_from=2024&year_to=2022", "year_to"),
        ("series=Wuzhen", "series"),
        ("cursor=abc", "cursor"),
        ("cursor=%25", "cursor"),
    ],
)
def test_search_refuses_more(served: Served, query: str, name: str) -> None:
    assert names(refused(served, f"/v1/search?q=a&{query}")) == [name]


def test_suggest_knows_only_what_has_names(served: Served) -> None:
    problem = refused(served, "/v1/suggest?q=a&type=speakers")
    assert "people" in problem["errors"][0]["allowed"]
    assert "speakers" not in problem["errors"][0]["allowed"]
    assert names(refused(served, "/v1/suggest?q=a&limit=21")) == ["limit"]
    assert names(refused(served, "/v1/suggest?q=a&year=2023")) == ["year"]


def test_a_cursor_serves_its_own_walk_alone(served: Served) -> None:
    following = served.json("/v1/search?q=world&limit=2")["next"]
    cursor = following.split("cursor=")[1]
    assert served.json(f"/v1/search?q=world&limit=50&cursor={cursor}")["items"]
    for other in ("q=wuzhen", "q=world&type=people", "q=world&year=2023"):
        assert names(refused(served, f"/v1/search?{other}&cursor={cursor}")) == ["cursor"]
    for damaged in (cursor[:-1], cursor + "A", cursor[::-1], cursor.swapcase()):
        assert names(refused(served, f"/v1/search?q=world&cursor={damaged}")) == ["cursor"]
    listed = served.json("/v1/facts?limit=2")["next"].split("cursor=")[1]
    assert names(refused(served, f"/v1/search?q=world&cursor={listed}")) == ["cursor"]
