"""Processes that are measured: where they run, what they cost, what they hold."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

IDLE = 0.002
"""Seconds of CPU in 50 ms that an idle server may use: it looks now and then at its data and its clock."""

STOPPING = 20.0
"""Seconds that a process has to end by itself."""


def cores() -> list[int]:
    """Return the first two cores: servers run on one, the load comes from the other. Raises SystemExit with one."""
    found = sorted(os.sched_getaffinity(0))
    if len(found) < 2:
        raise SystemExit("the benchmark needs two cores, one for the server and one for the load")
    return found[:2]


@contextmanager
def pinned(*on: int) -> Iterator[None]:
    """Start processes on these cores only: a child runs where its parent does."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, on)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def running(
    command: list[str], environment: dict[str, str], root: Path, log: Path, on: tuple[int, ...]
) -> Iterator[int]:
    """Run a command in a folder and on some cores until the block ends; give its process id."""
    with log.open("ab") as output, pinned(*on):
        process = subprocess.Popen(
            command, cwd=root, env=environment, stdout=output, stderr=output, stdin=subprocess.DEVNULL
        )
    try:
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(STOPPING)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def tree(pid: int) -> list[int]:
    """Return a process and all that it started, as far as they live."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            found += map(int, task.read_text().split())
    return found


def cpu(pid: int) -> float:
    """Return the seconds of CPU that a process tree has used, in user and kernel mode, with all of its threads.

    What clock_getcpuclockid(3) returns is made of the id in this way; ticks (proc(5), `stat`) are too long for a second
    of load on a busy machine.
    """
    return sum(time.clock_gettime(~one << 3 | 2) for one in tree(pid))


def settled(pid: int) -> float:
    """Return the CPU used, as soon as a process is idle: what it does after an answer belongs to the answer."""
    used = cpu(pid)
    while True:
        time.sleep(0.05)
        now = cpu(pid)
        if now - used <= IDLE:
            return now
        used = now


def proportional(pid: int) -> float:
    """Return the memory of a process tree in MB, shared pages counted in part (PSS)."""
    return sum(_kilobytes(one, "smaps_rollup", "Pss:") for one in tree(pid)) / 1000


def resident(pid: int) -> float:
    """Return the resident memory of a process in MB."""
    return _kilobytes(pid, "status", "VmRSS:") / 1000


def forget_peak(pid: int) -> None:
    """Begin to look for the peak anew; proc(5), `clear_refs`."""
    Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")


def peak(pid: int) -> float:
    """Return the most resident memory since then, in MB."""
    return _kilobytes(pid, "status", "VmHWM:") / 1000


def _kilobytes(pid: int, file: str, name: str) -> int:
    lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))
