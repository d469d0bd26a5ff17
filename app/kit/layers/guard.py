"""Stands before routing: refuses requests that cannot be read at all, and lets HEAD run as GET without a body.

Both parsers of uvicorn let some of these through (httptools also a missing or doubled Host). A path has one spelling,
which is routed; other spellings are told what they are, and never redirected.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.problems import ProblemError, answer

LONGEST_TARGET = 8192
"""Bytes of path and query (RFC 9112 section 3 recommends to support 8000 at least)."""

LONGEST_HEADERS = 65536
"""Bytes of all header fields together."""

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"})
"""Methods that are known, and so allowed or not at a path; others are not implemented (RFC 9110 section 9.1)."""

_ABSOLUTE = re.compile(rb"https?://[^/?#@]*(.*)", re.IGNORECASE | re.DOTALL)
_BAD_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(rb"(?:\[[0-9A-Fa-f:.]+\]|(?:[\w.~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)(?::\d*)?", re.ASCII)

_ORDINARY = re.compile(rb"(?:/[a-z0-9_~-][a-z0-9._~-]*)+")

_MISSPELT = (
    (rb"%", "no path here has an escape: ids are written with a to z, 0 to 9 and - . _ ~"),
    (rb"//", "no path here has an empty segment"),
    (rb"[^/]/\Z", "no path here ends with a slash"),
    (rb"/\.\.?(?:/|\Z)", "no path here has a segment that is . or .."),
    (rb";", "no path here has parameters after a semicolon"),
    (rb"[A-Z]", "paths here are written in lower case"),
)


class Guard:
    """A pure ASGI layer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or pass it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headless = _without_body(send) if scope["method"] == "HEAD" else send
        root = scope.get("root_path", "").encode()
        target = (scope.get("raw_path") or scope["path"].encode()).removeprefix(root)
        if absolute := _ABSOLUTE.fullmatch(target):
            # A server must take it (RFC 9112 section 3.2.2); whom it names is no more trusted than Host.
            target = absolute[1] or b"/"
            scope = {**scope, "path": unquote_to_bytes(root + target).decode(errors="replace")}
        if refused := next(_faults(scope, target), None):
            await answer(refused)(scope, receive, headless)
        elif target == b"*":
            # What this server does in general (RFC 9110 section 9.3.7).
            await Response(status_code=204, headers={"allow": "GET, HEAD, POST, OPTIONS"})(scope, receive, send)
        else:
            told = {"method": "GET", "headless": True} if scope["method"] == "HEAD" else {}
            await self.app({**scope, **told, "raw_path": root + target}, receive, headless)


@lru_cache(maxsize=1024)
def is_host(value: bytes) -> bool:
    """Tell whether a Host header can be read (RFC 9110 section 7.2)."""
    return _HOST.fullmatch(value) is not None


def _faults(scope: Scope, target: bytes) -> Iterator[ProblemError]:
    """Tell what is wrong with a request, the worst first."""
    headers, query = scope["headers"], scope["query_string"]
    if len(target) + len(query) > LONGEST_TARGET:
        yield ProblemError(HTTPStatus.REQUEST_URI_TOO_LONG, f"path and query may have {LONGEST_TARGET} bytes")
    if sum(len(name) + len(value) for name, value in headers) > LONGEST_HEADERS:
        yield ProblemError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"headers may have {LONGEST_HEADERS} bytes")
    hosts = [value for name, value in headers if name == b"host"]
    # HTTP/1.0 knows no Host.
    if len(hosts) > 1 or (not hosts and scope["http_version"] != "1.0") or not all(map(is_host, hosts)):
        yield ProblemError(HTTPStatus.BAD_REQUEST, "exactly one Host header is needed, with a host and maybe a port")
    if scope["method"] not in METHODS:
        yield ProblemError(HTTPStatus.NOT_IMPLEMENTED, f"methods known here: {', '.join(sorted(METHODS))}")
    if not target.startswith(b"/") and (scope["method"], target) != ("OPTIONS", b"*"):
        yield ProblemError(HTTPStatus.BAD_REQUEST, "the path cannot be read: it begins with a slash")
    for part, raw in (("path", target), ("query", query)):
        if (b"%" in raw or not raw.isascii()) and (unreadable := _unreadable(raw)):
            yield ProblemError(HTTPStatus.BAD_REQUEST, f"the {part} cannot be read: {unreadable}")
    for pattern, detail in () if _ORDINARY.fullmatch(target) else _MISSPELT:
        if re.search(pattern, target):
            yield ProblemError(HTTPStatus.NOT_FOUND, detail)


def _unreadable(raw: bytes) -> str | None:
    if not raw.isascii() or _BAD_ESCAPE.search(raw):
        return "a percent sign is followed by two hexadecimal digits, and other than ASCII is escaped"
    try:
        text = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        return "it is not UTF-8"
    return "it holds a NUL" if "\0" in text else None


def _without_body(send: Send) -> Send:
    """Send an answer without its body; it ends with the first chunk, and the server then stops who sends more."""
    ended = False

    async def without_body(message: Message) -> None:
        nonlocal ended
        if ended:
            return
        if message["type"] == "http.response.body":
            ended = True
            message = {"type": "http.response.body", "body": b""}
        await send(message)

    return without_body
