"""Answers: validators, the headers that every answer of the data has, and 304."""

import hashlib
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from app.kit.conditions import names
from app.kit.formats.format import JSON, Format
from app.kit.query import canonical
from app.kit.question import Written
from app.kit.rows.snapshot import Snapshot

NOT_MODIFIED: dict[str, Any] = {"description": "The client has this answer already (If-None-Match)."}


def described(text: str, model: type[BaseModel], formats: Sequence[Format] = (JSON,)) -> dict[str, Any]:
    """Describe an answer, for the docs."""
    headers = {
        "ETag": {"description": "Strong validator of this answer.", "schema": {"type": "string"}},
        "X-Dataset-Version": {"description": "Release of the data.", "schema": {"type": "string"}},
    }
    content = {one.type: {"schema": one.schema} for one in formats if one is not JSON}
    return {"model": model, "description": text, "headers": headers, "content": content}


def respond(request: Request, snapshot: Snapshot, answer: Written, links: Sequence[str] = ()) -> Response:
    """Return an answer in JSON."""
    return Response(answer.body, headers=headers_of(request, snapshot, JSON.media_type, answer.following, links))


def headers_of(
    request: Request,
    snapshot: Snapshot,
    media_type: str,
    following: str | None = None,
    links: Sequence[str] = (),
) -> dict[str, str]:
    """Return the headers that every answer of the data has."""
    found = [f'<{following}>; rel="next"'] if following else []
    found += [*links, *([f'<{snapshot.licence}>; rel="license"'] if snapshot.licence else [])]
    headers = {
        "content-type": media_type,
        "etag": etag(request, snapshot, media_type),
        "x-dataset-version": snapshot.release,
        "vary": "Accept, Accept-Encoding",
        "cache-control": "no-cache",
    }
    return headers | ({"link": ", ".join(found)} if found else {})


def fresh(request: Request, tag: str) -> bool:
    """Tell whether the client names the answer as one that it has, so that it need not be made.

    `*` names none: whether there is an answer at all is known only once it is made.
    """
    fields = request.headers.getlist("if-none-match")
    return "*" not in fields and names(fields, tag)


def unchanged(headers: dict[str, str]) -> Response:
    """Return the 304 in the place of an answer; what is of its body is dropped on the way out."""
    return Response(status_code=304, headers=headers)


def etag(request: Request, snapshot: Snapshot, *more: str) -> str:
    """Return the strong validator of an answer: what it shows, by whom, and how."""
    query = canonical(request.scope["query_string"])
    served = [snapshot.release, snapshot.past, snapshot.build]
    # Only what is included may come from the folder.
    beside = snapshot.beside() if "include=" in query else str(bool(snapshot.folder))
    parts = [*served, beside, snapshot.base, snapshot.licence, request.scope["path"], query]
    parts += [request.scope["coding"], *more]
    return f'"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'
