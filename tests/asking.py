"""How the contract tests ask: walks, refusals, and what the description promises."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema_rs
import pytest

from app.resources import RESOURCES
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
def validator(schema: str, path: str, method: str = "get") -> Any:
    """Return a validator of a route's 200, resolved within the description."""
    openapi = json.loads(schema)
    found = openapi["paths"][path][method]["responses"]["200"]["content"]["application/json"]["schema"]
    return jsonschema_rs.validator_for({**found, "components": openapi["components"]})


def assert_documented(served: Served, path: str, template: str) -> None:
    """Check the answer to `path` against what the description promises."""
    schema = json.dumps(served.app.openapi())
    validator(schema, template).validate(served.json(path))


def at(value: Any, path: str) -> Any:
    """Return what stands at a dotted path; `*` collects over a list."""
    key, _, rest = path.partition(".")
    if key == "*":
        return [at(one, rest) if rest else one for one in value]
    found = value[int(key)] if isinstance(value, list) else value[key]
    return at(found, rest) if rest else found


SOME = {"facts": "&property=name&property=guests&property=projects"}
"""What keeps a list that is longer than a page within one."""
