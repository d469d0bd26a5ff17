"""The interactive docs, served from files on this machine: nothing is loaded from elsewhere."""

from functools import cache
from importlib import resources

from fastapi import APIRouter, FastAPI
from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.kit.formats.still import still
from app.kit.parameters import Nothing
from app.kit.problems import ProblemError
from app.kit.query import pairs_of, read

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Summit Facts: the API</title>
<link rel="icon" href="swagger/favicon-32x32.png">
<link rel="stylesheet" href="swagger/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<noscript>These docs need JavaScript; the description itself is at <a href="openapi.json">openapi.json</a>.</noscript>
<script src="swagger/swagger-ui-bundle.js"></script>
<script src="swagger/start.js"></script>
</body>
</html>
"""
START = """SwaggerUIBundle({
  url: "openapi.json",
  // The page asks the server that it is from: another address that this is known by is of another origin.
  responseInterceptor: (response) => {
    if (response.url === new URL("openapi.json", document.baseURI).href) {
      response.text = JSON.stringify({ ...JSON.parse(response.text), servers: [{ url: "." }] });
    }
    return response;
  },
  dom_id: "#docs",
  validatorUrl: null,
  deepLinking: true,
  tryItOutEnabled: true,
  filter: true,
  defaultModelsExpandDepth: 0,
  docExpansion: "list",
});
"""
# Swagger UI sets style attributes, so styles may be inline; scripts and connections may not leave this origin.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
FILES = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon-32x32.png": "image/png",
}


def docs_routes(app: FastAPI, public_url: str | None) -> APIRouter:
    """Return `/`, `/docs` and its files, whose addresses are relative, and `/openapi.json`.

    Its server is at the public address; without one, at the path that the application is mounted at.
    """
    router = APIRouter(include_in_schema=False)

    @cache
    def description(mounted: str) -> bytes:
        document = app.openapi()
        address = {"url": public_url or mounted or "/"}
        return to_json({**document, "servers": [server | address for server in document["servers"]]})

    @router.get("/")
    def root(request: Request) -> Response:
        read(Nothing, pairs_of(request.scope["query_string"]))
        return RedirectResponse("docs", 307, {"cache-control": "no-cache"})

    @router.get("/docs")
    def docs(request: Request) -> Response:
        return still(request, PAGE.encode(), "text/html", content_security_policy=POLICY)

    @router.get("/openapi.json")
    def openapi(request: Request) -> Response:
        return still(request, description(request.scope.get("root_path", "")), "application/json")

    @router.get("/swagger/{name}")
    def file(request: Request, name: str) -> Response:
        if name == "start.js":
            return still(request, START.encode(), "text/javascript")
        if name not in FILES:
            raise ProblemError(404, "no such file of the docs")
        content = resources.files("fastapi_swagger").joinpath("resources", name).read_bytes()
        return still(request, content, FILES[name], cache_control="max-age=86400")

    return router
