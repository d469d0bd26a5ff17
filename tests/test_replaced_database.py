"""A database file that is replaced, overwritten or deleted under a server: one release at a time, and never half."""

import re
import shutil
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from math import inf
from pathlib import Path
from threading import Event

import httpx
import pytest
import sqlalchemy as sa

from app.commands.migrate import upgrade
from app.database import connect
from app.kit.answers.pulse import BOUND
from app.kit.problems import ProblemError
from app.kit.rows import file
from app.kit.rows.file import DAMAGED, FOREIGN, MISSING
from app.settings import Settings
from seed.columns import Rows
from seed.load import load
from tests.process import running
from tests.releasing import REPORT, edition
from tests.replacing import (
    PATHS,
    WAYS,
    Bodies,
    handles,
    move,
    move_and_clear,
    overwrite,
    serving,
    shows,
    unready,
)
from tests.served import serve, settle
from tests.workshop import Workshop


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, rows: Rows) -> dict[str, Path]:
    """Make two databases of other releases and sizes; give each by its release, the small one first."""
    folder = tmp_path_factory.mktemp("made")
    small = edition(Workshop.at(folder), REPORT)
    found = {}
    for name, content in (("small", small), ("large", rows)):
        path = folder / f"{name}.sqlite"
        upgrade(f"sqlite:///{path}")
        engine = connect(f"sqlite:///{path}")
        found[load(engine, content).version] = path
        engine.dispose()
    return found


@pytest.fixture(scope="module")
def bodies(made: dict[str, Path]) -> Bodies:
    """Give what each release answers."""
    found: Bodies = {}
    for release, path in made.items():
        with serve(Settings(database_url=f"sqlite:///{path}", documents=None)) as served:
            found |= {(release, asked): served.get(asked).content for asked in PATHS}
    return found


@pytest.mark.parametrize("cache", ["0", "64"])
def test_the_new_file_is_served_whole_whatever_puts_it_there(
    cache: str, made: dict[str, Path], bodies: Bodies, tmp_path: Path
) -> None:
    releases = [*made]
    with serving(tmp_path / "data", made[releases[0]], SUMMIT_CACHE_MB=cache) as (process, path):
        for number, way in enumerate(WAYS, start=1):
            release = releases[number % 2]
            way(made[release], path)
            time.sleep(BOUND)
            settle(lambda: process.client.get("/readyz").is_success)
            shows(process, release, bodies)


def test_a_file_that_is_away_is_told_and_one_that_comes_back_is_served(
    made: dict[str, Path], bodies: Bodies, tmp_path: Path
) -> None:
    (first, small), (release, large) = made.items()
    with serving(tmp_path / "data", small) as (process, path):
        path.rename(tmp_path / "kept")
        time.sleep(BOUND)
        unready(process, MISSING)
        assert [name for name in handles(process) if str(tmp_path) in name] == []
        (tmp_path / "kept").rename(path)
        shows(process, first, bodies)
        path.unlink()
        time.sleep(BOUND)
        unready(process, MISSING)
        shutil.copy(large, path)
        settle(lambda: process.client.get("/readyz").is_success)
        time.sleep(BOUND)
        shows(process, release, bodies)
        overwrite(Path(__file__), path)
        time.sleep(BOUND)
        unready(process, DAMAGED)
        move_and_clear(small, path)
        settle(lambda: process.client.get("/readyz").is_success)
        shows(process, first, bodies)


def test_a_link_that_is_switched_is_followed(made: dict[str, Path], bodies: Bodies, tmp_path: Path) -> None:
    (_, small), (release, large) = made.items()
    link, other = tmp_path / "link.sqlite", Path(shutil.copy(large, tmp_path / "other.sqlite"))
    link.symlink_to(shutil.copy(small, tmp_path / "one.sqlite"))
    with running("serve", SUMMIT_DATABASE_URL=f"sqlite:///{link}", SUMMIT_LOG_LEVEL="critical") as process:
        assert process.client.get("/v1/summits").headers["x-dataset-version"] != release
        (tmp_path / "next").symlink_to(other)
        (tmp_path / "next").rename(link)
        time.sleep(BOUND)
        shows(process, release, bodies)


def test_the_log_of_another_file_is_not_read_into_the_new_one(
    made: dict[str, Path], bodies: Bodies, tmp_path: Path
) -> None:
    """SQLite would do so, and serve pages of either file."""
    (release, small), (_, large) = made.items()
    with serving(tmp_path / "data", large) as (process, path):
        with closing(sqlite3.connect(path)) as writer:
            writer.execute("PRAGMA wal_autocheckpoint=0")
            with writer:
                writer.execute("UPDATE fact SET id = id || ''")
        log = path.with_name(f"{path.name}-wal")
        assert log.stat().st_size > 0
        assert process.client.get("/v1/summits").status_code == 200
        time.sleep(BOUND)
        move(small, path)
        time.sleep(BOUND)
        unready(process, FOREIGN)
        for name in (path.with_name(f"{path.name}-shm"), log):
            name.unlink()
        settle(lambda: process.client.get("/readyz").is_success)
        shows(process, release, bodies)


@dataclass
class Clients:
    """Clients that ask again and again, and hold every answer against what its release must say."""

    bodies: Bodies
    seen: list[tuple[float, float, str]] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def ask(self, base: str, path: str) -> None:
        """Ask until it is over; note when, and what release was given."""
        with httpx.Client(base_url=base, timeout=30) as client:
            while not self.over.is_set():
                begun = time.monotonic()
                answer = client.get(path)
                assert answer.status_code == 200, answer.text
                release = answer.headers["x-dataset-version"]
                assert answer.content == self.bodies[release, path], path
                self.seen.append((begun, time.monotonic(), release))

    def have_seen(self, release: str, moment: float) -> bool:
        """Tell whether a release was given some times since a moment."""
        return len(self.since(moment, release)[0]) > 20

    def since(self, moment: float, release: str) -> tuple[list[float], list[float]]:
        """Return when answers of a release had come, and when others were begun, since a moment."""
        late = [one for one in [*self.seen] if one[0] >= moment]
        return [one[1] for one in late if one[2] == release], [one[0] for one in late if one[2] != release]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_twenty_replacements_under_four_clients(
    workers: str, made: dict[str, Path], bodies: Bodies, tmp_path: Path
) -> None:
    """Every answer is whole, and once the new release has been shown no request gets the old one any more."""
    (first, small), (second, _) = made.items()
    clients = Clients(bodies)
    with serving(tmp_path / "data", small, SUMMIT_WORKERS=workers) as (process, path), ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(clients.ask, str(process.client.base_url), asked) for asked in PATHS[:4]]
        opened = len(handles(process))
        try:
            for number in range(20):
                release = (second, first)[number % 2]
                begun = time.monotonic()
                move(made[release], path)
                settle(lambda: any(asked.done() for asked in asking) or clients.have_seen(release, begun))  # noqa: B023
                shown, others = clients.since(begun, release)
                assert workers != "1" or max(others, default=begun) <= min(shown, default=inf)
        finally:
            clients.over.set()
        for asked in asking:
            asked.result()
        shows(process, first, bodies)
        settle(lambda: len(handles(process)) <= opened + 12)


def test_an_answer_that_read_a_file_while_it_was_overwritten_is_not_given(
    made: dict[str, Path], tmp_path: Path
) -> None:
    small, large = made.values()
    path = Path(shutil.copy(small, tmp_path / "x.sqlite"))
    with serve(Settings(database_url=f"sqlite:///{path}", documents=None)) as served:
        store = served.app.state.store
        with pytest.raises(ProblemError, match=re.escape(file.CHANGING)), store.open():
            overwrite(large, path)
        settle(lambda: served.get("/readyz").is_success)
        with store.open() as snapshot:
            move(small, path)
            assert snapshot.total(("one",), lambda: sa.select(sa.text("1"))) == 1, "a replaced one is read to its end"


def test_what_sqlite_remembers_of_an_overwritten_file_is_forgotten(made: dict[str, Path], tmp_path: Path) -> None:
    """While anybody has it open all go by the size that a writer has told of, and a larger file cannot be read."""
    (_, small), (release, large) = made.items()
    path = Path(shutil.copy(small, tmp_path / "x.sqlite"))
    with serve(Settings(database_url=f"sqlite:///{path}", documents=None)) as served:
        with closing(sqlite3.connect(path)) as kept:
            kept.execute("CREATE TABLE other (id)")
            kept.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            assert served.get("/v1/facts").is_success
            overwrite(large, path)
            found = served.get("/v1/facts?format=csv")
            assert (found.status_code, found.json()["detail"]) == (503, DAMAGED)
        settle(lambda: served.get("/v1/facts?format=csv").is_success)
        assert served.get("/v1/facts").headers["x-dataset-version"] == release


def test_a_damaged_file_is_unavailable_and_no_failure_of_ours(made: dict[str, Path], tmp_path: Path) -> None:
    path = Path(shutil.copy([*made.values()][1], tmp_path / "x.sqlite"))
    with closing(sqlite3.connect(path)) as connection:
        root, size = (
            connection.execute(asked).fetchone()[0]
            for asked in ("SELECT rootpage FROM sqlite_master WHERE name = 'activity'", "PRAGMA page_size")
        )
    with path.open("r+b") as opened:
        opened.seek((root - 1) * size)
        opened.write(b"\xff" * size)
    with serve(Settings(database_url=f"sqlite:///{path}", documents=None, cache_mb=0)) as served:
        found = served.get("/v1/activities")
        assert (found.status_code, found.json()["detail"]) == (503, DAMAGED)
        settle(lambda: served.get("/v1/summits").is_success)


def test_a_writer_does_not_commit_to_a_file_that_is_not_there_any_more(
    made: dict[str, Path], rows: Rows, tmp_path: Path
) -> None:
    small, large = made.values()
    path = Path(shutil.copy(small, tmp_path / "x.sqlite"))
    engine = connect(f"sqlite:///{path}")
    for change in (partial(move, large, path), path.unlink):
        with pytest.raises(sa.exc.OperationalError, match="replaced or removed"), engine.begin():
            change()
        engine.dispose()


def test_a_load_leaves_nothing_in_the_log_while_others_read(made: dict[str, Path], rows: Rows, tmp_path: Path) -> None:
    small, _ = made.values()
    path = Path(shutil.copy(small, tmp_path / "x.sqlite"))
    with serve(Settings(database_url=f"sqlite:///{path}", documents=None)) as served:
        assert served.get("/v1/summits").is_success
        engine = connect(f"sqlite:///{path}")
        load(engine, rows)
        engine.dispose()
        assert path.with_name("x.sqlite-wal").stat().st_size == 0
