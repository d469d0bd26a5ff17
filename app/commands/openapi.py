"""Prints the description of the API, and writes `openapi.json` and the examples in it anew."""

import json
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

import uvicorn

from app.commands.frozen import frozen_log, frozen_rows
from app.commands.migrate import upgrade
from app.database import connect
from app.http.options import options
from app.main import create_app
from app.openapi.breaking import breaking
from app.openapi.examples import KEPT, Examples, asked_by, body_of, request_of, shown, texts_of
from app.settings import PROJECT, ROOT, Settings
from seed.load import load
from seed.problem import Refused

FILE = ROOT / "openapi.json"


def written(part: Any) -> str:
    """Return JSON as it is kept: indented, in its order, with a line end."""
    return json.dumps(part, ensure_ascii=False, indent=2) + "\n"


def description() -> str:
    """Return the description, whatever this installation is set to."""
    return written(create_app(Settings.model_construct()).openapi())


def write(*, anyway: bool) -> None:
    """Ask the frozen facts for the examples, and write the description. Raises Refused if that breaks clients."""
    if not PROJECT.is_file():
        raise Refused(["--write needs a checkout of the project; `summits openapi` prints the description"])
    KEPT.write_text(written(_examples()), encoding="utf-8")
    keep(json.loads(description()), anyway=anyway)


def keep(document: dict[str, Any], *, anyway: bool) -> None:
    """Write a description in the place of the one kept. Raises Refused if that breaks clients, unless `anyway`."""
    faults = breaking(json.loads(FILE.read_text(encoding="utf-8")), document) if FILE.exists() else []
    if faults and not anyway:
        raise Refused([*faults, "this breaks clients (docs/stability.md); to write it all the same add --breaking"])
    FILE.write_text(written(document), encoding="utf-8")


def _examples() -> Examples:
    with TemporaryDirectory() as folder:
        settings = Settings.model_construct(database_url=f"sqlite:///{folder}/examples.sqlite")
        upgrade(settings.database_url)
        engine = connect(settings.database_url)
        rows = frozen_rows()
        release = load(engine, rows, frozen_log(rows)).version
        engine.dispose()
        app = create_app(settings)
        with _serving(app) as base:
            return {
                operation["operationId"]: {
                    media_type: {
                        "request": f"{method.upper()} {request_of(path, operation)}",
                        "value": shown(_ask(base, method, path, operation, media_type), media_type, release),
                    }
                    for media_type in texts_of(operation)
                }
                for method, path, operation in asked_by(app.openapi())
            }


def _ask(base: str, method: str, path: str, operation: dict[str, Any], media_type: str) -> str:
    body = body_of(operation)
    headers = {"accept": media_type} | ({"content-type": "application/json"} if body else {})
    request = urllib.request.Request(  # noqa: S310  (an address of this machine)
        base + request_of(path, operation),
        data=json.dumps(body).encode() if body else None,
        headers=headers,
        method=method.upper(),
    )
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
        if response.headers.get_content_type() != media_type:
            raise Refused([f"{operation['operationId']} does not answer as {media_type}, which it documents"])
        return str(response.read().decode("utf-8"))


@contextmanager
def _serving(app: Any) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", **options()))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            if not thread.is_alive():
                raise Refused(["the server for the examples did not start"])
            time.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
