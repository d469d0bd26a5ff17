"""Real MCP clients: in this process, over standard input and output, and over HTTP."""

import asyncio
import os
import re
import sys
from pathlib import Path
from typing import Any

from fastmcp import Client
from fastmcp.client.transports import StdioTransport

from app.agents.server import server_of
from tests.served import Served

ROOT = Path(__file__).resolve().parent.parent
SUMMITS = str(Path(sys.executable).with_name("summits"))

Call = tuple[str, dict[str, Any]]
"""A tool and its arguments."""

Said = tuple[str, bool]
"""A text, and whether it is an error."""

LINK = re.compile(r"/v1/releases/[0-9a-f]{16}/facts/[a-z0-9._~-]*[a-z0-9]")


def talk(to: Any, *calls: Call) -> list[Said]:
    """Make calls one after another and return what was said; a protocol error raises."""

    async def conversation() -> list[Said]:
        found = []
        async with Client(to) as client:
            for name, arguments in calls:
                answer = await client.call_tool(name, arguments, raise_on_error=False)
                assert answer.structured_content is None, "a copy would be paid for twice"
                (content,) = answer.content
                found.append((content.text, answer.is_error))
        return found

    return asyncio.run(conversation())


def ask(served: Served, name: str, **arguments: Any) -> str:
    """Ask one tool within this process; an error fails."""
    ((text, error),) = talk(server_of(served.app.state.store), (name, arguments))
    assert not error, text
    return text


def refused(served: Served, name: str, **arguments: Any) -> str:
    """Ask for something that is refused and return what is told."""
    ((text, error),) = talk(server_of(served.app.state.store), (name, arguments))
    assert error, text
    return text


def environment(url: str) -> dict[str, str]:
    """Return the environment of a command that has only this setting."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SUMMIT_")} | {
        "SUMMIT_DATABASE_URL": url
    }


def over_stdio(url: str) -> StdioTransport:
    """Return a client's way to a real `summits mcp`."""
    return StdioTransport(command=SUMMITS, args=["mcp"], env=environment(url), cwd=str(ROOT), keep_alive=False)


def prove(served: Served, text: str) -> int:
    """Check every line of an answer that cites a figure against `/v1/facts`; return how many there were."""
    found = 0
    for line in text.splitlines():
        told, cites, citation = line.partition(" cite: ")
        links = LINK.findall(citation)
        fact = served.json(links[-1]) if links else {}
        if not cites or fact.get("value_type") != "number":
            continue
        found += 1
        assert fact["current"] == "same", line
        shown = str(fact["number"]) if fact["property"] == "ordinal" else fact["display"]["en"]
        assert shown in told or fact["display"]["zh"] in told, line
        assert f"scope {fact['scope']}, {fact['status']}." in told, line
        assert str(fact["year"]) in told, line
        assert bool(re.search("ambiguous|歧义", told)) == (fact["basis"] == "ambiguous"), line
        assert citation in {*fact["cite"].values()}, line
    return found
