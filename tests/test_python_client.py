"""A Python client, generated from `openapi.json`: no warning, sound types, all called, all pages walked."""

import importlib
import inspect
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any, get_args, get_type_hints
from urllib.parse import parse_qs, urlsplit

import pytest

from app.openapi.examples import body_of
from tests.described import OPENAPI, OPERATIONS, ROOT, page_of
from tests.served import Served

BIN = Path(sys.executable).parent
HERE = Path(__file__).resolve().parent / "clients" / "python"
PACKAGE = "summit_facts"
WALKED = [name for name, operation in OPERATIONS.items() if page_of(operation)]


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generate the client as the README tells and return the folder that holds its package; a warning fails."""
    folder = tmp_path_factory.mktemp("python-client")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"^openapi-python-client (.+) --output-path ../summit_facts$", readme, re.MULTILINE)
    command = [BIN / "openapi-python-client", *told[0].split(), "--output-path", folder / PACKAGE, "--fail-on-warning"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "warning" not in said.lower(), said
    return folder


@pytest.fixture(scope="session")
def package(generated: Path) -> Iterator[ModuleType]:
    """Import the client."""
    sys.path.insert(0, str(generated))
    yield importlib.import_module(PACKAGE)
    sys.path.remove(str(generated))
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


class Caller:
    """Calls the generated functions against a server."""

    def __init__(self, package: ModuleType, served: Served) -> None:
        self.client = package.Client(base_url=str(served.client.base_url), raise_on_unexpected_status=True)
        self.models = importlib.import_module(f"{PACKAGE}.models")

    def function(self, name: str) -> Callable[..., Any]:
        """Return the generated function of an operation, which answers with status, body and model."""
        tag = OPERATIONS[name]["tags"][0].replace("-", "_")
        module = importlib.import_module(f"{PACKAGE}.api.{tag}.{name}")
        return module.sync_detailed  # type: ignore[no-any-return]

    def call(self, name: str, **given: Any) -> Any:
        """Call an operation with the examples of what it needs, and `given`."""
        operation = OPERATIONS[name]
        function = self.function(name)
        needed = {one["name"]: one["example"] for one in operation.get("parameters", []) if one["required"]} | given
        hints = get_type_hints(function)
        values = {key: _typed(hints[_python(key, function)], value) for key, value in needed.items()}
        values = {_python(key, function): value for key, value in values.items()}
        if (body := body_of(operation)) is not None:
            reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
            values["body"] = getattr(self.models, reference.rpartition("/")[2]).from_dict(body)
        return function(client=self.client, **values)


def _python(key: str, function: Callable[..., Any]) -> str:
    """Return a parameter as Python writes it: `id_` for `id`."""
    names = inspect.signature(function).parameters
    return next(name for name in (key, f"{key}_") if name in names)


def _typed(hint: Any, value: Any) -> Any:
    """Return a value with the words of a vocabulary as members of its generated enumeration."""
    options = [hint, *get_args(hint), *(inner for option in get_args(hint) for inner in get_args(option))]
    words = next((one for one in options if isinstance(one, type) and issubclass(one, Enum)), None)
    if words is None:
        return value
    return [words(one) for one in value] if isinstance(value, list) else words(value)


@pytest.fixture(scope="session")
def caller(package: ModuleType, served: Served) -> Iterator[Caller]:
    """Give a caller of the served application."""
    found = Caller(package, served)
    with found.client:
        yield found


sqlite = pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)


def test_it_has_a_function_for_each_operation_and_no_other(package: ModuleType) -> None:
    folder = Path(str(package.__file__)).parent / "api"
    there = {path.stem for path in folder.rglob("*.py") if path.stem != "__init__"}
    assert there == set(OPERATIONS)


def test_its_types_are_sound(generated: Path) -> None:
    (generated / "program.py").write_text((HERE / "program.py").read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run(
        [BIN / "mypy", "--strict", "--config-file=", "program.py", PACKAGE],
        cwd=generated,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@sqlite
@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_is_called_and_its_answer_read_without_loss(caller: Caller, name: str) -> None:
    answer = caller.call(name)
    assert answer.status_code == 200, answer.content
    media_type = answer.headers["content-type"]
    if media_type in {"application/json", "application/ld+json"}:
        schema = OPERATIONS[name]["responses"]["200"]["content"][media_type]["schema"]
        assert type(answer.parsed).__name__ == schema["$ref"].rpartition("/")[2] if "$ref" in schema else answer.parsed
        assert answer.parsed.to_dict() == json.loads(answer.content)
    else:
        assert answer.parsed is not None
        read = getattr(answer.parsed, "payload", None)
        assert (read.read() if read else answer.parsed.encode()) == answer.content


@sqlite
@pytest.mark.parametrize("name", WALKED)
def test_every_page_is_walked(caller: Caller, name: str) -> None:
    some = {"document": ["wipo-2023"]} if name == "list_facts" else {}
    most = next(one["schema"]["maximum"] for one in OPERATIONS[name]["parameters"] if one["name"] == "limit")
    whole = list(pages(caller, name, limit=most, **some))
    items = [item for page in whole for item in page.items]
    limit = max(1, len(items) // 5)
    walked = list(pages(caller, name, limit=limit, **some))
    assert len(walked) == max(1, -(-len(items) // limit))
    assert [item.to_dict() for page in walked for item in page.items] == [item.to_dict() for item in items]
    assert {page.total for page in [*whole, *walked]} == {len(items)}


def pages(caller: Caller, name: str, **given: Any) -> Iterator[Any]:
    """Yield every page, each found by the cursor in the `next` of the one before."""
    page = caller.call(name, **given).parsed
    yield page
    while page.next_ is not None:
        page = caller.call(name, **given, cursor=parse_qs(urlsplit(page.next_).query)["cursor"][0]).parsed
        yield page


@sqlite
def test_lists_between_commas_are_sent_as_the_server_reads_them(caller: Caller) -> None:
    answer = caller.call("list_summits", fields="year,name", include="speakers,facts", sort="-year,id")
    assert answer.status_code == 200, answer.content
    assert all(set(item) == {"id", "year", "name", "included"} for item in json.loads(answer.content)["items"])
    assert answer.parsed.to_dict() == json.loads(answer.content)


@sqlite
def test_a_refusal_is_read_as_a_problem(caller: Caller) -> None:
    for name, given, status in (("list_summits", {"year": [23]}, 422), ("get_summits", {"id": "none"}, 404)):
        answer = caller.call(name, **given)
        assert (answer.status_code, type(answer.parsed).__name__) == (status, "Problem")
        assert answer.parsed.to_dict() == json.loads(answer.content)


@sqlite
def test_the_program_of_the_readme_runs(generated: Path, served: Served) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", HERE / "program.py", str(served.client.base_url).rstrip("/")],
        env={"PYTHONPATH": str(generated)},
        capture_output=True,
        text=True,
        check=False,
    )
    total = served.json("/v1/facts?year=2023&limit=1")["total"]
    assert done.stdout.splitlines() == ["wuzhen-2023: more than 1,800", f"{total} facts", "422: year"], done.stderr


def test_the_description_has_something_to_call() -> None:
    assert len(OPERATIONS) == sum(len(methods) for methods in OPENAPI["paths"].values()) >= 45
