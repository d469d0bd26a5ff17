"""The real application on a real socket, in this process, so that its SQL statements can be counted."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn

import httpx
import sqlalchemy as sa
import uvicorn

from app.http.options import options
from app.kit.answers.pulse import BOUND
from app.kit.rows.prepared import Prepared
from app.kit.rows.snapshot import TooSlowError
from app.kit.rows.store import Store
from app.main import create_app
from app.settings import Settings


@dataclass
class Served:
    """A running server: a client for it, its settings, and its engine."""

    client: httpx.Client
    settings: Settings
    engine: sa.Engine
    app: Any

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Ask with GET."""
        return self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def json(self, path: str) -> Any:
        """Ask and return the body; anything but 200 fails."""
        response = self.get(path)
        assert response.status_code == 200, f"{path}: {response.status_code} {response.text}"
        return response.json()

    def items(self, path: str) -> list[Any]:
        """Ask for a list that fits one page and return its items."""
        body = self.json(path)
        assert body["next"] is None, f"{path} has more than one page"
        return list(body["items"])

    def noticed(self) -> None:
        """Wait until nothing is given out any more that was kept before now."""
        time.sleep(BOUND)

    @contextmanager
    def statements(self) -> Iterator[list[str]]:
        """Collect the SQL statements run meanwhile; at first nothing is known, and none is given up and asked again."""
        found: list[str] = []
        self.app.state.answered.state = None
        self.app.state.store.memory.of("nothing")

        def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if statement != "BEGIN" and threading.current_thread().name != "pulse":
                found.append(statement)

        run, hurry = Prepared.run, Store.hurry

        def never(_store: Store) -> NoReturn:
            raise TooSlowError

        def noted(prepared: Prepared, *arguments: Any) -> list[Any]:
            if threading.current_thread().name != "pulse":
                found.append(prepared.text)
            return run(prepared, *arguments)

        sa.event.listen(self.engine, "before_cursor_execute", note)
        Store.hurry = never  # type: ignore[method-assign,assignment]
        Prepared.run = noted  # type: ignore[method-assign,assignment]
        try:
            yield found
        finally:
            sa.event.remove(self.engine, "before_cursor_execute", note)
            Store.hurry = hurry  # type: ignore[method-assign]
            Prepared.run = run  # type: ignore[method-assign]


def settle(condition: Callable[[], bool]) -> None:
    """Wait until something is so, for 60 seconds at most."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@contextmanager
def serve(settings: Settings, **more: Any) -> Iterator[Served]:
    """Serve on a free port of the loopback interface until the block ends; `more` configures uvicorn."""
    app = create_app(settings)
    with listen(app, **more) as base, httpx.Client(base_url=base, timeout=30) as client:
        yield Served(client, settings, app.state.store.engine, app)


@contextmanager
def listen(app: Any, http: str | None = None, **more: Any) -> Iterator[str]:
    """Let uvicorn run any application on a free port, and give its address; `http` names its parser."""
    told = {"host": "127.0.0.1", "port": 0, "log_level": "critical", "timeout_keep_alive": 600, **options(http), **more}
    server = uvicorn.Server(uvicorn.Config(app, **told))
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        assert time.monotonic() < deadline, "the server did not start in 30 s"
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
