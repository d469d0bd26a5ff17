"""A service without its database: alive, not ready, and never an empty list."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from app.commands.migrate import upgrade
from app.database import connect
from app.kit.layers.cors import ALWAYS
from app.settings import Settings
from seed.columns import Rows
from seed.load import load
from seed.rows import all_rows
from tests.conftest import DATABASES
from tests.served import Served, serve
from tests.workshop import Workshop


def assert_unready(served: Served) -> None:
    """Check that it lives and says that it cannot answer."""
    assert served.get("/healthz").json() == {"status": "ok"}
    for path in ("/readyz", "/v1", "/v1/summits", "/v1/facts/x"):
        response = served.get(path)
        assert response.status_code == 503, path
        assert response.headers["content-type"] == "application/problem+json"
        assert response.headers["retry-after"] == "2"
        assert response.headers["cache-control"] == "no-store"
        for name, value in ALWAYS.items():  # once: a browser refuses an answer that says it twice
            assert response.headers.get_list(name) == [value], path


@pytest.mark.parametrize("empty_url", DATABASES, indirect=True)
def test_it_becomes_ready_when_the_data_is_there(empty_url: str, rows: Rows) -> None:
    with serve(Settings(database_url=empty_url, documents=None)) as served:
        assert_unready(served)
        upgrade(empty_url, "0002")
        assert_unready(served)
        upgrade(empty_url)
        assert_unready(served)
        engine = connect(empty_url)
        load(engine, rows)
        engine.dispose()
        assert served.get("/readyz").json()["status"] == "ready"
        assert served.json("/v1/summits")["total"] == 5


@pytest.mark.parametrize("empty_url", DATABASES, indirect=True)
def test_a_walk_ends_with_its_release(empty_url: str, rows: Rows, tmp_path: Path) -> None:
    upgrade(empty_url)
    engine = connect(empty_url)
    load(engine, rows)
    with serve(Settings(database_url=empty_url, documents=None)) as served:
        first = served.get("/v1/people?limit=1")
        load(engine, all_rows(Workshop.at(tmp_path).examine()))
        served.noticed()
        gone = served.get(first.json()["next"])
        assert gone.status_code == 410
        assert gone.headers["content-type"] == "application/problem+json"
        after = served.get("/v1/people?limit=1", if_none_match=first.headers["etag"])
        assert after.status_code == 200
        assert after.headers["x-dataset-version"] != first.headers["x-dataset-version"]
    engine.dispose()


@pytest.mark.parametrize("empty_url", DATABASES, indirect=True)
def test_the_serving_connection_cannot_write(empty_url: str) -> None:
    upgrade(empty_url)
    engine = connect(empty_url, read_only=True)
    for statement in ("DELETE FROM release", "INSERT INTO entity_year VALUES ('x', 2031)", "DROP TABLE fact"):
        with pytest.raises(sa.exc.DBAPIError), engine.begin() as connection:
            connection.execute(sa.text(statement))
    engine.dispose()


def test_a_route_that_fails_tells_its_id_and_nothing_else(
    seeded_url: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve(Settings(database_url=seeded_url, documents=None)) as served:
        monkeypatch.setattr("app.kit.formats.route.respond", lambda *_, **__: 1 / 0)
        response = served.get("/v1/summits")
    assert response.status_code == 500
    problem = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert "ZeroDivision" not in response.text
    assert problem["instance"].startswith("urn:uuid:")
    assert problem["instance"] in caplog.text
    assert "ZeroDivisionError" in caplog.text
