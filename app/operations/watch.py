"""Stands before everything else: gives each request its id, and tells the watchers what was asked and answered."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.answers.layer import EXCHANGE
from app.kit.problems import INSTANCE
from app.operations.exchange import REQUEST_ID, Exchange


class Watcher(Protocol):
    """Whoever wants to know of each exchange."""

    def begun(self, exchange: Exchange) -> None:
        """Hear of a request."""

    def done(self, exchange: Exchange) -> None:
        """Hear how it was answered, or that it was not."""


class Watch:
    """A pure ASGI layer, to stand outermost: what answers errors must be within."""

    def __init__(self, app: ASGIApp, routes: Iterable[BaseRoute], watchers: Sequence[Watcher]) -> None:
        self.app = app
        self.templates = templates(routes)
        self.watchers = watchers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, its answer with `X-Request-Id`."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope[EXCHANGE] = exchange = Exchange.of(scope)
        # Left set: the context is this request's alone, and the server may have to log a word on it later.
        REQUEST_ID.set(exchange.request_id)
        INSTANCE.set(exchange.own)
        named = (b"x-request-id", exchange.request_id.encode())

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), named]}
            exchange.note(message)
            await send(message)

        for watcher in self.watchers:
            watcher.begun(exchange)
        try:
            await self.app(scope, receive, told)
        except Exception:
            # A failure that was answered is logged already, with its ids; the server would log it again.
            if not exchange.complete:
                raise
        finally:
            exchange.end(self.templates)
            for watcher in self.watchers:
                watcher.done(exchange)


class Placed:
    """A pure ASGI layer, to stand within those that copy the scope: what finds the endpoint writes to the last copy."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and note where it was routed to."""
        try:
            await self.app(scope, receive, send)
        finally:
            if exchange := scope.get(EXCHANGE):
                exchange.endpoint = scope.get("endpoint")


def templates(routes: Iterable[BaseRoute], prefix: str = "") -> dict[int, str]:
    """Return the path of each endpoint, such as `/v1/summits/{id}`, by the endpoint's identity; what is mounted is one.

    `scope["route"].path` would lack the router's prefix since FastAPI 0.137.
    """
    found: dict[int, str] = {}
    for context in iter_route_contexts(list(routes)):
        path, route = f"{prefix}{context.path}", context.original_route
        if isinstance(route, Mount):
            found |= {id(route.app): path} | templates(route.routes, path)
        elif context.endpoint is not None:
            found[id(context.endpoint)] = path
    return found
