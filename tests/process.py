"""The command line as a real process on a free port, and what it wrote."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
WITHOUT = """
import sys
sys.modules |= dict.fromkeys(sys.argv.pop(1).split(","))
from app.commands import main
main()
"""
"""Runs the command line as if some modules were not installed."""


@dataclass
class Process:
    """A process that serves; `output` and `code` are there once it has ended, by the signal `ended_by`."""

    client: httpx.Client
    port: int
    pid: int
    ended_by: signal.Signals = signal.SIGTERM
    output: dict[str, str] = field(default_factory=dict)
    code: int | None = None

    def say(self, request: bytes) -> bytes:
        """Send bytes as they are, and return what comes back until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(65536), b""))


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(settings: dict[str, str]) -> dict[str, str]:
    """Return this environment with only these settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SUMMIT_", "OTEL_"))}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "default"} | settings


def without(modules: str, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command as if some modules (separated by commas) were not installed; an empty string hides none."""
    command = [sys.executable, "-c", WITHOUT, modules, *arguments]
    return subprocess.run(
        command, env=environment(settings), cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )


@contextmanager
def running(command: str, hidden: str = "", **settings: str) -> Iterator[Process]:
    """Run `summits <command>` until the block ends, as if the `hidden` modules were not installed."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", WITHOUT, hidden, command],
        env=environment(settings | {"SUMMIT_PORT": str(port)}),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        found = Process(client, port, process.pid)
        try:
            _await(client, process)
            yield found
        finally:
            process.send_signal(found.ended_by)
            try:
                found.output["stdout"], found.output["stderr"] = process.communicate(timeout=30)
            finally:
                process.kill()  # unless it has ended
            found.code = process.returncode


def _await(client: httpx.Client, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            client.get("/healthz")
        except httpx.TransportError:
            assert process.poll() is None, "it did not start"
            assert time.monotonic() < deadline, "it did not start in 60 s"
            time.sleep(0.1)
        else:
            return
