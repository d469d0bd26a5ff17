"""Answers, described once: what is not modified, and every problem, under a name."""

import re
from typing import Any

from app.kit.formats.format import FORMATS, JSON
from app.kit.problems import PROBLEM, phrase
from app.openapi.headers import HEADERS, headers_of, of_not_modified, of_problem
from app.openapi.walk import operations_of

OFFERED = [one.type for one in FORMATS]

PROBLEMS: dict[int, tuple[str, str]] = {
    400: (
        "The request cannot be read at all: a bad escape, text that is not UTF-8, a NUL, or JSON that is none.",
        "the query cannot be read: it is not UTF-8",
    ),
    404: ("There is nothing of this id.", "no such id among summits"),
    405: ("This method is not answered here; `Allow` names those that are.", "answered here: GET, HEAD, OPTIONS"),
    406: (
        "`Accept` names nothing offered (`errors` lists what is), or `Accept-Encoding` refuses every coding of it.",
        f"offered here: {', '.join(OFFERED)}",
    ),
    410: (
        "The walk is over: there is a new release since it began. Begin it again.",
        "the data has a new release since this walk began; begin it again",
    ),
    412: (
        "`If-Match` names no strong `ETag` of what would be answered.",
        "If-Match names no strong ETag of what is here now; ask without it",
    ),
    413: ("The body is too long.", "the body may have 4096 bytes"),
    414: ("Path and query are too long.", "path and query may have 8192 bytes"),
    415: (
        "The body is in another media type than the one that is read.",
        "send the body with Content-Type: application/json",
    ),
    422: (
        "A parameter, or a part of the body, is not understood; `errors` names each and what is allowed.",
        "1 parameter was refused; see errors",
    ),
    431: ("The headers are too long.", "headers may have 65536 bytes"),
    500: ("Something went wrong here.", "something went wrong here; the log has it under the id in `instance`"),
    503: (
        (
            "It cannot be answered now; `detail` tells why, and `Retry-After` when to ask again: there is no data to"
            " answer from (see `/readyz`), eight long lists are being read already, the files of all the data cannot"
            " be written, or a statement took longer than the limit."
        ),
        "the database cannot be reached, or is not set up yet",
    ),
}
"""Each problem: what it means, and the `detail` of its example."""

FAULTS: dict[int, dict[str, Any]] = {
    406: {"location": "header", "name": "Accept", "detail": "none of these is accepted", "allowed": OFFERED},
    422: {"location": "query", "name": "yaer", "detail": "unknown parameter", "allowed": ["limit", "year"]},
}
"""The one of `errors` in the example, where a problem tells its faults apart."""


def share_answers(document: dict[str, Any]) -> None:
    """Name the problems, the headers and 304, and refer to them."""
    components = document["components"]
    components["responses"], components["headers"] = {}, {}
    for operation in operations_of(document):
        for status, response in sorted(operation["responses"].items()):
            shared = _shared(status, response)
            if shared is not None:
                name = re.sub(r"\W", "", phrase(int(status)).title())
                components["responses"][name] = shared
                operation["responses"][status] = {"$ref": f"#/components/responses/{name}"}
            else:
                if response["description"] == "Successful Response":  # FastAPI's own
                    response["description"] = operation["summary"]
                response["headers"] = headers_of(response)
                if "content" in response:  # generators of clients read the first that they know
                    response["content"] = dict(sorted(response["content"].items(), key=lambda one: one[0] != JSON.type))
        operation["responses"] = dict(sorted(operation["responses"].items()))
    components["responses"] = dict(sorted(components["responses"].items()))
    components["headers"] = {name: dict(header) for name, header in HEADERS.items() if _refers(document, name)}


def _shared(status: str, response: dict[str, Any]) -> dict[str, Any] | None:
    """Return what stands for this answer everywhere; None if it is an answer of its own."""
    if status == "304":
        return response | {"headers": of_not_modified()}
    plain = response.get("content") == {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return _problem(int(status)) if plain else None


def _problem(status: int) -> dict[str, Any]:
    about, detail = PROBLEMS.get(status, (f"{phrase(status)}.", phrase(status)))
    example = {
        "type": "about:blank",
        "title": phrase(status),
        "status": status,
        "detail": detail,
        "instance": "urn:uuid:b4ac1f6e-9d1e-4a3c-8a53-0f6f2f3c2b11",
        "errors": [FAULTS[status]] if status in FAULTS else [],
    }
    return {
        "description": about,
        "headers": of_problem(status),
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}},
    }


def _refers(part: Any, name: str) -> bool:
    if isinstance(part, dict):
        return part.get("$ref") == f"#/components/headers/{name}" or any(_refers(one, name) for one in part.values())
    return isinstance(part, list) and any(_refers(one, name) for one in part)
