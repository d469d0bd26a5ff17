"""A TypeScript client, typed by openapi-typescript from `openapi.json`: a program checks and runs, a wrong one fails.

Spectral, the linter of OpenAPI documents, comes with the same packages.
"""

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import needs
from tests.described import FILE, OPENAPI, ROOT, parts
from tests.served import Served

HERE = Path(__file__).resolve().parent / "clients" / "typescript"
LOCK = HERE / "package-lock.json"
MODULES = HERE / "node_modules"


def run(folder: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder; its output is one text."""
    return subprocess.run(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
    )


@pytest.fixture(scope="session")
def modules() -> Path:
    """Install the packages of the lock, unless they are; a machine without them skips by name."""
    needs(shutil.which("node") and shutil.which("npm"), "Node.js with npm")
    stamp, version = MODULES / ".installed", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != version:
        done = run(HERE, str(shutil.which("npm")), "ci", "--prefer-offline")
        needs(done.returncode == 0, f"what npm installs from the lock: {done.stdout[-300:]}")
        stamp.write_text(version)
    return MODULES


@pytest.fixture(scope="session")
def workshop(modules: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the programs, the packages and the generated types."""
    folder = tmp_path_factory.mktemp("typescript-client")
    (folder / "node_modules").symlink_to(modules)
    for name in ("package.json", "tsconfig.json", "program.ts", "wrong.ts"):
        shutil.copy(HERE / name, folder)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (told,) = re.findall(r"^npx (openapi-typescript) openapi.json (.+)$", readme, re.MULTILINE)
    done = run(folder, modules / ".bin" / told[0], FILE, *told[1].replace("../", "").split())
    assert done.returncode == 0, done.stdout
    assert "warn" not in done.stdout.lower(), done.stdout
    return folder


@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_a_program_checks_and_runs(workshop: Path, served: Served) -> None:
    checked = run(workshop, workshop / "node_modules/.bin/tsc", "--project", ".")
    assert (checked.returncode, checked.stdout) == (0, "")
    ran = run(workshop, "node", "out/program.js", str(served.client.base_url).rstrip("/"))
    total = served.json("/v1/facts?year=2023&limit=1")["total"]
    expected = ["wuzhen-2023: more than 1,800", f"{total} facts", "422: year", "supported"]
    assert ran.stdout.splitlines() == expected


def test_a_wrong_program_does_not_check(workshop: Path) -> None:
    settings = json.loads((HERE / "tsconfig.json").read_text()) | {"files": ["wrong.ts"]}
    (workshop / "wrong.json").write_text(json.dumps(settings))
    done = run(workshop, workshop / "node_modules/.bin/tsc", "--noEmit", "--project", "wrong.json")
    assert done.returncode != 0
    found = re.findall(r"^wrong\.ts\((\d+),\d+\): error (TS\d+)", done.stdout, re.MULTILINE)
    lines = (HERE / "wrong.ts").read_text(encoding="utf-8").splitlines()
    assert [(lines[int(line) - 1], code) for line, code in found] == [
        ('await client.GET("/v1/summit");', "TS2554"),
        ('await client.GET("/v1/summits", { params: { query: { yaer: [2023] } } });', "TS2353"),
        ('await client.GET("/v1/summits", { params: { query: { status: ["held"] } } });', "TS2322"),
        ('await client.GET("/v1/summits/{id}");', "TS2554"),
        ("data?.items[0]?.figures.guests;", "TS2532"),
        ('const bound: components["schemas"]["Bound"] = "roughly";', "TS2322"),
    ]


def test_every_pattern_is_one_of_javascript(tmp_path: Path) -> None:
    needs(shutil.which("node"), "Node.js")
    patterns = sorted({part["pattern"] for _, part in parts(OPENAPI) if isinstance(part.get("pattern"), str)})
    assert len(patterns) > 20
    for flag in ("u", ""):
        program = f'JSON.parse(process.argv[1]).forEach(pattern => new RegExp(pattern, "{flag}"))'
        done = run(tmp_path, "node", "--eval", program, "--", json.dumps(patterns))
        assert done.returncode == 0, done.stdout


def test_spectral_finds_nothing(modules: Path, tmp_path: Path) -> None:
    spectral: list[str | Path] = [modules / ".bin" / "spectral", "lint", "--ruleset", HERE / ".spectral.yaml"]
    spectral += ["--fail-severity", "hint"]
    done = run(tmp_path, *spectral, FILE)
    assert done.stdout.strip() == "No results with a severity of 'hint' or higher found!"
    # It does look: a description without servers has a finding.
    (tmp_path / "bare.json").write_text('{"openapi": "3.1.0", "info": {"title": "-", "version": "1"}, "paths": {}}')
    assert "oas3-api-servers" in run(tmp_path, *spectral, "bare.json").stdout
