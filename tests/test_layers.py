"""The layers stand in one order, whatever is logged and counted."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import APIRouter
from starlette.types import ASGIApp

from app.kit.answers.front import Fronted
from app.main import create_app
from app.settings import Settings

OURS = ["Answers", "Fronted", "Watch", "ServerErrorMiddleware"]
WITHIN = ["Cors", "Guard", "Coding", "Conditional", "Placed"]
URL = "sqlite:///nowhere.sqlite"


def stack(app: ASGIApp) -> Iterator[type]:
    """Return the layers of an application, that which a request passes first first, as a server would call it."""
    owner: Any = getattr(app, "__self__", app)
    if app is owner and isinstance(owner, Fronted) and owner.front is not None:
        yield from stack(owner.front)
    elif isinstance(owner, Fronted):
        yield Fronted
        yield from stack(owner.build_middleware_stack())
    elif not isinstance(owner, APIRouter):
        yield type(owner)
        yield from stack(owner.app)


def names(app: Fronted) -> list[str]:
    """Return the layers that are ours, and Starlette's for errors; which others there are is for its version to say."""
    return [
        layer.__name__
        for layer in stack(app)
        if layer.__module__.startswith("app.") or layer.__name__ == "ServerErrorMiddleware"
    ]


@pytest.mark.parametrize("metrics", [False, True])
@pytest.mark.parametrize("level", ["debug", "info", "warning", "error", "critical"])
def test_the_order_does_not_depend_on_who_listens(level: str, metrics: bool) -> None:
    app = create_app(Settings(database_url=URL, log_level=level, metrics=metrics))
    assert names(app) == [*OURS, *WITHIN, "Directory"]
    assert list(stack(app)) == list(stack(create_app(Settings(database_url=URL))))


def test_with_traces_the_layer_that_makes_spans_stands_before_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    app = create_app(Settings(database_url=URL, tracing=True))
    assert names(app) == ["Fronted", "Answers", "Watch", "ServerErrorMiddleware", *WITHIN]


def test_without_a_cache_only_its_layer_is_missing() -> None:
    assert names(create_app(Settings(database_url=URL, cache_mb=0))) == [*OURS[1:], *WITHIN, "Directory"]
