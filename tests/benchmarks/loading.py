"""Bulk loading: the project's loader, a session's `add_all`, and Core's `insert` of many rows."""

import gc
import time
from collections.abc import Callable, Iterator

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from app.commands.migrate import downgrade, upgrade
from app.database import connect
from app.models import HISTORY, TABLES
from seed.columns import Rows
from seed.load import load
from tests import postgres
from tests.benchmarks import exhibitors
from tests.benchmarks.bench import Bench
from tests.benchmarks.report import Figure, Finding, Note, Target

Way = Callable[[sa.Engine, Rows], object]

MODELS = {str(model.__tablename__): model for model in TABLES}


def loading(bench: Bench) -> Iterator[Finding]:
    """Load the same rows in each way, SQLite against the ORM and PostgreSQL against Core."""
    rows = {
        str(model.__tablename__): list(found)
        for model, found in exhibitors.tables(bench.loaded)
        if model not in HISTORY
    }
    count = sum(map(len, rows.values()))
    yield from _compare(bench, "SQLite", f"sqlite:///{bench.scratch}/loaded.sqlite", ("ORM add_all", add_all, 14), rows)
    with postgres.server() as url:
        yield from _compare(bench, "PostgreSQL", url, ("Core executemany", executemany, 6), rows)
    yield Note(
        f"bulk load: {bench.loaded:,} exhibitors, {count:,} rows in all, by the clock; what the project's loader"
        " compares and records besides is part of its time"
    )


def add_all(engine: sa.Engine, rows: Rows) -> None:
    """Add an object a row to one session."""
    with Session(engine) as session:
        for name, group in rows.items():
            session.add_all([MODELS[name](**row) for row in group])
            session.flush()
        session.commit()


def executemany(engine: sa.Engine, rows: Rows) -> None:
    """Insert each table with one statement of Core."""
    with engine.begin() as connection:
        for name, group in rows.items():
            connection.execute(sa.insert(SQLModel.metadata.tables[name]), group)


def _compare(bench: Bench, what: str, url: str, other: tuple[str, Way, float], rows: Rows) -> Iterator[Finding]:
    name, way, goal = other
    found: dict[str, list[float]] = {"project": [], name: []}
    for _ in range(bench.few):
        found["project"].append(_seconds(url, load, rows))
        found[name].append(_seconds(url, way, rows))
    ratios = [slow / quick for slow, quick in zip(found[name], found["project"], strict=True)]
    yield Target(f"bulk load, {what}, against {name}", goal, ratios)
    count = sum(map(len, rows.values()))
    for of, taken in found.items():
        yield Figure(f"bulk load, {what}", of, [count / one for one in taken], "rows/s")


def _seconds(url: str, way: Way, rows: Rows) -> float:
    """Return how long a way takes, into an empty database at the newest schema."""
    upgrade(url)
    engine = connect(url)
    gc.collect()
    begun = time.perf_counter()
    way(engine, rows)
    taken = time.perf_counter() - begun
    with engine.connect() as connection:
        table = sa.table("exhibitor")
        written = connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
    engine.dispose()
    downgrade(url)
    if written != len(rows["exhibitor"]):
        raise SystemExit(f"{written:,} exhibitors were written, not {len(rows['exhibitor']):,}")
    return taken
