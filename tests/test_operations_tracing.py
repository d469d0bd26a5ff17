"""Traces, received by a real collector's end of the protocol (OTLP over HTTP) on a socket of this machine."""

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from tests.process import running, without

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class Collector(ThreadingHTTPServer):
    """Keeps what it receives, and under which path."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Receiver)
        self.received: list[tuple[str, ExportTraceServiceRequest]] = []

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def spans(self) -> list[Any]:
        """Every span received."""
        return [
            span
            for _, request in self.received
            for resource in request.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]


class Receiver(BaseHTTPRequestHandler):
    """One request of an exporter."""

    server: Collector

    def do_POST(self) -> None:
        """Take what is sent."""
        body = self.rfile.read(int(self.headers["content-length"]))
        body = gzip.decompress(body) if self.headers.get("content-encoding") == "gzip" else body
        self.server.received.append((self.path, ExportTraceServiceRequest.FromString(body)))
        answer = ExportTraceServiceResponse().SerializeToString()
        self.send_response(200)
        self.send_header("content-type", "application/x-protobuf")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@contextmanager
def collecting() -> Iterator[Collector]:
    """Run a collector."""
    with Collector() as collector:
        thread = Thread(target=collector.serve_forever)
        thread.start()
        try:
            yield collector
        finally:
            collector.shutdown()
            thread.join()


def attributes(of: Any) -> dict[str, Any]:
    """Return the attributes of a span or a resource."""
    found = {}
    for one in of.attributes:
        kind = one.value.WhichOneof("value")
        value = getattr(one.value, kind)
        found[one.key] = [item.string_value for item in value.values] if kind == "array_value" else value
    return found


@pytest.mark.parametrize("named", ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"])
def test_spans_arrive_with_route_and_request_id(broken_url: str, named: str) -> None:
    with collecting() as collector:
        path = "/v1/traces" if named.endswith("OTLP_ENDPOINT") else "/somewhere"
        where = collector.url if named.endswith("OTLP_ENDPOINT") else f"{collector.url}{path}"
        settings = {
            "SUMMIT_DATABASE_URL": broken_url,
            "SUMMIT_TRACING": "true",
            "SUMMIT_LOG_FORMAT": "json",
            named: where,
        }
        with running("serve", **settings) as server:
            ask = server.client.get
            ask("/v1/summits/wuzhen-2023?fields=year", headers={"x-request-id": "fine", "traceparent": PARENT})
            ask("/v1/summits?limit=0", headers={"x-request-id": "refused"})
            ask("/v1/activities", headers={"x-request-id": "failed"})
            ask("/nothing", headers={"x-request-id": "lost"})
            server.client.head("/v1/summits", headers={"x-request-id": "head"})
            ask("/readyz")
    assert {found for found, _ in collector.received} == {path}
    (resource,) = {request.resource_spans[0].resource.SerializeToString() for _, request in collector.received}
    assert b"summit-facts" in resource
    spans = {attributes(span)["http.response.header.x-request-id"][0]: span for span in collector.spans()}
    assert len(spans) == len(collector.spans()) == 5, "one a request, and none for probes"
    expected = {
        "fine": ("GET /v1/summits/{id}", 200),
        "refused": ("GET /v1/summits", 422),
        "failed": ("GET /v1/activities", 500),
        "lost": ("GET", 404),
        "head": ("HEAD /v1/summits", 200),
    }
    for request_id, (name, status) in expected.items():
        found = attributes(spans[request_id])
        assert (spans[request_id].name, found["http.response.status_code"]) == (name, status)
        assert found.get("http.route", "") == name.partition(" ")[2]
        assert (spans[request_id].status.code == 2) == (status == 500), "only a failure of ours is one"
    fine = spans["fine"]
    assert fine.trace_id.hex() == PARENT.split("-")[1], "a trace begun by the client goes on"
    assert fine.parent_span_id.hex() == PARENT.split("-")[2]
    assert attributes(fine)["url.query"] == "REDACTED"
    assert "url.query" not in attributes(spans["lost"])
    records = [json.loads(line) for line in server.output["stderr"].splitlines()]
    logged = {one["request_id"]: one["trace_id"] for one in records if one["logger"] == "summits.requests"}
    assert {name: logged[name] for name in spans} == {name: span.trace_id.hex() for name, span in spans.items()}


def test_the_standard_variables_name_the_service(broken_url: str) -> None:
    with collecting() as collector:
        settings = {
            "SUMMIT_DATABASE_URL": broken_url,
            "SUMMIT_TRACING": "true",
            "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url,
            "OTEL_SERVICE_NAME": "ours",
            "OTEL_RESOURCE_ATTRIBUTES": "deployment.environment.name=here",
        }
        with running("serve", **settings) as server:
            server.client.get("/v1/summits")
    found = attributes(collector.received[0][1].resource_spans[0].resource)
    assert found == {"service.name": "ours", "service.version": "0.1.0", "deployment.environment.name": "here"}


def test_nothing_is_sent_unless_it_is_asked_for(broken_url: str) -> None:
    with collecting() as collector:
        settings = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "FASTAPI_OTEL_AUTO_CONFIGURE": "true"}
        with running("serve", SUMMIT_DATABASE_URL=broken_url, **settings) as server:
            server.client.get("/v1/summits")
    assert collector.received == []


def test_a_collector_that_is_gone_does_not_matter_to_requests(broken_url: str) -> None:
    settings = {
        "SUMMIT_TRACING": "true",
        "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9",
        "OTEL_EXPORTER_OTLP_TIMEOUT": "1",
    }
    with running("serve", SUMMIT_DATABASE_URL=broken_url, SUMMIT_LOG_FORMAT="json", **settings) as server:
        assert server.client.get("/v1/summits").status_code == 200
    records = [json.loads(line) for line in server.output["stderr"].splitlines()]
    assert [one for one in records if one["logger"].startswith("opentelemetry.")], "but it is told"


def test_tracing_needs_somewhere_to_send() -> None:
    done = without("", "serve", SUMMIT_TRACING="true")
    assert done.returncode == 1
    assert done.stderr == (
        "SUMMIT_TRACING: OTEL_EXPORTER_OTLP_ENDPOINT is needed as well, such as http://127.0.0.1:4318\n"
    )
