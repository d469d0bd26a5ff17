"""Answers that are written in pieces: sent whole while they are small, else as a stream of flat memory."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from http import HTTPStatus
from itertools import chain
from threading import BoundedSemaphore

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from app.kit.problems import ProblemError

STREAMS = 8
"""Long lists that are read at once: each holds a connection, of which short questions need some as well."""

_free = BoundedSemaphore(STREAMS)

HELD = 1_048_576
"""Bytes that are written before an answer is sent. What fits is sent whole: the database is free again by then,
however slowly a client reads."""


def send(chunks: Iterator[bytes], stack: ExitStack, headers: dict[str, str], *, headless: bool) -> Response:
    """Return the answer that `chunks` make; `stack` holds what they need, and is closed after the last.

    `headless` streams end after the first chunk, for whoever asked with HEAD: it tells how the rest would be coded.
    Raises ProblemError 503 while `STREAMS` long lists are being read.

    Whatever goes wrong in the first `HELD` bytes is raised here, and can still be answered with a problem.
    """
    stack.enter_context(closing(chunks))  # type: ignore[type-var]
    held: list[bytes] = []
    size = 0
    for chunk in chunks:
        held.append(chunk)
        size += len(chunk)
        if size >= HELD:
            if not _free.acquire(blocking=False):
                raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, BUSY, retry_after="10")
            stack.callback(_free.release)
            return Streamed(iter(held[:1]) if headless else chain(held, chunks), stack.pop_all(), headers)
    return Response(b"".join(held), headers=headers)


BUSY = f"{STREAMS} long lists are being read at this moment: ask again later, for less, or for a dump"


class Streamed(StreamingResponse):
    """A stream that lets go of what it needed, whether or not the client stayed to the end."""

    def __init__(self, chunks: Iterator[bytes], stack: ExitStack, headers: dict[str, str]) -> None:
        super().__init__(chunks, headers=headers)
        self.stack = stack

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            with anyio.CancelScope(shield=True):
                await run_in_threadpool(self.stack.close)
