"""Lines of the log are written by a thread: none is lost at an end, none is late, and none holds up a request."""

import json
import logging
import os
import select
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

import pytest

from app.operations.exchange import Exchange
from app.operations.lines import MOST, PATIENCE, Lines, writing_late
from app.operations.logs import RequestLog, TextFormatter
from tests.process import running
from tests.served import settle

SCOPE = {"method": "GET", "path": "/v1/summits", "raw_path": b"/v1/summits", "query_string": b""}


def logged(output: dict[str, str]) -> list[dict[str, Any]]:
    """Return the records of a log in JSON."""
    return [json.loads(line) for line in output["stderr"].splitlines()]


@pytest.mark.parametrize("level", ["info", "error"])
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT], ids=str)
def test_all_lines_are_there_after_a_clean_stop_and_in_order(broken_url: str, how: signal.Signals, level: str) -> None:
    paths = ["/v1/summits", "/nothing", "/v1/summits?limit=0", "/v1/activities"]
    settings = {"SUMMIT_DATABASE_URL": broken_url, "SUMMIT_LOG_FORMAT": "json", "SUMMIT_LOG_LEVEL": level}
    with running("serve", **settings) as server:
        server.ended_by = how
        for number in range(60):
            server.client.get(paths[number % 4], headers={"x-request-id": f"r{number}"})
    records = logged(server.output)
    found = [(one["request_id"], one["level"]) for one in records if one.get("request_id", "").startswith("r")]
    asked = []
    for number in range(60):
        failed = paths[number % 4] == "/v1/activities"
        asked += [(f"r{number}", "error")] * 2 if failed else [(f"r{number}", "info")]
    assert found == [one for one in asked if level in {"info", one[1]}]
    assert records[-1]["message"].startswith(
        "Finished server process" if level == "info" else "GET /v1/activities: 500"
    )


def test_workers_write_whole_lines_and_all_of_them(broken_url: str) -> None:
    settings = {"SUMMIT_DATABASE_URL": broken_url, "SUMMIT_LOG_FORMAT": "json", "SUMMIT_WORKERS": "2"}
    with running("serve", **settings) as server:
        for number in range(100):
            # A connection each, so that both of them answer.
            server.client.get("/v1/terms", headers={"x-request-id": f"r{number}", "connection": "close"})
    found = [one["request_id"] for one in logged(server.output) if one.get("path") == "/v1/terms"]
    assert sorted(found) == sorted(f"r{number}" for number in range(100))


def test_a_line_needs_no_stop(broken_url: str) -> None:
    with running("serve", SUMMIT_DATABASE_URL=broken_url, SUMMIT_LOG_FORMAT="json") as server:
        server.ended_by = signal.SIGKILL
        server.client.get("/v1/terms", headers={"x-request-id": "mine-1"})
        time.sleep(1)  # twenty times what a line may be late
    assert [one["status"] for one in logged(server.output) if one.get("request_id") == "mine-1"] == [200]


def test_a_reader_that_does_not_read_holds_up_no_request(broken_url: str) -> None:
    """Nobody reads standard error before the end, and a pipe takes 64 KB."""
    with running("serve", SUMMIT_DATABASE_URL=broken_url, SUMMIT_LOG_FORMAT="json") as server:
        for _ in range(400):
            assert server.client.get("/v1/terms", timeout=10).status_code == 200
    assert len([one for one in logged(server.output) if one.get("path") == "/v1/terms"]) == 400
    assert len(server.output["stderr"]) > 100_000


class Pipe:
    """A log that writes into a pipe."""

    def __init__(self, output: TextIO, reading: int) -> None:
        self.lines = Lines(output)
        self.lines.setFormatter(TextFormatter())
        self.reading = reading
        self.logger = logging.Logger("summits", logging.DEBUG)
        self.logger.addHandler(self.lines)

    def read(self, wanted: str) -> str:
        """Read until something was there."""
        found = ""
        while wanted not in found:
            assert select.select([self.reading], [], [], 20)[0], f"it is not there: {wanted}"
            found += os.read(self.reading, 5000).decode()
        return found


@contextmanager
def piped() -> Iterator[Pipe]:
    """Open a pipe, and let a thread write into it."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as output:
        pipe = Pipe(output, reading)
        pipe.lines.start()
        try:
            yield pipe
        finally:
            os.close(reading)
            pipe.lines.close()


def test_what_finds_no_place_is_dropped_and_counted() -> None:
    with piped() as pipe:
        for number in range(MOST * 2):
            pipe.logger.info("line %05d", number)
        pipe.logger.error("something failed")
        text = pipe.read("were dropped")
    *lines, last = text.splitlines()
    numbers = [int(line.rpartition("line ")[2]) for line in lines if ": line " in line]
    assert numbers == list(range(len(numbers))), "in order, up to where there was no place any more"
    (told,) = [line for line in [*lines, last] if "were dropped" in line]
    assert f" {MOST * 2 - len(numbers)} lines of the log were dropped" in told
    assert "warning  summits: " in told
    assert len([line for line in lines if line.endswith("error    summits: something failed")]) == 1
    assert MOST <= len(numbers) < MOST * 2


def test_a_reader_that_has_gone_is_survived_and_told() -> None:
    with piped() as pipe:
        gone, other = os.pipe()
        kept = os.dup(pipe.lines._stream.fileno())  # type: ignore[union-attr]
        os.close(gone)
        os.dup2(other, pipe.lines._stream.fileno())  # type: ignore[union-attr]
        pipe.logger.info("into nothing")
        settle(lambda: pipe.lines._lost == 1)
        os.dup2(kept, pipe.lines._stream.fileno())  # type: ignore[union-attr]
        pipe.logger.info("into something")
        text = pipe.read("were dropped")
        os.close(kept)
        os.close(other)
    assert "into something" in text
    assert "into nothing" not in text


def test_an_end_does_not_wait_for_ever_for_who_does_not_read() -> None:
    with piped() as pipe:
        for _ in range(2000):
            pipe.logger.info("x" * 100)
        stopping = threading.Thread(target=pipe.lines.stop)
        stopping.start()
        stopping.join(20 * PATIENCE)
        assert not stopping.is_alive()


def test_each_write_is_so_short_that_a_pipe_keeps_it_whole() -> None:
    """Several workers write into one pipe. Here each write is a message of a socket, so that it can be told apart."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs, os.fdopen(os.dup(ours.fileno()), "w") as output:
        lines = Lines(output)
        lines.setFormatter(TextFormatter())
        lines.start()
        for number in range(200):
            lines.handle(logging.makeLogRecord({"levelno": logging.INFO, "msg": f"{number:03} {'任' * 20}"}))
        lines.stop()
        ours.shutdown(socket.SHUT_WR)
        writes = list(iter(lambda: theirs.recv(2**20), b""))
    assert all(len(one) <= select.PIPE_BUF and one.endswith(b"\n") for one in writes)
    numbers = [line.partition(": ")[2][:3] for one in writes for line in one.decode().splitlines()]
    assert numbers == [f"{number:03}" for number in range(200)]
    assert len(writes) < 100, "and several lines share one"


def test_a_record_that_cannot_be_shown_costs_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    class Odd:
        def __str__(self) -> str:
            raise RuntimeError("it has no text")

    with piped() as pipe:
        pipe.logger.info("%s", Odd())
        pipe.logger.info("the next")
        assert "the next" in pipe.read("the next")
    assert "it has no text" in capsys.readouterr().err


def test_only_our_own_log_is_written_by_a_thread() -> None:
    """Another configuration of logging gets each record as it is made, by the usual way, with the usual attributes."""
    before = threading.active_count()
    found: list[str] = []
    other = logging.Handler()
    other.setFormatter(logging.Formatter("%(levelname)s %(name)s %(process)d %(message)s"))
    other.emit = lambda record: found.append(other.format(record))  # type: ignore[method-assign]
    logger = logging.getLogger("summits.requests")
    level = logger.level
    logger.addHandler(other)
    logger.setLevel("INFO")
    try:
        with writing_late():
            exchange = Exchange.again(SCOPE, b"mine-1", time.monotonic())
            exchange.status, exchange.complete = 200, True
            RequestLog().done(exchange)
            assert threading.active_count() == before
    finally:
        logger.removeHandler(other)
        logger.setLevel(level)
    assert found == [f"INFO summits.requests {os.getpid()} GET /v1/summits: 200 in 0.0 ms"]
