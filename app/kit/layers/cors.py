"""Stands before everything: tells browsers that any page may read what is here (the Fetch standard, section 3.3).

The same is said to whoever asks, so that no answer depends on Origin, and never that credentials are taken: there are
none. A preflight is an OPTIONS like any other; what it may do is what its answer allows.
"""

from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

ALWAYS = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Accept-Post, Accept-Ranges, Allow, Content-Disposition, Content-Encoding,"
    " Content-Location, Date, ETag, Link, Repr-Digest, Retry-After, Vary, X-Dataset-Version, X-Request-Id",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
}
"""Headers of every answer; the scripts of other pages may read those that are exposed."""

PREFLIGHT = {
    "access-control-allow-headers": "Accept, Accept-Language, Baggage, Cache-Control, Content-Type, If-Match,"
    " If-None-Match, Pragma, Traceparent, Tracestate, X-Request-Id, *",
    "access-control-max-age": "7200",
}
"""Headers of the answers to OPTIONS. A name that is not known changes nothing here, so `*` allows it; the others are
spelt out for browsers that do not know `*`. Two hours is the longest that all browsers keep an answer."""


_ALWAYS, _PREFLIGHT = (
    [(name.encode(), value.encode()) for name, value in some.items()] for some in (ALWAYS, PREFLIGHT)
)


class Cors:
    """A pure ASGI layer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers to the answer."""

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message.get("headers", ()), *_ALWAYS]
                if scope["method"] == "OPTIONS" and message["status"] == HTTPStatus.NO_CONTENT:
                    allowed = [(b"access-control-allow-methods", value) for name, value in headers if name == b"allow"]
                    headers += [*allowed, *_PREFLIGHT] if allowed else []
                message = {**message, "headers": headers}
            await send(message)

        await self.app(scope, receive, told)
