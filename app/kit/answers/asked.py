"""What was asked, as far as it decides which answer is given; nothing is decoded."""

from starlette.types import Scope

from app.kit.answers.answer import Spelling
from app.kit.layers.guard import is_host

PASSED = frozenset({b"if-match", b"content-length", b"transfer-encoding"})
"""Headers of requests that are answered anew, as are those that repeat a header."""

LONGEST = 16_384
"""Bytes of headers up to which an answer is looked up; whether more are allowed is for others to say."""

Asked = tuple[Spelling, bytes | None, bytes | None]
"""The spelling, If-None-Match and X-Request-Id, the last two None if they are not there."""


def asked_of(scope: Scope, below: bytes) -> Asked | None:
    """Return what a GET or HEAD asks; None if its answer is not to be looked up. `below` begins paths that may be."""
    headers, path = scope["headers"], scope.get("raw_path", b"")
    told = dict(headers)
    if len(told) < len(headers) or sum(map(len, told)) + sum(map(len, told.values())) > LONGEST:
        return None
    if below not in path or not is_host(told.get(b"host", b" ")) or not PASSED.isdisjoint(told):
        return None
    spelling = (path, scope["query_string"], told.get(b"accept", b""), told.get(b"accept-encoding", b""))
    return spelling, told.get(b"if-none-match"), told.get(b"x-request-id")
