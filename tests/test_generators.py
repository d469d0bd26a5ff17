"""Clients by openapi-generator, which is written in Java: run by `make generators`, for they take a minute.

What was found with them is held by fast rules as well (test_openapi_rules).
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import needs
from tests.described import FILE, ROOT
from tests.served import Served
from tests.test_typescript_client import modules

__all__ = ["modules"]

pytestmark = pytest.mark.generators
sqlite = pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
HERE = Path(__file__).resolve().parent / "clients" / "openapi-generator"


def printed(served: Served, refused: str) -> list[str]:
    """Return what the programs print: guests, facts, the parameter that is refused, a verdict."""
    facts = served.json("/v1/facts?year=2023&limit=1")["total"]
    return ["wuzhen-2023: more than 1,800", f"{facts} facts", f"422: {refused}", "supported"]


def run(*command: str | Path, **environment: str) -> str:
    """Run a command and return what it prints; it must succeed."""
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        env=os.environ | environment,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="session")
def binaries() -> Path:
    """Return the folder of the generator, and of a Python with what its clients need."""
    named = os.environ.get("SUMMIT_TEST_GENERATORS", "")
    needs(named, "openapi-generator (make generators)")
    return ROOT / named


def generate(binaries: Path, generator: str, source: str | Path, folder: Path) -> Path:
    """Generate a client as the README tells, and return its folder; what the generator calls an error fails."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (told,) = re.findall(rf"^openapi-generator-cli generate (.*-g {generator} .*)$", readme, re.MULTILINE)
    words = told.replace("openapi.json", str(source)).replace("../", f"{folder}/").split()
    said = run(binaries / "openapi-generator-cli", "generate", *words)
    assert "ERROR" not in said, said
    return Path(words[words.index("-o") + 1])


@pytest.fixture(scope="session", params=["file", "server"])
def installed(
    request: pytest.FixtureRequest, binaries: Path, tmp_path_factory: pytest.TempPathFactory, served: Served
) -> Path:
    """Generate the Python client from the file or from a server, install it, and return the folder it is in."""
    folder = tmp_path_factory.mktemp(request.param)
    source = FILE if request.param == "file" else f"{served.client.base_url}/openapi.json"
    project = generate(binaries, "python", source, folder)
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--target"]
    run(binaries / "python", "-m", "pip", "install", *options, folder / "site", project)
    return folder / "site"


def test_the_generator_finds_the_description_valid(binaries: Path) -> None:
    said = run(binaries / "openapi-generator-cli", "validate", "--recommend", "-i", FILE)
    assert "No validation issues detected." in said


@sqlite
def test_the_python_client_reads_every_answer(installed: Path, binaries: Path, served: Served) -> None:
    base = str(served.client.base_url).rstrip("/")
    said = run(binaries / "python", HERE / "every.py", base, FILE, PYTHONPATH=str(installed)).splitlines()
    number, pages = re.fullmatch(r"(\d+) calls, (\d+) pages", said[0]).groups()  # type: ignore[union-attr]
    assert int(number) > 300
    assert int(pages) > 60
    # Text that is neither text/* nor JSON: to be read as it comes.
    unread = "{}: ApiException: (0) Reason: Unsupported content type: application/"
    assert said[1:] == [f"get_changes_feed {unread}atom+xml", f"get_dump_ndjson {unread}x-ndjson"]


@sqlite
def test_the_python_program_checks_and_runs(
    request: pytest.FixtureRequest, installed: Path, binaries: Path, served: Served
) -> None:
    base = str(served.client.base_url).rstrip("/")
    mypy: list[str | Path] = [
        Path(sys.executable).parent / "mypy",
        "--config-file=",
        "--python-executable",
        binaries / "python",
    ]
    run(*mypy, "--ignore-missing-imports", HERE / "program.py", MYPYPATH=str(installed))
    # Read from a server, the client asks that server; from a file, it has to be told which.
    where = [] if "server" in request.node.callspec.id else [base]
    said = run(binaries / "python", "-W", "error", HERE / "program.py", *where, PYTHONPATH=str(installed))
    assert said.splitlines() == [*printed(served, "place"), "id"]


@sqlite
def test_the_typescript_client_checks_and_reads_every_answer(
    binaries: Path, modules: Path, served: Served, tmp_path: Path
) -> None:
    base = str(served.client.base_url).rstrip("/")
    client = generate(binaries, "typescript-fetch", FILE, tmp_path)
    assert client.name == "client"
    for name in ("program.ts", "every.ts", "tsconfig.json"):
        shutil.copy(HERE / name, tmp_path)
    run(modules / ".bin" / "tsc", "--project", tmp_path)
    assert run("node", tmp_path / "out" / "program.js", base).splitlines() == printed(served, "year")
    said = run("node", tmp_path / "out" / "every.js", base, FILE).splitlines()
    assert int(said[0].removesuffix(" calls")) > 300
    assert said[1:] == []
