"""What a run found: targets with their ratios, plain figures, and both as a table."""

import statistics
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from platform import python_version, release
from sqlite3 import sqlite_version

from app.settings import ROOT

BEGIN = "<!-- results: `make bench` writes these -->"
END = "<!-- end of results -->"
LIBRARIES = ("fastapi", "starlette", "uvicorn", "uvloop", "httptools", "sqlalchemy", "sqlmodel", "pydantic", "psycopg")


@dataclass(frozen=True)
class Target:
    """One line of the targets: a figure of each round, and what their median should be at least, or at most."""

    what: str
    goal: float
    found: Sequence[float]
    at_least: bool = True
    unit: str = "x"
    note: str = ""

    @property
    def median(self) -> float:
        """The median of the rounds."""
        return statistics.median(self.found)

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        return self.median >= self.goal if self.at_least else self.median <= self.goal

    def cells(self) -> list[str]:
        """Return the line of the table."""
        sign = ">=" if self.at_least else "<="
        spread = f"{_short(min(self.found))} to {_short(max(self.found))}"
        verdict = "met" if self.met else "**missed**"
        return [
            self.what,
            f"{sign} {self.goal:g}{self.unit}",
            f"{_short(self.median)}{self.unit}",
            spread,
            verdict,
        ]


@dataclass(frozen=True)
class Figure:
    """What was measured of one server, without a target; the median of the rounds."""

    what: str
    of: str
    found: Sequence[float]
    unit: str
    p99: Sequence[float] = ()

    def cells(self) -> list[str]:
        """Return the line of the table."""
        spread = f"{_short(min(self.found))} to {_short(max(self.found))}"
        slowest = f"{_short(statistics.median(self.p99))} ms" if self.p99 else ""
        return [self.what, self.of, f"{_short(statistics.median(self.found))} {self.unit}", spread, slowest]


@dataclass(frozen=True)
class Note:
    """How something was measured, or why it was not."""

    text: str


Finding = Target | Figure | Note


def table(head: Sequence[str], lines: Iterable[Sequence[str]], *, padded: bool = False) -> list[str]:
    """Return a Markdown table; `padded` so that it also reads well in a terminal."""
    cells = [list(head), *map(list, lines)]
    widths = [max(len(line[column]) for line in cells) if padded else 0 for column in range(len(head))]
    body = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in cells
    ]
    return [body[0], "|" + "|".join("-" * max(3, width + 2) for width in widths) + "|", *body[1:]]


def report(findings: Sequence[Finding], *, padded: bool = False) -> str:
    """Return what was found, targets first."""
    targets = [one.cells() for one in findings if isinstance(one, Target)]
    figures = [one.cells() for one in findings if isinstance(one, Figure)]
    notes = [f"- {one.text}" for one in findings if isinstance(one, Note)]
    notes += [f"- {one.what}: {one.note}" for one in findings if isinstance(one, Target) and one.note]
    parts = [
        table(("what", "target", "median", "spread", ""), targets, padded=padded) if targets else [],
        table(("measured", "of", "median", "spread", "p99"), figures, padded=padded) if figures else [],
        notes,
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def machine(rows: int, rounds: int, seconds: int, datasette: str) -> str:
    """Tell what was run where."""
    cpus = [line.partition(":")[2].strip() for line in _read("/proc/cpuinfo") if line.startswith("model name")]
    memory = next(int(line.split()[1]) for line in _read("/proc/meminfo") if line.startswith("MemTotal")) / 2**20
    changed = "" if not _git("status", "--porcelain", "--untracked-files=no") else ", with changes not committed"
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    peers = subprocess.run([datasette, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return "\n".join(
        [
            f"- {datetime.now(UTC):%Y-%m-%d}, commit {_git('rev-parse', '--short=12', 'HEAD')}{changed}",
            f"- {len(cpus)} cores, {cpus[0]}, {memory:.0f} GB, Linux {release()}, Python {python_version()}",
            f"- {libraries}, SQLite {sqlite_version}; {peers.replace(', version', '')}",
            f"- {rows:,} exhibitors; rounds: {rounds}, each of {seconds} s",
        ]
    )


def write(path: Path, text: str) -> None:
    """Put the results between the marks of a document. Raises ValueError if they are not there."""
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"{path.name} has no marks to write between")
    path.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")


def _short(number: float) -> str:
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.{1 if abs(number) >= 10 else 2 if abs(number) >= 0.1 else 3}f}"


def _read(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines()


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or ("" if done.returncode == 0 else "unknown")
