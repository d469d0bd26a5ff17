"""The load: wrk, 16 connections from one core, and what the server paid for it."""

import json
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.exhibitors import EDITIONS
from tests.benchmarks.processes import pinned, settled
from tests.benchmarks.servers import Served

CONNECTIONS = 16
EARLIEST = 1000
"""A first year that leaves nothing out; it and those after it, up to the first edition, make requests new."""

ATTEMPTS, BUSY = 5, 0.05
"""How often a round is tried, and the part of it that the server must have worked."""

SCRIPT = """
local paths = {{ {paths} }}
local turn = {turn}
request = function()
  local path = paths[turn % #paths + 1]{since}
  turn = turn + 1
  return "GET " .. path .. " HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\n\\r\\n"
end
"""
DONE = """
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format('\\n{"requests": %d, "seconds": %f, "p99": %f, "failed": %d}\\n', summary.requests,
    summary.duration / 1e6, latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""


@dataclass(frozen=True)
class Measured:
    """What one round of load came to: CPU in seconds of the server, the 99th percentile of the latency in ms."""

    requests: int
    cpu: float
    seconds: float
    p99: float

    @property
    def per_core(self) -> float:
        """Requests per second of the server's CPU."""
        return self.requests / self.cpu

    @property
    def rate(self) -> float:
        """Requests per second by the clock."""
        return self.requests / self.seconds


@dataclass
class Load:
    """Drives servers for so many seconds a round; no request that is to be new is made twice of one server."""

    seconds: int
    scratch: Path
    core: int
    made: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if shutil.which("wrk") is None:
            raise SystemExit("wrk is needed: apt-get install wrk")

    def repeated(self, served: Served, year: int, **headers: str) -> Measured:
        """Ask for the page of one year again and again."""
        return self._drive(served, served.path(year), "", headers)

    def different(self, served: Served) -> Measured:
        """Ask for the pages of all years in turn."""
        return self._drive(served, "", _script(served, 0, new=False), {})

    def new(self, served: Served) -> Measured:
        """Ask for the pages of all years in turn, each time with a first year not yet asked for with it."""
        turn = self.made.get(served.port, 0)
        measured = self._drive(served, "", _script(served, turn, new=True), {})
        self.made[served.port] = turn + measured.requests + 2 * CONNECTIONS
        if self.made[served.port] > len(EDITIONS) * (EDITIONS[0] - EARLIEST):
            raise SystemExit(f"{served.name} was asked everything there is; give fewer rounds or seconds")
        return measured

    def _drive(self, served: Served, path: str, script: str, headers: dict[str, str]) -> Measured:
        """Run wrk until the server got enough of its core to be measured. Raises SystemExit if it never does."""
        for _ in range(ATTEMPTS):
            measured = self._once(served, path, script, headers)
            if measured.cpu >= self.seconds * BUSY:
                return measured
        raise SystemExit(f"{served.name} got no time on its core; the machine is too busy to measure")

    def _once(self, served: Served, path: str, script: str, headers: dict[str, str]) -> Measured:
        """Run wrk once. Raises SystemExit if an answer was an error."""
        file = self.scratch / "load.lua"
        file.write_text(script + DONE, encoding="utf-8")
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{self.seconds}s", "--latency", "-s", str(file)]
        command += [part for name, value in headers.items() for part in ("-H", f"{name.replace('_', '-')}: {value}")]
        used = settled(served.pid)
        with pinned(self.core):
            done = subprocess.run(
                [*command, f"http://127.0.0.1:{served.port}{path}"], capture_output=True, text=True, check=True
            )
        told = json.loads(done.stdout.splitlines()[-1])
        if told["failed"]:
            raise SystemExit(f"{told['failed']} of {told['requests']} requests of {served.name} failed")
        return Measured(told["requests"], settled(served.pid) - used, told["seconds"], told["p99"])


def _script(served: Served, turn: int, *, new: bool) -> str:
    paths = ", ".join(f'"{served.path(year)}"' for year in EDITIONS)
    since = f"math.floor(turn / #paths) + {EARLIEST}"
    added = served.server.since.replace("{since}", f'" .. {since}')
    return SCRIPT.format(paths=paths, turn=turn, since=f' .. "{added}' if new else "")
