"""No number of the documents stands anywhere in an answer without its hedge and its scope."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from app.resources import RESOURCES
from tests.served import Served
from tests.test_openapi import replays

NUMBERS = ("value", "number", "absolute", "percent")
"""Keys under which a number of the documents, or one made of them, may stand."""


def objects(answer: Any) -> Iterator[dict[str, Any]]:
    """Yield every object within an answer."""
    if isinstance(answer, dict):
        yield answer
    for inner in answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else ():
        yield from objects(inner)


def hedged(answer: Any) -> int:
    """Check every object of an answer and return how many numbers there were."""
    found = 0
    for one in objects(answer):
        if any(one.get(name) is not None for name in NUMBERS):
            assert one["bound"], one
            assert one["scope"], one
            found += 1
    return found


ASKED = sorted({path for _, path in replays() if path.startswith("/v1")})


def answers(served: Served, path: str) -> Iterator[Any]:
    """Yield what an address answers with, if it is JSON; tables and linked data have tests of their own."""
    got = served.get(path)
    media_type = got.headers["content-type"]
    if media_type == "application/json":
        yield got.json()
    elif media_type == "application/x-ndjson":
        yield from map(json.loads, got.text.splitlines())


def test_numbers_are_hedged_in_every_example(served: Served) -> None:
    assert sum(hedged(answer) for path in ASKED for answer in answers(served, path)) > 1000


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_numbers_are_hedged_in_every_list(served: Served, resource: Any) -> None:
    include = [name for name in resource.include if name != "context"]
    more = f"&include={','.join(include)}" if include else ""
    hedged(served.json(f"/v1/{resource.name}?limit=1000{more}"))


def test_numbers_are_hedged_in_every_trend_and_claim(served: Served) -> None:
    for path in ("/v1/compare", "/v1/compare?scope=on_site", "/v1/trends?property=guests&property=projects"):
        assert hedged(served.json(path))
    body = {"text": "In 2023 there were 20 sub-forums, 1,800 guests and 300 cats; 24 in 2024."}
    assert hedged(served.client.post("/v1/verify", json=body).json()) == 4
