"""Kept answers end with their release: within 250 ms of the commit of a seeder, whichever process that is."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count, pairwise
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.commands.migrate import upgrade
from app.database import connect
from app.kit.answers.pulse import BOUND, Pulse
from app.settings import Settings
from seed.columns import Rows
from seed.load import load
from tests.conftest import DATABASES
from tests.process import ROOT, environment
from tests.served import Served, serve, settle
from tests.workshop import Workshop

SEED = "from app.commands import main; main()"


def watch(served: Served, until: Path) -> list[tuple[float, str]]:
    """Ask one thing again and again until a file is there and for a while after; return when and what release."""
    seen = []
    end = time.monotonic() + 60
    while time.monotonic() < end:
        asked = time.time()
        seen.append((asked, served.get("/v1/summits").headers["x-dataset-version"]))
        if until.exists():
            end = min(end, time.monotonic() + 1)
    return seen


@pytest.mark.parametrize("empty_url", DATABASES, indirect=True)
@pytest.mark.parametrize("level", ["warning", "info"])
def test_another_process_seeds(empty_url: str, level: str, rows: Rows, tmp_path: Path) -> None:
    upgrade(empty_url)
    engine = connect(empty_url)
    load(engine, rows)
    engine.dispose()
    (tmp_path / "shop").mkdir()
    shop = Workshop.at(tmp_path / "shop")
    shop.examine()
    with serve(Settings(database_url=empty_url, documents=None, log_level=level)) as served:
        settle(lambda: served.get("/v1/summits").is_success and served.app.state.answered.hits > 0)
        before = served.json("/readyz")["release"]
        with ThreadPoolExecutor(1) as pool:
            done = tmp_path / "done"
            watching = pool.submit(watch, served, done)
            seeded = subprocess.run(
                [sys.executable, "-c", SEED, "seed", "--facts", str(shop.facts)],
                env=environment({"SUMMIT_DATABASE_URL": empty_url}),
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
            )
            committed = time.time()
            done.touch()
            seen = watching.result()
        assert seeded.returncode == 0, seeded.stderr
        after = served.json("/readyz")["release"]
    assert after != before
    assert {release for _, release in seen} == {before, after}
    assert {release for asked, release in seen if asked > committed + BOUND} == {after}
    changes = [one for one, other in pairwise(seen) if one[1] != other[1]]
    assert len(changes) == 1, "no answer goes back"


def test_nothing_is_given_out_while_the_state_cannot_be_told(tmp_path: Path, rows: Rows) -> None:
    path = tmp_path / "lost.sqlite"
    url = f"sqlite:///{path}"
    upgrade(url)
    engine = connect(url)
    load(engine, rows)
    with serve(Settings(database_url=url, documents=None)) as served:
        settle(lambda: served.get("/v1/summits").is_success and served.app.state.answered.hits > 0)
        with engine.begin() as connection:
            connection.execute(sa.text("ALTER TABLE release RENAME TO hidden"))
        lost = time.monotonic() + BOUND
        settle(lambda: time.monotonic() > lost)
        assert served.get("/v1/summits").status_code == 503
        with engine.begin() as connection:
            connection.execute(sa.text("ALTER TABLE hidden RENAME TO release"))
        settle(lambda: served.get("/v1/summits").is_success)
        hits = served.app.state.answered.hits
        settle(lambda: served.get("/v1/summits").is_success and served.app.state.answered.hits > hits)
    engine.dispose()


def test_a_pulse_that_stops_ends_what_it_told() -> None:
    looked = count()
    pulse = Pulse(lambda: ("one", str(min(next(looked), 1))))
    assert not pulse.now.tells(None)
    pulse.start()
    settle(lambda: pulse.now.state == ("one", "1"))
    seen = pulse.now
    assert seen.tells(seen.state)
    assert not seen.tells(("one", "0"))
    assert seen.until <= time.monotonic() + BOUND
    pulse.stop()
    assert not pulse.now.tells(pulse.now.state)
