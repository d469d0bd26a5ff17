"""Stands before routing: answers 412 or 304 where the conditions of a request ask for it (RFC 9110 section 13.2.2).

It looks at the answer that there would be without conditions, so every route is treated alike. Dates are not compared:
no answer has a Last-Modified, and then conditions with dates are ignored (sections 13.1.3 and 13.1.4). Only GET and
HEAD, which is GET by then, select a representation; elsewhere conditions mean nothing (section 13.2.1).
"""

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.conditions import names
from app.kit.problems import ProblemError, answer

_OF_THE_BODY = {b"content-type", b"content-length", b"content-encoding", b"content-disposition", b"content-language"}
"""What a 304 leaves out, for it has no body; the rest is what a 200 has (section 15.4.5)."""


class Conditional:
    """A pure ASGI layer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and put another answer in place of one that is not wanted."""
        match, none_match = _lines(scope, b"if-match"), _lines(scope, b"if-none-match")
        if not match and not none_match:
            await self.app(scope, receive, send)
            return
        replaced = False

        async def judged(message: Message) -> None:
            nonlocal replaced
            if replaced:
                return
            if message["type"] == "http.response.start" and message["status"] in {
                HTTPStatus.OK,
                HTTPStatus.NOT_MODIFIED,
            }:
                tag = Headers(raw=message["headers"]).get("etag", "")
                if match and not names(match, tag, strongly=True):
                    replaced = True
                    await answer(_FAILED)(scope, receive, send)
                    return
                if none_match and names(none_match, tag):
                    replaced = True
                    kept = [pair for pair in message["headers"] if pair[0] not in _OF_THE_BODY]
                    await send({**message, "status": HTTPStatus.NOT_MODIFIED.value, "headers": kept})
                    await send({"type": "http.response.body", "body": b""})
                    return
            await send(message)

        await self.app(scope, receive, judged)


def _lines(scope: Scope, name: bytes) -> list[str]:
    selects = scope["type"] == "http" and scope["method"] == "GET"
    return [value.decode("latin-1") for one, value in scope["headers"] if one == name] if selects else []


_FAILED = ProblemError(
    HTTPStatus.PRECONDITION_FAILED, "If-Match names no strong ETag of what is here now; ask without it"
)
