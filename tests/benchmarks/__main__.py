"""Measures the project against the limit and its peers: `make bench`, or `python -m tests.benchmarks --help`.

A run of every scenario that goes through writes what it found to docs/performance.md.
"""

import shutil
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path

from app.settings import ROOT
from tests.benchmarks import answers, search
from tests.benchmarks.bench import Bench
from tests.benchmarks.database import KEPT, ROWS, database
from tests.benchmarks.depth import depth
from tests.benchmarks.exports import exports
from tests.benchmarks.judging import judging
from tests.benchmarks.loading import loading
from tests.benchmarks.report import Figure, Finding, Note, Target, machine, report, write
from tests.benchmarks.starting import starting
from tests.benchmarks.workers import workers


def searching(bench: Bench) -> Iterator[Finding]:
    """Run the benchmark of the search, on SQLite."""
    KEPT.mkdir(parents=True, exist_ok=True)
    words, phrases = search.run(f"sqlite:///{KEPT / f'texts-{bench.texts}.sqlite'}", bench.texts)
    what = f"search on {bench.texts:,} texts, first 20 hits, the slowest of {{}}"
    yield Target(what.format(f"{len(words)} words"), search.TARGET, [max(words)], at_least=False, unit=" ms")
    yield Figure(what.format(f"{len(phrases)} phrases"), "project", [max(phrases)], "ms")


SCENARIOS: dict[str, Callable[[Bench], Iterator[Finding]]] = {
    "repeated": answers.repeated,
    "different": answers.different,
    "unchanged": answers.unchanged,
    "first": answers.first,
    "depth": depth,
    "exports": exports,
    "loading": loading,
    "search": searching,
    "judging": judging,
    "workers": workers,
    "starting": starting,
}


def main() -> int:
    """Run what is asked for; the status is 1 if something could not be measured, not if a target is missed."""
    parser = ArgumentParser(prog="make bench", description="Measure the project against the limit and its peers.")
    parser.add_argument("--rows", type=int, default=ROWS, help="exhibitors in the database")
    parser.add_argument("--loaded", type=int, default=200_000, help="exhibitors to load, where loading is measured")
    parser.add_argument("--texts", type=int, default=1_000_000, help="texts to search")
    parser.add_argument("--rounds", type=int, default=5, help="rounds, of which the median counts")
    parser.add_argument("--seconds", type=int, default=3, help="seconds of load a round")
    parser.add_argument("--only", choices=SCENARIOS, action="append", help="a scenario; nothing is written then")
    parser.add_argument("--database", type=Path, help="where the database is kept")
    parser.add_argument("--datasette", default=".venv-bench/bin/datasette", help="the executable of Datasette")
    asked = parser.parse_args()
    if shutil.which(asked.datasette) is None:
        parser.error(f"{asked.datasette} is not there; `make bench` sets it up")
    path = database(asked.rows, asked.database)
    about = machine(asked.rows, asked.rounds, asked.seconds, asked.datasette)
    findings: list[Finding] = []
    failed = False
    with tempfile.TemporaryDirectory(prefix="summit-bench-") as scratch:
        bench = Bench(
            path, asked.datasette, asked.rows, asked.loaded, asked.texts, asked.rounds, asked.seconds, Path(scratch)
        )
        for name in asked.only or SCENARIOS:
            sys.stderr.write(f"{name} ...\n")
            try:
                findings += SCENARIOS[name](bench)
            except SystemExit as error:
                failed = True
                findings.append(Note(f"{name}: not measured. {error}"))
    sys.stdout.write(f"{about}\n\n{report(findings, padded=True)}")
    if not (asked.only or failed):
        write(ROOT / "docs" / "performance.md", f"{about}\n\n{report(findings)}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
