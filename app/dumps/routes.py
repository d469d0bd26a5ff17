"""The routes of the files: sent as they lie there, with their digests, and never from the database."""

from collections.abc import Iterator
from contextlib import ExitStack
from http import HTTPStatus
from typing import Any, BinaryIO

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.dumps.edition import Edition
from app.dumps.file import File
from app.dumps.kind import KINDS, Kind
from app.dumps.shelf import Shelf
from app.kit.formats.sending import Streamed
from app.kit.layers.coding import refuses_identity
from app.kit.parameters import Nothing
from app.kit.problems import UNREAD, ProblemError, documented
from app.kit.query import pairs_of, read
from app.kit.respond import NOT_MODIFIED, fresh, unchanged

TAG = "dumps"
CHUNK = 65_536
"""Bytes that are read at once."""


def dumps_routes(shelf: Shelf, licence: str) -> APIRouter:
    """Return a route for each kind of file."""
    router = APIRouter()
    for kind in KINDS:
        _add(router, kind, shelf, licence)
    return router


def _add(router: APIRouter, kind: Kind, shelf: Shelf, licence: str) -> None:
    async def endpoint(request: Request) -> Response:
        # Whatever `Accept` says: there is one form, and generated clients ask for JSON, which a problem would be in.
        read(Nothing, pairs_of(request.scope["query_string"]))
        if refuses_identity(request.scope):
            raise ProblemError(HTTPStatus.NOT_ACCEPTABLE, "Accept-Encoding refuses identity, and this is never coded")
        with ExitStack() as stack:
            edition, file, content = await shelf.open(kind)
            stack.enter_context(content)
            headers = headers_of(kind, edition, file, licence)
            if fresh(request, headers["etag"]):
                return unchanged(headers)
            if request.scope.get("headless", False):
                return Response(headers=headers)
            return Streamed(_chunks(content), stack.pop_all(), headers)

    router.add_api_route(
        kind.path,
        endpoint,
        operation_id=kind.operation,
        tags=[TAG],
        summary=kind.summary,
        description=kind.description,
        response_class=Response,
        responses={200: _described(kind), 304: NOT_MODIFIED, **documented(*UNREAD, 406, 422, 500, 503)},
    )


def headers_of(kind: Kind, edition: Edition, file: File, licence: str) -> dict[str, str]:
    """Return the headers of a file; it is not to be coded on the way, or its digest would not fit."""
    headers = {
        "content-type": kind.form.media_type,
        "content-length": str(file.size),
        "etag": f'"{file.sha256}"',
        "repr-digest": file.digest,
        "x-dataset-version": edition.release,
        "vary": "Accept-Encoding",
        "cache-control": "no-cache, no-transform",
        "accept-ranges": "none",
    }
    if kind.form.saved:
        headers["content-disposition"] = f'attachment; filename="{file.path.name}"'
    return headers | ({"link": f'<{licence}>; rel="license"'} if licence else {})


def _chunks(content: BinaryIO) -> Iterator[bytes]:
    while chunk := content.read(CHUNK):
        yield chunk


def _described(kind: Kind) -> dict[str, Any]:
    told = {
        "ETag": "Strong validator: the SHA-256 of the file in hexadecimal digits.",
        "Repr-Digest": "SHA-256 of the file (RFC 9530).",
        "X-Dataset-Version": "Release of the data.",
    }
    return {
        "description": f"{kind.summary}.",
        "headers": {name: {"description": about, "schema": {"type": "string"}} for name, about in told.items()},
        "content": {kind.form.type: {"schema": kind.form.schema}},
    }
