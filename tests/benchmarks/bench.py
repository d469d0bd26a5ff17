"""What every scenario is given: the database, the peers, how long and how often."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.benchmarks.processes import cores
from tests.benchmarks.wrk import Load


@dataclass(frozen=True)
class Bench:
    """One run; `datasette` is the executable, `loaded` how many exhibitors are loaded to measure loading."""

    database: Path
    datasette: str
    rows: int
    loaded: int
    texts: int
    rounds: int
    seconds: int
    scratch: Path

    @cached_property
    def load(self) -> Load:
        """The load, from the second core."""
        return Load(self.seconds, self.scratch, cores()[1])

    @property
    def core(self) -> int:
        """The core of the servers."""
        return cores()[0]

    @property
    def few(self) -> int:
        """Rounds of what takes long."""
        return min(self.rounds, 3)
