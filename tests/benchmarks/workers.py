"""Two workers against one: both cores for the server, and wrk beside it."""

from collections.abc import Iterator

from tests.benchmarks.answers import begin_anew
from tests.benchmarks.bench import Bench
from tests.benchmarks.processes import cores
from tests.benchmarks.report import Figure, Finding, Note, Target
from tests.benchmarks.servers import project, serving_all


def workers(bench: Bench) -> Iterator[Finding]:
    """Ask what nobody asked before, which costs the server far more than it costs wrk."""
    servers = [project(bench.database, f"{number} workers", "--workers", str(number)) for number in (1, 2)]
    with serving_all(servers, bench.scratch, *cores()) as (one, two):
        for served in (one, two):
            begin_anew(bench, served)
        rates: dict[str, list[float]] = {one.name: [], two.name: []}
        for _ in range(bench.rounds):
            for served in (one, two):
                rates[served.name].append(bench.load.new(served).rate)
    ratios = [double / single for single, double in zip(rates[one.name], rates[two.name], strict=True)]
    yield Target("two workers against one", 1.7, ratios)
    for name, taken in rates.items():
        yield Figure("first-time answer by the clock", name, taken, "requests/s")
    yield Note(
        "two workers against one: requests a second by the clock, first-time answers, the server on both cores and wrk"
        " with one thread on the second of them; what wrk uses is taken from two workers, not from one"
    )
