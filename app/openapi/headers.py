"""Headers of answers, described once, and which answer has which.

What browsers are told (CORS, `nosniff`) and what the connection needs are of every server, and not described.
"""

from typing import Any

from app.kit.formats.format import FORMATS, JSON, JSONLD

TEXT = {"type": "string"}

HEADERS: dict[str, dict[str, Any]] = {
    "ETag": {
        "description": "Strong validator of this answer, for `If-None-Match` (RFC 9110 section 8.8.3).",
        "required": True,
        "schema": TEXT,
        "example": '"4f0e5a1c4f6d4a6f9f6c1f0a5d0f7b1e"',
    },
    "X-Dataset-Version": {
        "description": "Version of the release that is served; see `/v1/releases`.",
        "required": True,
        "schema": TEXT,
    },
    "X-Request-Id": {
        "description": "Id of this exchange, for the operator: the one that was sent, or a new one.",
        "required": True,
        "schema": TEXT,
        "example": "9f4a1c57-0a0e-4c0f-9d6b-0d1f2b8f7c11",
    },
    "Link": {
        "description": "Related addresses (RFC 8288): the next page as `next`, each other format as `alternate`, the "
        "licence of the data as `license`.",
        "schema": TEXT,
        "example": '</v1/summits?limit=1&cursor=eyJ>; rel="next"',
    },
    "Content-Location": {
        "description": "Address of this answer in this format, whatever `Accept` says (RFC 9110 section 8.7). It is "
        "left out where the query is long.",
        "schema": TEXT,
        "example": "/v1/summits?format=json",
    },
    "Content-Disposition": {
        "description": "Name to save the answer under (RFC 6266), in formats that are meant to be kept as a file.",
        "schema": TEXT,
        "example": 'attachment; filename="summits.csv"',
    },
    "Content-Encoding": {
        "description": "How the body is coded, as `Accept-Encoding` asked for it: `zstd` or `gzip`.",
        "schema": TEXT,
        "example": "gzip",
    },
    "Repr-Digest": {
        "description": "SHA-256 of the file (RFC 9530).",
        "required": True,
        "schema": TEXT,
        "example": "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:",
    },
    "Accept-Ranges": {
        "description": "`none`: parts of an answer cannot be asked for (RFC 9110 section 14.3).",
        "required": True,
        "schema": TEXT,
        "example": "none",
    },
    "Vary": {
        "description": "Which headers of the request the answer depends on.",
        "required": True,
        "schema": TEXT,
        "example": "Accept, Accept-Encoding",
    },
    "Cache-Control": {
        "description": "How long it may be kept: `no-cache` asks to revalidate, `no-store` not to keep it, "
        "`no-transform` to leave its bytes alone.",
        "required": True,
        "schema": TEXT,
        "example": "no-cache",
    },
    "Allow": {
        "description": "The methods answered at this path.",
        "required": True,
        "schema": TEXT,
        "example": "GET, HEAD, OPTIONS",
    },
    "Accept-Post": {
        "description": "The media type in which the body is read (W3C Linked Data Platform, section 7.1), where the "
        "body was sent in another.",
        "schema": TEXT,
        "example": JSON.type,
    },
    "Accept-Encoding": {
        "description": "`identity`, where the body was sent coded (RFC 9110 section 12.5.3).",
        "schema": TEXT,
        "example": "identity",
    },
    "Retry-After": {
        "description": "Seconds to wait before asking again (RFC 9110 section 10.2.3).",
        "required": True,
        "schema": {"type": "string", "pattern": "^[0-9]+$"},
        "example": "2",
    },
}
"""Headers that mean the same everywhere."""

ALWAYS = ("Cache-Control", "X-Request-Id")
"""What every answer has."""

OF_DATA = ("ETag", "X-Dataset-Version", "Vary", *ALWAYS)
"""What every answer of the data has; most have `Link` as well."""

MORE = {405: ("Allow",), 415: ("Accept-Post", "Accept-Encoding"), 503: ("Retry-After",)}
"""What some problems say besides."""

UNCODED = {414, 431, 500}
"""Problems that are always answered outside the layer that codes."""

EITHER = {400, 404}
"""Problems that are answered outside of it or within, by what is wrong."""

SAVED = {one.type for one in FORMATS if one.saved}


def headers_of(response: dict[str, Any]) -> dict[str, Any]:
    """Return the headers of what is answered with 200."""
    given, types = response.get("headers", {}), set(response.get("content", {}))
    found = [*((*OF_DATA, "Link") if "ETag" in given else ("Vary", *ALWAYS)), "Accept-Ranges"]
    if len(types) > 1:
        found.append("Content-Location")
    a_file = "Repr-Digest" in given  # not coded on its way, or its digest would not fit
    if types & SAVED or (a_file and JSONLD.type not in types):
        found.append("Content-Disposition")
    found.append("Repr-Digest" if a_file else "Content-Encoding")
    return referred(*found) | {name: header for name, header in given.items() if name not in HEADERS}


def of_not_modified() -> dict[str, Any]:
    """Return the headers of 304: those of the 200 but for the body's (RFC 9110 section 15.4.5), files' among them."""
    return referred(*OF_DATA, "Link", "Content-Location") | _sometimes("Repr-Digest", "Accept-Ranges")


def of_problem(status: int) -> dict[str, Any]:
    """Return the headers of a problem."""
    more = MORE.get(status, ())
    if status in UNCODED:
        return referred(*ALWAYS, *more)
    coded = referred(*ALWAYS, *more, "Content-Encoding")
    return coded | (_sometimes("Vary") if status in EITHER else referred("Vary"))


def referred(*names: str) -> dict[str, Any]:
    """Return references to shared headers."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _sometimes(*names: str) -> dict[str, Any]:
    return {name: {key: HEADERS[name][key] for key in ("description", "schema")} for name in names}
