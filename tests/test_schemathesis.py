"""The whole description against the real server: schemathesis, all checks, no failure."""

import os
import subprocess
import sys
from pathlib import Path

from tests.served import Served

ROOT = Path(__file__).resolve().parent.parent


def test_schemathesis_finds_nothing(served: Served, tmp_path: Path) -> None:
    # What a parameter may hold is read before any database is asked, so one of them tells.
    everything = "sqlite" in served.settings.database_url
    phases = "examples,coverage,fuzzing,stateful" if everything else "examples,fuzzing,stateful"
    seed = "2031" if everything else "2032"
    done = subprocess.run(
        [
            Path(sys.executable).with_name("st"),
            f"--config-file={Path(__file__).with_name('schemathesis.toml')}",
            "run",
            f"{served.client.base_url}/openapi.json",
            "--checks=all",
            f"--phases={phases}",
            "--max-examples=5",
            f"--seed={seed}",
            "--no-color",
        ],
        env=os.environ | {"SCHEMATHESIS_HOOKS": "tests.schemathesis_hooks", "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "Tested: 46" in done.stdout
