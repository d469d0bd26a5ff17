"""Metrics in the text format of Prometheus. Only imported if they are asked for.

Our own few lines over prometheus-client: prometheus-fastapi-instrumentator 8.1 matches every route a second time,
takes any word as a method, so that a client can make labels without end, and keeps its gauge in a global registry.
"""

from collections.abc import Callable, Iterator

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4 as PLAIN
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from app.kit.answers.cache import Cache
from app.kit.parameters import Nothing
from app.kit.problems import ProblemError
from app.kit.query import pairs_of, read
from app.kit.rows.store import Store
from app.operations.exchange import Exchange

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"}
"""Methods that are labels; any other is `other`."""

BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
"""Seconds."""


class Metrics(Collector):
    """Counts every exchange; labels are closed words, never what a client wrote."""

    def __init__(self, store: Store, version: str, cache: Cache) -> None:
        # They are a second sample beside each, which the text format has no use for.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.store = store
        self.registry = registry = CollectorRegistry()
        self._kept: list[tuple[str, str, Callable[[], float]]] = []
        self._requests = Counter(
            "http_requests", "Requests answered.", ("method", "route", "status"), registry=registry
        )
        self._seconds = Histogram(
            "http_request_duration_seconds",
            "From the request to the last byte of its answer.",
            ("method", "route"),
            buckets=BUCKETS,
            registry=registry,
        )
        self._bytes = Counter("http_response_body_bytes", "Bytes of the bodies sent.", ("route",), registry=registry)
        self._known: dict[tuple[str, str | None, int | None], Callable[[float, int], None]] = {}
        self._in_flight = 0
        in_flight = Gauge("http_requests_in_flight", "Requests being answered.", registry=registry)
        in_flight.set_function(lambda: self._in_flight + cache.waiting)
        build = Gauge("summits_build_info", "The build that answers.", ("version", "build"), registry=registry)
        build.labels(version, store.build).set(1)
        ProcessCollector(registry=registry)
        registry.register(self)

    def begun(self, _: Exchange) -> None:
        """Count a request that is being answered."""
        self._in_flight += 1

    def done(self, exchange: Exchange) -> None:
        """Count an answer."""
        self._in_flight -= 1
        method = exchange.method if exchange.method in METHODS else "other"
        labels = method, exchange.route, exchange.status
        count = self._known.get(labels)
        if count is None:
            count = self._known[labels] = self._counting(*labels)
        count(exchange.seconds, exchange.size)

    def _counting(self, method: str, route: str | None, status: int | None) -> Callable[[float, int], None]:
        """Return what counts the answers of these labels; to look them up each time costs more than to count."""
        template = route or "none"
        requests = self._requests.labels(method, template, str(status or "none"))
        seconds, sizes = self._seconds.labels(method, template), self._bytes.labels(template)

        def count(took: float, size: int) -> None:
            requests.inc()
            seconds.observe(took)
            sizes.inc(size)

        return count

    def count(self, name: str, about: str, read_now: Callable[[], float]) -> None:
        """Show a count that another part keeps, such as a cache its hits; it is read at each scrape."""
        self._kept.append((name, about, read_now))

    def describe(self) -> Iterator[Metric]:
        """Return nothing: what `collect` shows is known only when it is asked."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Return what is read at each scrape: the release served, and the counts of others."""
        release = GaugeMetricFamily(
            "summits_release_info", "The release served; none if not ready.", labels=("release",)
        )
        try:
            with self.store.open() as snapshot:
                release.add_metric([snapshot.release], 1)
        except ProblemError:
            # A scrape must not fail because the database does.
            release.samples.clear()
        yield release
        for name, about, read_now in self._kept:
            yield CounterMetricFamily(name, about, value=read_now())


def metrics_routes(metrics: Metrics) -> APIRouter:
    """Return `/metrics`, which is not part of the API."""
    router = APIRouter(include_in_schema=False)

    @router.get("/metrics")
    def scrape(request: Request) -> Response:
        read(Nothing, pairs_of(request.scope["query_string"]))
        # Response writes its own charset after a text type.
        headers = {"content-type": PLAIN, "cache-control": "no-store"}
        return Response(generate_latest(metrics.registry), headers=headers)

    return router
