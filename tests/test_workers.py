"""Several workers: each answers by itself, and all of them answer of the same release."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.commands.migrate import upgrade
from app.database import connect
from app.kit.answers.pulse import BOUND
from seed.columns import Rows
from seed.load import load
from tests.conftest import DATABASES
from tests.process import ROOT, environment, running, without
from tests.workshop import Workshop


def asked(base: str, times: int) -> Iterator[tuple[str, str]]:
    """Yield which process answered, as its own ids begin, and of which release; each time over a new connection."""
    for _ in range(times):
        answer = httpx.get(f"{base}/v1/summits")
        assert answer.status_code == 200
        yield answer.headers["x-request-id"][:24], answer.headers["x-dataset-version"]


@pytest.mark.parametrize("empty_url", DATABASES, indirect=True)
def test_all_workers_answer_of_the_new_release(empty_url: str, rows: Rows, tmp_path: Path) -> None:
    upgrade(empty_url)
    engine = connect(empty_url)
    load(engine, rows)
    engine.dispose()
    shop = Workshop.at(tmp_path)
    shop.examine()
    settings = {"SUMMIT_DATABASE_URL": empty_url, "SUMMIT_WORKERS": "2", "SUMMIT_LOG_LEVEL": "warning"}
    with running("serve", **settings) as process:
        base = str(process.client.base_url)
        deadline = time.monotonic() + 60
        while True:  # until both have kept an answer, whose ids then begin alike
            found = list(asked(base, 60))
            kept = Counter(name for name, _ in found if name[14] == "8")
            if len([name for name, count in kept.items() if count > 1]) == 2:
                break
            assert time.monotonic() < deadline, kept
        before = {release for _, release in found}
        seeded = subprocess.run(
            [sys.executable, "-c", "from app.commands import main; main()", "seed", "--facts", str(shop.facts)],
            env=environment({"SUMMIT_DATABASE_URL": empty_url}),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert seeded.returncode == 0, seeded.stderr
        time.sleep(BOUND)
        after = list(asked(base, 60))
    assert len(before) == 1
    assert {release for _, release in after}.isdisjoint(before)
    assert len({release for _, release in after}) == 1
    assert "Traceback" not in process.output["stderr"]


def test_metrics_need_one_worker(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.sqlite"
    refused = without("", "serve", "--workers", "2", SUMMIT_DATABASE_URL=url, SUMMIT_METRICS="true")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert (
        refused.stderr == "SUMMIT_METRICS: several workers would each count for themselves: set SUMMIT_WORKERS to 1\n"
    )
    for wrong in ("0", "65"):
        refused = without("", "serve", "--workers", wrong, SUMMIT_DATABASE_URL=url)
        assert refused.returncode == 1
        assert "SUMMIT_WORKERS" in refused.stderr
