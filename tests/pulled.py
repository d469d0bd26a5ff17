"""An answer that is taken chunk by chunk from the real application, so that things can happen in the middle of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import anyio


@dataclass
class Pulled:
    """What has arrived; `meanwhile` runs once the first chunk has, and `leaving` clients take no more then."""

    path: str
    meanwhile: Callable[[], Awaitable[None]]
    leaving: bool = False
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    chunks: list[bytes] = field(default_factory=list)

    @property
    def content(self) -> bytes:
        """The body as far as it has arrived."""
        return b"".join(self.chunks)

    async def ask(self, app: Any, version: str = "2.4") -> None:
        """Ask with GET, by that version of ASGI: it decides how an application hears that a client has left."""
        left = anyio.Event()

        async def receive() -> dict[str, Any]:
            await left.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                self.status = message["status"]
                self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
                return
            self.chunks.append(message.get("body", b""))
            if len(self.chunks) == 1:
                await self.meanwhile()
                if self.leaving:
                    left.set()
                    if version >= "2.4":
                        raise OSError("the client is gone")
                    await anyio.sleep_forever()

        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": version},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": self.path,
            "raw_path": self.path.encode(),
            "root_path": "",
            "query_string": b"",
            "headers": [(b"host", b"x")],
            "server": ("127.0.0.1", 80),
            "client": ("127.0.0.1", 1),
        }
        await app(scope, receive, send)
