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

SHOWN = "each pair with a request that shows it:"
BELOW = "each pair with a request that shows it, its path below {base}:"
"""Said before the pairs; the second where the API has a public address, whose path would else be left out."""


def guide(settings: Settings) -> str:
    """Return the text; its addresses begin with SUMMIT_PUBLIC_URL or are path-absolute, and are never made of Host."""
    base = settings.public_url or ""
    text = resources.files("app.agents").joinpath("llms.txt").read_text(encoding="utf-8").replace("](/", f"]({base}/")
    text = text.replace(SHOWN, BELOW.format(base=base), 1) if base else text
    return text.replace("## ", MCP.format(base=base), 1) if settings.mcp else text


def guide_routes(settings: Settings) -> APIRouter:
    """Return `/llms.txt`."""
    router = APIRouter(include_in_schema=False)
    text = guide(settings).encode()

    @router.get("/llms.txt")
    def llms(request: Request) -> Response:
        return still(request, text, "text/plain", x_content_type_options="nosniff")

    return router
