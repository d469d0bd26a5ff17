"""How long a server takes until it is ready, and what it holds when it is idle."""

import time
from collections.abc import Iterator

from tests.benchmarks.answers import YEAR
from tests.benchmarks.bench import Bench
from tests.benchmarks.processes import proportional, settled
from tests.benchmarks.report import Figure, Finding, Target
from tests.benchmarks.servers import datasette, project, serving


def starting(bench: Bench) -> Iterator[Finding]:
    """Start each server in turn, alone, ask it for one page, and look at it when it rests."""
    servers = [project(bench.database), datasette(bench.database, bench.datasette)]
    seconds: dict[str, list[float]] = {server.name: [] for server in servers}
    memory: dict[str, list[float]] = {server.name: [] for server in servers}
    for _ in range(bench.rounds):
        for server in servers:
            begun = time.perf_counter()
            with serving(server, bench.scratch, bench.core) as served:
                seconds[server.name].append(time.perf_counter() - begun)
                served.verify(YEAR)
                settled(served.pid)
                memory[server.name].append(proportional(served.pid))
    for what, goal, found, unit in (
        ("start to ready", 1.4, seconds, "s"),
        ("idle memory", 1.6, memory, "MB"),
    ):
        pairs = zip(found["project"], found["datasette"], strict=True)
        yield Target(f"{what}, against Datasette", goal, [own / other for own, other in pairs], at_least=False)
        for name, taken in found.items():
            yield Figure(what, name, taken, unit)
