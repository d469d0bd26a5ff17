"""The MCP server: `TOOLS` as fastmcp serves them. Imported only where agents are asked for (extra `mcp`)."""

import logging
from contextlib import nullcontext
from typing import Any

from fastmcp import FastMCP
from fastmcp.server.middleware import CallNext, Middleware, MiddlewareContext
from fastmcp.tools import Tool, ToolResult
from mcp_types import CallToolRequestParams, ToolAnnotations
from pydantic import PrivateAttr
from starlette.concurrency import run_in_threadpool

from app import __version__
from app.agents.tool import AgentTool, refusal
from app.agents.tools import TOOLS
from app.kit.problems import ProblemError
from app.kit.rows.store import Store
from app.questions.turns import turn

INSTRUCTIONS = """\
What documents report about yearly summits: the World Internet Conference Wuzhen Summits and the Global Digital Trade \
Expo. Every figure has a hedge, a unit, a scope, a year, a status and a citation.

- Quote a figure as it stands: “more than 1,800 people (on site)”, never “1,800” or “about 2,000”. Do not round a \
hedge away and do not translate it: ask with language=zh for Chinese.
- Name unit, scope and year with it. Figures of different scope, unit or definition are not compared, added or divided.
- “Not stated” is an answer: say that the documents do not state it. It is never 0.
- `planned` is announced, not held. Say so.
- Say of a change only what trend and compare say of it.
- Cite: every figure comes with `cite`, a citation or a link pinned to the release.
- Before you publish a text, verify it.
"""

HINTS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
"""The tools only read, and only this data."""


class ServedTool(Tool):
    """One of our tools, as fastmcp calls it; arguments and refusals are ours, for fastmcp's echo what was sent.

    An answer is one text: some clients give a model the text, some the structured copy, some both.
    """

    _declared: AgentTool = PrivateAttr()
    _store: Store = PrivateAttr()

    @classmethod
    def of(cls, declared: AgentTool, store: Store) -> "ServedTool":
        """Return a tool that answers from a store."""
        served = cls(
            name=declared.name,
            title=declared.title,
            description=declared.about,
            parameters=declared.schema(),
            annotations=HINTS,
        )
        served._declared, served._store = declared, store
        return served

    async def run(self, arguments: dict[str, Any]) -> ToolResult:
        """Answer, in a thread as every read of the database."""
        try:
            store = self._store
            async with turn(store.limit) if self._declared.computes else nullcontext():
                text = await run_in_threadpool(self._declared.answer, store, arguments)
        except ProblemError as error:
            return ToolResult(content=refusal(error), is_error=True)
        return ToolResult(content=text)


class KnownTools(Middleware):
    """Refuses tools that there are not, without their name."""

    async def on_call_tool(
        self, context: MiddlewareContext[CallToolRequestParams], call_next: CallNext[CallToolRequestParams, ToolResult]
    ) -> ToolResult:
        """Pass on calls of our tools."""
        names = [tool.name for tool in TOOLS]
        if context.message.name not in names:
            return ToolResult(content=f"There is no such tool. Tools: {', '.join(names)}.", is_error=True)
        return await call_next(context)


def server_of(store: Store) -> FastMCP[Any]:
    """Return the server."""
    # fastmcp writes its log by itself, in colours; it belongs to that of the process.
    log = logging.getLogger("fastmcp")
    log.handlers.clear()
    log.propagate = True
    return FastMCP(
        "Summit Facts",
        INSTRUCTIONS,
        version=__version__,
        tools=[ServedTool.of(declared, store) for declared in TOOLS],
        middleware=[KnownTools()],
        mask_error_details=True,
    )
