"""Gives each request its id, and tells the watchers what was asked and answered."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Protocol

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.answers.answer import Answer
from app.kit.answers.layer import EXCHANGE
from app.kit.problems import INSTANCE
from app.operations.exchange import REQUEST_ID, Exchange, identified


class Watcher(Protocol):
    """Whoever wants to know of each exchange."""

    def begun(self, exchange: Exchange) -> None:
        """Hear of a request."""

    def done(self, exchange: Exchange) -> None:
        """Hear how it was answered, or that it was not."""


class Watchers:
    """Those who want to know of the exchanges of an application; `each` if also of those that kept answers end."""

    identify = staticmethod(identified)

    def __init__(self, app: FastAPI, watchers: Sequence[Watcher], each: bool) -> None:
        self.app = app
        self.each = each
        self.watchers = watchers

    @cached_property
    def templates(self) -> dict[int, str]:
        """The path of each endpoint by its identity, looked at once all routes are there."""
        return templates(self.app.routes)

    def begun(self, exchange: Exchange) -> None:
        """Tell of a request."""
        for watcher in self.watchers:
            watcher.begun(exchange)

    def done(self, exchange: Exchange, endpoint: object) -> None:
        """Tell how it was answered, and by what."""
        exchange.end(endpoint, self.templates)
        for watcher in self.watchers:
            watcher.done(exchange)

    def again(self, scope: Scope, request_id: bytes, began: float) -> Exchange:
        """Tell of a request that is about to get a kept answer."""
        exchange = Exchange.again(scope, request_id, began)
        self.begun(exchange)
        return exchange

    def given(self, exchange: Exchange, answer: Answer, status: int, size: int | None) -> None:
        """Tell that it got it, with so many bytes of a body; None if it was cut short."""
        exchange.status, exchange.size, exchange.complete = status, size or 0, size is not None
        exchange.release = answer.release
        self.done(exchange, answer.endpoint)


class Watch:
    """A pure ASGI layer, to stand around Starlette's own for errors: what answers these must be within."""

    def __init__(self, app: ASGIApp, watchers: Watchers) -> None:
        self.app = app
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

        self.watchers.begun(exchange)
        try:
            await self.app(scope, receive, told)
        except Exception:
            # A failure that was answered is logged already, with its ids; the server would log it again.
            if not exchange.complete:
                raise
        finally:
            self.watchers.done(exchange, exchange.endpoint)


class Placed:
    """A pure ASGI layer, to stand within those that copy the scope: the router writes the endpoint to the last copy."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note the scope, and pass the request on."""
        if exchange := scope.get(EXCHANGE):
            exchange.placed = scope
        await self.app(scope, receive, send)


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
