"""What agents are told: a conversation with real MCP clients, word for word, over every way there is."""

import asyncio
import json
import re
import subprocess
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from fastmcp import Client

from app.agents.server import server_of
from app.agents.tools import TOOLS
from app.commands.migrate import upgrade
from app.database import connect
from app.resources.fields import FIGURES
from app.settings import Settings
from seed.load import load
from seed.rows import all_rows
from tests.releasing import DIGEST, REPORT
from tests.served import Served, serve
from tests.talking import ROOT, SUMMITS, ask, environment, over_stdio, prove, talk
from tests.workshop import Workshop

TALK: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "agents.yaml").read_text(encoding="utf-8"))
CALLS = [(turn["call"], turn["with"]) for turn in TALK]


def expected(served: Served) -> list[tuple[str, bool]]:
    """Return what is to be said in this release."""
    release = served.json("/readyz")["release"]
    return [(turn["says"].rstrip("\n").replace("RELEASE", release), turn.get("error", False)) for turn in TALK]


def test_the_conversation_in_this_process(served: Served) -> None:
    assert talk(server_of(served.app.state.store), *CALLS) == expected(served)


def test_the_conversation_over_standard_input_and_output(served: Served) -> None:
    assert talk(over_stdio(served.settings.database_url), *CALLS) == expected(served)


def test_the_conversation_over_http(served: Served) -> None:
    with serve(served.settings.model_copy(update={"mcp": True})) as agents:
        assert talk(f"{agents.client.base_url}/mcp", *CALLS) == expected(served)


def test_every_figure_of_the_conversation_is_a_fact(served: Served) -> None:
    assert sum(prove(served, text) for text, _ in expected(served)) > 20


def test_the_conversation_uses_every_tool_and_both_languages() -> None:
    assert {name for name, _ in CALLS} == {tool.name for tool in TOOLS} | {"add_up"}
    assert any(arguments.get("language") == "zh" for _, arguments in CALLS)


def test_what_agents_are_told_is_what_the_api_answers(served: Served) -> None:
    points = served.json("/v1/trends?property=exhibitors&series=wuzhen&year=2023&year=2024")["items"][0]["points"]
    text = ask(served, "trend", property="exhibitors", series="wuzhen", years=[2023, 2024])
    assert points[1]["change"]["explanation"]["en"] in text
    hits = served.items("/v1/search?q=%E4%BB%BB%E8%B4%A4%E8%89%AF")
    lines = [line for line in ask(served, "search", query="任贤良").splitlines() if line.startswith("- ")]
    assert [line.split(" ")[2].rstrip(":") for line in lines] == [hit["id"] for hit in hits]
    total = served.json("/v1/facts?year=2023&value_type=number&best=true")["total"]
    assert f" {total} facts" in ask(served, "get_facts", years=[2023], value_type="number")


def test_a_year_whose_subject_was_not_named_is_not_told_as_not_stated(served: Served) -> None:
    text = ask(served, "trend", property="guests", years=[2023, 2024], subjects=["wuzhen-2023"])
    assert "- wuzhen 2024: not stated of the subjects asked for, which is not 0\n" in text
    assert (
        "\n  also stated for 2024 of wuzhen-2024: more than 1,800 people (on site); scope on_site, reported. cite: "
        in text
    )
    assert prove(served, text) == 2


def test_links_begin_with_the_public_address(served: Served) -> None:
    settings = served.settings.model_copy(update={"public_url": "https://example.org/facts"})
    with serve(settings) as public:
        text = ask(public, "get_facts", property="guests")
        assert text.count("https://example.org/facts/v1/releases/") == text.count("cite: ") == 2


def test_a_licence_is_told_where_it_is_set(served: Served) -> None:
    store = served.app.state.store
    ((with_one, _),) = talk(server_of(replace(store, licence="https://example.org/licence")), ("describe", {}))
    ((without, _),) = talk(server_of(store), ("describe", {}))
    assert "\nLicence of the data: https://example.org/licence.\n" in with_one
    assert "icence of" not in without


def test_figures_that_compete_are_both_shown(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/two.sqlite"
    shop = Workshop.at(tmp_path)
    for name, data, text in (REPORT, DIGEST):
        shop.add(name, data, text)
    upgrade(url)
    engine = connect(url)
    load(engine, all_rows(shop.examine()))
    engine.dispose()
    with serve(Settings(database_url=url, documents=None)) as served:
        text = ask(served, "get_facts", property="guests", scope="all", years=[2031])
        assert "\n- guests of river-2031: more than 1,500 people; year 2031, scope all, reported. cite: " in text
        assert "\n  also stated, not the best: more than 1,200 people; year 2031, scope all, reported. cite: " in text
        assert prove(served, text) == 2
        assert "river 2031: stated, and the documents differ (3 facts)" in ask(served, "describe", property="guests")
        trend = ask(served, "trend", property="guests", years=[2031])
        assert trend.count("also stated for 2031: ") == 2
        assert prove(served, trend) == 3


def protocol(url: str, *messages: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    """Send lines to a real `summits mcp`, each once the one before is answered, and end its input."""
    process = subprocess.Popen(
        [SUMMITS, "mcp"],
        env=environment(url),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    written = []
    for message in messages:
        with suppress(BrokenPipeError):
            process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
            process.stdin.flush()
        written += [process.stdout.readline()] if "id" in message else []
    with suppress(BrokenPipeError):
        process.stdin.close()
    rest, told = process.stdout.read(), process.stderr.read() if process.stderr else ""
    code = process.wait(30)
    for stream in (process.stdout, process.stderr):
        if stream:
            stream.close()
    return subprocess.CompletedProcess(process.args, code, "".join(written) + rest, told)


HELLO = {
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
}
READY = {"method": "notifications/initialized"}


def test_nothing_but_the_protocol_is_on_standard_output(served: Served) -> None:
    calls = [
        {"id": 2, "method": "tools/list"},
        {"id": 3, "method": "tools/call", "params": {"name": "trend", "arguments": {"property": "guests"}}},
        {"id": 4, "method": "tools/call", "params": {"name": "trend", "arguments": {"property": "nonsense"}}},
        {"id": 5, "method": "tools/none"},
    ]
    done = protocol(served.settings.database_url, HELLO, READY, *calls)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    answers = {one["id"]: one for one in map(json.loads, done.stdout.splitlines())}
    assert set(answers) == {1, 2, 3, 4, 5}
    assert "not stated" in answers[1]["result"]["instructions"].lower()
    assert [tool["name"] for tool in answers[2]["result"]["tools"]] == [tool.name for tool in TOOLS]
    assert [answers[one]["result"]["isError"] for one in (3, 4)] == [False, True]
    assert answers[5]["error"]["code"] == -32601
    assert "nonsense" not in done.stdout


@pytest.mark.parametrize("migrated", [False, True], ids=["no database", "no release"])
def test_without_data_it_says_what_to_do(tmp_path: Path, migrated: bool) -> None:
    url = f"sqlite:///{tmp_path}/none.sqlite"
    if migrated:
        upgrade(url)
    done = protocol(url, HELLO)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "run `summits migrate` and `summits seed`" in done.stderr


README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_has_the_tools_and_a_configuration_that_runs(served: Served) -> None:
    table = dict(re.findall(r"^\| `(\w+)` \| (`.*`) \| .* \|$", README.split("## For agents")[1], re.MULTILINE))
    shared = {"language", "skip"}
    assert {name: re.findall(r"`(\w+)`", arguments) for name, arguments in table.items() if "SUMMIT" not in name} == {
        tool.name: [name for name in tool.arguments.model_fields if name not in shared] for tool in TOOLS
    }
    (block,) = re.findall(r"```json\n(\{\n  \"mcpServers\".*?)\n```", README, re.DOTALL)
    ((name, server),) = json.loads(block)["mcpServers"].items()
    assert (name, Path(server["command"]).name) == ("summit-facts", Path(SUMMITS).name)
    server |= {"command": SUMMITS, "env": environment(served.settings.database_url), "cwd": str(ROOT)}
    ((text, error),) = talk({"mcpServers": {name: server}}, ("describe", {"property": "guests"}))
    assert not error, text


def test_each_tool_is_described_for_a_model(served: Served) -> None:
    """Few tools, told when to use them, that only read; schemas that name what may be given."""

    async def listed() -> list[Any]:
        async with Client(server_of(served.app.state.store)) as client:
            return list(await client.list_tools())

    tools = asyncio.run(listed())
    assert [tool.name for tool in tools] == ["search", "get_facts", "trend", "compare", "verify", "describe"]
    for tool in tools:
        told = tool.model_dump(by_alias=True, exclude_none=True)
        assert told["annotations"] == {"readOnlyHint": True, "idempotentHint": True, "openWorldHint": False}
        assert "outputSchema" not in told
        assert 100 < len(told["description"]) < 600
        assert told["inputSchema"]["additionalProperties"] is False
        for name, part in told["inputSchema"]["properties"].items():
            assert len(part["description"]) > 10, name
            assert not {"title", "anyOf", "$ref"} & set(part), name
            inner = part.get("items", part)
            assert inner["type"] != "string" or {"enum", "maxLength", "minLength"} & set(inner), name
    trend = next(tool for tool in tools if tool.name == "trend")
    assert trend.input_schema["properties"]["property"]["enum"] == list(FIGURES)
