"""Answers to a page of twenty rows: repeated, many in turn, unchanged, and new."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks.bench import Bench
from tests.benchmarks.exhibitors import EDITIONS
from tests.benchmarks.report import Figure, Finding, Target
from tests.benchmarks.servers import Served, Server, datasette, keep, limit, plain, project, serving, serving_all
from tests.benchmarks.wrk import EARLIEST, Measured

YEAR = 2023

DEFAULT = {"SUMMIT_LOG_LEVEL": "info"}
"""The log as it is if nobody sets anything; the other servers write no line for a request."""

Ask = Callable[[Served], Measured]
Peers = Callable[[Path], list[Server]]
Rounds = dict[str, list[Measured]]


def repeated(bench: Bench) -> Iterator[Finding]:
    """Ask one question again and again."""

    def peers(replayed: Path) -> list[Server]:
        return [
            limit(replayed, "bare limit", BARE="1"),
            limit(replayed, "limit, uvicorn's access log", log=()),
            datasette(bench.database, bench.datasette),
            plain(bench.database),
            project(bench.database, "project, default log", **DEFAULT),
            project(bench.database, "project, log as JSON", **DEFAULT, SUMMIT_LOG_FORMAT="json"),
            project(bench.database, "project, metrics", SUMMIT_METRICS="true"),
        ]

    found = _against_the_limit(bench, peers, range(YEAR, YEAR + 1), lambda one: bench.load.repeated(one, YEAR))
    yield Target("repeated request, against the limit", 0.90, _ratios(found, "limit"))
    for what in ("default log", "log as JSON", "metrics"):
        yield Target(f"repeated request, {what}, against the limit", 0.65, _ratios(found, "limit", f"project, {what}"))
    yield Target("p99, cached, against Datasette's", 0.06, _slowness(found), at_least=False)
    yield from _figures("repeated request", found)


def different(bench: Bench) -> Iterator[Finding]:
    """Ask five hundred questions in turn."""

    def peers(_: Path) -> list[Server]:
        return [datasette(bench.database, bench.datasette)]

    found = _against_the_limit(bench, peers, EDITIONS, bench.load.different)
    yield Target("500 requests in turn, against the limit", 0.80, _ratios(found, "limit"))
    yield Target("500 requests in turn, against Datasette", 50, _ratios(found, "datasette"))
    yield from _figures("500 requests in turn", found)


def unchanged(bench: Bench) -> Iterator[Finding]:
    """Ask whether an answer is still the same; Datasette has no answer to that."""
    found = _against_the_limit(bench, lambda _: [], range(YEAR, YEAR + 1), partial(unchanged_one, bench))
    yield Target("304, against the limit's", 0.95, _ratios(found, "limit"))
    yield from _figures("304", found)


def first(bench: Bench) -> Iterator[Finding]:
    """Ask only what nobody asked before: the same pages, each time with another first year."""
    servers = [project(bench.database), datasette(bench.database, bench.datasette), plain(bench.database)]
    with serving_all(servers, bench.scratch, bench.core) as running:
        for served in running:
            begin_anew(bench, served)
        found = rounds(bench, running, bench.load.new)
    yield Target("first-time answer, against Datasette", 7, _ratios(found, "datasette"))
    yield Target("first-time answer, against plain FastAPI and SQLModel", 5, _ratios(found, "plain"))
    yield Target("p99, uncached, against Datasette's", 0.30, _slowness(found), at_least=False)
    yield from _figures("first-time answer", found)


def _against_the_limit(bench: Bench, peers: Peers, years: range, ask: Ask) -> Rounds:
    """Measure the project and its peers; the limit replays what the project answers for these years."""
    with serving(project(bench.database), bench.scratch, bench.core) as served:
        replayed = keep(served, years, bench.scratch / "replayed.json")
        with serving_all([limit(replayed), *peers(replayed)], bench.scratch, bench.core) as others:
            for one in (served, *others):
                for year in years:
                    one.verify(year)
            return rounds(bench, [served, *others], ask)


def unchanged_one(bench: Bench, served: Served) -> Measured:
    """Ask whether the answer is still the same."""
    etag = dict(served.get(served.path(YEAR))[1])["etag"]
    return bench.load.repeated(served, YEAR, If_None_Match=etag)


def begin_anew(bench: Bench, served: Served) -> None:
    """Let a server be asked what it was not asked before, after one page that is checked."""
    served.verify(YEAR)
    served.verify(EDITIONS[0], EARLIEST)
    bench.load.made[served.port] = len(EDITIONS)


def rounds(bench: Bench, running: list[Served], ask: Ask) -> Rounds:
    """Ask one server after another, and all of them again, each time the other way round.

    So what disturbs the machine disturbs all, and none always comes first.
    """
    found: Rounds = {served.name: [] for served in running}
    for turn in range(bench.rounds):
        for served in running[:: -1 if turn % 2 else 1]:
            found[served.name].append(ask(served))
    return found


def _ratios(found: Rounds, peer: str, of: str = "project") -> list[float]:
    return [own.per_core / other.per_core for own, other in zip(found[of], found[peer], strict=True)]


def _slowness(found: Rounds) -> list[float]:
    return [own.p99 / other.p99 for own, other in zip(found["project"], found["datasette"], strict=True)]


def _figures(what: str, found: Rounds) -> Iterator[Figure]:
    for name, rounds in found.items():
        yield Figure(what, name, [one.per_core for one in rounds], "requests/s of CPU", [one.p99 for one in rounds])
