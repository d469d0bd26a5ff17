"""The command line as a person uses it: real processes, real files, clear refusals, exit status not 0."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.process import free_port
from tests.workshop import DATA, TEXT, Workshop

ROOT = Path(__file__).resolve().parent.parent
SUMMITS = str(Path(sys.executable).with_name("summits"))
SEED = (sys.executable, "-m", "seed")


def run(*command: object, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command with only these settings."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("SUMMIT_")} | settings
    return subprocess.run(
        [str(part) for part in command], env=env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """Check that a command failed with words, not with a traceback."""
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()
    return done.stderr


def test_migrate_and_seed_twice(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.sqlite"
    shop = Workshop.at(tmp_path)
    shop.examine()
    assert run(SUMMITS, "migrate", SUMMIT_DATABASE_URL=url).returncode == 0
    first = run(SUMMITS, "seed", "--facts", shop.facts, SUMMIT_DATABASE_URL=url)
    second = run(*SEED, "--facts", shop.facts, SUMMIT_DATABASE_URL=url)
    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    assert first.stdout.split()[:2] == second.stdout.split()[:2]
    assert "(new)" in first.stdout
    assert "(unchanged)" in second.stdout
    for word in ("created", "changed", "unchanged", "removed", "evidence"):
        assert word in first.stderr


def test_check_writes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/none.sqlite"
    shop = Workshop.at(tmp_path)
    shop.examine()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    done = run(*SEED, "--check", "--facts", shop.facts, "--documents", shop.documents, SUMMIT_DATABASE_URL=url)
    assert done.returncode == 0, done.stderr
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == before


def test_locate_gives_the_position_and_what_tells_hits_apart(tmp_path: Path) -> None:
    shop = Workshop.at(tmp_path)
    one = run(*SEED, "locate", "congress-2031", "four workshops", "--documents", shop.documents)
    start = TEXT.index("four workshops")
    assert (one.returncode, one.stdout) == (0, f"{start}-{start + 14} four workshops\n")
    several = run(*SEED, "locate", "congress-2031", "May", "--documents", shop.documents)
    first, second = TEXT.index("May 3"), TEXT.index("May 5")
    assert several.stdout == f"{first}-{first + 3} [m ]May\n{second}-{second + 3} [o ]May\n"
    assert "not in congress-2031" in refused(
        run(*SEED, "locate", "congress-2031", "five", "--documents", shop.documents)
    )
    assert "not among the documents" in refused(run(*SEED, "locate", "other", "five", "--documents", shop.documents))
    assert "--documents" in refused(run(*SEED, "locate", "congress-2031", "May"))


@pytest.mark.parametrize(
    ("arguments", "settings", "says"),
    [
        (("seed",), {"SUMMIT_DATABASE_URL": "mysql://somewhere/x"}, "SUMMIT_DATABASE_URL: use sqlite:///file or "),
        (("seed",), {"SUMMIT_DATABASE_URL": "nonsense"}, "SUMMIT_DATABASE_URL: use sqlite:///file or "),
        (("seed", "--facts", "nowhere"), {}, "does not exist"),
        (("seed", "--only", "wipo-2023"), {}, "--only goes with --check"),
        (("seed", "--check", "--only", "other"), {}, "no such document; allowed: "),
        (("seed", "--nonsense"), {}, "No such option"),
        (("serve",), {"SUMMIT_PORT": "many"}, "SUMMIT_PORT"),
        (("serve",), {"SUMMIT_PORT": "70000"}, "SUMMIT_PORT"),
        (("migrate", "9999"), {}, "unexpected extra argument"),
        (("serve",), {"SUMMIT_DOCUMENTS": "/nowhere"}, "SUMMIT_DOCUMENTS"),
    ],
)
def test_a_wrong_command_is_refused_with_words(
    tmp_path: Path, arguments: tuple[str, ...], settings: dict[str, str], says: str
) -> None:
    url = {"SUMMIT_DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite"}
    assert says in refused(run(SUMMITS, *arguments, **(url | settings)))


def test_seeding_before_migrating_says_what_to_do(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.sqlite"
    assert "summits migrate" in refused(run(SUMMITS, "seed", SUMMIT_DATABASE_URL=url))


def test_bad_data_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.sqlite"
    run(SUMMITS, "migrate", SUMMIT_DATABASE_URL=url)
    shop = Workshop.at(tmp_path)
    shop.examine()
    assert run(*SEED, "--facts", shop.facts, SUMMIT_DATABASE_URL=url).returncode == 0
    before = (tmp_path / "a.sqlite").read_bytes()
    (shop.facts / "congress-2031.yaml").write_text(DATA.replace("bound: more_than", "bound: lots"))
    found = refused(run(*SEED, "--facts", shop.facts, SUMMIT_DATABASE_URL=url))
    assert "congress-2031.yaml:" in found
    assert "allowed: about, at_least" in found
    assert (tmp_path / "a.sqlite").read_bytes() == before


def test_start_migrates_seeds_and_serves(tmp_path: Path) -> None:
    for again in (False, True):
        output = started(f"sqlite:///{tmp_path}/s.sqlite")
        assert output.count("A question:") == 3
        assert ("(unchanged)" in output) == again


def started(url: str) -> str:
    """Start all on a free port, wait until it is ready, stop it, and return what it said."""
    port = free_port()
    env = {name: value for name, value in os.environ.items() if not name.startswith("SUMMIT_")}
    env |= {"SUMMIT_PORT": str(port), "SUMMIT_DATABASE_URL": url}
    process = subprocess.Popen(
        [SUMMITS, "start"], env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                answer = httpx.get(f"http://127.0.0.1:{port}/readyz")
                break
            except httpx.TransportError:
                assert process.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.1)
        assert answer.json()["status"] == "ready"
    finally:
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=30)
    assert f"http://127.0.0.1:{port}/docs" in output
    return output
