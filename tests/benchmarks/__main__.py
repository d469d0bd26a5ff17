"""Measures the project against the limit and its peers: `make bench`, or `python -m tests.benchmarks --help`.

A run of every scenario that goes through writes what it found to docs/performance.md. With `--against COMMIT` this
version is compared with that commit instead; the status is 1 if it is slower.
"""

import shutil
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path

from app.settings import ROOT
from tests.benchmarks import answers, search
from tests.benchmarks.against import CASES, FEWEST, against, compared
from tests.benchmarks.bench import Bench
from tests.benchmarks.database import KEPT, ROWS, database
from tests.benchmarks.depth import depth
from tests.benchmarks.exports import exports
from tests.benchmarks.judging import judging
from tests.benchmarks.loading import loading
from tests.benchmarks.report import Figure, Finding, Note, Target, machine, report, write
from tests.benchmarks.starting import starting
from tests.benchmarks.workers import workers

FEW = 100_000
"""Exhibitors where two versions are compared: the other one has to make its own database each time."""


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
    parser.add_argument("--against", metavar="COMMIT", help="compare with a commit instead; fail if this is slower")
    parser.add_argument("--rows", type=int, help=f"exhibitors in the database: {ROWS:,}, or {FEW:,} against a commit")
    parser.add_argument("--loaded", type=int, default=200_000, help="exhibitors to load, where loading is measured")
    parser.add_argument("--texts", type=int, default=1_000_000, help="texts to search")
    parser.add_argument("--rounds", type=int, help="rounds, of which the median counts: 5, or 12 against a commit")
    parser.add_argument("--seconds", type=int, help="seconds of load a round: 3, or 1 against a commit")
    parser.add_argument("--only", choices=SCENARIOS, action="append", help="a scenario; nothing is written then")
    parser.add_argument("--database", type=Path, help="where the database is kept")
    parser.add_argument("--datasette", default=".venv-bench/bin/datasette", help="the executable of Datasette")
    asked = parser.parse_args()
    usual = (FEW, 12, 1) if asked.against else (ROWS, 5, 3)
    given = (asked.rows, asked.rounds, asked.seconds)
    rows, rounds, seconds = (one or other for one, other in zip(given, usual, strict=True))
    if asked.against:
        comparable = {case[0] for case in CASES}
        if not comparable.issuperset(asked.only or ()) or rounds < FEWEST:
            parser.error(
                f"against a commit only {', '.join(sorted(comparable))} are measured, in {FEWEST} rounds or more"
            )
    elif shutil.which(asked.datasette) is None:
        parser.error(f"{asked.datasette} is not there; `make bench` sets it up")
    # Two versions each make a database anew, in the same way: one that was opened before is a little different.
    path = Path() if asked.against else database(rows, asked.database)
    with tempfile.TemporaryDirectory(prefix="summit-bench-") as scratch:
        bench = Bench(path, asked.datasette, rows, asked.loaded, asked.texts, rounds, seconds, Path(scratch))
        if asked.against:
            return _compare(bench, asked.against, asked.only)
        return _measure(bench, asked.only)


def _compare(bench: Bench, commit: str, only: list[str] | None) -> int:
    changes = list(against(bench, commit, only or ()))
    told = f"{commit}, {bench.rows:,} exhibitors, {bench.rounds} rounds of {bench.seconds} s"
    sys.stdout.write(compared(changes, told))
    return int(any(change.slower for change in changes))


def _measure(bench: Bench, only: list[str] | None) -> int:
    about = machine(bench.rows, bench.rounds, bench.seconds, bench.datasette)
    findings: list[Finding] = []
    failed = False
    for name in only or SCENARIOS:
        sys.stderr.write(f"{name} ...\n")
        try:
            findings += SCENARIOS[name](bench)
        except SystemExit as error:
            failed = True
            findings.append(Note(f"{name}: not measured. {error}"))
    sys.stdout.write(f"{about}\n\n{report(findings, padded=True)}")
    if not (only or failed):
        write(ROOT / "docs" / "performance.md", f"{about}\n\n{report(findings)}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
