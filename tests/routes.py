"""Every path that is answered, from the description, filled in with its own examples."""

from typing import Any
from urllib.parse import urlencode

from tests.described import OPENAPI


def _filled(path: str, operation: dict[str, Any]) -> str:
    parameters = operation.get("parameters", [])
    query = {one["name"]: one["example"] for one in parameters if one["in"] == "query" and one["required"]}
    path = path.format(**{one["name"]: one["example"] for one in parameters if one["in"] == "path"})
    return f"{path}?{urlencode(query, doseq=True)}" if query else path


DESCRIBED = [(_filled(path, methods["get"])) for path, methods in OPENAPI["paths"].items() if "get" in methods]
"""What GET answers according to the description."""

FILES = ["/docs", "/openapi.json"] + [
    f"/swagger/{name}" for name in ("swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png", "start.js")
]
"""What GET answers besides."""

POSTED = ["/v1/verify"]
"""What POST answers, and GET does not."""
