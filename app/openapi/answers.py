"""Answers, described once: the headers, what is not modified, and every problem under a name."""

import re
from http import HTTPStatus
from typing import Any

from app.kit.problems import PROBLEM, phrase
from app.openapi.walk import operations_of

JSON = "application/json"
RELEASE = "1b0e986f88d1964f"

HEADERS: dict[str, dict[str, Any]] = {
    "ETag": {
        "description": "Strong validator of this answer, for `If-None-Match` (RFC 9110 section 8.8.3).",
        "required": True,
        "schema": {"type": "string"},
        "example": '"4f0e5a1c4f6d4a6f9f6c1f0a5d0f7b1e"',
    },
    "X-Dataset-Version": {
        "description": "Version of the release that is served; see `/v1/releases`.",
        "required": True,
        "schema": {"type": "string"},
        "example": RELEASE,
    },
    "Link": {
        "description": 'Related addresses (RFC 8288), such as the next page as `rel="next"`.',
        "schema": {"type": "string"},
        "example": '</v1/summits?limit=1&cursor=eyJ>; rel="next"',
    },
    "Vary": {
        "description": "Which headers of the request the answer depends on.",
        "required": True,
        "schema": {"type": "string"},
        "example": "Accept, Accept-Encoding",
    },
    "Cache-Control": {
        "description": "How long it may be kept: `no-cache` asks to revalidate, `no-store` not to keep it.",
        "required": True,
        "schema": {"type": "string"},
        "example": "no-cache",
    },
    "Allow": {
        "description": "The methods answered at this path.",
        "required": True,
        "schema": {"type": "string"},
        "example": "GET, HEAD",
    },
    "Accept-Post": {
        "description": "The media type in which the body is read (W3C Linked Data Platform, section 7.1).",
        "required": True,
        "schema": {"type": "string"},
        "example": JSON,
    },
    "Retry-After": {
        "description": "Seconds to wait before asking again (RFC 9110 section 10.2.3).",
        "required": True,
        "schema": {"type": "string", "pattern": "^[0-9]+$"},
        "example": "2",
    },
}
"""Headers that mean the same everywhere."""

OF_DATA = ("ETag", "X-Dataset-Version", "Vary", "Cache-Control")
"""What every answer of the data has; a page may have `Link` as well."""

MORE = {405: ("Allow",), 415: ("Accept-Post",), 503: ("Retry-After",)}
"""What some problems say besides."""

PROBLEMS: dict[int, tuple[str, str]] = {
    400: (
        "The request cannot be read at all: a bad escape, text that is not UTF-8, a NUL, or JSON that is none.",
        "the query cannot be read: it is not UTF-8",
    ),
    404: ("There is nothing of this id.", "no such id among summits"),
    405: ("This method is not answered here; `Allow` names those that are.", "answered here: GET, HEAD"),
    406: ("None of the media types asked for is offered.", "none of the formats asked for is offered here"),
    409: ("It does not fit the state of what it is about.", "it does not fit the state of what it is about"),
    410: (
        "The walk is over: there is a new release since it began. Begin it again.",
        "the data has a new release since this walk began; begin it again",
    ),
    412: ("The condition of the request does not hold.", "the condition of the request does not hold"),
    413: ("The body is too long.", "the body may have 4096 bytes"),
    414: ("Path and query are too long.", "path and query may have 8192 bytes"),
    415: (
        "The body is in another media type than the one that is read.",
        "send the body with Content-Type: application/json",
    ),
    416: ("None of the ranges asked for is there.", "none of the ranges asked for is there"),
    422: (
        "A parameter, or a part of the body, is not understood; `errors` names each and what is allowed.",
        "1 parameter was refused; see errors",
    ),
    429: ("Too many requests in too short a time.", "too many requests; see Retry-After"),
    431: ("The headers are too long.", "headers may have 65536 bytes"),
    500: ("Something went wrong here.", "something went wrong here; the log has it under the id in `instance`"),
    503: ("There is no data to answer from: see `/readyz`.", "the database cannot be reached, or is not set up yet"),
}
"""Each problem: what it means, and the `detail` of its example."""

FAULT = {"location": "query", "name": "yaer", "detail": "unknown parameter", "allowed": ["limit", "year"]}


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
                response["headers"] = _of_answer(response, components["schemas"])
                if "content" in response:  # generators of clients read the first that they know
                    response["content"] = dict(sorted(response["content"].items(), key=lambda one: one[0] != JSON))
        operation["responses"] = dict(sorted(operation["responses"].items()))
    components["responses"] = dict(sorted(components["responses"].items()))
    components["headers"] = {name: header for name, header in HEADERS.items() if _refers(document, name)}


def _shared(status: str, response: dict[str, Any]) -> dict[str, Any] | None:
    """Return what stands for this answer everywhere; None if it is an answer of its own."""
    if status == "304":
        return response | {"headers": _referred(OF_DATA)}
    plain = response.get("content") == {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return _problem(int(status)) if plain else None


def _of_answer(response: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    given = response.get("headers", {})
    shared = OF_DATA if "ETag" in given else ("Cache-Control",)
    reference = response.get("content", {}).get(JSON, {}).get("schema", {}).get("$ref", "")
    pages = "next" in schemas.get(reference.rpartition("/")[2], {}).get("properties", {})
    more = ("Link",) if pages and "ETag" in given else ()
    own = {name: header for name, header in given.items() if name not in HEADERS}
    return _referred((*shared, *more, *(name for name in given if name in HEADERS))) | own


def _problem(status: int) -> dict[str, Any]:
    about, detail = PROBLEMS.get(status, (f"{phrase(status)}.", phrase(status)))
    example = {
        "type": "about:blank",
        "title": phrase(status),
        "status": status,
        "detail": detail,
        "instance": "urn:uuid:b4ac1f6e-9d1e-4a3c-8a53-0f6f2f3c2b11",
        "errors": [FAULT] if status == HTTPStatus.UNPROCESSABLE_ENTITY else [],
    }
    return {
        "description": about,
        "headers": _referred(("Cache-Control", *MORE.get(status, ()))),
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}},
    }


def _referred(names: tuple[str, ...]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in dict.fromkeys(names)}


def _refers(part: Any, name: str) -> bool:
    if isinstance(part, dict):
        return part.get("$ref") == f"#/components/headers/{name}" or any(_refers(one, name) for one in part.values())
    return isinstance(part, list) and any(_refers(one, name) for one in part)
