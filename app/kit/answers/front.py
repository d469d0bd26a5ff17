"""An application with layers before its own."""

from collections.abc import Callable

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

Layer = Callable[[ASGIApp], ASGIApp]
"""Puts a layer around an application."""


class Fronted(FastAPI):
    """FastAPI within layers; those of `add_middleware` stand within Starlette's own for errors.

    `front` is the outermost, for a server to call; None if there is none before FastAPI.
    """

    front: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        await (self.front or super().__call__)(scope, receive, send)

    def surround(self, layer: Layer) -> None:
        """Put a layer around Starlette's own for errors, and around those put there before."""
        build = self.build_middleware_stack
        self.build_middleware_stack = lambda: layer(build())  # type: ignore[method-assign]

    def stand_before(self, layer: Layer) -> None:
        """Put a layer before FastAPI's own `__call__`, which costs as much as giving out a kept answer does."""
        self.front = layer(super().__call__)
