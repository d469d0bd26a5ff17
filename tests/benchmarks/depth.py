"""The last page against the first: a walk of the whole list, taken up near its begin and near its end."""

import sqlite3
import statistics
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection

from app.kit.rows.cursor import encode
from tests.benchmarks.bench import Bench
from tests.benchmarks.report import Figure, Finding, Note, Target
from tests.benchmarks.servers import PAGE, Served, project, serving

LIST = "/v1/exhibitors"
PAGES = 150
"""Pages asked for in a round at each end, every one once in a run, one after another over one connection."""

ENDS = {
    "first": "SELECT year, id FROM exhibitor WHERE year = (SELECT max(year) FROM exhibitor) ORDER BY id LIMIT ?",
    "last": "SELECT * FROM (SELECT year, id FROM exhibitor WHERE year = (SELECT min(year) FROM exhibitor)"
    f" ORDER BY id DESC LIMIT ? OFFSET {PAGE}) ORDER BY id",
}
"""The rows that pages at each end come after, in the order of the list: newest year first, then by id."""


def depth(bench: Bench) -> Iterator[Finding]:
    """Ask for pages at both ends in turn; no answer is asked for twice, so none comes from a cache."""
    with serving(project(bench.database), bench.scratch, bench.core) as served:
        _, headers, _ = served.get(f"{LIST}?limit={PAGE}")
        release = dict(headers)["x-dataset-version"]
        with closing(sqlite3.connect(bench.database)) as connection:
            known = {end: connection.execute(query, [PAGES * bench.rounds]).fetchall() for end, query in ENDS.items()}
        found: dict[str, list[float]] = {end: [] for end in ENDS}
        for turn in range(bench.rounds):
            for end, keys in known.items():
                cursors = [encode(release, f"{LIST}?", list(key)) for key in keys[turn :: bench.rounds]]
                found[end].append(_median(served, cursors))
    ratios = [last / first for first, last in zip(found["first"], found["last"], strict=True)]
    yield Target(f"last page / first page at {bench.rows:,} rows", 1.3, ratios, at_least=False)
    for end, taken in found.items():
        yield Figure(f"{end} page, one connection", "project", taken, "ms")
    yield Note(
        f"first and last page: medians of {PAGES} pages a round by the clock, each page after another row of the first"
        f" or last {PAGES * bench.rounds:,} rows of the whole list, none asked for twice"
    )


def _median(served: Served, cursors: list[str]) -> float:
    """Return the median time of a page in milliseconds. Raises SystemExit if a page is not whole."""
    taken = []
    connection = HTTPConnection("127.0.0.1", served.port)
    for cursor in cursors:
        begun = time.perf_counter()
        connection.request("GET", f"{LIST}?limit={PAGE}&cursor={cursor}")
        answer = connection.getresponse()
        body = answer.read()
        taken.append(1000 * (time.perf_counter() - begun))
        if answer.status != 200 or body.count(b'"summit":') != PAGE:
            raise SystemExit(f"a page is answered with {answer.status}: {body[:200].decode(errors='replace')}")
    connection.close()
    return statistics.median(taken)
