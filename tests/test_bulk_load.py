"""Many rows: streamed in, compared by the database, memory not growing with them; the same result as with lists."""

import io
import json
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from rich.console import Console

from app.commands.migrate import upgrade
from app.database import connect
from app.models import TABLES, Revision
from seed import runs
from seed.checks import LARGE
from seed.columns import Rows, Streams
from seed.contents import Said, State, contents, told
from seed.load import load
from seed.progress import progress
from seed.stored import now, recorded
from seed.version import version_of
from tests.conftest import DATABASES
from tests.plenty import plenty, small

both = pytest.mark.parametrize("empty_url", DATABASES, indirect=True)
postgresql = pytest.mark.parametrize("empty_url", ["postgresql"], indirect=True)

TOLD = {"property": 1, "document": 1, "series": 1, "summit": 1, "activity": 1}


def held(engine: sa.Engine) -> dict[str, list[Any]]:
    """Return everything a database holds but the moments of its releases."""
    found = {}
    with engine.connect() as connection:
        for model in TABLES:
            table = model.__table__  # type: ignore[attr-defined]
            kept = [column for column in table.columns if column.name != "created_at"]
            found[table.name] = [*connection.execute(sa.select(*kept).order_by(*table.primary_key))]
    return found


def state(said: Iterable[Said]) -> State:
    """Read the lines of a state."""
    return {one.key: json.loads(one.text) for one in said}


def schema(engine: sa.Engine) -> list[Any]:
    """Return every constraint and index of a PostgreSQL database as it writes them."""
    with engine.connect() as connection:
        constraints = "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated"
        return [
            *connection.exec_driver_sql(f"{constraints} FROM pg_constraint ORDER BY 1, 2").all(),
            *connection.exec_driver_sql("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1").all(),
        ]


@both
def test_streams_give_what_lists_give(empty_url: str, tmp_path: Path) -> None:
    """Read once, in no order, on either database: counts, rows, release and revisions are those of lists."""
    streams = plenty(range(3000))
    upgrade(empty_url)
    engine = connect(empty_url)
    told: list[int] = []
    report = load(engine, {name: iter(stream) for name, stream in streams.items()}, advance=told.append)
    assert sum(told) == 4 * 3000 + 5
    assert report.version == version_of(streams)
    assert {name: change.created for name, change in report.tables.items() if change.created} == TOLD | dict.fromkeys(
        ("exhibitor", "subject", "fact", "evidence"), 3000
    )
    other_url = f"sqlite:///{tmp_path}/other.sqlite"
    upgrade(other_url)
    other = connect(other_url)
    load(other, small(streams))
    assert held(engine) == held(other)
    for one in (engine, other):
        one.dispose()


@both
def test_many_changes_are_told_and_recorded(empty_url: str) -> None:
    upgrade(empty_url)
    engine = connect(empty_url)
    load(engine, plenty(range(2000)))
    second = plenty(range(500, 3000), edited=range(1000, 1100))
    report = load(engine, second)
    changed = {"created": 1000, "changed": 100, "unchanged": 1400, "removed": 500}
    moved = changed | {"changed": 0, "unchanged": 1500}
    for name, expected in (("exhibitor", changed), ("fact", changed), ("subject", moved), ("evidence", moved)):
        assert vars(report.tables[name]) == expected, name
    with engine.connect() as connection:
        assert state(now(connection)) == state(recorded(connection)) == contents(small(second))
        ended = sa.select(sa.func.count()).where(Revision.until_sequence == 2)  # type: ignore[arg-type]
        assert connection.execute(ended).scalar_one() == 500 + 500 + 100
    fresh = held(engine)
    assert not load(engine, second).new
    assert held(engine) == fresh
    engine.dispose()


def test_what_the_database_says_is_what_the_rows_say(seeded_url: str, rows: Rows) -> None:
    engine = connect(seeded_url, read_only=True)
    with engine.connect() as connection:
        assert list(state(now(connection))) == sorted(contents(rows))
        assert state(now(connection)) == contents(rows)
        assert [one._replace(property=None) for one in now(connection)] == list(recorded(connection))
        assert list(now(connection)) == list(told(contents(rows)))
    engine.dispose()


@both
def test_memory_does_not_grow_with_the_rows(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four times the rows take at most half as much more: loaded first, and all changed."""
    monkeypatch.setattr(runs, "RUN", 2**15)
    upgrade(empty_url)
    engine = connect(empty_url)
    load(engine, plenty(range(10)))
    load(engine, {})

    def peak(streams: Streams) -> int:
        tracemalloc.start()
        load(engine, streams)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    ways: tuple[Callable[[range], Streams], ...] = (plenty, lambda things: plenty(things, edited=things))
    few, many = ([peak(way(range(count))) for way in ways] for count in (1500, 6000))
    engine.dispose()
    assert all(most < 1.5 * least for least, most in zip(few, many, strict=True)), (few, many)


@both
@pytest.mark.parametrize("before", [range(0), range(10)])
def test_two_rows_with_one_key_are_refused(empty_url: str, before: range) -> None:
    upgrade(empty_url)
    engine = connect(empty_url)
    load(engine, plenty(before))
    kept = held(engine)
    twice = small(plenty(range(20)))
    twice["exhibitor"].append(twice["exhibitor"][3] | {"exhibitors": 9})
    with pytest.raises(sa.exc.IntegrityError) as error:
        load(engine, twice)
    assert len(str(error.value)) < 1000
    with pytest.raises(ValueError, match="missing"):
        load(engine, {**plenty(range(20)), "fact": [{"id": "x"}]})
    assert held(engine) == kept
    engine.dispose()


def test_the_same_again_writes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/test.sqlite"
    upgrade(url)
    engine = connect(url)
    streams = plenty(range(1000))
    load(engine, streams)
    files = [tmp_path / "test.sqlite", tmp_path / "test.sqlite-wal"]
    before = [path.read_bytes() for path in files]
    assert not load(engine, streams).new
    assert [path.read_bytes() for path in files] == before
    engine.dispose()


@postgresql
def test_a_large_first_load_leaves_every_constraint_and_index(empty_url: str) -> None:
    upgrade(empty_url)
    engine = connect(empty_url)
    before = schema(engine)
    streams = plenty(range(LARGE))
    lost = small(streams)
    lost["exhibitor"][-1] |= {"expo": "nowhere"}
    with pytest.raises(sa.exc.IntegrityError, match="fk_exhibitor_expo"):
        load(engine, lost)
    bare = dict(streams) | {"evidence": lost["evidence"][1:]}
    with pytest.raises(sa.exc.IntegrityError, match="fk_fact_evidence"):
        load(engine, bare)
    assert not any(held(engine).values())
    assert schema(engine) == before
    assert load(engine, streams).tables["fact"].created == LARGE
    assert schema(engine) == before
    assert load(engine, streams).tables["fact"].unchanged == LARGE
    engine.dispose()


@postgresql
def test_a_seeder_that_owns_nothing_loads_as_well(empty_url: str) -> None:
    upgrade(empty_url)
    owner = connect(empty_url)
    before = schema(owner)
    name = f"seeder_{sa.make_url(empty_url).database}"
    with owner.begin() as connection:
        for statement in (
            f"CREATE ROLE {name} LOGIN",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
        ):
            connection.exec_driver_sql(statement)
    engine = connect(sa.make_url(empty_url).set(username=name).render_as_string(hide_password=False))
    assert load(engine, plenty(range(LARGE))).tables["exhibitor"].created == LARGE
    engine.dispose()
    assert schema(owner) == before
    with owner.begin() as connection:
        connection.exec_driver_sql(f"DROP OWNED BY {name}")
        connection.exec_driver_sql(f"DROP ROLE {name}")
    owner.dispose()


SEED_PLENTY = """
import sys
from app.database import connect
from seed.load import load
from tests.plenty import plenty
def told(count, seen=[]):
    seen.append(count)
    if len(seen) == int(sys.argv[2]):
        print("ready", flush=True)
load(connect(sys.argv[1]), plenty(range(20_000)), advance=told)
"""


@both
@pytest.mark.parametrize(("steps", "wait"), [(30, 0), (125, 0), (165, 0), (165, 0.5)])
def test_a_large_first_load_that_is_killed_leaves_nothing_or_all(empty_url: str, steps: int, wait: float) -> None:
    """Killed in the midst of the rows, after the last of them, and while keys and history are made."""
    upgrade(empty_url)
    engine = connect(empty_url)
    before = schema(engine) if engine.dialect.name == "postgresql" else None
    process = subprocess.Popen(
        [sys.executable, "-c", SEED_PLENTY, empty_url, str(steps)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    counts = {name: len(rows) for name, rows in held(engine).items() if rows}
    assert not counts or (counts["exhibitor"], counts["evidence"], counts["release"]) == (20_000, 20_000, 1)
    if before is not None:
        assert schema(engine) == before
    assert load(engine, plenty(range(50))).tables["fact"].created in {50, 0}
    engine.dispose()


def test_a_terminal_sees_a_bar_and_a_file_does_not() -> None:
    for total, shows in ((4000, "4000/4000"), (None, "4000/?")):
        screen = io.StringIO()
        with progress(Console(file=screen, force_terminal=True, width=120), "loading", total) as advance:
            for _ in range(4):
                advance(1000)
                time.sleep(0.01)
        assert "loading" in screen.getvalue()
        assert shows in screen.getvalue()
        assert " rows/s" in screen.getvalue()
    silent = io.StringIO()
    with progress(Console(file=silent), "loading", 10) as advance:
        advance(10)
    assert silent.getvalue() == ""
