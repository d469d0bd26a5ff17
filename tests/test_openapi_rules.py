"""Our own rules for the description, beside those of openapi-spec-validator and Spectral: no finding of any."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema_rs
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from app.openapi.examples import texts_of
from tests.described import COMPONENTS, OPENAPI, OPERATIONS, page_of, parts, resolved

Rule = Callable[[], Iterator[str]]
RULES: list[Rule] = []
SCHEMAS: dict[str, Any] = COMPONENTS["schemas"]
SENT = {name for name, schema in SCHEMAS.items() if schema.get("additionalProperties") is False}
"""What is sent to us, where keys may be left out."""
FILTERED = {
    resolved(operation["responses"]["200"]["content"]["application/json"]["schema"])["properties"]
    .get("items", {})
    .get("items", operation["responses"]["200"]["content"]["application/json"]["schema"])["$ref"]
    .rpartition("/")[2]
    for operation in OPERATIONS.values()
    if any(parameter["name"] == "fields" for parameter in operation.get("parameters", []))
}
"""What `fields=` may take keys from."""


def rule(check: Rule) -> Rule:
    """Register a rule: it yields a line for each finding."""
    RULES.append(check)
    return check


def told(text: str | None) -> bool:
    """Tell whether a description is there and ends as a sentence, a question or a list does."""
    return bool(text) and (text.rstrip()[-1] in ".?" or text.rstrip().splitlines()[-1].startswith("- "))  # type: ignore[union-attr]


@rule
def operation_ids_are_snake_case_and_unique() -> Iterator[str]:
    ids = [op["operationId"] for item in OPENAPI["paths"].values() for op in item.values()]
    yield from (name for name, count in Counter(ids).items() if count > 1)
    yield from (name for name in ids if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name))


@rule
def operations_have_one_tag_that_is_described_in_the_order_of_the_docs() -> Iterator[str]:
    tags = [tag["name"] for tag in OPENAPI["tags"]]
    yield from (f"tag {tag['name']}" for tag in OPENAPI["tags"] if not told(tag.get("description")))
    for name, operation in OPERATIONS.items():
        if len(operation["tags"]) != 1 or operation["tags"][0] not in tags:
            yield name
    used = {operation["tags"][0] for operation in OPERATIONS.values()}
    yield from (f"tag {tag} is not used" for tag in tags if tag not in used)


@rule
def everything_that_can_be_described_is() -> Iterator[str]:
    for name, operation in OPERATIONS.items():
        if not told(operation.get("description")) or not operation.get("summary"):
            yield name
        yield from (f"{name} {one['name']}" for one in operation.get("parameters", []) if not told(one["description"]))
        for status, response in operation["responses"].items():
            if not told(resolved(response).get("description")):
                yield f"{name} {status}"
    for name, schema in SCHEMAS.items():
        if not told(schema.get("description")):
            yield name
        for key, part in schema.get("properties", {}).items():
            if not told(part.get("description")):
                yield f"{name}.{key}"
    for kind in ("headers", "responses"):
        yield from (f"{kind} {name}" for name, part in COMPONENTS[kind].items() if not told(part["description"]))


@rule
def every_parameter_has_a_name_in_snake_case_a_schema_and_an_example() -> Iterator[str]:
    for name, operation in OPERATIONS.items():
        for one in operation.get("parameters", []):
            if not re.fullmatch(r"[a-z]+(_[a-z]+)*", one["name"]) or not one["schema"]:
                yield f"{name} {one['name']}"
            if not {"example", "x-example"} & set(one) and one["name"] != "cursor":
                yield f"{name} {one['name']} has no example"


@rule
def every_answer_has_headers_and_an_example_of_each_text() -> Iterator[str]:
    for name, operation in OPERATIONS.items():
        found = operation["responses"]["200"]
        if "Cache-Control" not in found.get("headers", {}) or not found.get("content"):
            yield f"{name} 200"
        for media_type in texts_of(operation):
            if not {"example", "examples"} & set(found["content"][media_type]):
                yield f"{name} {media_type} (run `make openapi`)"


@rule
def examples_fit_their_schemas() -> Iterator[str]:
    for where, part in parts(OPENAPI):
        if "schema" not in part:
            continue
        validator = jsonschema_rs.validator_for({**part["schema"], "components": COMPONENTS})
        values = [example["value"] for example in part.get("examples", {}).values()]
        values += [part[key] for key in ("example", "x-example") if key in part]
        yield from (where for value in values if not validator.is_valid(value))


@rule
def every_refusal_is_a_problem_with_an_example_of_its_status() -> Iterator[str]:
    plain = {"$ref": "#/components/schemas/Problem"}
    for name, operation in OPERATIONS.items():
        for status, response in operation["responses"].items():
            if status[0] not in "45":
                continue
            found = resolved(response).get("content", {}).get("application/problem+json", {})
            if found.get("example", {}).get("status") != int(status):
                yield f"{name} {status} has no example (app/openapi/answers.py)"
            if found.get("schema") == plain and "$ref" not in response:
                yield f"{name} {status} is written out"
    told_twice = Counter(response["description"] for response in COMPONENTS["responses"].values())
    yield from (text for text, count in told_twice.items() if count > 1)


@rule
def no_component_is_missing_or_unused() -> Iterator[str]:
    used = {part["$ref"] for _, part in parts(OPENAPI) if isinstance(part.get("$ref"), str)}
    there = {f"#/components/{kind}/{name}" for kind, group in COMPONENTS.items() for name in group}
    yield from sorted(used ^ there)


@rule
def the_only_unions_are_with_null() -> Iterator[str]:
    for where, part in parts(OPENAPI):
        if "anyOf" in part and ({"type": "null"} not in part["anyOf"] or len(part["anyOf"]) != 2):
            yield where
        if {"allOf", "oneOf", "not"} & set(part):
            yield where


@rule
def null_is_never_all_that_there_is() -> Iterator[str]:
    """Of what can only be null openapi-generator makes no Python, and TypeScript that does not check."""
    for where, part in parts(OPENAPI):
        if part.get("type") == "null" and not re.search(r"/anyOf/\d+$", where):
            yield where
        if isinstance(part.get("type"), list) or None in (part.get("enum") or ()) or part.get("const", 0) is None:
            yield f"{where}: written otherwise than as anyOf"


@rule
def names_stay_apart_in_every_language() -> Iterator[str]:
    """However a generator writes them: in capitals, without underscores, as names of files."""
    groups = {f"keys of {name}": list(schema.get("properties", ())) for name, schema in SCHEMAS.items()}
    groups |= {f"words of {name}": schema.get("enum", []) for name, schema in SCHEMAS.items()}
    groups |= {
        f"parameters of {name}": [one["name"] for one in operation.get("parameters", ())]
        for name, operation in OPERATIONS.items()
    }
    for what, names in {"schemas": list(SCHEMAS), "operations": list(OPERATIONS), **groups}.items():
        count = Counter(re.sub(r"\W|_", "", name).lower() for name in names)
        yield from (f"{what}: {name} twice" for name, number in count.items() if number > 1)
        yield from (f"{what}: {name} is no name" for name in names if not re.match(r"[A-Za-z]", name))


@rule
def every_pattern_is_one_of_python() -> Iterator[str]:
    for where, part in parts(OPENAPI):
        if isinstance(part.get("pattern"), str):
            try:
                re.compile(part["pattern"])
            except re.error as error:
                yield f"{where}: {error}"


@rule
def every_key_is_always_there_but_where_fields_may_drop_it() -> Iterator[str]:
    for name, schema in SCHEMAS.items():
        optional = set(schema.get("properties", {})) - set(schema.get("required", ()))
        shown = name.removesuffix("Within").removesuffix("Plain") in FILTERED
        allowed = optional if name in SENT | FILTERED or shown else set()
        if "Included" in name:
            allowed = optional
        yield from (f"{name}.{key}" for key in optional - allowed - {"included"})
        if (name in FILTERED or shown) and "id" in optional:
            yield f"{name}.id"


@rule
def every_vocabulary_is_a_component_that_says_what_each_word_means() -> Iterator[str]:
    for name, schema in SCHEMAS.items():
        if "enum" in schema:
            lines = re.findall(r"^- `([^`]+)`: .+", schema["description"], re.MULTILINE)
            if lines != schema["enum"] or "x-extensible" not in schema:
                yield f"{name} (app/openapi/words.py)"


@rule
def no_schema_is_written_twice() -> Iterator[str]:
    enums = Counter(json.dumps(part["enum"]) for _, part in parts(OPENAPI) if isinstance(part.get("enum"), list))
    yield from (words for words, count in enums.items() if count > 1)
    # What may be included differs by what it is included in, although some of it is the same today.
    whole = Counter(json.dumps(schema, sort_keys=True) for name, schema in SCHEMAS.items() if "Included" not in name)
    yield from (text[:80] for text, count in whole.items() if count > 1)
    for where, part in parts(OPENAPI):
        if isinstance(part.get("properties"), dict) and not re.fullmatch(r"/components/schemas/\w+", where):
            yield where


@rule
def names_are_those_of_types() -> Iterator[str]:
    for group in COMPONENTS.values():
        yield from (name for name in group if not re.fullmatch(r"[A-Z][A-Za-z]*(-[A-Z][A-Za-z]*)*", name))
    yield from (where for where, part in parts(SCHEMAS) if isinstance(part.get("title"), str))
    for name, schema in SCHEMAS.items():
        own = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
        yield from (f"{name}.{key}: a key of its own name" for key in schema.get("properties", {}) if key == own)
    yield from (path for path in OPENAPI["paths"] if not re.fullmatch(r"(/([a-z0-9.-]+|\{[a-z]+\}))+", path))


@rule
def the_whole_is_introduced() -> Iterator[str]:
    yield from ({"title", "summary", "description", "version", "contact", "license"} - set(OPENAPI["info"]))
    if OPENAPI["security"] != []:
        yield "security"
    # Of another relative address openapi-generator makes `http://.`, where it reads a file.
    if [one["url"] for one in OPENAPI["servers"]] != ["/"]:
        yield "servers"


@pytest.mark.parametrize("check", RULES, ids=lambda check: check.__name__)
def test_a_rule_finds_nothing(check: Rule) -> None:
    assert list(check()) == []


def test_openapi_spec_validator_finds_nothing() -> None:
    assert list(OpenAPIV31SpecValidator(OPENAPI).iter_errors()) == []


def test_there_are_pages_to_walk() -> None:
    """The rules above, and the clients, look at something."""
    assert sum(page_of(operation) is not None for operation in OPERATIONS.values()) >= 19
    assert len(FILTERED) >= 16
    assert len(RULES) >= 17
