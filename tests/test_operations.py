"""Ids of requests: every answer has one, ours or a plain one of the client, and problems can be found by it."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import UUID

import httpx
import pytest
from fastapi.routing import iter_route_contexts
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from app.kit.answers.cache import Cache
from app.kit.answers.front import Fronted
from app.kit.layers.guard import LONGEST_HEADERS, LONGEST_TARGET
from app.main import create_app
from app.operations.exchange import identified
from app.operations.operate import operate
from app.operations.watch import Placed, Watch, templates
from app.settings import Settings
from tests.process import ROOT, environment
from tests.served import Served, serve

PLAIN = ["a", "7", "mine-1", "Trace_2.b", "0" * 64]
STRANGE = [
    b"zq b", b"-zq", b".zq", b"_zq", b"zq" * 33, b"zq,b", b"zq;b", b'zq"b', b"zq\tb", b"zq\xe9", "zq任".encode(),
    b"{zq}", b"zq/b", b"<zq>", b"zq\\nb", b"zq%0a", b"",
]  # fmt: skip
UNSPOKEN = [b"zq\n", b"\nzq", b"zq\x00", b"zq\x1b[31m", b"zq\x7f", b" zq", b"zq "]
"""What no server lets through; another server might."""


@pytest.fixture(scope="module")
def alive(broken_url: str) -> Iterator[Served]:
    """Serve from a database that is ready, but fails when activities are asked for."""
    with serve(Settings(database_url=broken_url, documents=None)) as running:
        yield running


def is_new(value: str) -> bool:
    """Tell whether an id is one of ours."""
    return str(UUID(value)) == value and UUID(value).version == 8


def test_no_id_comes_twice() -> None:
    """Not in one process, whatever its threads; nor in one that is forked."""

    def some(_: object) -> list[str]:
        return [identified(None).decode() for _ in range(5000)]

    with ThreadPoolExecutor(8) as threads:
        found = [one for ids in threads.map(some, range(8)) for one in ids]
    assert len(set(found)) == len(found)
    assert all(map(is_new, found))
    numbers = [int(one[-12:], 16) for one in found[:2000]]
    assert numbers not in (sorted(numbers), sorted(numbers, reverse=True))
    # One write each, for `print` may write the end of a line apart, after the other process has written.
    code = r"""
import os, sys
from app.operations.exchange import identified
child = os.fork()
os.write(1, identified(None) + b"\n")
sys.exit(os.waitpid(child, 0)[1] if child else 0)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    ours, theirs = done.stdout.split()
    assert ours[:24] != theirs[:24]
    assert "0" * 10 not in {ours[24:34], theirs[24:34]}, "the first ones tell that they are the first"


@pytest.mark.parametrize("given", PLAIN)
def test_a_plain_id_comes_back(alive: Served, given: str) -> None:
    for path in ("/healthz", "/v1/summits", "/nothing", "/v1/summits?nope=1", "/v1/activities", "/%zz"):
        assert alive.get(path, x_request_id=given).headers.get_list("x-request-id") == [given], path


@pytest.mark.parametrize("given", STRANGE, ids=[str(number) for number, _ in enumerate(STRANGE)])
def test_another_is_replaced_and_never_told(alive: Served, caplog: pytest.LogCaptureFixture, given: bytes) -> None:
    caplog.set_level("DEBUG")
    answer = alive.client.get("/activities", headers=[(b"X-Request-Id", given)])
    assert is_new(answer.headers["x-request-id"])
    assert "zq" not in answer.text + str(answer.headers)
    assert "GET /activities: 404" in caplog.text
    assert "zq" not in caplog.text


@pytest.mark.parametrize("given", STRANGE + UNSPOKEN, ids=[str(number) for number, _ in enumerate(STRANGE + UNSPOKEN)])
def test_so_it_is_without_a_server(given: bytes) -> None:
    answer = in_process("/healthz", {b"x-request-id": given})
    assert is_new(answer.headers["x-request-id"])


def test_one_that_stands_twice_is_replaced(alive: Served) -> None:
    twice = [("X-Request-Id", "mine-1"), ("X-Request-Id", "mine-1")]
    assert is_new(alive.client.get("/healthz", headers=twice).headers["x-request-id"])


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 200),
        ("HEAD", "/v1/summits", 200),
        ("GET", "/docs", 200),
        ("GET", "/", 307),
        ("GET", "/nothing", 404),
        ("DELETE", "/v1/summits", 405),
        ("GET", "/%zz", 400),
        ("GET", "/" + "a" * LONGEST_TARGET, 414),
        ("GET", "/v1/summits?limit=0", 422),
        ("POST", "/v1/verify", 415),
        ("GET", "/v1/activities", 500),
    ],
)
def test_every_answer_has_an_id_of_its_own(alive: Served, method: str, path: str, status: int) -> None:
    found = [alive.client.request(method, path) for _ in range(2)]
    assert [answer.status_code for answer in found] == [status, status]
    ids = [answer.headers["x-request-id"] for answer in found]
    assert ids[0] != ids[1]
    assert all(is_new(one) for one in ids)
    if status >= 400:
        assert [answer.json()["instance"] for answer in found] == [f"urn:uuid:{one}" for one in ids]


def in_process(path: str, headers: dict[bytes, bytes]) -> httpx.Response:
    """Ask an application that has neither a server nor a database."""
    return ask(create_app(Settings(database_url="sqlite:///nowhere.sqlite", documents=None)), path, headers)


def ask(app: ASGIApp, path: str, headers: dict[bytes, bytes] | None = None) -> httpx.Response:
    """Ask an application in this process."""

    async def answer() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as client:
            return await client.get(path, headers=headers)

    return asyncio.run(answer())


def test_too_many_headers_have_an_answer_with_an_id() -> None:
    """In process: the server itself has a lower limit."""
    answer = in_process("/healthz", {b"x-long": b"a" * LONGEST_HEADERS, b"x-request-id": b"mine-1"})
    assert (answer.status_code, answer.headers["x-request-id"]) == (431, "mine-1")


def test_an_instance_is_unique_even_if_the_id_comes_again(alive: Served) -> None:
    problems = [alive.get("/nothing", x_request_id="mine-1").json()["instance"] for _ in range(2)]
    assert problems[0] != problems[1]
    assert all(is_new(one.removeprefix("urn:uuid:")) for one in problems)


def test_a_304_has_an_id(alive: Served) -> None:
    tag = alive.get("/v1/summits").headers["etag"]
    answer = alive.get("/v1/summits", if_none_match=tag, x_request_id="mine-1")
    assert (answer.status_code, answer.headers["x-request-id"]) == (304, "mine-1")


def test_each_route_is_known_by_its_whole_path() -> None:
    app = create_app(Settings(database_url="sqlite:///nowhere.sqlite", documents=None))
    known = templates(app.routes)
    routes = [context for context in iter_route_contexts(app.routes) if context.endpoint is not None]
    assert len(known) == len(routes), "two routes share a function"
    assert set(app.openapi()["paths"]) <= set(known.values())


def test_what_is_mounted_is_known_by_its_path() -> None:
    def inner(_: Request) -> Response:
        return Response("here")

    opaque: ASGIApp = Response("there")
    app = Fronted(routes=[Mount("/a", routes=[Route("/b/{c}", inner)]), Mount("/d", opaque)])
    store = create_app(Settings(database_url="sqlite:///nowhere.sqlite", documents=None)).state.store
    settings = Settings(metrics=True)
    watchers = operate(app, store, settings, Cache(0))
    app.add_middleware(Placed)
    app.surround(partial(Watch, watchers=watchers))
    for path in ("/a/b/1", "/a/b/2", "/a/x", "/d/x", "/d/y"):
        ask(app, path)
    text = ask(app, "/metrics").text
    counted = {
        route: f'http_requests_total{{method="GET",route="{route}"' in text for route in ("/a/b/{c}", "/d", "/a/x")
    }
    assert counted == {"/a/b/{c}": True, "/d": True, "/a/x": False}


def test_nothing_heavy_is_imported_unless_it_is_asked_for() -> None:
    code = "import sys, app.main; app.main.create_app(); print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment({}), cwd=ROOT, capture_output=True, text=True, check=True
    )
    modules = set(done.stdout.split())
    assert "app.operations.tracing" in modules
    for heavy in ("alembic", "prometheus_client", "opentelemetry.sdk", "opentelemetry.exporter", "google.protobuf"):
        assert heavy not in modules
