"""Answers: validators, the headers that every answer of the data has, and 304."""

import hashlib
from typing import Any

from pydantic import BaseModel
from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response

from app.kit.conditions import names
from app.kit.query import pairs_of, written
from app.kit.store import Snapshot, Store

JSON = "application/json"


NOT_MODIFIED: dict[str, Any] = {"description": "The client has this answer already (If-None-Match)."}


def described(text: str, model: type[BaseModel]) -> dict[str, Any]:
    """Describe an answer, for the docs."""
    headers = {
        "ETag": {"description": "Strong validator of this answer.", "schema": {"type": "string"}},
        "X-Dataset-Version": {"description": "Release of the data.", "schema": {"type": "string"}},
    }
    return {"model": model, "description": text, "headers": headers}


def respond(request: Request, store: Store, snapshot: Snapshot, body: Any, media_type: str = JSON) -> Response:
    """Return `body`, as JSON unless it is bytes, or 304 if the client has it (RFC 9110 section 13.1.2)."""
    tag = etag(request, store, snapshot, media_type)
    common = {
        "etag": tag,
        "x-dataset-version": snapshot.release,
        "vary": "Accept, Accept-Encoding",
        "cache-control": "no-cache",
    }
    if isinstance(body, dict) and body.get("next"):
        common["link"] = f'<{body["next"]}>; rel="next"'
    if names(request.headers.getlist("if-none-match"), tag):
        return Response(status_code=304, headers=common)
    return Response(body if isinstance(body, bytes) else to_json(body), media_type=media_type, headers=common)


def etag(request: Request, store: Store, snapshot: Snapshot, *more: str) -> str:
    """Return the strong validator of an answer: what it shows, by whom, and how."""
    asked = [request.url.path, written(sorted(pairs_of(request.scope["query_string"])))]
    served = [snapshot.release, snapshot.past, store.build, str(bool(store.folder)), store.base]
    parts = [*served, *asked, request.scope["coding"], *more]
    return f'"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'
