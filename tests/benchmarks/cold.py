"""Where the time of a first-time answer goes: `python -m tests.benchmarks.cold [file] [calls]`.

The application is called in this process, without a server: every call asks for the same page in a new way. Work that
the application gives to threads is done in the loop while the profiler looks, as it sees one thread only.
"""

import asyncio
import cProfile
import io
import pstats
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from anyio import to_thread

from app.main import create_app
from app.settings import Settings
from tests.benchmarks.database import database
from tests.benchmarks.wrk import EARLIEST

SHOWN = 40
YEARS = range(1526, 2026)


async def call(app: Any, turn: int) -> None:
    """Ask for a page of twenty rows that was not asked for before. Raises AssertionError if it is not answered."""
    year, since = YEARS[turn % len(YEARS)], EARLIEST + turn // len(YEARS)
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": "/v1/exhibitors",
        "raw_path": b"/v1/exhibitors",
        "root_path": "",
        "query_string": f"year={year}&year_from={since}&limit=20".encode(),
        "headers": [(b"host", b"127.0.0.1")],
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 50000),
    }
    await app(scope, receive, send)
    assert sent[0]["status"] == 200, sent


async def inline(work: Callable[..., Any], *arguments: Any, **_: Any) -> Any:
    """Do in the loop what a thread would do."""
    return work(*arguments)


async def spend(app: Any, first: int, calls: int) -> tuple[float, float]:
    """Return milliseconds of CPU and of the clock that a call takes."""
    used, begun = time.process_time(), time.perf_counter()
    for turn in range(first, first + calls):
        await call(app, turn)
    return 1000 * (time.process_time() - used) / calls, 1000 * (time.perf_counter() - begun) / calls


async def measure(path: Path, calls: int) -> str:
    """Return the time of a call with threads and without, and the functions that most of it is spent in."""
    app = create_app(Settings(database_url=f"sqlite:///{path}", log_level="warning"))
    await spend(app, 0, 50)
    threads = await spend(app, 50, calls)
    with patch.object(to_thread, "run_sync", inline):
        alone = await spend(app, 50 + calls, calls)
        profile = cProfile.Profile()
        profile.enable()
        await spend(app, 50 + 2 * calls, calls)
        profile.disable()
    told = io.StringIO()
    pstats.Stats(profile, stream=told).strip_dirs().sort_stats("cumulative").print_stats(SHOWN)
    lines = [
        f"{calls} calls, a new question each",
        f"with threads:    {threads[0]:.3f} ms of CPU, {threads[1]:.3f} ms by the clock, a call",
        f"without threads: {alone[0]:.3f} ms of CPU, {alone[1]:.3f} ms by the clock, a call",
        "profile without threads, which itself slows what it looks at:",
    ]
    return "\n".join([*lines, told.getvalue()])


def main(path: str | None = None, calls: str = "1000") -> None:
    """Print the profile."""
    sys.stdout.write(asyncio.run(measure(Path(path) if path else database(), int(calls))))


if __name__ == "__main__":
    main(*sys.argv[1:])
