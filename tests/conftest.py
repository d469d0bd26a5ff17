"""Fixtures: two real databases, seeded once from the frozen facts, and the real application served from each."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.commands.frozen import FROZEN, frozen_log
from app.commands.migrate import upgrade
from app.database import connect
from app.settings import Settings
from seed.check import examine
from seed.columns import Rows
from seed.dataset import Dataset
from seed.load import load
from seed.releases import Log
from seed.rows import all_rows
from tests import postgres
from tests.served import Served, serve

DATABASES = ("sqlite", "postgresql")
_skipped: list[str] = []


def documents() -> Path | None:
    """Return the folder of the documents, if the environment names one."""
    named = os.environ.get("SUMMIT_DOCUMENTS")
    return Path(named) if named else None


def needs(present: object, what: str) -> None:
    """Skip a test by the name of what this machine lacks."""
    if not present:
        pytest.skip(f"needs {what}")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember what skipped."""
    if report.skipped:
        _skipped.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything is installed a test that skips has failed."""
    if os.environ.get("SUMMIT_TEST_NO_SKIP") and _skipped:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        sys.stderr.write(f"\nskipped although SUMMIT_TEST_NO_SKIP is set: {', '.join(_skipped)}\n")


@pytest.fixture(autouse=True, scope="session")
def _no_settings_from_outside() -> Iterator[None]:
    """Keep the suite from an operator's database; the folder of documents stays known to `documents`."""
    kept = {
        name: os.environ.pop(name)
        for name in list(os.environ)
        if name.startswith("SUMMIT_") and name != "SUMMIT_DOCUMENTS" and not name.startswith("SUMMIT_TEST_")
    }
    yield
    os.environ.update(kept)


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """Give what the frozen data files say."""
    return examine(FROZEN, None)


@pytest.fixture(scope="session")
def rows(dataset: Dataset) -> Rows:
    """Give the frozen data files as rows."""
    return all_rows(dataset)


@pytest.fixture(scope="session")
def log(rows: Rows) -> Log:
    """Give the release log that goes with the frozen data files."""
    return frozen_log(rows)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Run a PostgreSQL server."""
    with postgres.server() as url:
        yield url


_databases = 0


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Make an empty database; parametrize with `DATABASES` indirectly."""
    yield from _empty(request, request.param, tmp_path)


def _empty(request: pytest.FixtureRequest, kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder}/test.sqlite"
        return
    global _databases  # noqa: PLW0603  (a name for each database)
    _databases += 1
    name = f"summit_test_{os.getpid()}_{_databases}"
    url = sa.make_url(request.getfixturevalue("postgres_server"))
    admin = sa.create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield url.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(scope="session", params=DATABASES)
def seeded_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, rows: Rows, log: Log
) -> Iterator[str]:
    """Migrate and seed a database of either kind."""
    for url in _empty(request, request.param, tmp_path_factory.mktemp(request.param)):
        upgrade(url)
        engine = connect(url)
        load(engine, rows, log)
        engine.dispose()
        yield url


@pytest.fixture(scope="session")
def broken_url(tmp_path_factory: pytest.TempPathFactory, rows: Rows) -> str:
    """Make a database that is ready, but fails when activities are asked for."""
    path = tmp_path_factory.mktemp("broken") / "broken.sqlite"
    url = f"sqlite:///{path}"
    upgrade(url)
    engine = connect(url)
    load(engine, rows)
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE activity")
    return url


@pytest.fixture(scope="session")
def served(seeded_url: str) -> Iterator[Served]:
    """Serve the application from either database, without documents."""
    with serve(Settings(database_url=seeded_url, documents=None, time_limit_ms=20_000)) as running:
        yield running


@pytest.fixture(scope="session", params=["h11", "httptools"])
def parsed(request: pytest.FixtureRequest, seeded_url: str) -> Iterator[Served]:
    """Serve the application with either of uvicorn's parsers, which let different things through."""
    with serve(Settings(database_url=seeded_url, documents=None), http=request.param) as running:
        yield running
