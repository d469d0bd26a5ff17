"""Stands before routing: refuses requests that cannot be read at all, and lets HEAD run as GET without a body.

Both parsers of uvicorn let some of these through (httptools also a missing or doubled Host).
"""

import re
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.problems import ProblemError, answer

LONGEST_TARGET = 8192
"""Bytes of path and query (RFC 9112 section 3 recommends to support 8000 at least)."""

LONGEST_HEADERS = 65536
"""Bytes of all header fields together."""

_BAD_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")


class Guard:
    """A pure ASGI layer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or pass it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = _refusal(scope)
        headless = _without_body(send) if scope["method"] == "HEAD" else send
        if refused is not None:
            await answer(refused)(scope, receive, headless)
            return
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET", "headless": True}
        await self.app(scope, receive, headless)


def _refusal(scope: Scope) -> ProblemError | None:
    raw_path, query = scope.get("raw_path") or scope["path"].encode(), scope["query_string"]
    if len(raw_path) + len(query) > LONGEST_TARGET:
        return ProblemError(HTTPStatus.REQUEST_URI_TOO_LONG, f"path and query may have {LONGEST_TARGET} bytes")
    if sum(len(name) + len(value) for name, value in scope["headers"]) > LONGEST_HEADERS:
        return ProblemError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"headers may have {LONGEST_HEADERS} bytes")
    if sum(name == b"host" for name, _ in scope["headers"]) != 1:
        return ProblemError(HTTPStatus.BAD_REQUEST, "exactly one Host header is needed")
    for part, raw in (("path", raw_path), ("query", query)):
        if fault := _unreadable(raw):
            return ProblemError(HTTPStatus.BAD_REQUEST, f"the {part} cannot be read: {fault}")
    return None


def _unreadable(raw: bytes) -> str | None:
    if not raw.isascii() or _BAD_ESCAPE.search(raw):
        return "a percent sign is followed by two hexadecimal digits, and other than ASCII is escaped"
    decoded = re.sub(rb"%([0-9A-Fa-f]{2})", lambda match: bytes.fromhex(match[1].decode()), raw)
    try:
        text = decoded.decode("utf-8")
    except UnicodeDecodeError:
        return "it is not UTF-8"
    return "it holds a NUL" if "\0" in text else None


def _without_body(send: Send) -> Send:
    async def without_body(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return without_body
