"""Files that come with the build, such as a page: not of the data, and the same until the build changes."""

import hashlib

from starlette.requests import Request
from starlette.responses import Response

from app.kit.parameters import Nothing
from app.kit.query import pairs_of, read


def still(request: Request, content: bytes, media_type: str, **headers: str) -> Response:
    """Return what changes only with the build, with a strong validator of its bytes as they are coded."""
    read(Nothing, pairs_of(request.scope["query_string"]))
    tag = hashlib.sha256(request.scope["coding"].encode() + content).hexdigest()[:32]
    told = {"cache-control": "no-cache", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return Response(content, media_type=media_type, headers={"etag": f'"{tag}"', **told})
