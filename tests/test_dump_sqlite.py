"""The dumped database: complete, whole, and served as it is."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.commands.migrate import upgrade
from app.database import connect
from app.models import TABLES, Release
from app.resources import RESOURCES
from app.schema import compare
from app.settings import Settings
from seed.columns import Rows
from seed.load import load
from seed.releases import Log
from tests.asking import walk
from tests.served import Served, serve

ASKED = (
    "/v1",
    "/v1/facts?rank=deprecated",
    "/v1/facts?property=guests",
    "/v1/timeline",
    "/v1/releases",
    "/v1/releases/1b0e986f88d1964f/facts/wuzhen-2022.journalists",
    "/v1/changes?since=1b0e986f88d1964f",
    "/v1/trends?property=exhibitors",
    "/v1/coverage?property=media",
    "/v1/search?q=乌镇",
    "/v1/search?q=intellectual property&year=2023&limit=20",
    "/v1/suggest?q=ren x",
    "/v1/summits/wuzhen-2023?include=sub_forums.speakers,facts",
)


@pytest.fixture(scope="module")
def saved(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Save the database under its own name."""
    got = served.get("/v1/dump.sqlite")
    path = tmp_path_factory.mktemp("saved") / got.headers["content-disposition"].split('"')[1]
    path.write_bytes(got.content)
    path.chmod(0o444)
    return path


@pytest.fixture(scope="module")
def again(saved: Path) -> Iterator[Served]:
    """Serve it as it is."""
    with serve(Settings(database_url=f"sqlite:///{saved}", documents=None)) as running:
        yield running


def test_a_server_answers_from_it_as_from_its_source(served: Served, again: Served, saved: Path) -> None:
    before = hashlib.sha256(saved.read_bytes()).hexdigest()
    for resource in RESOURCES:
        path = f"/v1/{resource.name}?limit=1000"
        assert list(walk(again, path)) == list(walk(served, path)), resource.name
    for path in ASKED:
        assert again.json(path) == served.json(path), path
        assert again.json(path) != {"items": [], "total": 0, "next": None} or "changes" in path, path
    assert again.json("/readyz")["release"] == served.json("/readyz")["release"]
    claim = {"text": "In 2023 more than 1,800 guests came to the Wuzhen Summit."}
    assert again.client.post("/v1/verify", json=claim).json() == served.client.post("/v1/verify", json=claim).json()
    assert hashlib.sha256(saved.read_bytes()).hexdigest() == before
    assert [path.name for path in saved.parent.iterdir()] == [saved.name], "nothing is written beside it"


def test_a_dump_of_it_is_the_same(served: Served, again: Served) -> None:
    for path in ("/v1/dump.ndjson", "/v1/dump.zip", "/v1/dump.sqlite", "/v1/dump.sha256", "/v1/dataset"):
        assert again.get(path).content == served.get(path).content, path


def test_it_is_whole_and_opens_where_nothing_may_be_written(saved: Path) -> None:
    connection = sqlite3.connect(f"{saved.as_uri()}?mode=ro&immutable=1", uri=True)
    told = {name: connection.execute(f"PRAGMA {name}").fetchall() for name in ("integrity_check", "foreign_key_check")}
    assert told == {"integrity_check": [("ok",)], "foreign_key_check": []}
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert connection.execute("PRAGMA page_size").fetchone() == (4096,)
    assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
    connection.close()


def test_it_has_every_row_of_every_table(served: Served, saved: Path) -> None:
    engine = connect(f"sqlite:///{saved}", read_only=True)
    with served.engine.connect() as source, engine.connect() as copy:
        for model in TABLES:
            table = model.__table__  # type: ignore[attr-defined]
            columns = [column for column in table.columns if column.name != "created_at"]
            statement = sa.select(*columns).order_by(*table.primary_key)
            rows = source.execute(statement).all()
            assert rows, table.name
            assert copy.execute(statement).all() == rows, table.name
        # When a database was seeded is not of the data.
        for row in copy.execute(sa.select(Release.__table__)):  # type: ignore[attr-defined]
            assert row.created_at.isoformat() == f"{row.released_on}T00:00:00"
    engine.dispose()


def test_its_schema_is_the_newest(saved: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(saved.read_bytes())
    engine = connect(f"sqlite:///{copy}")
    with engine.begin() as connection:
        compare(connection)
    engine.dispose()


@pytest.mark.parametrize("empty_url", ["postgresql"], indirect=True)
def test_every_installation_gives_the_same_bytes(empty_url: str, tmp_path: Path, rows: Rows, log: Log) -> None:
    """Whatever its database, and whenever it was seeded."""
    found: list[dict[str, bytes]] = []
    for url in (f"sqlite:///{tmp_path}/x.sqlite", empty_url):
        upgrade(url)
        engine = connect(url)
        load(engine, rows, log)
        engine.dispose()
        with serve(Settings(database_url=url)) as served:
            paths = ("/v1/dump.ndjson", "/v1/dump.zip", "/v1/dump.sqlite", "/v1/dump.sha256", "/v1/dataset")
            found.append({path: served.get(path).content for path in paths})
    for path, content in found[0].items():
        assert found[1][path] == content, path
    assert json.loads(found[0]["/v1/dataset"])["dcat:version"] in found[0]["/v1/dump.sha256"].decode()
