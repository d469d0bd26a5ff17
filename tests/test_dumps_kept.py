"""How the dumps are kept: made once for each state, whole whatever happens meanwhile, and gone with the process."""

import hashlib
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import anyio
import pytest
import sqlalchemy as sa
from anyio import to_thread

from app.database import connect
from app.dumps import shelf
from app.dumps.edition import make
from app.main import create_app
from app.settings import Settings
from seed.load import load
from tests.conftest import needs
from tests.pulled import Pulled
from tests.releasing import Series, loaded, three_releases
from tests.served import Served, serve

ROOT = Path(__file__).resolve().parent.parent
PATHS = ("/v1/dump.ndjson", "/v1/dump.zip", "/v1/dump.sqlite", "/v1/dump.sha256", "/v1/dataset")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder in which processes keep what is temporary."""
    found = tmp_path / "temporary"
    found.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(found))
    return found


@pytest.fixture
def series(tmp_path: Path) -> Series:
    """Make three releases."""
    return three_releases(tmp_path)


@pytest.fixture
def settings(tmp_path: Path, series: Series) -> Settings:
    """Load the first of them."""
    return loaded(f"sqlite:///{tmp_path}/x.sqlite", (series.rows[0], series.log[:1]))


@pytest.fixture
def running(folder: Path, settings: Settings) -> Iterator[Served]:
    """Serve it."""
    with serve(settings) as served:
        yield served
    assert list(folder.iterdir()) == [], "what was kept goes with the process"


def counted(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Count how often an edition is made."""
    made: list[Any] = []

    def making(*given: Any) -> Any:
        made.append(given)
        return make(*given)

    monkeypatch.setattr(shelf, "make", making)
    return made


def release(settings: Settings, series: Series, number: int) -> None:
    """Load one of the releases."""
    engine = connect(settings.database_url)
    load(engine, series.rows[number], series.log[: number + 1])
    engine.dispose()


def opened(folder: Path) -> list[str]:
    """Return the files below a folder that this process has open."""
    names = []
    for one in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            names.append(str(one.readlink()))
    return [name for name in names if name.startswith(str(folder))]


def test_a_state_is_made_once_however_many_ask(running: Served, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = counted(monkeypatch)
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(running.get, PATHS * 6))
    assert len(made) == 1
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.headers["etag"] for answer in answers}) == len(PATHS)
    (kept,) = folder.iterdir()
    (edition,) = kept.iterdir()
    assert len(list(edition.iterdir())) == len(PATHS), "nothing is left of what was only needed meanwhile"


def test_a_new_release_is_a_new_edition_and_the_old_one_goes(
    running: Served, folder: Path, settings: Settings, series: Series
) -> None:
    before = {path: running.get(path) for path in PATHS}
    release(settings, series, 2)
    after = {path: running.get(path) for path in PATHS}
    (kept,) = folder.iterdir()
    assert len(list(kept.iterdir())) == 1
    for path in PATHS:
        assert before[path].headers["x-dataset-version"] == series.versions[0]
        assert after[path].headers["x-dataset-version"] == series.versions[2]
        assert before[path].headers["etag"] != after[path].headers["etag"]
        got = running.get(path, if_none_match=before[path].headers["etag"])
        assert (got.status_code, got.content) == (200, after[path].content)


def test_a_past_that_grows_is_another_state(running: Served, settings: Settings, series: Series) -> None:
    """The data came back to what it was; the release is the same, and what is told of the past is not."""
    before = running.get("/v1/dump.sqlite")
    release(settings, series, 1)
    release(settings, series, 0)
    after = running.get("/v1/dump.sqlite")
    assert before.headers["x-dataset-version"] == after.headers["x-dataset-version"]
    assert before.headers["etag"] != after.headers["etag"]


@pytest.mark.parametrize("path", ["/v1/dump.sqlite"])
def test_a_download_stays_whole_while_the_data_changes(
    folder: Path, settings: Settings, series: Series, path: str
) -> None:
    app = create_app(settings)

    async def nothing() -> None:
        pass

    async def change() -> None:
        assert app.state.store.engine.pool.checkedout() == 0, "who reads slowly holds no connection"
        await to_thread.run_sync(release, settings, series, 2)
        await newer.ask(app)

    newer, older = Pulled(path, nothing), Pulled(path, change)

    async def run() -> None:
        async with app.router.lifespan_context(app):
            await older.ask(app)

    anyio.run(run)
    assert len(older.chunks) > 2
    assert (older.status, newer.status) == (200, 200)
    assert older.headers["x-dataset-version"] == series.versions[0]
    assert newer.headers["x-dataset-version"] == series.versions[2]
    for one in (older, newer):
        assert one.headers["etag"] == f'"{hashlib.sha256(one.content).hexdigest()}"'
        assert int(one.headers["content-length"]) == len(one.content)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("version", ["2.3", "2.4"])
def test_a_reader_that_leaves_leaves_nothing_open(folder: Path, settings: Settings, version: str) -> None:
    needs(Path("/proc/self/fd").exists(), "/proc")
    app = create_app(settings)
    held: list[str] = []

    async def look() -> None:
        held.extend(opened(folder))

    async def run() -> None:
        async with app.router.lifespan_context(app):
            for _ in range(20):
                with suppress(Exception):  # how the server is told that nobody listens
                    await Pulled("/v1/dump.sqlite", look, leaving=True).ask(app, version)
            assert opened(folder) == []
            assert app.state.store.engine.pool.checkedout() == 0

    anyio.run(run)
    assert len(held) == 20, "it was open while it was read"


def test_readers_that_hang_up_leave_nothing_open(running: Served, folder: Path) -> None:
    """The same on real sockets."""
    needs(Path("/proc/self/fd").exists(), "/proc")
    address = running.client.base_url
    for _ in range(30):
        with socket.create_connection((address.host, address.port)) as raw:
            raw.sendall(b"GET /v1/dump.sqlite HTTP/1.1\r\nHost: x\r\n\r\n")
            assert raw.recv(1000).startswith(b"HTTP/1.1 200")
    deadline = time.monotonic() + 10
    while opened(folder) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert opened(folder) == []


def test_who_waits_for_an_edition_keeps_nobody_else_waiting(running: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """More clients wait than there are threads to answer with; the rest of the API goes on."""
    begun, go_on = threading.Event(), threading.Event()

    def slow(*given: Any) -> Any:
        begun.set()
        assert go_on.wait(30)
        return make(*given)

    monkeypatch.setattr(shelf, "make", slow)
    address = running.client.base_url
    waiting = [socket.create_connection((address.host, address.port)) for _ in range(60)]
    try:
        for one in waiting:
            one.sendall(b"GET /v1/dump.sha256 HTTP/1.1\r\nHost: x\r\n\r\n")
        assert begun.wait(30)
        for _ in range(5):
            assert running.get("/v1/summits").status_code == 200
        assert isinstance(running.engine.pool, sa.QueuePool)
        assert running.engine.pool.checkedout() == 1
        go_on.set()
        for one in waiting:
            assert one.recv(1000).startswith(b"HTTP/1.1 200")
    finally:
        go_on.set()
        for one in waiting:
            one.close()


def test_a_temporary_folder_that_was_cleared_is_filled_again(running: Served, folder: Path) -> None:
    before = running.get("/v1/dump.zip")
    (kept,) = folder.iterdir()
    for file in kept.rglob("*.zip"):
        file.unlink()
    assert running.get("/v1/dump.zip").content == before.content
    kept.rename(folder.parent / "elsewhere")
    assert running.get("/v1/dump.zip").content == before.content


def test_what_cannot_be_written_is_503_and_tried_again(
    running: Served, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder.parent / "no-folder").write_text("")
    monkeypatch.setattr(tempfile, "tempdir", str(folder.parent / "no-folder"))
    got = running.get("/v1/dump.zip")
    assert (got.status_code, got.headers["content-type"]) == (503, "application/problem+json")
    assert got.headers["retry-after"] == "60"
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    assert running.get("/v1/dump.zip").status_code == 200


def test_a_disk_that_fills_up_is_not_filled_further(
    running: Served, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.dumps.sqlite.write", lambda *_: Path("/no space left").stat())
    assert [running.get("/v1/dump.sqlite").status_code for _ in range(3)] == [503] * 3
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_without_data_there_is_no_dump(tmp_path: Path, folder: Path) -> None:
    with serve(Settings(database_url=f"sqlite:///{tmp_path}/none.sqlite")) as served:
        for path in PATHS:
            assert served.get(path).status_code == 503
    assert list(folder.iterdir()) == []


def dump(folder: Path, url: str, seed: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Write the dumps by the command, in a process of its own."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("SUMMIT_")}
    return subprocess.run(
        [sys.executable, "-c", "from app.commands import main; main()", "dump", str(folder)],
        env={**env, "SUMMIT_DATABASE_URL": url, "PYTHONHASHSEED": seed, **more},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_process_makes_the_same_bytes(served: Served, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        done = dump(tmp_path / seed, served.settings.database_url, seed)
        assert done.returncode == 0, done.stderr
        found = {line[66:]: line[:64] for line in done.stdout.splitlines()}
        for path in PATHS:
            got = served.get(path)
            ending = {"/v1/dataset": "jsonld"}.get(path, path.rpartition(".")[2])
            file = tmp_path / seed / f"summit-facts-{got.headers['x-dataset-version']}.{ending}"
            assert file.read_bytes() == got.content, path
            assert found[str(file)] == got.headers["etag"].strip('"')
        assert len(list((tmp_path / seed).iterdir())) == len(found) == len(PATHS)


def test_the_command_refuses_what_it_cannot_do(tmp_path: Path, settings: Settings) -> None:
    unready = dump(tmp_path / "out", f"sqlite:///{tmp_path}/none.sqlite", "1")
    assert (unready.returncode, unready.stdout) == (1, "")
    assert unready.stderr.startswith("nothing is written: the database file is not there")
    assert list((tmp_path / "out").iterdir()) == []
    (tmp_path / "file").write_text("")
    taken = dump(tmp_path / "file", settings.database_url, "1")
    assert taken.returncode == 1
    assert "Traceback" not in taken.stderr
