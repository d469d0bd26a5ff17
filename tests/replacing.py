"""Ways in which a database file is replaced under a server, and what the server must show then."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tests.process import Process, running
from tests.served import settle

PATHS = (
    "/v1/summits",
    "/v1/facts?format=csv",
    "/v1/people?format=ndjson",
    "/v1/coverage",
    "/v1/releases",
    "/v1/dataset",
)
"""Kept answers, those made on the event loop and in threads, totals, history, and a file of the dumps."""

Bodies = dict[tuple[str | None, str], bytes]
"""What each release answers at each path."""


@contextmanager
def serving(folder: Path, first: Path, **settings: str) -> Iterator[tuple[Process, Path]]:
    """Serve a copy of a database from a folder, in a process of its own; give its path."""
    folder.mkdir()
    path = Path(shutil.copy(first, folder / "x.sqlite"))
    url = f"sqlite:///{path}"
    with running("serve", SUMMIT_DATABASE_URL=url, SUMMIT_LOG_LEVEL="critical", **settings) as process:
        for asked in PATHS * 2:
            assert process.client.get(asked).status_code == 200
        yield process, path


def handles(process: Process) -> list[str]:
    """Return the database files that a process and its workers have open."""
    opened = []
    for found in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"SUMMIT_PORT={process.port}\0".encode() in (found / "environ").read_bytes():
                opened += [name for name in map(_target, (found / "fd").iterdir()) if ".sqlite" in name]
    return opened


def _target(path: Path) -> str:
    try:
        return os.readlink(path)  # noqa: PTH115  (Path would drop what the system adds)
    except OSError:
        return ""


def shows(process: Process, release: str, bodies: Bodies) -> None:
    """Check that everything is of one release, and nothing of another one is open."""
    assert process.client.get("/readyz").json()["release"] == release
    for path in PATHS * 2:
        answer = process.client.get(path)
        assert (answer.status_code, answer.headers["x-dataset-version"]) == (200, release), path
        assert answer.content == bodies[release, path], path
    settle(lambda: not [name for name in handles(process) if name.endswith("(deleted)")])


def unready(process: Process, why: str) -> None:
    """Check that nothing is answered, and that the reason is told without a path."""
    found = process.client.get("/readyz")
    assert (found.status_code, [fault["detail"] for fault in found.json()["errors"]]) == (503, [why])
    for path in PATHS:
        answer = process.client.get(path)
        assert (answer.status_code, answer.json()["detail"]) == (503, why), path
        assert answer.headers["content-type"] == "application/problem+json"
        assert ".sqlite" not in answer.text


def move(new: Path, path: Path) -> None:
    """Put a copy in the place of the file."""
    shutil.copy(new, path.with_suffix(".new"))
    path.with_suffix(".new").rename(path)


def move_and_clear(new: Path, path: Path) -> None:
    """Remove what SQLite has laid beside the old file as well."""
    move(new, path)
    for end in ("-shm", "-wal"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def overwrite(new: Path, path: Path) -> None:
    """Write another content into the file itself, as `cp` does."""
    shutil.copyfile(new, path)


def vacuum(new: Path, path: Path) -> None:
    """Put a copy without a write-ahead log in its place."""
    packed = path.with_suffix(".packed")
    with closing(sqlite3.connect(new)) as source:
        source.execute("VACUUM INTO ?", (str(packed),))
    packed.rename(path)


def backup(new: Path, path: Path) -> None:
    """Write into the database as SQLite does it, which is a transaction."""
    with closing(sqlite3.connect(new)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)


def folder(new: Path, path: Path) -> None:
    """Put another folder in the place of the one that has the file."""
    other = path.parent.with_name("other")
    other.mkdir()
    shutil.copy(new, other / path.name)
    path.parent.rename(path.parent.with_name("old"))
    other.rename(path.parent)


WAYS = (move, move_and_clear, overwrite, vacuum, backup, folder)
