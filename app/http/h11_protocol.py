"""uvicorn's protocol over h11, for installations without httptools; it knows upgrades and HTTP/1.0 by itself.

It overrides what uvicorn does not document (0.54); tests/test_upgrade.py and tests/test_http10.py fail if that changes.
"""

from typing import Any

from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.http.closing import ended_by_closing
from app.http.stopping import close_later


class Protocol(H11Protocol):
    """Does not wonder at an upgrade, and lets HTTP/1.0 see that an answer is cut."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        application = self.app

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            old = scope["http_version"] < "1.1"
            await (ended_by_closing(application, self.transport) if old else application)(scope, receive, send)

        self.app = answer

    def _should_upgrade(self) -> bool:
        return False

    def shutdown(self) -> None:
        """Close now, or after the answer; but not later than the server stops."""
        super().shutdown()
        close_later(self)
