"""Which differences between two descriptions break a client that was made from the first: docs/stability.md, as code.

Removals, other types, other names and narrower limits break; additions do not, but for a word in an answer that was
promised never to come. Texts and examples are no part of the promise.
"""

import re
from collections.abc import Iterator
from typing import Any

from app.openapi.walk import METHODS

Schema = dict[str, Any]

SAME = ("type", "$ref", "format", "const", "additionalProperties", "default")
"""What of a schema may not differ."""

ANY = float("inf")
LOWER = {"minimum": -ANY, "exclusiveMinimum": -ANY, "minLength": 0, "minItems": 0}
UPPER = {"maximum": ANY, "exclusiveMaximum": ANY, "maxLength": ANY, "maxItems": ANY}
"""Limits, which may not become narrower, and what holds where there is none."""


def breaking(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Return what breaks, one line each; empty if a client of `before` goes on with `after`."""
    found = [*_paths(before["paths"], after["paths"])]
    parts, kept = before["components"], after["components"]
    for name, schema in parts["schemas"].items():
        if name not in kept["schemas"]:
            found.append(f"schema {name}: removed or renamed")
        else:
            found += _schema(schema, kept["schemas"][name], f"schema {name}")
    # An answer or a header that is gone is referred to no longer, which is told where it was.
    for name in sorted(parts["responses"].keys() & kept["responses"].keys()):
        found += _content(parts["responses"][name], kept["responses"][name], f"response {name}")
    for name in sorted(parts["headers"].keys() & kept["headers"].keys()):
        found += _header(parts["headers"][name], kept["headers"][name], f"header {name}")
    if after.get("security") != before.get("security"):
        found.append("security: differs")
    return found


def _paths(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    for path, item in before.items():
        for method in (method for method in METHODS if method in item):
            where = f"{method.upper()} {path}"
            if method not in after.get(path, {}):
                yield f"{where}: removed"
            else:
                yield from _operation(item[method], after[path][method], where)


def _operation(before: dict[str, Any], after: dict[str, Any], where: str) -> Iterator[str]:
    if before["operationId"] != after["operationId"]:
        yield f"{where}: another operationId"
    old, new = ({(one["in"], one["name"]): one for one in part.get("parameters", [])} for part in (before, after))
    for key, parameter in old.items():
        spot = f"{where}, parameter {key[1]}"
        if key not in new:
            yield f"{spot}: removed"
        else:
            yield from _parameter(parameter, new[key], spot)
    for key in new.keys() - old.keys():
        if new[key].get("required"):
            yield f"{where}, parameter {key[1]}: new and required"
    if "requestBody" not in before and after.get("requestBody", {}).get("required"):
        yield f"{where}: a body is required"
    yield from _content(before.get("requestBody", {}), after.get("requestBody", {}), f"{where}, body")
    for status, response in before["responses"].items():
        if status not in after["responses"]:
            yield f"{where}, {status}: removed"
        else:
            yield from _content(response, after["responses"][status], f"{where}, {status}")


def _parameter(before: dict[str, Any], after: dict[str, Any], where: str) -> Iterator[str]:
    if after.get("required") and not before.get("required"):
        yield f"{where}: required"
    if [before.get(key) for key in ("style", "explode")] != [after.get(key) for key in ("style", "explode")]:
        yield f"{where}: written otherwise"
    yield from _schema(before["schema"], after["schema"], where)


def _content(before: dict[str, Any], after: dict[str, Any], where: str) -> Iterator[str]:
    if before.get("$ref") != after.get("$ref"):
        yield f"{where}: another answer"
    for name, header in before.get("headers", {}).items():
        if header.get("required", "$ref" in header) and name not in after.get("headers", {}):
            yield f"{where}, header {name}: removed"
    for media_type, part in before.get("content", {}).items():
        if media_type not in after.get("content", {}):
            yield f"{where}, {media_type}: removed"
        else:
            yield from _schema(part.get("schema", {}), after["content"][media_type].get("schema", {}), where)


def _header(before: dict[str, Any], after: dict[str, Any], where: str) -> Iterator[str]:
    if before.get("required") and not after.get("required"):
        yield f"{where}: may be absent"
    yield from _schema(before["schema"], after["schema"], where)


def _schema(before: Schema, after: Schema, where: str) -> Iterator[str]:
    before, after = _plain(before), _plain(after)
    if before.get("type") == "null" and after.get("nullable"):
        return  # what was only null told nothing: a value there is like a new key
    for key in SAME:
        if before.get(key) != after.get(key):
            yield f"{where}: another {key}"
    yield from _limits(before, after, where)
    yield from _words(before, after, where)
    for key, part in before.get("properties", {}).items():
        if key not in after.get("properties", {}):
            yield f"{where}.{key}: removed"
        else:
            yield from _schema(part, after["properties"][key], f"{where}.{key}")
    for key in sorted(set(before.get("required", ())) - set(after.get("required", ()))):
        yield f"{where}.{key}: may be absent"
    if before.get("additionalProperties") is False:  # it is sent to us
        for key in sorted(set(after.get("required", ())) - set(before.get("required", ()))):
            yield f"{where}.{key}: required"
    if "items" in before:
        yield from _schema(before["items"], after.get("items", {}), f"{where}[]")


def _plain(schema: Schema) -> Schema:
    """Return a schema with its one option that is not null beside what it says itself, and whether it may be null."""
    options = [option for option in schema.get("anyOf", []) if option != {"type": "null"}]
    if len(options) == 1:
        return {**schema, **options[0], "anyOf": None, "nullable": True}
    return schema


def _limits(before: Schema, after: Schema, where: str) -> Iterator[str]:
    if before.get("nullable", False) != after.get("nullable", False):
        yield f"{where}: null or no longer null"
    for key, none in LOWER.items():
        if after.get(key, none) > before.get(key, none):
            yield f"{where}: a higher {key}"
    for key, none in UPPER.items():
        if after.get(key, none) < before.get(key, none):
            yield f"{where}: a lower {key}"
    step = after.get("multipleOf")
    if step is not None and ("multipleOf" not in before or before["multipleOf"] % step):
        yield f"{where}: another multipleOf"
    if after.get("uniqueItems", False) and not before.get("uniqueItems", False):
        yield f"{where}: uniqueItems"


def _words(before: Schema, after: Schema, where: str) -> Iterator[str]:
    old, new = set(before.get("enum", ())), set(after.get("enum", ()))
    if "enum" in after and "enum" not in before:
        yield f"{where}: only certain words"
    for word in sorted(old - new, key=str):
        yield f"{where}: without the word {word}"
    if before.get("x-extensible") is False:
        for word in sorted(new - old, key=str):
            yield f"{where}: the word {word}, in a list that was closed"
    pattern, narrower = before.get("pattern"), after.get("pattern")
    if pattern != narrower and narrower is not None:
        lost = _listed(pattern) - _listed(narrower)
        if lost or not _listed(narrower):
            yield f"{where}: another pattern{f', without {sorted(lost)}' if lost else ''}"


def _listed(pattern: str | None) -> set[str]:
    """Return the words of a list between commas, from its pattern; empty if it is another pattern."""
    found = re.fullmatch(r"\^\(\?:(.+)\)\(\?:,\(\?:\1\)\)\*\$", pattern or "")
    return set(found[1].split("|")) if found else set()
