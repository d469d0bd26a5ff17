"""Loading as many rows as are wanted through streams: `python -m tests.benchmarks.seeding [exhibitors] [database]`.

Shows the bar that a seeder shows, then how long it took and how much memory: `database` is `sqlite` or `postgresql`.
"""

import resource
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from sqlmodel import SQLModel

from app.commands.migrate import upgrade
from app.database import connect
from app.models import HISTORY
from seed.columns import Row
from seed.load import load
from seed.progress import progress
from tests import postgres
from tests.benchmarks import exhibitors


@dataclass(frozen=True)
class Stream:
    """The rows of one table, made as they are read."""

    model: type[SQLModel]
    count: int

    def __length_hint__(self) -> int:
        """Tell how many exhibitors there are; the other tables grow with them."""
        return self.count

    def __iter__(self) -> Iterator[Row]:
        """Make the rows."""
        rows: Iterable[Row] = next(found for model, found in exhibitors.tables(self.count) if model is self.model)
        yield from rows


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'seeded.sqlite'}"


DATABASES: dict[str, Callable[[], AbstractContextManager[str]]] = {"sqlite": _sqlite, "postgresql": postgres.server}


def main() -> None:
    """Load, and tell what it took."""
    parser = ArgumentParser(prog="python -m tests.benchmarks.seeding")
    parser.add_argument("count", type=int, nargs="?", default=1_000_000, help="exhibitors")
    parser.add_argument("database", choices=DATABASES, nargs="?", default="sqlite")
    asked = parser.parse_args()
    count, database = asked.count, asked.database
    models = [model for model, _ in exhibitors.tables(0) if model not in HISTORY]
    streams = {str(model.__tablename__): Stream(model, count) for model in models}
    with DATABASES[database]() as url:
        upgrade(url)
        engine = connect(url)
        before, begun = _megabytes(), time.perf_counter()
        with progress(Console(stderr=True), "loading", None) as advance:
            report = load(engine, streams, (), advance)
        taken, peak = time.perf_counter() - begun, _megabytes()
        engine.dispose()
    rows = sum(change.created for change in report.tables.values())
    sys.stdout.write(
        f"{database}: {rows:,} rows in {taken:.1f} s, {rows / taken:,.0f} rows/s,"
        f" memory {before:.0f} MB before and {peak:.0f} MB at most\n"
    )


def _megabytes() -> float:
    """Return the most memory that this process has held (Linux counts it in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
