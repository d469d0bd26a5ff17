"""`/llms.txt`: how a language model reads this API, as pairs of do and don't (llmstxt.org)."""

from importlib import resources

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.kit.formats.still import still
from app.settings import Settings

MCP = (
    "Tools over the Model Context Protocol (streamable HTTP) are at `{base}/mcp`: the same answers, each with its "
    "citations and under 1,500 tokens.\n\n## "
)
"""Said before the first list of links."""


def guide(settings: Settings) -> str:
    """Return the text; its links begin with SUMMIT_PUBLIC_URL, or are path-absolute, and are never made from Host."""
    base = settings.public_url or ""
    text = resources.files("app.agents").joinpath("llms.txt").read_text(encoding="utf-8").replace("](/", f"]({base}/")
    return text.replace("## ", MCP.format(base=base), 1) if settings.mcp else text


def guide_routes(settings: Settings) -> APIRouter:
    """Return `/llms.txt`."""
    router = APIRouter(include_in_schema=False)
    text = guide(settings).encode()

    @router.get("/llms.txt")
    def llms(request: Request) -> Response:
        return still(request, text, "text/plain", x_content_type_options="nosniff")

    return router
