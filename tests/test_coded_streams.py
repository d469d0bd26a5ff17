"""Streams through the layers: what is sent arrives at once, in little memory, and nobody else waits."""

import asyncio
import gzip
import sys
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.layers.coding import LARGE, Coding
from app.kit.layers.conditional import Conditional
from app.kit.layers.guard import Guard
from tests.served import listen, settle

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LINE = b'{"id": "a", "value": 1}\n' * 40
TEXT = b"".join(b"%d\n" % number for number in range(40000))
NOTED: dict[str, bool] = {}
"""What has happened to the stream that does not end by itself."""


async def _endless() -> AsyncIterator[bytes]:
    NOTED["ended"] = False
    try:
        while True:
            yield LINE
            await asyncio.sleep(0.01)
    finally:
        NOTED["ended"] = True


async def endless(_: Request) -> Response:
    """Stream lines until the client goes."""
    return StreamingResponse(_endless(), media_type="application/x-ndjson", headers={"etag": '"endless"'})


async def events(_: Request) -> Response:
    """Stream events, each of which is to arrive as it is."""
    return StreamingResponse(iter([b"data: 1\n\n"] * 200), media_type="text/event-stream")


async def asleep(_: Request) -> Response:
    """Answer with what must not be changed on its way."""
    return Response(TEXT, media_type="text/plain", headers={"cache-control": "max-age=60, no-transform"})


async def coded(_: Request) -> Response:
    """Answer with what is coded already."""
    return Response(gzip.compress(TEXT), media_type="text/plain", headers={"content-encoding": "gzip"})


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Serve streams behind the layers."""
    path = tmp_path_factory.mktemp("files") / "numbers.csv"
    path.write_bytes(TEXT)
    routes = [Route(f"/{function.__name__}", function) for function in (endless, events, asleep, coded)]
    routes.append(Route("/file", lambda _: FileResponse(path, media_type="text/csv")))
    app = Starlette(routes=routes)
    for layer in (Conditional, Coding, Guard):
        app.add_middleware(layer)
    with listen(app) as base, httpx.Client(base_url=base, timeout=10) as found:
        yield found


def first(client: httpx.Client, accepted: str, decode: Callable[[bytes], bytes]) -> tuple[bytes, httpx.Headers]:
    """Return what can be decoded of the first bytes of the stream that does not end."""
    with client.stream("GET", "/endless", headers={"accept-encoding": accepted}) as response:
        return decode(next(response.iter_raw())), response.headers


def test_each_chunk_can_be_decoded_when_it_arrives(client: httpx.Client) -> None:
    for name, decode in (
        ("gzip", zlib.decompressobj(31).decompress),
        ("zstd", zstd.ZstdDecompressor().decompress),
        ("identity", bytes),
    ):
        begun, headers = first(client, name, decode)
        assert begun.startswith(LINE), name
        assert len(begun) < LARGE, "it waits for no more"
        assert headers.get("content-encoding", "identity") == name
        assert "content-length" not in headers
        settle(lambda: NOTED["ended"])


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("HEAD", {}, 200),
        ("HEAD", {"if-none-match": '"endless"'}, 304),
        ("GET", {"if-none-match": '"endless"'}, 304),
        ("HEAD", {"if-match": '"other"'}, 412),
        ("GET", {"if-match": '"other"'}, 412),
    ],
)
def test_who_wants_no_body_ends_the_stream(
    client: httpx.Client, method: str, headers: dict[str, str], status: int
) -> None:
    NOTED.clear()
    response = client.request(method, "/endless", headers={"accept-encoding": "gzip", **headers})
    assert response.status_code == status
    assert response.headers.get("content-encoding") == ("gzip" if status == 200 else None)
    assert (response.content == b"") == (method == "HEAD" or status == 304)
    settle(lambda: NOTED.get("ended", True))
    assert client.head("/file").status_code == 200, "the connection goes on"


def test_a_file_loses_its_length_and_its_ranges_when_it_is_coded(client: httpx.Client) -> None:
    plain = client.get("/file", headers={"accept-encoding": "identity"})
    assert (plain.content, plain.headers["content-length"]) == (TEXT, str(len(TEXT)))
    for headers in ({"accept-encoding": "gzip"}, {"accept-encoding": "gzip", "range": "bytes=0-9"}):
        response = client.get("/file", headers=headers)
        assert (response.status_code, response.content) == (200, TEXT)
        assert response.headers["content-encoding"] == "gzip"
        assert "content-length" not in response.headers
        assert response.headers["accept-ranges"] == "none"
    # RFC 9110 section 14.2: a server may ignore Range; If-Range goes with it.
    for more in ({}, {"if-range": plain.headers["etag"]}):
        whole = client.get("/file", headers={"accept-encoding": "identity", "range": "bytes=0-9", **more})
        assert (whole.status_code, whole.content, whole.headers["accept-ranges"]) == (200, TEXT, "none")
        assert "content-range" not in whole.headers


def test_what_is_not_to_be_coded_passes_as_it_is(client: httpx.Client) -> None:
    for path in ("/events", "/asleep"):
        response = client.get(path, headers={"accept-encoding": "gzip"})
        assert "content-encoding" not in response.headers, path
    twice = client.get("/coded", headers={"accept-encoding": "zstd, gzip;q=0.5"})
    assert (twice.headers["content-encoding"], twice.content) == ("gzip", TEXT)
    assert twice.headers.get_list("content-encoding") == ["gzip"]


def chunked(chunks: Iterable[bytes]) -> ASGIApp:
    """Return an application that sends chunks of text."""

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        start: Message = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/csv")]}
        await send(start)
        for chunk in chunks:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body"})

    return app


async def call(app: ASGIApp, take: Callable[[Message], None], **scope: Any) -> None:
    """Call an application with GET, and take what it sends."""

    async def receive() -> Message:
        await asyncio.Event().wait()  # the client stays
        raise AssertionError

    async def send(message: Message) -> None:
        take(message)

    await app({"type": "http", "method": "GET", "headers": [], **scope}, receive, send)


async def through(chunks: Iterable[bytes], accepted: bytes, take: Callable[[bytes], None]) -> None:
    """Send chunks of text through the coding."""
    headers = [(b"accept-encoding", accepted)]
    await call(Coding(chunked(chunks)), lambda message: take(message.get("body", b"")), headers=headers)


@pytest.mark.parametrize("name", ["gzip", "zstd"])
def test_memory_stays_flat_however_long_the_stream_is(name: str) -> None:
    taken = 0

    def take(body: bytes) -> None:
        nonlocal taken
        taken += len(body)

    tracemalloc.start()
    asyncio.run(through((TEXT[:LARGE] for _ in range(1000)), name.encode(), take))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 0 < taken < 1000 * LARGE / 2
    assert peak < 4 << 20, "64 MB went through"


@pytest.mark.parametrize("name", ["gzip", "zstd"])
def test_a_large_body_keeps_nobody_waiting(name: str) -> None:
    """The loop goes on while 40 MB are coded in one piece."""
    beats = 0

    async def beat() -> None:
        nonlocal beats
        while True:
            await asyncio.sleep(0.001)
            beats += 1

    async def both() -> None:
        heart = asyncio.create_task(beat())
        await through([TEXT * 200], name.encode(), lambda _: None)
        heart.cancel()

    asyncio.run(both())
    assert beats >= 5


def test_what_is_coded_in_pieces_is_what_was_sent() -> None:
    for name, decode in (("gzip", gzip.decompress), ("zstd", zstd.decompress)):
        found = bytearray()
        asyncio.run(through([TEXT, b"", b"1\n", TEXT * 3, b""], name.encode(), found.extend))
        assert decode(bytes(found)) == TEXT + b"1\n" + TEXT * 3, name


def test_a_server_that_sends_files_by_itself_does_not_pass_by_the_coding(tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_bytes(TEXT)
    found: list[Message] = []
    offered: dict[str, Any] = {"http.response.pathsend": {}}
    app = Coding(FileResponse(path, media_type="text/csv"))
    asyncio.run(call(app, found.append, headers=[(b"accept-encoding", b"gzip")], extensions=offered))
    assert {message["type"] for message in found} == {"http.response.start", "http.response.body"}
    assert gzip.decompress(b"".join(message.get("body", b"") for message in found)) == TEXT


def test_head_sends_one_end_and_no_more() -> None:
    found: list[Message] = []
    target = {"method": "HEAD", "path": "/", "raw_path": b"/", "query_string": b"", "http_version": "1.0"}
    asyncio.run(call(Guard(chunked([LINE, LINE])), found.append, **target))
    assert [message.get("body") for message in found] == [None, b""]


def test_what_is_never_coded_begins_at_once() -> None:
    """A stream of events may be open for long before there is one."""
    found: list[Message] = []

    async def silent(_scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"text/event-stream")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        assert [message["type"] for message in found] == ["http.response.start"]
        await send({"type": "http.response.body"})

    asyncio.run(call(Coding(silent), found.append, headers=[(b"accept-encoding", b"gzip")]))
    assert len(found) == 2
