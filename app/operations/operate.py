"""Puts the operations into an application."""

from importlib import import_module

from fastapi import FastAPI

from app.kit.answers.cache import Cache
from app.kit.rows.store import Store
from app.operations.health import health_routes
from app.operations.logs import RequestLog
from app.operations.tracing import Traced
from app.operations.watch import Watcher, Watchers
from app.settings import Settings


def listening(settings: Settings) -> bool:
    """Tell whether anyone wants to hear of each request, and not only of those that failed."""
    return settings.metrics or settings.tracing or settings.log_level in {"debug", "info"}


def operate(app: FastAPI, store: Store, settings: Settings, cache: Cache) -> Watchers:
    """Add health, and metrics if the settings ask for them; return who wants to know of each exchange."""
    watchers: list[Watcher] = [RequestLog()]
    app.include_router(health_routes(store))
    if settings.tracing:
        watchers.insert(0, Traced())
    if settings.metrics:
        # Its library is an extra, and takes a while to import.
        found = import_module("app.operations.metrics")
        app.state.metrics = found.Metrics(store, app.version, cache)
        app.state.metrics.count("answer_cache_hits", "Answers given out again as they were kept.", lambda: cache.hits)
        app.state.metrics.count("answer_cache_misses", "Answers that had to be made.", lambda: cache.misses)
        app.include_router(found.metrics_routes(app.state.metrics))
        watchers.append(app.state.metrics)
    return Watchers(app, watchers, listening(settings))
