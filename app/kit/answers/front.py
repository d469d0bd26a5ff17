"""An application before which an answer may be given."""

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from app.kit.answers.cache import Cache
from app.kit.answers.layer import Answers, Identify
from app.kit.answers.pulse import Pulse


class Fronted(FastAPI):
    """FastAPI behind `front`, if there is one: a layer that stands before FastAPI's own, which cost as much as it."""

    front: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        await (self.front or super().__call__)(scope, receive, send)

    async def behind(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as FastAPI does."""
        await super().__call__(scope, receive, send)


def keep_answers(app: Fronted, cache: Cache, pulse: Pulse, below: str, identify: Identify | None) -> None:
    """Let kept answers stand before all layers added so far; with `identify` before the whole application."""
    if cache.most and identify is None:
        app.add_middleware(Answers, cache=cache, pulse=pulse, below=below.encode())
    elif cache.most:
        app.front = Answers(app.behind, cache, pulse, below.encode(), identify)
