"""The whole description against the real server: schemathesis, all checks, no failure."""

import os
import subprocess
import sys
from pathlib import Path

from tests.served import Served

ROOT = Path(__file__).resolve().parent.parent


def test_schemathesis_finds_nothing(served: Served, tmp_path: Path) -> None:
    seed, examples = ("2031", 10) if "sqlite" in served.settings.database_url else ("2032", 5)
    done = subprocess.run(
        [
            Path(sys.executable).with_name("st"),
            f"--config-file={Path(__file__).with_name('schemathesis.toml')}",
            "run",
            f"{served.client.base_url}/openapi.json",
            "--checks=all",
            f"--max-examples={examples}",
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
    assert "Tested: 45" in done.stdout
