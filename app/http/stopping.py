"""How a server stops, whatever its clients and its database do: within 10 seconds, after which Docker kills.

uvicorn takes no more connections, waits for what is in flight, and then ends the application. By itself it waits for
ever for half a request, and for a thread that waits for a frozen database.
"""

import logging
import os
import signal
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any

from app.http.closing import reset

if TYPE_CHECKING:
    from uvicorn.protocols.http.h11_impl import H11Protocol
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
    from uvicorn.server import ServerState

GRACE = 8.0
"""Seconds in which what is in flight may be finished; then connections are closed."""

LIMIT = 8.5
"""Seconds after which uvicorn cancels what goes on although its connection is closed, and ends the application."""

END = 9.5
"""Seconds after which the process ends, whatever its threads do."""

Handler = Callable[[int, FrameType | None], Any]
"""What is called when a signal comes."""

_log = logging.getLogger("summits")


def close_later(connection: "H11Protocol | HttpToolsProtocol") -> None:
    """Close what is left of all connections of a stopping server once this one has had its time."""
    connection.loop.call_later(GRACE, _close_all, connection.server_state)


def _close_all(state: "ServerState") -> None:
    """Close every connection that is left: half a request is waited for, or an answer is read too slowly.

    The application sees that the client is gone, as it may at any time. uvicorn alone would cancel its tasks, and log a
    traceback of each.
    """
    left = list(state.connections)
    if left:
        told = "connections closed before their request or answer was complete, for the server stops: %d"
        _log.warning(told, len(left))
    for connection in left:
        state.connections.discard(connection)
        reset(connection.transport)


def end_in_time(first: Callable[[], None]) -> None:
    """Let this process end soon after it is told to stop. To be called once its server listens to signals.

    `first` is called when the first signal comes.
    """
    signal.signal(signal.SIGALRM, _end)
    for number in (signal.SIGTERM, signal.SIGINT):
        stop = signal.getsignal(number)
        if callable(stop):
            signal.signal(number, _timed(first, stop))


def _timed(first: Callable[[], None], stop: Handler) -> Handler:
    """Return a handler that lets the time run, and then does what was to be done."""

    def handle(number: int, frame: FrameType | None) -> None:
        # No thread: it could not be begun safely here.
        if signal.getitimer(signal.ITIMER_REAL)[0] == 0:
            signal.setitimer(signal.ITIMER_REAL, END)
            first()
        stop(number, frame)

    return handle


def _end(_number: int, _frame: FrameType | None) -> None:
    _log.error("the process ends, although something in it is still at work")
    os._exit(1)
