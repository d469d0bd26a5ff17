"""The MCP server over HTTP at `/mcp`: streamable HTTP without sessions, each request answered by one JSON body."""

from contextlib import AbstractAsyncContextManager
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import Headers
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.agents.server import server_of
from app.kit.formats.format import JSON
from app.kit.problems import ProblemError, answer
from app.kit.rows.store import Store
from app.settings import Settings

PATH = "/mcp"

LONGEST = 65536
"""Bytes of a request's body."""


class Mcp:
    """The server, its one route, and what must run while it answers."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._app = server_of(store).http_app(
            PATH, json_response=True, stateless_http=True, host_origin_protection=False, transport="http"
        )
        # One method, and no redirect to another spelling of the path.
        self.route = Route(PATH, Door(self._app, settings), methods=["POST"], include_in_schema=False)

    def running(self) -> AbstractAsyncContextManager[object]:
        """Run what answers requests until the block ends."""
        return self._app.lifespan(self._app)


class Door:
    """Whom the server answers: a page elsewhere must not reach it through a reader's browser (DNS rebinding).

    The Host must be of this machine, of the address listened on, or of SUMMIT_PUBLIC_URL. An Origin, which only
    browsers send, must be that of SUMMIT_PUBLIC_URL, or of this machine if the Host is. What is refused gets a problem.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._public = urlsplit(settings.public_url or "")
        self._hosts = {name for name in (self._public.hostname, settings.host.lower()) if name and not _anywhere(name)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or pass it on once it was read whole."""
        try:
            self._admit(Headers(scope=scope))
            body = await _read(receive)
        except ProblemError as error:
            await answer(error)(scope, receive, send)
            return
        await self._app({**scope}, _again(body, receive), send)  # it would change what the log tells of the route

    def _admit(self, headers: Headers) -> None:
        """Raise ProblemError 421, 403 or 415."""
        host = _split(f"//{headers.get('host', '')}")
        if not _here(host) and host.hostname not in self._hosts:
            detail = "agents are answered at this machine's own names and at SUMMIT_PUBLIC_URL"
            raise ProblemError(HTTPStatus.MISDIRECTED_REQUEST, detail)
        for origin in map(_split, headers.getlist("origin")):
            local = _here(host) and _here(origin)
            if not local and (not origin.hostname or _place(origin) != _place(self._public)):
                raise ProblemError(HTTPStatus.FORBIDDEN, "pages of this origin may not ask; SUMMIT_PUBLIC_URL's may")
        if headers.get("content-type", "").partition(";")[0].strip().lower() != JSON.type:
            detail = "send the body with Content-Type: application/json"
            raise ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail, accept_post=JSON.type)


def _split(address: str) -> SplitResult:
    try:
        found = urlsplit(address)
        found.port  # noqa: B018  (refuses a port that is no number)
    except ValueError:
        return urlsplit("")
    return found


def _place(address: SplitResult) -> tuple[str, str | None, int | None]:
    """Return scheme, host and port, which are what an origin is (RFC 6454)."""
    return address.scheme, address.hostname, address.port or {"http": 80, "https": 443}.get(address.scheme)


def _here(address: SplitResult) -> bool:
    """Tell whether an address is of this machine alone."""
    if address.hostname == "localhost":
        return True
    try:
        return ip_address(address.hostname or "").is_loopback
    except ValueError:
        return False


def _anywhere(host: str) -> bool:
    """Tell whether a host to listen on stands for every address."""
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return False


async def _read(receive: Receive) -> bytes:
    """Return the whole body. Raises ProblemError 413, or 400 if it ends too soon."""
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ProblemError(HTTPStatus.BAD_REQUEST, "the body ended too soon")
        body += bytes(message.get("body", b""))
        if len(body) > LONGEST:
            raise ProblemError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"the body may have {LONGEST:,} bytes")
        if not message.get("more_body", False):
            return body


def _again(body: bytes, receive: Receive) -> Receive:
    """Return what gives a body that was read, then what is still to come."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def once_more() -> Message:
        return messages.pop() if messages else await receive()

    return once_more
