"""The interactive docs, served from files on this machine: nothing is loaded from elsewhere."""

from importlib import resources

from fastapi import APIRouter, FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

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


def docs_routes(app: FastAPI) -> APIRouter:
    """Return `/`, `/docs`, its files and `/openapi.json`; all addresses in them are relative."""
    router = APIRouter(include_in_schema=False)

    def plain(request: Request) -> None:
        read(Nothing, pairs_of(request.scope["query_string"]))

    @router.get("/")
    def root(request: Request) -> Response:
        plain(request)
        return RedirectResponse("docs", 307)

    @router.get("/docs")
    def docs(request: Request) -> Response:
        plain(request)
        return HTMLResponse(PAGE, headers={"content-security-policy": POLICY, "x-content-type-options": "nosniff"})

    @router.get("/openapi.json")
    def description(request: Request) -> Response:
        plain(request)
        return JSONResponse(app.openapi())

    @router.get("/swagger/{name}")
    def file(request: Request, name: str) -> Response:
        plain(request)
        if name == "start.js":
            return Response(START, media_type="text/javascript")
        if name not in FILES:
            raise ProblemError(404, "no such file of the docs")
        content = resources.files("fastapi_swagger").joinpath("resources", name).read_bytes()
        return Response(content, media_type=FILES[name], headers={"cache-control": "max-age=86400"})

    return router
