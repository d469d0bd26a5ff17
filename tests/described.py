"""The committed description, and where things stand in it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "openapi.json"
OPENAPI: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
COMPONENTS: dict[str, Any] = OPENAPI["components"]
OPERATIONS: dict[str, dict[str, Any]] = {
    operation["operationId"]: operation for methods in OPENAPI["paths"].values() for operation in methods.values()
}


def resolved(part: dict[str, Any], document: dict[str, Any] = OPENAPI) -> dict[str, Any]:
    """Return what a part refers to, or the part itself."""
    if "$ref" not in part:
        return part
    found = document
    for name in part["$ref"].split("/")[1:]:
        found = found[name]
    return found


def parts(part: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every object of the description with its place, but for examples and defaults, which are data."""
    if isinstance(part, dict):
        yield where, part
        for name, inner in part.items():
            if name not in {"example", "examples", "x-example", "default"} or where.endswith("/properties"):
                yield from parts(inner, f"{where}/{name}")
    elif isinstance(part, list):
        for number, inner in enumerate(part):
            yield from parts(inner, f"{where}/{number}")


def page_of(operation: dict[str, Any]) -> dict[str, Any] | None:
    """Return the schema of the page that an operation answers; None if it answers no page that is walked."""
    content = operation["responses"]["200"].get("content", {})
    schema = resolved(content.get("application/json", {}).get("schema", {}))
    walked = "next" in schema.get("properties", {})
    return schema if walked and any(one["name"] == "cursor" for one in operation.get("parameters", [])) else None
