"""The database that is measured, a file made once: `python -m tests.benchmarks.database [file] [rows]`."""

import hashlib
import json
import sqlite3
import sys
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from app.commands.migrate import upgrade
from app.settings import ROOT
from seed.columns import Row
from tests.benchmarks import exhibitors

KEPT = ROOT / "data" / "benchmark"
ROWS = 1_000_000


def database(rows: int = ROWS, path: Path | None = None) -> Path:
    """Return an SQLite file of so many exhibitors at the newest schema; one that the same code made is used again."""
    path = path or KEPT / f"exhibitors-{rows}.sqlite"
    if not path.exists() or _mark(path) != _code():
        _make(path, rows)
    upgrade(f"sqlite:///{path}")
    settle(path)
    return path


def _make(path: Path, rows: int) -> None:
    """Write the file under another name, so that what was interrupted is not taken for whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_suffix(".making")
    for old in (path, making):
        for part in ("", "-wal", "-shm"):
            Path(f"{old}{part}").unlink(missing_ok=True)
    upgrade(f"sqlite:///{making}")
    begun = time.perf_counter()
    # Outside `with` the driver would not begin; foreign keys are checked at the end, all at once.
    connection = sqlite3.connect(making, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-400000")
    connection.execute("BEGIN")
    for model, found in exhibitors.tables(rows):
        write(connection, model, found)
    connection.execute("COMMIT")
    if broken := connection.execute("PRAGMA foreign_key_check").fetchall():
        raise ValueError(f"{len(broken)} rows point to nothing, such as {broken[0]}")
    connection.execute("ANALYZE")
    connection.execute(f"PRAGMA user_version={_code()}")
    connection.close()
    settle(making)
    making.rename(path)
    sys.stdout.write(f"{path}: {rows:,} exhibitors in {time.perf_counter() - begun:.0f} s\n")


def write(connection: sqlite3.Connection, model: type[SQLModel], rows: Iterable[Row]) -> None:
    """Write the rows of one table with the driver alone."""
    table: sa.Table = model.__table__  # type: ignore[attr-defined]
    names = [column.name for column in table.columns]
    columns, holes = ", ".join(f'"{name}"' for name in names), ", ".join(f":{name}" for name in names)
    documents = [column.name for column in table.columns if isinstance(column.type, sa.JSON)]
    dated = [column.name for column in table.columns if isinstance(column.type, sa.DateTime)]
    if documents or dated:
        rows = [
            row | {name: json.dumps(row[name]) for name in documents} | {name: _iso(row[name]) for name in dated}
            for row in rows
        ]
    connection.executemany(f'INSERT INTO "{table.name}" ({columns}) VALUES ({holes})', rows)


def settle(path: Path) -> None:
    """Count what the planner does not know yet, and empty the log, so that the file may be opened as immutable."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA optimize=0x10002")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _iso(moment: datetime) -> str:
    return f"{moment.replace(tzinfo=None):%Y-%m-%d %H:%M:%S.%f}"


def _mark(path: Path) -> Any:
    connection = sqlite3.connect(path)
    try:
        return connection.execute("PRAGMA user_version").fetchone()[0]
    finally:
        connection.close()


def _code() -> int:
    """Return what tells the exhibitors of this code from others: 31 bits, as `user_version` is a signed integer."""
    source = Path(exhibitors.__file__).read_bytes()
    return int.from_bytes(hashlib.sha256(source).digest()[:4]) >> 1


def main(path: str | None = None, rows: str = str(ROWS)) -> None:
    """Make the file."""
    sys.stdout.write(f"{database(int(rows), Path(path) if path else None)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
