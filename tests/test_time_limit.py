"""Statements under a time limit, and none that keeps the event loop from others."""

import pytest
import sqlalchemy as sa

from app.database import connect
from app.kit.rows.timed import is_late
from app.settings import Settings
from tests.conftest import DATABASES
from tests.served import Served, serve

ENDLESS = {
    "sqlite": "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c",
    "postgresql": "SELECT pg_sleep(600)",
}
SCAN = "/v1/facts?q=zzz&sort=number"


@pytest.mark.parametrize("seeded_url", DATABASES, indirect=True)
def test_a_statement_without_end_is_given_up(seeded_url: str) -> None:
    engine = connect(seeded_url, read_only=True, limit=0.05)
    with engine.connect() as connection:
        with pytest.raises(sa.exc.OperationalError) as raised:
            connection.execute(sa.text(ENDLESS[engine.dialect.name]))
        assert is_late(raised.value)
    engine.dispose()


def test_what_fails_otherwise_is_not_late(seeded_url: str) -> None:
    engine = connect(seeded_url, read_only=True)
    with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError) as raised:
        connection.execute(sa.text("SELECT nothing FROM nowhere"))
    assert not is_late(raised.value)
    assert not is_late(None)
    engine.dispose()


@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_it_is_told_with_503(seeded_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.kit.rows.timed.STEPS", 2000)  # nothing here takes as long as what is looked at else
    with serve(Settings(database_url=seeded_url, documents=None, cache_mb=0)) as served:
        assert served.get(SCAN).status_code == 200
        object.__setattr__(served.app.state.store, "limit", 0.0)  # no statement that takes some steps is in time
        found = served.get(SCAN)
        assert (found.status_code, found.headers["retry-after"]) == (503, "2")
        assert found.headers["content-type"] == "application/problem+json"
        assert "took longer than 0 ms" in found.json()["detail"]
        for path in ("/v1/search?q=wuzhen", "/v1/facts?format=csv", "/v1/trends?property=guests"):
            assert served.get(path).status_code in {200, 503}, path
        assert served.get("/healthz").status_code == 200
        object.__setattr__(served.app.state.store, "limit", 1.0)
        assert served.get(SCAN).status_code == 200


@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_what_takes_long_is_asked_in_a_thread(seeded_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever may take no time on the loop goes to a thread at once the second time, and the answer is the same."""
    paths = [SCAN, "/v1/summits", "/v1/facts?limit=1000", "/v1/people/ren-xianliang"]

    def asked(served: Served) -> list[tuple[int, bytes]]:
        return [(answer.status_code, answer.content) for answer in map(served.get, paths)]

    settings = Settings(database_url=seeded_url, documents=None, cache_mb=0)
    with serve(settings) as served:
        wanted = asked(served)
    monkeypatch.setattr("app.kit.rows.snapshot.HASTE", 0.0)
    with serve(settings) as served:
        assert asked(served) == asked(served) == wanted
        slow = [plan for plan in served.app.state.store.memory.plans.values() if plan.slow]
        assert slow, "a statement of many steps was given up on the loop"
    assert [status for status, _ in wanted] == [200] * len(paths)
