"""What was asked, as far as it decides which answer is given; nothing is decoded."""

from starlette.types import Scope

from app.kit.answers.answer import Headers, Spelling

PASSED = frozenset({b"if-match", b"content-length", b"transfer-encoding"})
"""Headers of requests that are answered anew."""

LONGEST = 16_384
"""Bytes of headers up to which an answer is looked up; whether more are allowed is for others to say."""

Asked = tuple[Spelling, bytes, bytes | None, bytes | None]
"""The spelling, the host, If-None-Match and X-Request-Id, the last two None if they are not there."""


def asked_of(scope: Scope, below: bytes) -> Asked | None:
    """Return what a GET or HEAD asks; None if its answer is not to be looked up. `below` begins paths that may be."""
    headers = scope["headers"]
    told = dict(headers)
    if len(told) < len(headers):
        told = _joined(headers)
    host, path = told.get(b"host"), scope.get("raw_path", b"")
    if host is None or below not in path or sum(map(len, told.values())) > LONGEST or not PASSED.isdisjoint(told):
        return None
    spelling = (path, scope["query_string"], told.get(b"accept", b""), told.get(b"accept-encoding", b""))
    return spelling, host, told.get(b"if-none-match"), told.get(b"x-request-id")


def _joined(headers: Headers) -> dict[bytes, bytes]:
    """Return the headers with those that came several times as the lists that they mean (RFC 9110 section 5.3)."""
    told: dict[bytes, bytes] = {}
    for name, value in headers:
        told[name] = told[name] + b", " + value if name in told else value
    return told
