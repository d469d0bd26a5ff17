"""The limit: a raw ASGI application that replays kept answers, so that only the server itself is left to be paid.

`REPLAYED` names a JSON file: for each query string the headers and body of the 200 and the headers of the 304, all in
Latin-1, as the project gave them. With `BARE` of the headers only the type and the length are sent.
"""

import json
import os
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

Message = MutableMapping[str, Any]
Headers = list[tuple[bytes, bytes]]
Answer = tuple[Message, Message]


def _headers(kept: list[list[str]]) -> Headers:
    pairs = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in kept]
    return [pair for pair in pairs if pair[0] in {b"content-type", b"content-length"}] if BARE else pairs


def _load(path: Path) -> dict[bytes, tuple[bytes, Answer, Answer]]:
    """Return for each query string the ETag, the whole answer and the unchanged one."""
    found: dict[bytes, tuple[bytes, Answer, Answer]] = {}
    for query, kept in json.loads(path.read_text(encoding="utf-8")).items():
        body = kept["body"].encode("latin-1")
        found[query.encode()] = (
            dict(kept["headers"]).get("etag", "").encode(),
            (
                {"type": "http.response.start", "status": 200, "headers": _headers(kept["headers"])},
                {"type": "http.response.body", "body": body},
            ),
            (
                {"type": "http.response.start", "status": 304, "headers": _headers(kept["unchanged"])},
                {"type": "http.response.body", "body": b""},
            ),
        )
    return found


BARE = bool(os.environ.get("BARE"))
KEPT = _load(Path(os.environ["REPLAYED"])) if "REPLAYED" in os.environ else {}


async def app(
    scope: MutableMapping[str, Any],
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Message], Awaitable[None]],
) -> None:
    """Answer an HTTP request with what is kept for its query string."""
    etag, whole, unchanged = KEPT[scope["query_string"]]
    answer = whole
    for name, value in scope["headers"]:
        if name == b"if-none-match" and value == etag:
            answer = unchanged
    await send(answer[0])
    await send(answer[1])
