"""Who counts requests hears the same of a kept answer as of one that is made."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Coroutine
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from app.kit.answers.answer import Answer
from app.kit.answers.cache import Cache
from app.kit.answers.layer import BEGAN, EXCHANGE, Answers
from app.kit.answers.pulse import Pulse
from app.operations.logs import JsonFormatter, RequestRecord
from app.settings import Settings
from tests.process import running
from tests.served import serve, settle
from tests.test_operations_metrics import Scrape
from tests.test_operations_tracing import attributes, collecting


def requested(caplog: pytest.LogCaptureFixture, request_id: str) -> dict[str, Any]:
    """Return the line of a request, without what differs from one to the next."""
    (record,) = [
        one for one in caplog.records if isinstance(one, RequestRecord) and one.exchange.request_id == request_id
    ]
    line = json.loads(JsonFormatter().format(record))
    assert line.pop("duration_ms") > 0
    assert line.pop("message").startswith(f"{line['method']} {line['path']}: {line['status']} in ")
    del line["time"], line["request_id"]
    return dict(line)


@pytest.mark.parametrize(("method", "status"), [("GET", 200), ("HEAD", 200), ("GET", 304)])
def test_a_kept_answer_has_the_same_line(
    broken_url: str, caplog: pytest.LogCaptureFixture, method: str, status: int
) -> None:
    path = "/v1/summits/wuzhen-2023"
    with serve(Settings(database_url=broken_url, documents=None)) as served:
        caplog.set_level("INFO")
        headers = {"accept-encoding": "identity"}
        if status == 304:
            headers["if-none-match"] = served.get(path, if_match="*", **headers).headers["etag"]
        made = served.client.request(method, path, headers=headers | {"x-request-id": "made"})

        def kept() -> bool:
            before = served.app.state.answered.hits
            served.get(path, **headers)  # what answers HEAD keeps nothing
            name = f"kept-{before}"
            served.client.request(method, path, headers=headers | {"x-request-id": name})
            return bool(served.app.state.answered.hits == before + 2)

        settle(kept)
        name = served.client.request(method, path, headers=headers).headers["x-request-id"]
        line = requested(caplog, name)
    assert made.status_code == status
    assert line == requested(caplog, "made")
    assert (line["route"], line["status"], line["bytes"]) == ("/v1/summits/{id}", status, len(made.content))
    assert line["release"] == made.headers["x-dataset-version"]


@pytest.mark.parametrize("level", ["info", "warning"])
def test_metrics_count_every_request(broken_url: str, level: str) -> None:
    with serve(Settings(database_url=broken_url, documents=None, metrics=True, log_level=level)) as served:
        path, asked = "/v1/summits/wuzhen-2023", 0

        def kept() -> bool:
            nonlocal asked
            asked += 1
            served.get(path)
            return bool(served.app.state.answered.hits > 3)

        settle(kept)
        size = len(served.get(path, accept_encoding="identity").content)
        before = Scrape(served).value("http_response_body_bytes_total", route="/v1/summits/{id}")
        for _ in range(2):
            served.get(path, accept_encoding="identity")
        found = Scrape(served)
    labels = {"method": "GET", "route": "/v1/summits/{id}"}
    assert found.value("http_requests_total", status="200", **labels) == asked + 3
    assert found.value("http_request_duration_seconds_count", **labels) == asked + 3
    assert found.value("http_response_body_bytes_total", route="/v1/summits/{id}") == before + 2 * size
    assert found.value("http_requests_in_flight") == 1
    assert found.value("answer_cache_hits_total") >= 4


def test_a_kept_answer_has_a_span_and_its_line_the_trace(broken_url: str) -> None:
    settings = {"SUMMIT_DATABASE_URL": broken_url, "SUMMIT_LOG_FORMAT": "json", "SUMMIT_METRICS": "true"}
    with collecting() as collector:
        settings |= {"SUMMIT_TRACING": "true", "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url}
        with running("serve", **settings) as server:

            def kept() -> bool:
                server.client.get("/v1/summits?year=2023")
                return "answer_cache_hits_total 0.0" not in server.client.get("/metrics").text

            settle(kept)
    ids = {attributes(one)["http.response.header.x-request-id"][0]: one.trace_id.hex() for one in collector.spans()}
    lines = [json.loads(line) for line in server.output["stderr"].splitlines()]
    asked = [line for line in lines if line.get("path") == "/v1/summits"]
    assert len(asked) >= 2
    assert {line["request_id"]: line["trace_id"] for line in asked} == ids
    assert {attributes(one)["url.query"] for one in collector.spans()} == {"REDACTED"}


class Listener:
    """Hears of kept answers."""

    each = True

    def __init__(self) -> None:
        self.heard: list[tuple[float, object, int, int | None]] = []

    def identify(self, named: bytes | None) -> bytes:
        """Give one name to all."""
        return named or b"one"

    def again(self, _scope: Scope, _request_id: bytes, began: float) -> float:
        """Remember when it came."""
        return began

    def given(self, exchange: float, answer: Answer, status: int, size: int | None) -> None:
        """Note what was heard."""
        self.heard.append((exchange, answer.endpoint, status, size))


HEADERS = [(b"etag", b'"1"'), (b"x-dataset-version", b"one"), (b"content-length", b"2")]


async def answered(send: Send) -> None:
    """Answer so that it may be kept."""
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": b"ok"})


async def receive() -> Message:
    """Give no body."""
    return {"type": "http.request", "body": b"", "more_body": False}


async def ignore(_: Message) -> None:
    """Take a message."""


def asking(layer: Answers, send: Send = ignore) -> tuple[Scope, Awaitable[None]]:
    """Ask one thing."""
    headers = [(b"host", b"here")]
    scope = {"type": "http", "method": "GET", "raw_path": b"/v1/x", "query_string": b"", "headers": headers}
    return scope, layer(scope, receive, send)


def layered(
    inner: Callable[[Scope, Receive, Send], Awaitable[None]], use: Callable[[Answers], Coroutine[Any, Any, None]]
) -> None:
    """Put the layer before an application, and use it while the state of the data is known."""
    pulse = Pulse(lambda: ("one", ""))
    pulse.start()
    try:
        settle(lambda: pulse.now.state is not None)
        asyncio.run(use(Answers(inner, Cache(2**20), pulse, b"/v1/", Listener())))
    finally:
        pulse.stop()


def test_who_waits_for_another_is_counted_and_timed_from_the_begin() -> None:
    gate = asyncio.Event()
    told: list[Scope] = []

    async def slow(scope: Scope, _: Receive, send: Send) -> None:
        told.append(scope)
        await gate.wait()
        if len(told) > 2:
            await answered(send)
        else:
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b""})

    async def use(layer: Answers) -> None:
        tasks = []
        for number in range(3):
            tasks.append(asyncio.ensure_future(asking(layer)[1]))
            await asyncio.sleep(0)
            assert layer.cache.waiting == number
        begun = time.monotonic()
        await asyncio.sleep(0.05)
        gate.set()
        await asyncio.gather(*tasks)
        assert layer.cache.waiting == 0
        assert len(told) == 3, "what may not be kept is made for each"
        assert BEGAN not in told[0]
        assert all(scope[BEGAN] <= begun for scope in told[1:])
        tasks[0] = asyncio.ensure_future(asking(layer)[1])
        await tasks[0]
        assert layer.observer is not None
        assert layer.observer.heard[0][0] > begun  # type: ignore[attr-defined]

    layered(slow, use)


def test_what_made_an_answer_is_known_with_it() -> None:
    """Whatever the route still has to do after its answer: another who asks meanwhile is counted under the route."""
    gate = asyncio.Event()

    async def lingering(scope: Scope, _: Receive, send: Send) -> None:
        scope[EXCHANGE] = SimpleNamespace(endpoint="the route")
        await answered(send)
        await gate.wait()

    async def use(layer: Answers) -> None:
        first = asyncio.ensure_future(asking(layer)[1])
        await asyncio.sleep(0)
        await asking(layer)[1]
        gate.set()
        await first
        assert layer.observer is not None
        assert [one[1:] for one in layer.observer.heard] == [("the route", 200, 2)]  # type: ignore[attr-defined]

    layered(lingering, use)


def test_a_kept_answer_that_is_cut_short_is_told_so() -> None:
    async def gone(_: Message) -> None:
        raise asyncio.CancelledError

    async def use(layer: Answers) -> None:
        await asking(layer)[1]
        with pytest.raises(asyncio.CancelledError):
            await asking(layer, gone)[1]
        assert layer.observer is not None
        assert [one[2:] for one in layer.observer.heard] == [(200, None)]  # type: ignore[attr-defined]

    layered(lambda _scope, _receive, send: answered(send), use)
