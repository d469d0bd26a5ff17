"""The servers that are compared: the limit, the tutorial's way, Datasette, and the project."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from app.settings import ROOT
from tests.benchmarks.processes import running

PAGE = 20
"""Rows of an answer."""

WAITING = 90.0
"""Seconds that a server has to answer for the first time."""

UVICORN = ("--loop", "uvloop", "--http", "httptools", "--no-server-header", "--no-proxy-headers")
"""As the project starts its own server, with uvicorn's own protocol."""

QUIET = ("--log-level", "warning", "--no-access-log")
"""The same without a line for each request."""


@dataclass(frozen=True)
class Server:
    """How one server is started and asked.

    `listing` is the path of a page, with `{year}`; `since` what is added to ask for no earlier year, with `{since}`;
    `rows` finds the rows in an answer; `probe` is answered with 200 once the server is ready. It runs in `root`.
    """

    name: str
    command: list[str]
    environment: dict[str, str]
    listing: str
    since: str
    rows: Callable[[Any], list[dict[str, Any]]]
    probe: str
    root: Path = ROOT


@dataclass(frozen=True)
class Served:
    """A server that runs."""

    server: Server
    port: int
    pid: int

    @property
    def name(self) -> str:
        """The server's name."""
        return self.server.name

    def path(self, year: int, since: int | None = None) -> str:
        """Return the path of the page of a year; with `since`, of the same page asked for in another way."""
        return self.server.listing.format(year=year) + ("" if since is None else self.server.since.format(since=since))

    def get(self, path: str, **headers: str) -> tuple[int, list[tuple[str, str]], bytes]:
        """Return status, headers and body as wrk gets them: no coding is asked for."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=WAITING)
        connection.putrequest("GET", path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        found = answer.status, [(name.lower(), value) for name, value in answer.getheaders()], answer.read()
        connection.close()
        return found

    def verify(self, year: int, since: int | None = None) -> None:
        """Check that a page is what is to be measured. Raises SystemExit."""
        status, _, body = self.get(self.path(year, since))
        rows = self.server.rows(json.loads(body)) if status == HTTPStatus.OK else []
        if len(rows) != PAGE or {row["year"] for row in rows} != {year}:
            raise SystemExit(f"{self.name} answers {self.path(year, since)} with {status} and {len(rows)} rows")


def project(database: Path, name: str = "project", *arguments: str, **settings: str) -> Server:
    """Return the project on a database."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("SUMMIT_", "OTEL_"))}
    settings = {"SUMMIT_DATABASE_URL": f"sqlite:///{database}", "SUMMIT_LOG_LEVEL": "warning"} | settings
    return Server(
        name=name,
        command=[sys.executable, "-c", "from app.commands import main; main()", "serve", *arguments],
        environment=kept | {"PYTHONPATH": str(ROOT), "SUMMIT_PORT": "{port}"} | settings,
        listing=f"/v1/exhibitors?year={{year}}&limit={PAGE}",
        since="&year_from={since}",
        rows=lambda answer: list(answer["items"]),
        probe="/readyz",
    )


def elsewhere(server: Server, root: Path) -> Server:
    """Return the same server, of the files in another folder."""
    return replace(server, root=root, environment=server.environment | {"PYTHONPATH": str(root)})


def datasette(database: Path, executable: str) -> Server:
    """Return Datasette on an immutable database whose rows are counted before; it suggests no facets, which costs."""
    counted = database.with_suffix(".json")
    if not counted.exists() or counted.stat().st_mtime < database.stat().st_mtime:
        subprocess.run([executable, "inspect", str(database), "--inspect-file", str(counted)], check=True)
    settings = [part for pair in (("suggest_facets", "off"), ("max_csv_mb", "0")) for part in ("--setting", *pair)]
    return Server(
        name="datasette",
        command=[
            executable, "serve", "-i", str(database), "--inspect-file", str(counted), "-p", "{port}", *settings,
        ],
        environment=dict(os.environ),
        listing=f"/{database.stem}/exhibitor.json?year={{year}}&_size={PAGE}&_sort=id&_shape=objects",
        since="&year__gte={since}",
        rows=lambda answer: list(answer["rows"]),
        probe=f"/{database.stem}/exhibitor.json?_size=1",
    )  # fmt: skip


def plain(database: Path) -> Server:
    """Return FastAPI and SQLModel as their tutorials use them."""
    return Server(
        name="plain",
        command=[sys.executable, "-m", "uvicorn", "tests.benchmarks.plain:app", "--port", "{port}", *UVICORN, *QUIET],
        environment=os.environ | {"PYTHONPATH": str(ROOT), "BENCHMARKED": str(database)},
        listing=f"/exhibitors/?year={{year}}&limit={PAGE}",
        since="&year_from={since}",
        rows=list,
        probe=f"/exhibitors/?year=2023&limit={PAGE}",
    )


def limit(replayed: Path, name: str = "limit", *, log: tuple[str, ...] = QUIET, **variables: str) -> Server:
    """Return the raw application that replays kept answers; without most of their headers if `BARE` is one."""
    target = "tests.benchmarks.limit:app"
    return Server(
        name=name,
        command=[sys.executable, "-m", "uvicorn", target, "--port", "{port}", "--lifespan", "off", *UVICORN, *log],
        environment=os.environ | {"PYTHONPATH": str(ROOT), "REPLAYED": str(replayed)} | variables,
        listing=f"/v1/exhibitors?year={{year}}&limit={PAGE}",
        since="&year_from={since}",
        rows=lambda answer: list(answer["items"]),
        probe=f"/v1/exhibitors?year=2023&limit={PAGE}",
    )


def keep(served: Served, years: range, path: Path) -> Path:
    """Write the project's answers, whole and unchanged, for the limit to replay."""
    kept = {}
    for year in years:
        status, headers, body = served.get(served.path(year))
        etag = dict(headers).get("etag", "")
        unchanged, headers_unchanged, _ = served.get(served.path(year), If_None_Match=etag)
        if (status, unchanged) != (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            raise SystemExit(f"{served.path(year)} is answered with {status}, then with {unchanged}")
        kept[served.path(year).partition("?")[2]] = {
            "headers": _own(headers),
            "unchanged": _own(headers_unchanged),
            "body": body.decode("latin-1"),
        }
    path.write_text(json.dumps(kept), encoding="utf-8")
    return path


def _own(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out what uvicorn writes itself."""
    return [pair for pair in headers if pair[0] not in {"date", "connection", "transfer-encoding"}]


@contextmanager
def serving(server: Server, scratch: Path, *on: int) -> Iterator[Served]:
    """Run a server on some cores until the block ends; it is ready. Raises SystemExit if it does not become so."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [part.format(port=port) if part == "{port}" else part for part in server.command]
    environment = {name: str(port) if value == "{port}" else value for name, value in server.environment.items()}
    log = scratch / f"{server.name.replace(' ', '-')}.log"
    with running(command, environment, server.root, log, on) as pid:
        served = Served(server, port, pid)
        _await(served, log)
        yield served


@contextmanager
def serving_all(servers: list[Server], scratch: Path, *on: int) -> Iterator[list[Served]]:
    """Run servers side by side; only the one that is asked has work."""
    with ExitStack() as stack:
        yield [stack.enter_context(serving(server, scratch, *on)) for server in servers]


def _await(served: Served, log: Path) -> None:
    deadline = time.monotonic() + WAITING
    while True:
        try:
            if served.get(served.server.probe)[0] == HTTPStatus.OK:
                return
        except (OSError, HTTPException):
            pass
        if not Path(f"/proc/{served.pid}").exists() or time.monotonic() > deadline:
            raise SystemExit(f"{served.name} did not start; see {log}")
        time.sleep(0.002)
