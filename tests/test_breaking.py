"""What breaks a client is told from what does not: the stability promise, edit by edit."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from app.commands import openapi as command
from app.openapi import kept
from app.openapi.breaking import breaking
from seed.problem import Refused
from tests.described import FILE, OPENAPI

Edit = Callable[[dict[str, Any]], Any]


def listing(document: dict[str, Any]) -> dict[str, Any]:
    """Return the operation that lists summits."""
    found: dict[str, Any] = document["paths"]["/v1/summits"]["get"]
    return found


def schema(document: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a schema."""
    found: dict[str, Any] = document["components"]["schemas"][name]
    return found


def parameter(document: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a parameter of the list of summits."""
    return next(one for one in listing(document)["parameters"] if one["name"] == name)


def response(document: dict[str, Any], name: str) -> dict[str, Any]:
    """Return an answer that operations refer to."""
    found: dict[str, Any] = document["components"]["responses"][name]
    return found


def new(name: str, *, required: bool) -> dict[str, Any]:
    """Return a parameter that there was not."""
    return {"name": name, "in": "query", "required": required, "schema": {"type": "string"}}


def without_word(document: dict[str, Any]) -> None:
    fields = parameter(document, "fields")["schema"]
    fields["pattern"] = fields["pattern"].replace("|theme", "")


def with_word(document: dict[str, Any]) -> None:
    fields = parameter(document, "fields")["schema"]
    fields["pattern"] = fields["pattern"].replace("|theme", "|theme|motto")


def renamed(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    schemas["Amount"] = schemas.pop("Quantity")


BREAKS: dict[str, tuple[Edit, str]] = {
    "a path goes": (lambda one: one["paths"].pop("/v1/summits"), "GET /v1/summits: removed"),
    "a method goes": (lambda one: one["paths"]["/v1/verify"].pop("post"), "POST /v1/verify: removed"),
    "an operation is renamed": (lambda one: listing(one).update(operationId="summits"), "another operationId"),
    "a parameter goes": (
        lambda one: listing(one)["parameters"].remove(parameter(one, "series")),
        "GET /v1/summits, parameter series: removed",
    ),
    "a parameter becomes required": (lambda one: parameter(one, "q").update(required=True), "parameter q: required"),
    "a required parameter comes": (
        lambda one: listing(one)["parameters"].append(new("key", required=True)),
        "parameter key: new and required",
    ),
    "a parameter is written otherwise": (
        lambda one: parameter(one, "year").update(explode=False),
        "parameter year: written otherwise",
    ),
    "a limit falls": (lambda one: parameter(one, "limit")["schema"].update(maximum=500), "a lower maximum"),
    "a floor rises": (lambda one: parameter(one, "limit")["schema"].update(minimum=10), "a higher minimum"),
    "a default differs": (lambda one: parameter(one, "limit")["schema"].update(default=50), "another default"),
    "a parameter takes certain words alone": (
        lambda one: parameter(one, "series")["schema"]["items"].update(enum=["wuzhen"]),
        "parameter series[]: only certain words",
    ),
    "a floor comes": (
        lambda one: parameter(one, "limit")["schema"].update(exclusiveMinimum=1),
        "parameter limit: a higher exclusiveMinimum",
    ),
    "a floor at nothing comes": (
        lambda one: schema(one, "Quantity")["properties"]["value"].update(minimum=0),
        "schema Quantity.value: a higher minimum",
    ),
    "a ceiling comes": (
        lambda one: parameter(one, "limit")["schema"].update(exclusiveMaximum=1000),
        "parameter limit: a lower exclusiveMaximum",
    ),
    "a step comes": (
        lambda one: parameter(one, "limit")["schema"].update(multipleOf=10),
        "parameter limit: another multipleOf",
    ),
    "repetitions are refused": (
        lambda one: parameter(one, "year")["schema"].update(uniqueItems=True),
        "parameter year: uniqueItems",
    ),
    "a word of fields goes": (without_word, "without ['theme']"),
    "a pattern narrows": (
        lambda one: parameter(one, "cursor")["schema"].update(pattern="^[a-z]+$"),
        "parameter cursor: another pattern",
    ),
    "a key goes": (lambda one: schema(one, "Quantity")["properties"].pop("bound"), "schema Quantity.bound: removed"),
    "a key may be absent": (
        lambda one: schema(one, "Quantity")["required"].remove("bound"),
        "Quantity.bound: may be absent",
    ),
    "a key changes its type": (
        lambda one: schema(one, "Quantity")["properties"]["value"].update(type="string"),
        "schema Quantity.value: another type",
    ),
    "a key may be null": (
        lambda one: schema(one, "Quantity")["properties"].update(
            unit={"anyOf": [{"type": "string"}, {"type": "null"}]}
        ),
        "schema Quantity.unit: null or no longer null",
    ),
    "a list holds something else": (
        lambda one: schema(one, "SummitPage")["properties"]["items"].update(items={"type": "string"}),
        "schema SummitPage.items[]: another",
    ),
    "a type is renamed": (renamed, "schema Quantity: removed or renamed"),
    "a word goes": (lambda one: schema(one, "Scope")["enum"].remove("online"), "without the word online"),
    "a word comes to a closed list": (
        lambda one: schema(one, "Bound")["enum"].append("roughly"),
        "the word roughly, in a list that was closed",
    ),
    "an answer goes": (lambda one: listing(one)["responses"].pop("304"), "GET /v1/summits, 304: removed"),
    "a mistake gets another status": (
        lambda one: listing(one)["responses"].update(
            {"422": {"$ref": "#/components/responses/BadRequest"}},
        ),
        "GET /v1/summits, 422: another answer",
    ),
    "a media type goes": (
        lambda one: listing(one)["responses"]["200"]["content"].pop("application/json"),
        "200, application/json: removed",
    ),
    "a header goes": (lambda one: listing(one)["responses"]["200"]["headers"].pop("ETag"), "200, header ETag: removed"),
    "a shared answer loses a header": (
        lambda one: response(one, "MethodNotAllowed")["headers"].pop("Allow"),
        "response MethodNotAllowed, header Allow: removed",
    ),
    "304 loses its validator": (
        lambda one: response(one, "NotModified")["headers"].pop("ETag"),
        "response NotModified, header ETag: removed",
    ),
    "a shared answer is emptied": (
        lambda one: response(one, "NotFound").pop("content"),
        "response NotFound, application/problem+json: removed",
    ),
    "a shared answer is written in another media type": (
        lambda one: response(one, "NotFound")["content"].update(
            {"application/json": response(one, "NotFound")["content"].pop("application/problem+json")}
        ),
        "response NotFound, application/problem+json: removed",
    ),
    "a shared answer holds something else": (
        lambda one: response(one, "NotFound")["content"]["application/problem+json"].update(schema={"type": "string"}),
        "response NotFound: another",
    ),
    "a shared answer goes": (
        lambda one: (
            one["components"]["responses"].pop("NotFound"),
            one["paths"]["/v1/summits/{id}"]["get"]["responses"].update({"404": {"description": "Nothing."}}),
        ),
        "GET /v1/summits/{id}, 404: another answer",
    ),
    "a header may be absent": (
        lambda one: one["components"]["headers"]["Allow"].pop("required"),
        "header Allow: may be absent",
    ),
    "a key of a body becomes required": (
        lambda one: schema(one, "Claim")["required"].append("unit"),
        "schema Claim.unit: required",
    ),
    "a key of a body goes": (lambda one: schema(one, "Claim")["properties"].pop("unit"), "Claim.unit: removed"),
    "a body becomes required": (
        lambda one: listing(one).update(requestBody={"required": True, "content": {}}),
        "a body is required",
    ),
    "accounts come": (lambda one: one.update(security=[{"key": []}]), "security: differs"),
}

ALLOWED: dict[str, Edit] = {
    "nothing differs": lambda one: None,
    "a path comes": lambda one: one["paths"].update({"/v1/more": one["paths"]["/v1"]}),
    "a parameter comes": lambda one: listing(one)["parameters"].append(new("more", required=False)),
    "a limit rises": lambda one: parameter(one, "limit")["schema"].update(maximum=5000),
    "a word of fields comes": with_word,
    "a key comes": lambda one: schema(one, "Quantity")["properties"].update(more={"type": "string"}),
    "a word comes to an open list": lambda one: schema(one, "ActivityKind")["enum"].append("visit"),
    "a media type comes": lambda one: listing(one)["responses"]["200"]["content"].update({"image/png": {}}),
    "a problem comes": lambda one: listing(one)["responses"].update(
        {"429": {"$ref": "#/components/responses/NotFound"}}
    ),
    "a shared answer comes, and a header of one": lambda one: (
        one["components"]["responses"].update(More={"description": "More."}),
        response(one, "NotFound")["headers"].update(More={"schema": {"type": "string"}}),
    ),
    "a text differs": lambda one: listing(one).update(summary="All summits", description="Every summit."),
    "an example differs": lambda one: parameter(one, "year").update({"x-example": [2024]}),
    "the version rises": lambda one: one["info"].update(version="9.9.9"),
    "a schema comes": lambda one: one["components"]["schemas"].update(More={"type": "object"}),
    "a key of a body comes": lambda one: schema(one, "Claim")["properties"].update(more={"type": "string"}),
}


@pytest.mark.parametrize(("edit", "told"), BREAKS.values(), ids=BREAKS)
def test_it_breaks(edit: Edit, told: str) -> None:
    after = deepcopy(OPENAPI)
    edit(after)
    found = breaking(OPENAPI, after)
    assert any(told in line for line in found), found


@pytest.mark.parametrize("edit", ALLOWED.values(), ids=ALLOWED)
def test_it_does_not_break(edit: Edit) -> None:
    after = deepcopy(OPENAPI)
    edit(after)
    assert breaking(OPENAPI, after) == []


def test_what_was_only_null_may_come_to_hold_something_but_not_the_other_way_round() -> None:
    before, after = deepcopy(OPENAPI), deepcopy(OPENAPI)
    schema(before, "Suggestions")["properties"]["next"] = {"type": "null"}
    assert breaking(before, OPENAPI) == []
    assert breaking(OPENAPI, before) == [
        "schema Suggestions.next: another type",
        "schema Suggestions.next: null or no longer null",
    ]
    schema(after, "Suggestions")["properties"]["next"] = {"type": "string"}
    assert breaking(before, after) == ["schema Suggestions.next: another type"]


def test_what_breaks_is_not_written_unless_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = deepcopy(OPENAPI)
    before["paths"]["/v1/gone"] = before["paths"]["/v1"]
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(before))
    monkeypatch.setattr(command, "FILE", file)
    with pytest.raises(Refused, match="GET /v1/gone: removed"):
        command.keep(OPENAPI, anyway=False)
    assert json.loads(file.read_text()) == before
    command.keep(OPENAPI, anyway=True)
    assert file.read_text(encoding="utf-8") == FILE.read_text(encoding="utf-8")


def test_the_command_asks_for_the_examples_and_writes_both_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "FILE", tmp_path / "openapi.json")
    monkeypatch.setattr(command, "KEPT", tmp_path / "examples.json")
    command.write(anyway=False)
    assert (tmp_path / "openapi.json").read_text(encoding="utf-8") == FILE.read_text(encoding="utf-8")
    assert json.loads((tmp_path / "examples.json").read_text(encoding="utf-8")) == kept()
