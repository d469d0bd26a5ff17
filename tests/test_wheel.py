"""The built wheel in an empty environment: installed by pip, started in an empty folder, as a stranger does."""

import os
import signal
import subprocess
import sys
import venv
from pathlib import Path

import httpx

from tests.process import ROOT, free_port
from tests.served import settle


def test_an_installed_wheel_starts_in_an_empty_folder(tmp_path: Path) -> None:
    summits = installed(tmp_path)
    empty = tmp_path / "100% empty"  # a sign that Alembic's configuration would read
    empty.mkdir()
    port = free_port()
    env = {"PATH": os.environ["PATH"], "SUMMIT_PORT": str(port)}
    with (tmp_path / "output").open("w+", encoding="utf-8") as output:
        process = subprocess.Popen([summits, "start"], cwd=empty, env=env, stdout=output, stderr=output)
        try:
            settle(lambda: process.poll() is not None or answers(f"http://127.0.0.1:{port}/healthz"))
            ready = httpx.get(f"http://127.0.0.1:{port}/readyz").json()
            documents = httpx.get(f"http://127.0.0.1:{port}/v1/documents").json()
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)
        output.seek(0)
        said = output.read()
    assert ready["status"] == "ready"
    assert documents["total"] > 0
    assert [path.name for path in empty.iterdir()] == ["data"]
    assert f"Data:       {empty}/data/summits.sqlite\n" in said
    refused = subprocess.run(
        [summits, "openapi", "--write"], cwd=empty, env=env, capture_output=True, text=True, check=False
    )
    assert "needs a checkout" in refused.stderr
    assert refused.returncode == 1


def installed(folder: Path) -> Path:
    """Build the wheel, install it with what it needs into a new environment, and return the command."""
    build = ("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT)
    subprocess.run([sys.executable, "-m", "pip", *build], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "environment", with_pip=True)
    commands = folder / "environment" / "bin"
    subprocess.run([commands / "python", "-m", "pip", "install", wheel], check=True, capture_output=True)
    return commands / "summits"


def answers(address: str) -> bool:
    """Tell whether a server is there."""
    try:
        httpx.get(address)
    except httpx.TransportError:
        return False
    return True
