"""What tools refuse: in words that name the argument and what is allowed, never with what was sent."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.agents.server import server_of
from app.main import create_app, store_of
from app.resources.fields import FIGURES
from app.settings import Settings
from tests.served import Served
from tests.talking import ROOT, SUMMITS, environment, refused, talk

SECRET = "Zx9-secret"
"""A value that must never come back."""

WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("trend", {"property": SECRET}, f"- property: not one of the words allowed. Allowed: {', '.join(FIGURES)}."),
    ("trend", {"property": "theme"}, "- property: not one of the words allowed. Allowed: attendance, "),
    ("trend", {}, "- property: field required."),
    ("trend", {"property": ["guests"]}, "- property: input should be a valid string."),
    (
        "trend",
        {"property": "guests", "scope": SECRET},
        "- scope: not one of the words allowed. Allowed: all, on_site, ",
    ),
    (
        "trend",
        {"property": "guests", "series": SECRET},
        "- series: an id is of small letters, digits, dots and hyphens",
    ),
    (
        "trend",
        {"property": "guests", "series": "zx9"},
        "- series: no summit of this series is known. Allowed: gdte, wu",
    ),
    ("trend", {"property": "guests", "subjects": ["zx9"]}, "Allowed: wuzhen-2023, wuzhen-2024."),
    ("trend", {"property": "attendance"}, "- subjects: attendance is not stated of the summit itself; name one thing"),
    ("trend", {"property": "guests", "years": [SECRET]}, "- years.0: one whole number in plain digits is needed"),
    ("compare", {"years": [2023, 999]}, "- years.1: input should be greater than or equal to 1000."),
    ("compare", {"years": [2023.5]}, "- years.0: input should be a valid integer"),
    ("compare", {"years": []}, "- years: list should have at least 1 item"),
    ("compare", {"years": "2023"}, "- years: input should be a valid array."),
    ("compare", {"years": [2023] * 51}, "- years: list should have at most 50 items"),
    ("compare", {"years": [2023], "properties": [SECRET]}, "- properties.0: not one of the words allowed. Allowed: "),
    ("get_facts", {"property": SECRET}, "- property: not one of the words allowed. Allowed: affiliation, aims, "),
    ("get_facts", {"value_type": SECRET}, "- value_type: not one of the words allowed. Allowed: number, text, date, "),
    ("get_facts", {"property": "guests", "skip": 2}, "- skip: there are 2 in all, so no more than 1 can be left out."),
    ("get_facts", {"skip": 901}, "- skip: input should be less than or equal to 900."),
    ("get_facts", {"skip": "1"}, "- skip: input should be a valid integer."),
    ("search", {"query": ""}, "- query: an empty value is not allowed."),
    ("search", {"query": " \u200b "}, "- query: a visible character is needed."),
    ("search", {"query": SECRET * 40}, "- query: string should have at most 200 characters."),
    ("search", {"query": "wuzhen", "type": SECRET}, "- type: not one of the words allowed. Allowed: activities, "),
    ("search", {"query": "wuzhen", "skip": 80}, "so no more than 24 can be left out."),
    ("verify", {"text": SECRET * 500}, "the arguments may have 4,096 bytes; send a text in parts."),
    ("verify", {"text": "\ud800" + SECRET}, "the arguments cannot be read: they are no JSON."),
    ("verify", {"text": 2023}, "- text: input should be a valid string."),
    ("describe", {"property": SECRET}, "- property: not one of the words allowed. Allowed: affiliation, "),
    ("describe", {"language": SECRET}, "- language: not one of the words allowed. Allowed: en, zh."),
    ("describe", {"zx_9": SECRET}, "- zx_9: there is no such argument. Allowed: language, property, value_type, skip."),
    ("describe", {f"{SECRET} 9": 1}, "- an argument: there is no such argument. Allowed: language, "),
]


@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("name", "arguments", "says"), WRONG, ids=[f"{n}-{one[0]}" for n, one in enumerate(WRONG)])
def test_a_wrong_argument_is_named_and_never_echoed(
    served: Served, name: str, arguments: dict[str, Any], says: str
) -> None:
    text = refused(served, name, **arguments)
    assert says in text
    assert text.startswith("Nothing was answered: ")
    assert SECRET not in text
    assert "pydantic" not in text


@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_every_fault_is_told_at_once(served: Served) -> None:
    text = refused(served, "trend", property=SECRET, series=SECRET, years=[1])
    assert text.startswith("Nothing was answered: 3 arguments were refused.\n- property: ")
    assert "\n- series: " in text
    assert "\n- years.0: " in text


@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_what_may_be_left_out_may_be_null(served: Served) -> None:
    store = served.app.state.store
    said = talk(
        server_of(store),
        ("trend", {"property": "guests"}),
        ("trend", {"property": "guests", "series": None, "years": None, "scope": None, "language": None}),
    )
    assert said[0] == said[1]


def test_without_a_database_a_tool_says_so(tmp_path: Path) -> None:
    store = store_of(Settings(database_url=f"sqlite:///{tmp_path}/none.sqlite", documents=None))
    ((text, error),) = talk(server_of(store), ("describe", {}))
    assert error
    assert text == "Nothing was answered: the database file is not there."


def test_what_goes_wrong_here_is_not_shown(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    """A fault of ours is in the log, with its place, and the client learns nothing of it."""
    store = store_of(served.settings)
    broken = type(store)(store.engine, None, store.build)  # type: ignore[arg-type]
    ((text, error),) = talk(server_of(broken), ("describe", {}))
    assert (text, error) == ("Error calling tool 'describe'", True)
    assert "Traceback" in caplog.text
    store.engine.dispose()


LAZY = """
import sys
import app.main, app.commands, app.agents
app.main.create_app(app.main.Settings(database_url="sqlite:///nowhere.sqlite"))
found = {name.split(".")[0] for name in sys.modules} & {"fastmcp", "mcp", "mcp_types"}
sys.exit(f"imported: {found}" if found else 0)
"""


def test_the_extra_is_not_imported_unless_agents_are_asked_for() -> None:
    done = subprocess.run([sys.executable, "-c", LAZY], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


MISSING = """
import sys
sys.modules["fastmcp"] = None
from app.commands import main
sys.argv = ["summits", *sys.argv[1:]]
main()
"""


@pytest.mark.parametrize(("command", "setting"), [("mcp", {}), ("serve", {"SUMMIT_MCP": "true"})], ids=["mcp", "serve"])
def test_without_the_extra_a_line_names_it(tmp_path: Path, command: str, setting: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MISSING, command],
        env=environment(f"sqlite:///{tmp_path}/none.sqlite") | setting,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == "SUMMIT_MCP: the extra `mcp` is not installed: `make extras`, or summit-facts[mcp]\n"


def test_the_switch_is_a_truth_value(tmp_path: Path) -> None:
    env = environment(f"sqlite:///{tmp_path}/none.sqlite") | {"SUMMIT_MCP": "perhaps"}
    done = subprocess.run([SUMMITS, "serve"], env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "SUMMIT_MCP: " in done.stderr
    assert create_app(Settings(database_url="sqlite:///nowhere.sqlite", mcp=False)).url_path_for("root") == "/"
