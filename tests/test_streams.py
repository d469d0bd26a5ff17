"""Long answers: streamed, complete or visibly broken, and never holding on to the database."""

import gc
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from app.commands.migrate import upgrade
from app.database import connect
from app.kit.formats import columns, table
from app.kit.formats.sending import HELD, STREAMS
from app.models import Property
from app.settings import Settings
from seed.columns import Rows
from seed.load import load
from seed.releases import Log
from tests.served import Served, serve

MANY = 30_000
LIST = "/v1/properties?format={}"


def lengthened(url: str, rows: Rows, log: Log, many: int = MANY, width: int = 400) -> sa.Engine:
    """Make a database with a list that is much longer than what is held before it is sent: `many` rows of `width`."""
    upgrade(url)
    engine = connect(url)
    load(engine, rows, log)
    table = Property.__table__  # type: ignore[attr-defined]
    with engine.begin() as connection:
        like = connection.execute(table.select().limit(1)).one()._asdict()
        # More bytes than the sockets of a machine take in by themselves, which is some 4 MB each.
        like |= {"label_en": "x" * width}
        connection.execute(table.insert(), [{**like, "id": f"x{number:06}"} for number in range(many)])
    return engine


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory, rows: Rows, log: Log) -> Iterator[Served]:
    """Serve a list that is much longer than what is held before it is sent."""
    url = f"sqlite:///{tmp_path_factory.mktemp('long')}/x.sqlite"
    lengthened(url, rows, log).dispose()
    # How long a statement may take is not asked here, and the machine may be busy.
    with serve(Settings(database_url=url, time_limit_ms=30_000)) as running:
        yield running


def pool(served: Served) -> sa.QueuePool:
    """Return the connections of a server."""
    assert isinstance(served.engine.pool, sa.QueuePool)
    return served.engine.pool


def settled(served: Served) -> bool:
    """Tell whether every connection is free within a while."""
    deadline = time.monotonic() + 10
    while pool(served).checkedout():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


@pytest.mark.parametrize("name", ["csv", "ndjson"])
def test_a_long_list_is_streamed_whole(long: Served, name: str) -> None:
    got = long.get(LIST.format(name))
    total = long.json("/v1/properties?limit=1")["total"]
    assert len(got.content) > 3 * HELD
    assert len(got.text.splitlines()) == total + (name == "csv")
    assert got.headers["transfer-encoding"] == "chunked"
    assert "content-length" not in got.headers
    assert settled(long)


def test_head_of_a_long_list_has_the_same_headers_and_writes_nothing(long: Served) -> None:
    with long.statements() as found:
        head = long.client.head(LIST.format("csv"))
    got = long.get(LIST.format("csv"))
    drop = {"date", "x-request-id", "transfer-encoding"}
    assert {name: head.headers[name] for name in head.headers if name not in drop} == {
        name: got.headers[name] for name in got.headers if name not in drop
    }
    assert head.content == b""
    assert len(found) < MANY / 500 / 2
    assert settled(long)


def test_a_workbook_of_a_long_list_is_whole(long: Served) -> None:
    got = long.get(LIST.format("xlsx") + "&fields=label")
    assert got.content.startswith(b"PK")
    assert settled(long)


def test_a_reader_that_leaves_frees_the_database(long: Served) -> None:
    address = long.client.base_url
    for _ in range(20):  # more than there are connections
        with socket.create_connection((address.host, address.port)) as raw:
            raw.sendall(f"GET {LIST.format('csv')} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert raw.recv(1000).startswith(b"HTTP/1.1 200")
    assert settled(long)
    assert long.get("/readyz").status_code == 200


def test_slow_readers_of_short_lists_hold_no_connection(served: Served) -> None:
    address = served.client.base_url
    readers = [socket.create_connection((address.host, address.port)) for _ in range(30)]
    try:
        for reader in readers:
            reader.sendall(b"GET /v1/facts?format=csv&property=name HTTP/1.1\r\nHost: x\r\n\r\n")
        for reader in readers:
            assert reader.recv(1)
        assert served.get("/v1/summits").status_code == 200
        assert settled(served)
    finally:
        for reader in readers:
            reader.close()


def test_slow_readers_of_long_lists_leave_connections_to_others(long: Served) -> None:
    """Each holds a connection; more of them than there is room for are told to come again."""
    address = long.client.base_url
    request = f"GET {LIST.format('ndjson')} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    readers = [socket.socket() for _ in range(STREAMS)]
    try:
        for reader in readers:
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            reader.connect((address.host, address.port))
            reader.sendall(request)
            assert reader.recv(12) == b"HTTP/1.1 200"
        refused = long.get(LIST.format("ndjson"))
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "10")
        assert long.get("/v1/summits?format=csv").status_code == 200
        assert long.get("/readyz").status_code == 200
    finally:
        for reader in readers:
            reader.close()
    assert settled(long)
    assert long.get(LIST.format("ndjson")).status_code == 200


def test_a_list_that_is_left_in_the_middle_leaves_no_cursor(served: Served) -> None:
    """On PostgreSQL it lives on the server, and is closed before the connection goes back."""
    for _ in range(20):
        assert served.client.head("/v1/facts?format=csv").status_code == 200
    assert served.get("/v1/facts?format=csv", if_none_match="*").status_code == 304
    gc.collect()
    assert settled(served)


def test_if_none_match_does_not_hide_a_refusal(served: Served) -> None:
    """RFC 9110 section 13.2.1: a condition counts only where the answer would be 2xx."""
    for path in ("/v1/facts?format=csv&cursor=x", "/v1/facts?format=ndjson&cursor=x"):
        assert served.get(path, if_none_match="*").status_code == 422
    assert served.get("/v1/facts?format=csv&property=guests", if_none_match="*").status_code == 304


def test_what_goes_wrong_in_the_middle_is_seen(long: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """The status is sent by then; the connection is cut without the last chunk, so nobody takes it for the whole."""
    genuine, seen = columns.reader_of, []

    def failing(*given: Any) -> Callable[[Any], Any]:
        read = genuine(*given)

        def counted(item: Any) -> Any:
            seen.append(1)
            if len(seen) > 20_000:
                raise OSError("the disk is gone")
            return read(item)

        return counted

    monkeypatch.setattr(table, "reader_of", failing)
    with pytest.raises(httpx.RemoteProtocolError):
        long.get(LIST.format("csv"))
    monkeypatch.undo()
    assert settled(long)


def test_what_goes_wrong_at_the_beginning_is_a_problem(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "reader_of", lambda *_: 1 // 0)
    with serve(served.settings.model_copy(update={"cache_mb": 0})) as fresh:  # no answer is kept that could be given
        got = fresh.get("/v1/summits?format=csv")
        assert (got.status_code, got.headers["content-type"]) == (500, "application/problem+json")
        assert settled(fresh)


def test_a_list_is_of_one_state_of_the_data(tmp_path: Path, rows: Rows, log: Log) -> None:
    """A seed that commits while a list is read does not mix into it."""
    url = f"sqlite:///{tmp_path}/x.sqlite"
    engine, table = lengthened(url, rows, log), Property.__table__  # type: ignore[attr-defined]
    with serve(Settings(database_url=url)) as running, running.client.stream("GET", LIST.format("ndjson")) as reply:
        lines = reply.iter_lines()
        first = next(lines)
        with engine.begin() as connection:
            connection.execute(table.delete().where(table.c.id.like("x%")))
        assert sum(1 for _ in lines) + bool(first) > MANY
    engine.dispose()
