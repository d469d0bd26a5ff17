"""Documentation is tested: every operation is described, its examples answer 200, every error is documented."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.models import Fact
from app.models.vocabulary import VOCABULARY
from app.settings import Settings
from tests.described import resolved
from tests.served import Served

OPENAPI = create_app(Settings(database_url="sqlite:///nowhere.sqlite", documents=None)).openapi()
OPERATIONS = [(path, operation) for path, methods in OPENAPI["paths"].items() for operation in methods.values()]
each = pytest.mark.parametrize(
    ("path", "operation"), OPERATIONS, ids=[operation["operationId"] for _, operation in OPERATIONS]
)


def test_the_description_is_openapi_3_1_and_every_reference_resolves() -> None:
    assert OPENAPI["openapi"].startswith("3.1")
    text = json.dumps(OPENAPI)
    names = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert names <= set(OPENAPI["components"]["schemas"])


def test_operation_ids_are_unique() -> None:
    ids = [operation["operationId"] for _, operation in OPERATIONS]
    assert len(ids) == len(set(ids)) >= 51
    assert {"list_summits", "get_summits", "list_sub_forums", "list_collections", "get_health", "get_readiness"} <= set(
        ids
    )


@each
def test_every_operation_is_described(path: str, operation: dict[str, Any]) -> None:
    assert operation["summary"]
    assert len(operation["description"]) > 20
    assert operation["tags"]
    documented = set(operation["responses"])
    assert {"200", "400", "422", "500"} <= documented
    if "{id}" in path:
        assert "404" in documented
    for status, response in operation["responses"].items():
        if status.startswith(("4", "5")):
            assert set(resolved(response)["content"]) == {"application/problem+json"}


@each
def test_every_parameter_is_described_and_bounded(path: str, operation: dict[str, Any]) -> None:
    for parameter in operation.get("parameters", []):
        schema = parameter["schema"]
        inner = resolved(schema.get("items", schema))
        assert len(parameter["description"]) > 5, parameter["name"]
        if inner["type"] == "integer":
            assert {"minimum", "maximum"} <= set(inner), parameter["name"]
        elif inner["type"] == "string":
            assert {"enum", "maxLength", "pattern"} & set(inner), parameter["name"]
        else:
            assert inner["type"] == "boolean"
        assert {"example", "x-example"} & set(parameter) or parameter["name"] == "cursor"


def replays() -> list[tuple[str, str]]:
    """Every example, as a path to ask."""
    found = []
    for path, operation in ((path, methods["get"]) for path, methods in OPENAPI["paths"].items() if "get" in methods):
        parameters = operation.get("parameters", [])
        known = {one["name"]: one["example"] for one in parameters if one["in"] == "path"}
        needed = {one["name"]: one["example"] for one in parameters if one["in"] == "query" and one["required"]}
        base = path.format(**known)
        found.append((operation["operationId"], f"{base}?{urlencode(needed, doseq=True)}" if needed else base))
        for one in parameters:
            value = one.get("example", one.get("x-example"))
            if one["in"] == "query" and value is not None:
                if isinstance(value, bool):
                    value = str(value).lower()
                found.append(
                    (
                        f"{operation['operationId']}-{one['name']}",
                        f"{base}?{urlencode(needed | {one['name']: value}, doseq=True)}",
                    )
                )
    return found


EMPTY = {"list_exhibitors-organization", "list_sub_forums-mode"}
"""Examples that may find nothing: no document names an exhibitor, or says how a sub-forum was held."""


def unanswered(served: Served, examples: list[tuple[str, str]]) -> list[str]:
    """Return the examples that are not answered, or with nothing."""
    found = []
    for name, path in examples:
        response = served.get(path)
        answered = response.status_code == 200 and bool(response.content)
        if answered and response.headers["content-type"] == "application/json":
            # The example of `since` may be the release that is current.
            may_be_empty = name in EMPTY or path.startswith("/v1/changes")
            answered = bool(response.json().get("items", "no list")) or may_be_empty
        if not answered:
            found.append(f"{name}: {path}: {response.status_code} {response.text[:200]}")
    return found


@each
def test_every_example_is_answered(served: Served, path: str, operation: dict[str, Any]) -> None:
    asked = [(name, asked) for name, asked in replays() if name.partition("-")[0] == operation["operationId"]]
    assert bool(asked) == ("get" in OPENAPI["paths"][path])
    assert unanswered(served, asked) == []


def test_the_vocabulary_served_is_the_one_in_code(served: Served) -> None:
    found = {item["id"]: item for item in served.items("/v1/properties?limit=1000")}
    assert set(found) == set(VOCABULARY)
    for name, term in VOCABULARY.items():
        assert found[name]["label"] == {"en": term.en, "zh": term.zh}
        assert found[name]["units"] == list(term.units)


def test_every_property_that_is_stated_is_in_the_vocabulary(served: Served) -> None:
    with served.engine.connect() as connection:
        stated = set(connection.execute(Fact.__table__.select().with_only_columns(Fact.property)).scalars())  # type: ignore[attr-defined]
    assert stated <= set(VOCABULARY)


def test_the_description_is_served(served: Served) -> None:
    assert served.json("/openapi.json") == json.loads(json.dumps(served.app.openapi()))


@pytest.mark.parametrize(
    ("public", "mounted", "server"),
    [
        (None, "", "/"),
        (None, "/facts", "/facts"),
        ("https://example.org/facts", "", "https://example.org/facts"),
        ("https://example.org/facts/", "/facts", "https://example.org/facts"),
    ],
)
def test_the_description_names_the_server_that_it_is_served_from(public: str | None, mounted: str, server: str) -> None:
    """Where the public address is not set, as a path: clients put it after the host that they read it from."""
    app = create_app(Settings(database_url="sqlite:///nowhere.sqlite", documents=None, public_url=public))
    found = TestClient(app, root_path=mounted).get(f"{mounted}/openapi.json").json()
    assert [one["url"] for one in found["servers"]] == [server]
    assert {**found, "servers": OPENAPI["servers"]} == OPENAPI


@pytest.mark.parametrize(
    "path",
    [path for path, operation in OPERATIONS if "application/json" not in operation["responses"]["200"]["content"]],
)
def test_what_is_no_json_is_answered_to_who_accepts_problems_alone(served: Served, path: str) -> None:
    """Clients of openapi-generator accept the JSON among the types of all answers; where none is, that is a problem."""
    response = served.client.head(path, headers={"accept": "application/problem+json"})
    assert response.status_code == 200


def test_what_is_posted_has_an_example_that_is_answered(served: Served) -> None:
    operation = OPENAPI["paths"]["/v1/verify"]["post"]
    assert operation["requestBody"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/VerifyRequest"
    }
    schemas = OPENAPI["components"]["schemas"]
    text = schemas["VerifyRequest"]["properties"]["text"]["examples"][0]
    claim = {name: part["examples"][0] for name, part in schemas["Claim"]["properties"].items() if "examples" in part}
    for body in ({"text": text}, {"claims": [claim]}):
        answer = served.client.post("/v1/verify", json=body)
        assert answer.status_code == 200, answer.text
        assert answer.json()["claims"]
