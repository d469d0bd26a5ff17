"""HTTP/1.0, which proxies speak by default: no chunks, the connection ends with the answer, and no part looks whole."""

import gzip
import os
import signal
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from app.kit.formats import columns, table
from app.kit.formats.sending import HELD
from app.settings import Settings
from seed.columns import Rows
from seed.releases import Log
from tests.process import running
from tests.served import Served, serve
from tests.sockets import Raw, send
from tests.test_streams import LIST, lengthened

LONG = LIST.format("csv")


@pytest.fixture(scope="module")
def long_url(tmp_path_factory: pytest.TempPathFactory, rows: Rows, log: Log) -> str:
    """Make a database with a list that is much longer than what is held before it is sent."""
    url = f"sqlite:///{tmp_path_factory.mktemp('long')}/x.sqlite"
    lengthened(url, rows, log, many=3000, width=4000).dispose()
    return url


@pytest.fixture(scope="module", params=["h11", "httptools"])
def long(request: pytest.FixtureRequest, long_url: str) -> Iterator[Served]:
    """Serve it with either parser."""
    with serve(Settings(database_url=long_url, time_limit_ms=30_000), http=request.param) as running:
        yield running


def asked(served: Served, path: str, *fields: str, method: str = "GET", version: str = "1.0") -> Raw:
    """Ask in an old version of HTTP; the server is to close the connection."""
    return send(served, "\r\n".join([f"{method} {path} HTTP/{version}", *fields, "", ""]).encode())


@pytest.mark.parametrize("fields", [(), ("Host: facts.example", "Connection: close"), ("Connection: keep-alive",)])
@pytest.mark.parametrize("path", [LONG, LIST.format("ndjson"), "/v1/dump.ndjson", "/v1/summits", "/v1/nothing"])
def test_every_answer_is_whole_and_has_no_chunks(long: Served, path: str, fields: tuple[str, ...]) -> None:
    expected, found = long.get(path, accept_encoding="identity"), asked(long, path, *fields)
    assert found.status == expected.status_code
    assert found.header("transfer-encoding") is None
    assert found.header("connection") == "close"
    if path != "/v1/nothing":  # a problem has an id of its own
        assert found.rest == expected.content
    assert found.header("content-length") in {None, str(len(found.rest))}


def test_a_coded_stream_is_whole(long: Served) -> None:
    found = asked(long, LONG, "Accept-Encoding: gzip")
    assert (found.header("content-encoding"), found.header("transfer-encoding")) == ("gzip", None)
    assert gzip.decompress(found.rest) == long.get(LONG, accept_encoding="identity").content


def test_head_and_304_have_no_body(long: Served) -> None:
    tag = long.get(LONG, accept_encoding="identity").headers["etag"]
    for method, fields, status in (("HEAD", (), 200), ("GET", (f"If-None-Match: {tag}",), 304)):
        found = asked(long, LONG, *fields, method=method)
        assert (found.status, found.rest, found.header("transfer-encoding")) == (status, b"", None)


def test_a_second_request_is_not_answered(long: Served) -> None:
    """Whoever keeps the connection is told that it ends, and nothing stands behind the body."""
    for version in ("1.0", "0.9"):
        one = f"GET {LONG} HTTP/{version}\r\nHost: x\r\nConnection: keep-alive\r\n\r\n".encode()
        found = send(long, one + one)
        if found.status == 200:  # h11 knows no 0.9
            assert found.rest == long.get(LONG, accept_encoding="identity").content


def test_nothing_is_told_before_the_answer(long: Served) -> None:
    """HTTP/1.0 knows no 100 (Continue), so it has sent the body (RFC 9110 section 10.1.1)."""
    fields = ("Content-Type: application/json", "Content-Length: 12", "Expect: 100-continue", "", '{"text":"1"}')
    assert send(long, "\r\n".join(["POST /v1/verify HTTP/1.0", *fields]).encode()).status == 200


def read(served: Served) -> bytes:
    """Ask for a long list in HTTP/1.0 and return what comes until the connection ends, but not before a part came."""
    url = served.client.base_url
    with socket.create_connection((url.host, url.port), timeout=30) as connection:
        connection.sendall(f"GET {LONG} HTTP/1.0\r\n\r\n".encode())
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_a_part_is_not_taken_for_the_whole(long: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """No last chunk is missed here: a reset tells."""
    genuine, seen = columns.reader_of, []

    def failing(*given: Any) -> Callable[[Any], Any]:
        reader = genuine(*given)

        def counted(item: Any) -> Any:
            seen.append(1)
            if len(seen) > 2000:
                raise OSError("the disk is gone")
            return reader(item)

        return counted

    monkeypatch.setattr(table, "reader_of", failing)
    with pytest.raises(ConnectionResetError):
        read(long)
    monkeypatch.undo()
    assert len(read(long)) > 3 * HELD


def test_nor_is_what_a_killed_process_sent(long_url: str) -> None:
    with (
        running("serve", SUMMIT_DATABASE_URL=long_url, SUMMIT_TIME_LIMIT_MS="30000") as process,
        socket.create_connection(("127.0.0.1", process.port), timeout=30) as connection,
    ):
        connection.sendall(f"GET {LONG} HTTP/1.0\r\n\r\n".encode())
        assert connection.recv(12, socket.MSG_WAITALL) == b"HTTP/1.1 200"
        os.kill(process.pid, signal.SIGKILL)
        with pytest.raises(ConnectionResetError):
            list(iter(lambda: connection.recv(65536), b""))
