"""Tracing by FastAPI's own telemetry: where spans go is said by the standard OTEL_* variables."""

from fastapi.telemetry import TelemetryConfig
from opentelemetry import trace
from starlette.types import Scope

from app.operations.exchange import Exchange
from app.settings import Settings

UNTRACED = {"/healthz", "/readyz", "/metrics"}
"""Asked by machines every few seconds."""

OFF = TelemetryConfig(tracing=False, metrics=False, logs=False, operation_spans=False, auto_configure=False)


def telemetry(settings: Settings, version: str) -> TelemetryConfig:
    """Return what FastAPI is to record: one span a request if the settings say so, and nothing else.

    Its spans of operations would name the same function everywhere, and call every refusal a failure.
    """
    if not settings.tracing:
        return OFF
    from opentelemetry.sdk.resources import OTELResourceDetector, Resource  # noqa: PLC0415  (heavy, and an extra)
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415

    named = Resource({"service.name": "summit-facts", "service.version": version})
    # The provider is this application's own, not the process's; the variables win over our name.
    provider = TracerProvider(resource=named.merge(OTELResourceDetector().detect()), shutdown_on_exit=False)
    return OFF | TelemetryConfig(tracing=True, tracer_provider=provider, auto_configure=True, exclude=_untraced)


def _untraced(scope: Scope) -> bool:
    return scope["path"] in UNTRACED


class Traced:
    """Ties the span of a request to its lines in the log, and takes from it what was asked for."""

    def begun(self, exchange: Exchange) -> None:
        """Exchange ids with the span."""
        span = trace.get_current_span()
        if not span.is_recording():
            return
        exchange.trace_id = f"{span.get_span_context().trace_id:032x}"
        # As the semantic conventions for HTTP have it: a header is a list, and what must not be told is REDACTED.
        span.set_attribute("http.response.header.x-request-id", [exchange.request_id])
        if exchange.queried:
            span.set_attribute("url.query", "REDACTED")

    def done(self, _: Exchange) -> None:
        """Leave the rest to FastAPI."""
