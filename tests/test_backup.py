"""The page on backups: its commands are run as they stand, while a server answers."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.commands.migrate import upgrade
from app.database import connect
from app.kit.answers.pulse import BOUND
from app.settings import Settings
from seed.columns import Rows
from seed.load import load
from tests import postgres
from tests.conftest import DATABASES, needs
from tests.process import ROOT, environment
from tests.releasing import REPORT, edition
from tests.served import Served, serve, settle
from tests.workshop import Workshop

PAGE = (ROOT / "docs" / "backup.md").read_text(encoding="utf-8")
COMMANDS = {
    title: re.findall(r"```sh\n(.*?)```", part, re.DOTALL)
    for title, part in re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
}


def run(commands: str, folder: Path, path: str = "", **settings: str) -> None:
    """Run commands in a folder."""
    found = environment(settings)
    own = f"{Path(sys.executable).parent}{os.pathsep}{found['PATH']}"
    found["PATH"] = f"{path}{os.pathsep}{own}" if path else own
    done = subprocess.run(
        ["bash", "-ec", commands], cwd=folder, env=found, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr


def filled(url: str, content: Rows) -> str:
    """Load a database and give its release."""
    engine = connect(url)
    release = load(engine, content).version
    engine.dispose()
    return release


def settled(served: Served, release: str, answer: bytes) -> None:
    """Check that a release is served, kept answers and others."""
    settle(lambda: served.get("/readyz").is_success)
    time.sleep(BOUND)
    for _ in range(2):
        assert served.get("/v1/facts").content == answer
        assert served.get("/v1/facts?format=csv").headers["x-dataset-version"] == release


def test_the_page_has_the_commands_that_are_run_here() -> None:
    assert {title: len(found) for title, found in COMMANDS.items()} == {"SQLite": 4, "PostgreSQL": 2}


def test_sqlite(rows: Rows, tmp_path: Path) -> None:
    needs(shutil.which("sqlite3"), "sqlite3")
    backup, migrate, *ways = COMMANDS["SQLite"]
    (tmp_path / "data").mkdir()
    url = f"sqlite:///{tmp_path}/data/summits.sqlite"
    upgrade(url)
    release = filled(url, rows)
    other = edition(Workshop.at(tmp_path), REPORT)
    with serve(Settings(database_url=url, documents=None)) as served:
        answer = served.get("/v1/facts").content
        run(backup, tmp_path)
        run(migrate, tmp_path)
        for way in ways:
            changed = filled(url, other)
            served.noticed()
            assert served.get("/v1/facts").headers["x-dataset-version"] == changed
            run(way, tmp_path)
            settled(served, release, answer)
            assert not [path for path in (tmp_path / "data").glob("*-wal") if path.stat().st_size]


@pytest.mark.parametrize("empty_url", DATABASES[1:], indirect=True)
def test_postgresql(empty_url: str, rows: Rows, tmp_path: Path) -> None:
    backup, restore = COMMANDS["PostgreSQL"]
    tools = str(postgres.binaries(tmp_path))
    upgrade(empty_url)
    release = filled(empty_url, rows)
    other = edition(Workshop.at(tmp_path), REPORT)
    with serve(Settings(database_url=empty_url, documents=None)) as served:
        answer = served.get("/v1/facts").content
        run(backup, tmp_path, tools, SUMMIT_DATABASE_URL=empty_url)
        changed = filled(empty_url, other)
        served.noticed()
        assert served.get("/v1/facts").headers["x-dataset-version"] == changed
        run(restore, tmp_path, tools, SUMMIT_DATABASE_URL=empty_url)
        settled(served, release, answer)
