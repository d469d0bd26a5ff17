"""Answers of unknown length to HTTP/1.0: no chunks (RFC 9112 section 6.1), the body ends where the connection ends.

So that a part of an answer is not taken for the whole, a connection that ends before its answer does is reset.
"""

import asyncio
import socket
import struct
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.types import ASGIApp, Message, Receive, Scope, Send

if TYPE_CHECKING:
    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

_BODILESS = {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}


def reset(transport: asyncio.Transport) -> None:
    """Close a connection at once, and let the other side see that something is missing (RST instead of FIN)."""
    _linger(transport, reset=True)
    transport.abort()


def ended_by_closing(
    app: ASGIApp, transport: asyncio.Transport, cycle: "RequestResponseCycle | None" = None
) -> ASGIApp:
    """Return the application for a request of HTTP/1.0 on a connection that is closed after the answer.

    h11 knows HTTP/1.0. Over httptools uvicorn sends it chunks, and 100 (Continue), unless its `cycle` is told not to.
    """
    if cycle is not None:
        cycle.waiting_for_100_continue = False

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        unframed = False

        async def sent(message: Message) -> None:
            nonlocal unframed
            if message["type"] == "http.response.start":
                unframed = _is_unframed(scope, message)
                if unframed:
                    _linger(transport, reset=True)
                    if cycle is not None:
                        cycle.chunked_encoding = cycle.keep_alive = False
            elif unframed:
                if not message.get("more_body", False):
                    _linger(transport, reset=False)
                if cycle is not None:
                    cycle.expected_content_length = len(message.get("body", b""))
            await send(message)

        await app(scope, receive, sent)

    return answer


def _is_unframed(scope: Scope, start: Message) -> bool:
    """Tell whether an answer has a body, and nothing that says how long it is."""
    told = any(name.lower() == b"content-length" for name, _ in start.get("headers", ()))
    return not told and scope["method"] != "HEAD" and start["status"] not in _BODILESS


def _linger(transport: asyncio.Transport, *, reset: bool) -> None:
    """Say how the kernel is to close a connection, whoever closes it: by a reset, or once all is sent."""
    opened = transport.get_extra_info("socket")
    if opened is not None:
        with suppress(OSError):  # it may be closed already
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", reset, 0))
