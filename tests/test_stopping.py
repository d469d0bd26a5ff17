"""A server that is told to stop finishes what is in flight, and ends, whatever its clients and its database do."""

import os
import re
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from app.commands.migrate import upgrade
from app.database import connect
from app.http.stopping import END, GRACE, LIMIT
from seed.columns import Rows
from seed.load import load
from seed.releases import Log
from tests.conftest import needs
from tests.process import Process, running
from tests.served import settle
from tests.test_streams import LIST, lengthened

HEAD = b"POST /v1/verify HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 12\r\n"
HALF = HEAD + b'Expect: 100-continue\r\n\r\n{"text"'
"""With the first byte of the answer it is known that the server waits for the other half."""

REST = b':"1"}'
HEALTH = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
LONG = f"GET {LIST.format('csv')} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
CLOSED = re.compile(r"connections closed before .*: (\d+)$", re.MULTILINE)
KINDS = {"httptools": 1, "h11": 1, "workers": 2}
"""How many processes answer."""


def sent(process: Process, request: bytes) -> socket.socket:
    """Send on a new connection, whose buffer is too small for a long answer; a whole head is waited for to be read."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    connection.settimeout(30)
    try:
        connection.connect(("127.0.0.1", process.port))
        connection.sendall(request)
        if b"\r\n\r\n" in request:
            assert connection.recv(1, socket.MSG_PEEK)
    except OSError:
        connection.close()
        raise
    return connection


def answered(connection: socket.socket) -> bytes:
    """Return the body of an answer; one that is cut short fails."""
    answer = HTTPResponse(connection)
    answer.begin()
    assert answer.status == 200
    return answer.read()


def stop(process: Process, by: signal.Signals = signal.SIGTERM) -> None:
    """Tell a server to stop, and wait until it takes no more connections."""
    os.kill(process.pid, by)
    settle(lambda: refused(process))


def refused(process: Process) -> bool:
    """Tell whether a server takes no connections."""
    try:
        sent(process, b"").close()
    except ConnectionError:
        return True
    return False


@dataclass
class Stopped:
    """A server that was stopped while clients were at it: the long list before and then, and the answer to a claim."""

    process: Process
    before: bytes
    listed: bytes
    verified: bytes


@pytest.fixture(scope="module")
def long_url(tmp_path_factory: pytest.TempPathFactory, rows: Rows, log: Log) -> str:
    """Make a database with a list that is longer than what the sockets of a machine take in."""
    url = f"sqlite:///{tmp_path_factory.mktemp('long')}/x.sqlite"
    lengthened(url, rows, log, many=3000, width=4000).dispose()
    return url


@pytest.fixture(scope="module")
def stopped(long_url: str) -> Iterator[dict[str, Stopped]]:
    """Stop a server of each kind, all at once."""
    settings = {"SUMMIT_DATABASE_URL": long_url, "SUMMIT_TIME_LIMIT_MS": "30000"}
    with ExitStack() as opened, ExitStack() as servers:
        found, kept = {}, {}
        for kind, workers in KINDS.items():
            hidden = "httptools" if kind == "h11" else ""
            server = running("serve", hidden, SUMMIT_WORKERS=str(workers), **settings)
            process = servers.enter_context(server)
            before = process.client.get(LIST.format("csv"), headers={"accept-encoding": "identity"}).content
            _, _, idle, *_ = kept[kind] = [
                opened.enter_context(sent(process, request))
                for request in (HALF, LONG, HEALTH, b"GET /healthz HTTP/1.1\r\nHos", HALF, LONG)
            ]
            assert answered(idle)
            found[kind] = Stopped(process, before, b"", b"")
        for kind, (half, listed, *_) in kept.items():
            stop(found[kind].process)
            half.sendall(REST)
            found[kind].listed, found[kind].verified = answered(listed), answered(half)
        servers.close()  # waits until they have ended
        yield found


@pytest.mark.parametrize("kind", KINDS)
class TestStop:
    """With half a request, half a head, an idle connection and a list that is not read, which are never finished."""

    def test_what_is_finished_is_whole(self, stopped: dict[str, Stopped], kind: str) -> None:
        assert stopped[kind].listed == stopped[kind].before
        assert b'"claims"' in stopped[kind].verified

    def test_what_is_not_is_closed_and_counted(self, stopped: dict[str, Stopped], kind: str) -> None:
        told = stopped[kind].process.output["stderr"]
        counts = CLOSED.findall(told)
        assert sum(map(int, counts)) == 2
        assert len(counts) <= KINDS[kind], "a line for each process"
        assert "GET /v1/properties: 200, cut short" in told
        for word in ("Traceback", "Cancel", "still at work"):
            assert word not in told

    def test_the_application_is_ended_as_ever(self, stopped: dict[str, Stopped], kind: str) -> None:
        process = stopped[kind].process
        assert process.output["stderr"].count("Application shutdown complete.") == KINDS[kind]
        assert process.output["stderr"].count("Finished server process") == KINDS[kind]
        assert process.code == (0 if kind == "workers" else -signal.SIGTERM)


def test_the_bound_is_within_what_docker_waits() -> None:
    assert GRACE < LIMIT < END < 10


def test_a_second_interrupt_ends_at_once(broken_url: str) -> None:
    with running("serve", SUMMIT_DATABASE_URL=broken_url) as process, sent(process, HALF):
        stop(process, signal.SIGINT)
        os.kill(process.pid, signal.SIGINT)
    assert not CLOSED.search(process.output["stderr"])
    assert "Finished server process" in process.output["stderr"]


@pytest.mark.parametrize("empty_url", ["postgresql"], indirect=True)
def test_a_frozen_database_keeps_no_process(empty_url: str, rows: Rows) -> None:
    needs(not os.environ.get("SUMMIT_TEST_POSTGRES_URL"), "a PostgreSQL of its own, whose processes can be frozen")
    upgrade(empty_url)
    engine = connect(empty_url)
    load(engine, rows)
    of_others = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    frozen: list[int] = []
    try:
        with running("serve", SUMMIT_DATABASE_URL=empty_url) as process:
            assert process.client.get("/v1/summits").status_code == 200
            with engine.connect() as connection:
                folder = connection.execute(sa.text("SHOW data_directory")).scalar_one()
                frozen += connection.execute(sa.text(of_others)).scalars()
            # The one that would start others as well.
            frozen.append(int((Path(folder) / "postmaster.pid").read_text().splitlines()[0]))
            for backend in frozen:
                os.kill(backend, signal.SIGSTOP)
            with pytest.raises(httpx.ReadTimeout):
                process.client.get("/v1/exhibitors", timeout=0.5)
    finally:
        for backend in frozen:
            os.kill(backend, signal.SIGCONT)
        engine.dispose()
    assert "Shutting down" in process.output["stderr"]
