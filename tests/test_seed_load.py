"""Loading: twice is once, both databases agree, changes are told, and whatever happens one release is whole."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.commands.migrate import upgrade
from app.database import connect
from app.models import HISTORY, TABLES, Release
from seed.check import examine
from seed.columns import Rows
from seed.load import load
from seed.rows import all_rows
from seed.version import version_of
from tests.conftest import DATABASES
from tests.workshop import DATA, Workshop

both = pytest.mark.parametrize("empty_url", DATABASES, indirect=True)


def stored(url: str) -> Rows:
    """Return everything a database holds but its history, as the loader writes it."""
    engine = connect(url, read_only=True)
    with engine.connect() as connection:
        found: Rows = {}
        for model in TABLES:
            if model not in HISTORY:
                table = model.__table__  # type: ignore[attr-defined]
                found[table.name] = [dict(row) for row in connection.execute(sa.select(table)).mappings()]
    engine.dispose()
    return found


def release(url: str) -> tuple[int, str] | None:
    """Return sequence and version of the newest release."""
    engine = connect(url, read_only=True)
    with engine.connect() as connection:
        newest = sa.select(Release.sequence, Release.version).order_by(Release.sequence.desc()).limit(1)  # type: ignore[attr-defined, call-overload]
        row = connection.execute(newest).first()
    engine.dispose()
    return None if row is None else (row[0], row[1])


@both
def test_twice_is_once(empty_url: str, rows: Rows) -> None:
    upgrade(empty_url)
    engine = connect(empty_url)
    first, second = load(engine, rows), load(engine, rows)
    engine.dispose()
    assert first.new
    assert not second.new
    assert second.version == first.version == version_of(rows)
    for name, change in second.tables.items():
        assert (change.created, change.changed, change.removed) == (0, 0, 0), name
        assert change.unchanged == first.tables[name].created == len(rows.get(name, []))
    assert release(empty_url) == (1, first.version)


def test_what_is_stored_has_the_version_on_either_database(seeded_url: str, rows: Rows) -> None:
    found = stored(seeded_url)
    assert {name: len(group) for name, group in found.items() if group} == {
        name: len(group) for name, group in rows.items()
    }
    assert version_of({name: group for name, group in found.items() if group}) == version_of(rows)


def test_the_version_depends_on_neither_order_nor_hash_seed(tmp_path: Path) -> None:
    code = (
        "from app.commands.frozen import *; from seed.rows import *; from seed.version import *;"
        "print(version_of(frozen_rows()))"
    )
    versions = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(versions) == 1


@both
def test_an_edit_is_told_as_changed_created_and_removed(empty_url: str, tmp_path: Path) -> None:
    upgrade(empty_url)
    engine = connect(empty_url)
    before = load(engine, all_rows(Workshop.at(tmp_path).examine()))
    edited = DATA.replace('    sub_forums: {value: 4, says: "four workshops"}\n', "").replace(
        'name.zh: {ours: "2031年河流大会"}', 'name.zh: {ours: "河流大会2031"}'
    )
    after = load(engine, all_rows(Workshop.at(tmp_path, edited).examine()))
    assert after.new
    assert after.version != before.version
    assert vars(after.tables["summit"]) == {"created": 0, "changed": 1, "unchanged": 0, "removed": 0}
    assert (after.tables["fact"].removed, after.tables["evidence"].removed) == (1, 1)
    back = load(engine, all_rows(Workshop.at(tmp_path).examine()))
    engine.dispose()
    assert (back.version, back.new) == (before.version, True)
    assert release(empty_url) == (3, before.version)


@both
def test_a_fact_without_evidence_cannot_be_stored(empty_url: str, tmp_path: Path) -> None:
    upgrade(empty_url)
    engine = connect(empty_url)
    rows = all_rows(Workshop.at(tmp_path).examine())
    load(engine, rows)
    kept = stored(empty_url)
    bare = rows | {"evidence": [row for row in rows["evidence"] if row["fact"] != "river-2031.guests"]}
    with pytest.raises(sa.exc.IntegrityError):
        load(engine, bare)
    with pytest.raises(sa.exc.IntegrityError), engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM evidence WHERE fact = 'river-2031.guests'"))
    engine.dispose()
    assert stored(empty_url) == kept


BREAKING: list[tuple[str, dict[str, object]]] = [
    ("summit", {"place": "nowhere"}),
    ("summit", {"mode": "by boat"}),
    ("fact", {"bound": "roughly"}),
    ("fact", {"rank": "deprecated", "rank_reason": None}),
    ("fact", {"property": "unheard"}),
    ("evidence", {"start": 9, "end": 9}),
    ("evidence", {"surface": ""}),
    ("position", {"organization": "nobody"}),
]


@both
def test_what_breaks_a_rule_is_refused_by_the_database_itself(empty_url: str, tmp_path: Path) -> None:
    upgrade(empty_url)
    engine = connect(empty_url)
    rows = all_rows(Workshop.at(tmp_path).examine())
    load(engine, rows)
    kept, newest = stored(empty_url), release(empty_url)
    for table, change in BREAKING:
        number = next(
            index for index, row in enumerate(rows[table]) if table != "fact" or row["value_type"] == "number"
        )
        spoiled = [row | change if index == number else row for index, row in enumerate(rows[table])]
        with pytest.raises((sa.exc.DBAPIError, sa.exc.StatementError)):
            load(engine, rows | {table: spoiled})
        assert (stored(empty_url), release(empty_url)) == (kept, newest), (table, change)
    engine.dispose()


SEED_EDITED = """
import sys
from pathlib import Path
from app.database import connect
from seed.check import examine
from seed.load import load
from seed.rows import all_rows
rows = all_rows(examine(Path(sys.argv[1]), None))
print("ready", flush=True)
print(load(connect(sys.argv[2]), rows).version)
"""


@both
def test_a_killed_load_leaves_the_old_release_or_the_new_one(empty_url: str, tmp_path: Path, rows: Rows) -> None:
    """Kill -9 at random moments; between them the database always holds one release whole, by its content."""
    upgrade(empty_url)
    engine = connect(empty_url)
    old = load(engine, rows).version
    folder = Workshop.at(tmp_path).facts
    Workshop.at(tmp_path).examine()
    new = version_of(all_rows(examine(folder, None)))
    moments = random.Random(2031)
    seen = []
    for _ in range(12):
        process = subprocess.Popen(
            [sys.executable, "-c", SEED_EDITED, folder, empty_url], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0, 0.25))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        found = stored(empty_url)
        held = version_of({name: group for name, group in found.items() if group})
        newest = release(empty_url)
        assert newest is not None
        assert held == newest[1]
        assert held in {old, new}
        seen.append(held)
        load(engine, rows)
    engine.dispose()
    assert old in seen, "no load was killed before its end"


@both
def test_two_seeders_at_once_queue(empty_url: str, tmp_path: Path, rows: Rows) -> None:
    upgrade(empty_url)
    other = all_rows(Workshop.at(tmp_path).examine())
    engines = [connect(empty_url), connect(empty_url)]
    failures: list[BaseException] = []

    def run(engine: sa.Engine, wanted: Rows) -> None:
        try:
            for _ in range(5):
                load(engine, wanted)
        except BaseException as error:  # noqa: BLE001  (told to the test)
            failures.append(error)

    threads = [threading.Thread(target=run, args=pair) for pair in zip(engines, (rows, other), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for engine in engines:
        engine.dispose()
    assert failures == []
    found = stored(empty_url)
    newest = release(empty_url)
    assert newest is not None
    assert version_of({name: group for name, group in found.items() if group}) == newest[1]
