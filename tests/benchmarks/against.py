"""Compares this version with another commit: `make bench against=COMMIT`.

Both serve databases of the same contents, each made by its own code and migrations, side by side; only one is asked at
a time, in turns.
"""

import json
import math
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import median

from app.settings import ROOT
from tests.benchmarks.answers import DEFAULT, YEAR, begin_anew, unchanged_one
from tests.benchmarks.bench import Bench
from tests.benchmarks.exhibitors import EDITIONS
from tests.benchmarks.report import table
from tests.benchmarks.servers import Served, Server, elsewhere, project, serving_all
from tests.benchmarks.wrk import Measured

LEAST = 0.95
"""The part of the other version's requests for each second of CPU below which this one counts as slower."""

SURE = 0.95
"""How sure an interval is to hold the median."""


FEWEST = 6
"""Rounds without which nothing is that sure."""


@dataclass(frozen=True)
class Change:
    """How many requests this version answers for one of the other, in each round."""

    what: str
    ratios: Sequence[float]

    @property
    def slower(self) -> bool:
        """Whether this version is slower, beyond what chance explains."""
        return interval(self.ratios)[1] < LEAST

    def cells(self) -> list[str]:
        """Return the line of the table."""
        low, high = interval(self.ratios)
        return [
            self.what,
            f"{median(self.ratios):.3f}",
            f"{low:.3f} to {high:.3f}",
            "**slower**" if self.slower else "",
        ]


def interval(found: Sequence[float]) -> tuple[float, float]:
    """Return the least and the greatest that the median may be, at `SURE`; no shape of the noise is assumed.

    A measurement lies below the median as often as above it, so how many of them do is binomial (the sign test): the
    k-th from either end holds the median between them unless fewer than k lie on one side. Raises ValueError if there
    are less than `FEWEST`.
    """
    if len(found) < FEWEST:
        raise ValueError(f"{len(found)} rounds are too few to compare; {FEWEST} are needed")
    count, beyond, outside = len(found), 0.0, 0
    while (more := beyond + math.comb(count, outside) / 2**count) <= (1 - SURE) / 2:
        beyond, outside = more, outside + 1
    ordered = sorted(found)
    return ordered[outside - 1], ordered[-outside]


def _again(bench: Bench, served: Served) -> Measured:
    return bench.load.repeated(served, YEAR)


Case = tuple[str, str, dict[str, str], Callable[[Bench, Served], Measured]]
"""The scenario, what is asked, under which settings, and how."""

CASES: tuple[Case, ...] = (
    ("repeated", "repeated request", {}, _again),
    ("repeated", "repeated request, default log", DEFAULT, _again),
    ("different", "500 requests in turn", {}, lambda bench, served: bench.load.different(served)),
    ("unchanged", "304", {}, unchanged_one),
    ("first", "first-time answer", {}, lambda bench, served: bench.load.new(served)),
)


def against(bench: Bench, commit: str, only: Sequence[str]) -> Iterator[Change]:
    """Compare this version with a commit. Raises SystemExit if that cannot be served, or holds other data."""
    roots = {"this": ROOT, "other": check_out(commit, bench.scratch / "other")}
    databases = {name: bench.scratch / f"{name}.sqlite" for name in roots}
    for name, root in roots.items():
        command = [sys.executable, "-m", "tests.benchmarks.database", str(databases[name]), str(bench.rows)]
        subprocess.run(command, cwd=root, env=os.environ | {"PYTHONPATH": str(root)}, check=True, stdout=sys.stderr)
    for scenario, what, settings, ask in CASES:
        if only and scenario not in only:
            continue
        sys.stderr.write(f"{what} ...\n")
        servers = [elsewhere(project(databases[name], name, **settings), root) for name, root in roots.items()]
        turns = [servers[:: -1 if turn % 2 else 1] for turn in range(bench.rounds)]
        yield Change(what, [_round(bench, turn, ask) for turn in turns])


def _round(bench: Bench, servers: list[Server], ask: Callable[[Bench, Served], Measured]) -> float:
    """Return the ratio of one round, in which the first of two servers comes first and last.

    Each is started anew, for how a process happens to lie in memory makes up to a tenth as long as it lives.
    """
    with serving_all(servers, bench.scratch, bench.core) as running:
        _check(*running)
        for served in running:
            begin_anew(bench, served)
            for year in EDITIONS:  # what is asked again and again is kept from now on, and every page was read once
                served.get(served.path(year))
        found: dict[str, list[Measured]] = {served.name: [] for served in running}
        for served in (*running, *reversed(running)):
            found[served.name].append(ask(bench, served))
    rates = {name: sum(one.requests for one in pair) / sum(one.cpu for one in pair) for name, pair in found.items()}
    return rates["this"] / rates["other"]


def check_out(commit: str, folder: Path) -> Path:
    """Write the files of a commit into a folder. Raises SystemExit if there is no such commit."""
    done = subprocess.run(["git", "archive", "--format=tar", commit], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"{commit}: {done.stderr.decode(errors='replace').strip()}")
    with tarfile.open(fileobj=BytesIO(done.stdout)) as files:
        files.extractall(folder, filter="data")
    return folder


def _check(one: Served, other: Served) -> None:
    """Check that both hold the same data, and that each runs its own code. Raises SystemExit."""
    (_, headers, body), (_, others, other_body) = (served.get(served.path(YEAR)) for served in (one, other))
    ids, other_ids = ([item["id"] for item in json.loads(text)["items"]] for text in (body, other_body))
    if ids != other_ids:
        raise SystemExit("the two versions do not hold the same data")
    # An ETag depends on the code.
    if (_code(one.server.root) == _code(other.server.root)) != (dict(headers)["etag"] == dict(others)["etag"]):
        raise SystemExit("the two servers do not run the two versions")


def _code(root: Path) -> dict[Path, bytes]:
    return {path.relative_to(root): path.read_bytes() for path in (root / "app").rglob("*.py")}


def compared(changes: Sequence[Change], rounds_of: str) -> str:
    """Return what was found as a table."""
    head = ("this version for one request of the other, per second of CPU", "median", "interval", "")
    note = f"- {rounds_of}; the interval holds the median in {SURE:.0%} of all runs (sign test over the rounds);"
    note += f" slower is what lies below {LEAST} as a whole"
    return "\n".join([*table(head, [change.cells() for change in changes], padded=True), "", note, ""])
