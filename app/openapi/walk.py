"""Where schemas stand in an OpenAPI document."""

from collections.abc import Iterator
from typing import Any

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def operations_of(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every operation, in the order of the paths."""
    for item in document["paths"].values():
        yield from (item[method] for method in METHODS if method in item)


def schemas_of(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every schema, those within schemas after the ones that hold them."""
    for schema in list(document["components"]["schemas"].values()):
        yield from _within(schema)
    for operation in operations_of(document):
        for parameter in operation.get("parameters", []):
            yield from _within(parameter["schema"])
        for response in operation["responses"].values():
            for part in [*response.get("content", {}).values(), *response.get("headers", {}).values()]:
                if "schema" in part:
                    yield from _within(part["schema"])


def _within(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield schema
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from _within(schema[key])
    for key in ("anyOf", "oneOf", "allOf"):
        for option in schema.get(key, []):
            yield from _within(option)
    for part in schema.get("properties", {}).values():
        yield from _within(part)
