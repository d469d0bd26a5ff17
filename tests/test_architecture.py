"""The house rules, as tests: imports point one way, the toolbox knows no domain, files are small."""

import ast
import json
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from app.kit.resource import Resource

ROOT = Path(__file__).resolve().parent.parent
BASE = {"app.settings", "app.database"}
"""What everything may use: how this installation runs, and how to connect."""


def imports(path: Path) -> set[str]:
    """Return the modules of this project that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in found if name.split(".")[0] in {"app", "seed", "migrations", "fastapi", "tests"}}


def files(*folders: str) -> list[Path]:
    """Return the Python files of some folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def within(name: str, *allowed: str) -> bool:
    """Tell whether a module is one of those allowed, or in one of them."""
    return any(name == one or name.startswith(f"{one}.") for one in allowed)


@pytest.mark.parametrize(
    ("folder", "allowed"),
    [
        ("app/models", ("app.models",)),
        ("app/http", ("app.http",)),
        ("app/kit", ("app.kit", "fastapi")),
        ("app/reasoning", ("app.models", "app.reasoning")),
        ("app/resources", ("app.kit", "app.models", "app.reasoning", "app.resources", "fastapi")),
        ("app/search", ("app.kit", "app.models", "app.resources", "app.search")),
        (
            "app/questions",
            ("app.kit", "app.models", "app.resources", "app.search", "app.questions", "app.reasoning", "fastapi"),
        ),
        ("app/operations", ("app.kit", "app.operations", "app.settings", "fastapi")),
        (
            "app/openapi",
            ("app.kit", "app.models", "app.openapi", "app.reasoning", "app.resources", "fastapi"),
        ),
        (
            "app/agents",
            (
                "app.__version__",
                "app.agents",
                "app.index",
                "app.kit",
                "app.models",
                "app.questions",
                "app.reasoning",
                "app.resources",
                "app.settings",
                "fastapi",
            ),
        ),
        (
            "app/dumps",
            ("app.kit", "app.models", "app.resources", "app.questions", "app.dumps", "app.schema", "fastapi"),
        ),
        ("seed", ("app.models", "seed", *BASE)),
        ("migrations", ("app.models", *BASE)),
    ],
)
def test_imports_point_one_way(folder: str, allowed: tuple[str, ...]) -> None:
    for path in files(folder):
        others = {name for name in imports(path) if not within(name, *allowed) and name != "app"}
        assert not others, f"{path.relative_to(ROOT)} imports {others}"


def test_migrations_stand_on_their_own() -> None:
    """A landed migration must not change when a model does."""
    for path in files("migrations/versions"):
        assert not imports(path), path.name


SERVED = {"tests/test_served_data.py", "tests/test_served_evidence.py"}
"""The tests that know the data served."""


def test_only_tests_named_so_read_the_data_served() -> None:
    """Neither a document that is added nor a correction can fail another test: these ask the frozen facts."""
    source = "seed.FACTS"
    readers = {path for path in files("app", "tests") if source in imports(path)}
    readers |= {
        path
        for path in files("tests")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and str(node.value).startswith(f"from {source.replace('.', ' import ')}")
    }
    assert {path.relative_to(ROOT).as_posix() for path in readers} == SERVED


DOMAIN = {"summit", "forum", "exhibitor", "competition", "speaker", "person", "fact", "evidence", "document", "wuzhen"}


def test_the_kit_knows_no_word_of_the_domain() -> None:
    for path in files("app/kit"):
        names = {node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)}
        names |= {node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
        words = {word for name in names for word in name.lower().split("_")}
        assert not words & DOMAIN, f"{path.name}: {words & DOMAIN}"


def test_a_resource_declares_no_hook_callback_or_flag() -> None:
    assert [field.name for field in fields(Resource)] == [
        "name", "about", "rows", "schema", "filters", "sort", "example", "include",
    ]  # fmt: skip
    assert not any(field.type in {bool, "bool"} for field in fields(Resource))


def test_no_python_file_is_over_300_lines_and_most_are_under_150() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in files("app", "seed", "migrations", "tests")}
    assert {path.name for path, length in lengths.items() if length > 300} == set()
    assert sum(length < 150 for length in lengths.values()) > 0.8 * len(lengths)


def test_no_file_is_a_drawer_of_odds_and_ends() -> None:
    assert not [path for path in files("app", "seed", "tests") if path.stem in {"utils", "helpers", "misc", "common"}]


def test_no_pattern_is_possessive_or_atomic() -> None:
    """CPython 3.11 before 3.11.5, which Debian 12 has, matches such patterns wrongly (python/cpython#106052)."""
    for path in files("app", "seed", "migrations", "tests"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
                text = node.value if isinstance(node.value, str) else node.value.decode("latin-1")
                plain = re.sub(r"\[[^\]]+\]", "c", re.sub(r"\\.", "e", text))
                assert not re.search(r"[*+?}][+]|[(][?]>", plain), f"{path.relative_to(ROOT)}:{node.lineno}"


def test_no_lock_holds_an_address() -> None:
    locks = list(ROOT.glob("*.lock"))
    assert len(locks) == 5
    for lock in locks:
        assert "://" not in lock.read_text(), lock.name
        assert "--hash=sha256:" in lock.read_text()


def test_the_lock_of_npm_holds_hashes_and_no_address() -> None:
    text = (ROOT / "tests/clients/typescript/package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text, "run `make lock`"
    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}
    assert len(packages) > 200
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    wanted = json.loads((ROOT / "tests/clients/typescript/package.json").read_text())["devDependencies"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_settings_are_not_read_at_import() -> None:
    """Every module can be imported with settings that are wrong."""
    code = "import app.main, app.commands, app.agents, seed.cli, app.resources"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"SUMMIT_PORT": "no number", "PATH": "/usr/bin"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("folder", "most"), [("", 600), ("rows", 740), ("answers", 290), ("formats", 580), ("layers", 240)]
)
def test_the_kit_stays_small(folder: str, most: int) -> None:
    """Lines of code, without blank lines, comments, docstrings and imports."""
    total = 0
    for path in sorted((ROOT / "app/kit" / folder).glob("*.py")):
        text = path.read_text(encoding="utf-8")
        told = {
            line
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
        }
        lines = enumerate(text.splitlines(), start=1)
        code = [line for number, line in lines if line.strip() and number not in told]
        total += sum(not line.lstrip().startswith(("#", "import ", "from ")) for line in code)
    assert total < most, total
