"""Probes: alive whatever happens, ready only if the data can be asked, and else the reason by name."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from app.commands.migrate import downgrade, upgrade
from app.database import connect
from app.kit.rows.file import DAMAGED, MISSING
from app.operations.readiness import revisions
from app.settings import ROOT, Settings
from seed.columns import Rows
from seed.load import load
from tests.asking import PROBLEM_KEYS
from tests.conftest import DATABASES
from tests.served import Served, serve

NEWEST = revisions()[-1]
each_database = pytest.mark.parametrize("empty_url", DATABASES, indirect=True)


def why(served: Served) -> dict[str, str]:
    """Return the checks that failed; the process is alive nevertheless."""
    with served.statements() as statements:
        assert served.get("/healthz").json() == {"status": "ok"}
    assert statements == []
    answer = served.get("/readyz")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.headers["retry-after"], answer.headers["cache-control"]) == ("2", "no-store")
    problem: dict[str, Any] = answer.json()
    assert set(problem) == PROBLEM_KEYS
    assert {fault["location"] for fault in problem["errors"]} == {"check"}
    found = {fault["name"]: fault["detail"] for fault in problem["errors"]}
    for name, detail in found.items():
        assert f"{name}: {detail}" in problem["detail"]
    return found


def test_the_newest_migration_is_known_without_alembic() -> None:
    script = ScriptDirectory.from_config(Config(toml_file=ROOT / "pyproject.toml"))
    assert script.get_heads() == [NEWEST]
    assert list(revisions()) == [step.revision for step in script.walk_revisions()][::-1]


@each_database
def test_each_step_to_readiness_is_told(empty_url: str, rows: Rows) -> None:
    with serve(Settings(database_url=empty_url, documents=None)) as served:
        if empty_url.startswith("sqlite"):
            assert why(served) == {"database": MISSING}
        engine = connect(empty_url)
        engine.connect().close()
        none = {"schema": "there is none yet; run `summits migrate`", "release": "the schema holds none"}
        assert why(served) == none
        for older in revisions()[:-1]:
            upgrade(empty_url, older)
            found = why(served)
            assert found["schema"] == f"it is at {older}, and this build needs {NEWEST}; run `summits migrate`"
        upgrade(empty_url)
        assert why(served) == {"release": "there is none yet; run `summits seed`"}
        downgrade(empty_url)
        assert why(served) == none
        upgrade(empty_url)
        report = load(engine, rows)
        answer = served.get("/readyz")
        kind = empty_url.partition(":")[0]
        checked = {"database": kind, "schema": NEWEST, "release": report.version}
        assert answer.headers["cache-control"] == "no-store"
        assert answer.json() == {
            "status": "ready",
            "release": report.version,
            "checks": [{"name": name, "found": found} for name, found in checked.items()],
        }
        with engine.begin() as connection:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        newer = f"it is newer than {NEWEST}, which this build needs; run a newer build"
        assert why(served) == {"schema": newer}
        engine.dispose()


def test_a_database_that_goes_away_is_told_and_one_that_comes_back_is_found(broken_url: str, tmp_path: Path) -> None:
    path = Path(shutil.copy(sa.make_url(broken_url).database or "", tmp_path / "a.sqlite"))
    with serve(Settings(database_url=f"sqlite:///{path}", documents=None)) as served:
        assert served.get("/readyz").status_code == 200
        path.rename(tmp_path / "b.sqlite")
        assert why(served) == {"database": MISSING}
        (tmp_path / "b.sqlite").rename(path)
        assert served.get("/readyz").status_code == 200


@pytest.mark.parametrize("kind", ["text", "folder", "postgresql"])
def test_what_is_no_database_is_told(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x"
    if kind == "folder":
        path.mkdir()
    else:
        path.write_text("no database\n" * 100)
    url = f"postgresql://summit@/x?host={tmp_path}" if kind == "postgresql" else f"sqlite:///{path}"
    told = "it cannot be reached, or is none" if kind == "postgresql" else DAMAGED
    with serve(Settings(database_url=url, documents=None)) as served:
        assert why(served) == {"database": told}


@each_database
def test_an_error_of_the_database_does_not_tell_what_was_asked(empty_url: str) -> None:
    made = connect(empty_url)
    made.connect().close()
    made.dispose()
    engine = connect(empty_url, read_only=True)
    with pytest.raises(sa.exc.DBAPIError) as failed, engine.connect() as connection:
        connection.execute(sa.text("SELECT * FROM nothing WHERE x = :asked"), {"asked": "geheimnis"})
    engine.dispose()
    assert "nothing" in str(failed.value)
    assert "geheimnis" not in str(failed.value)


def test_probes_take_no_parameters(tmp_path: Path) -> None:
    with serve(Settings(database_url=f"sqlite:///{tmp_path}/x.sqlite", documents=None)) as served:
        for path in ("/healthz?x=1", "/readyz?x=1"):
            assert served.get(path).status_code == 422
