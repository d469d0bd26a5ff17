"""Examples of answers: real ones of the frozen facts, kept in `examples.json` and put beside each media type.

`make openapi` asks for them anew; a test asks again and compares. Long texts are cut after two lines, and what changes
by the version of the release alone is masked.
"""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from app.openapi.walk import METHODS

Examples = dict[str, dict[str, Any]]
"""By operation, then by media type: the request, and what was answered."""

KEPT = Path(__file__).with_name("examples.json")

LINKED = "application/ld+json"

RELEASE = "0" * 16
"""What stands for the version of the current release."""

MASKS = {
    r"\b[0-9a-f]{64}\b": "0" * 64,
    r'("dcat:byteSize": *)"[0-9]+"': r'\1"0"',
    r"\b(cursor=)[\w-]+": r"\1bmV4dA",
    r"(<entry><id>urn:uuid:)[0-9a-f-]{36}": r"\g<1>00000000-0000-0000-0000-000000000000",
}
"""Digests and sizes of files, cursors, and ids of the feed: all follow from the version, or from what packs a file."""

LINES = 2
"""Lines of a text that are shown."""


def kept() -> Examples:
    """Return the examples that are kept."""
    found: Examples = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def put_examples(document: dict[str, Any], examples: Examples) -> None:
    """Put the examples where they belong, the release of them too; what is no longer answered is left out."""
    for _, _, operation in asked_by(document):
        content = operation["responses"]["200"].get("content", {})
        for media_type, example in examples.get(operation["operationId"], {}).items():
            if media_type in content:
                content[media_type]["examples"] = {"answer": {"summary": example["request"], "value": example["value"]}}
    header = document["components"]["headers"].get("X-Dataset-Version")
    if header and (ready := examples.get("get_readiness")):
        header["example"] = ready["application/json"]["value"]["release"]


def asked_by(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Return method, path and operation of everything that can be asked."""
    return [
        (method, path, item[method]) for path, item in document["paths"].items() for method in METHODS if method in item
    ]


def request_of(path: str, operation: dict[str, Any]) -> str:
    """Return a path with the examples of all that is needed, and as few items as there may be."""
    parameters = operation.get("parameters", [])
    within = {one["name"]: one["example"] for one in parameters if one["in"] == "path"}
    query = {one["name"]: one["example"] for one in parameters if one["in"] == "query" and one["required"]}
    optional = {one["name"]: one.get("x-example") for one in parameters}
    if "limit" in optional:
        query["limit"] = 1
    elif optional.get("property"):
        query["property"] = optional["property"]
    address = path.format(**within)
    return f"{address}?{urlencode(query, doseq=True)}" if query else address


def texts_of(operation: dict[str, Any]) -> list[str]:
    """Return the media types that an operation is shown in: those that are text, linked data only of single items."""
    content = operation["responses"]["200"].get("content", {})
    unshown = {LINKED} if "text/csv" in content else set()
    texts = [name for name, part in content.items() if part.get("schema", {}).get("format") != "binary"]
    return [name for name in texts if name not in unshown]


def body_of(operation: dict[str, Any]) -> Any:
    """Return the first example of what is posted; None if nothing is."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    return next(iter(content["examples"].values()))["value"] if content else None


def shown(text: str, media_type: str, release: str) -> Any:
    """Return an answer of a release as an example: JSON as a value, other texts up to their first lines.

    Its version is shown as zeros, and so is what follows from it: one more property in the vocabulary, or a corrected
    fact, is then seen in no example but those that show it. Digests and sizes of files are not the same on every
    machine either, since SQLite and zlib pack them.
    """
    text = text.replace(release, RELEASE)
    for pattern, mask in MASKS.items():
        text = re.sub(pattern, mask, text)
    if media_type == "application/json" or media_type.endswith("+json"):
        return json.loads(text)
    lines = text.splitlines(keepends=True)
    return "".join(lines[:LINES])
