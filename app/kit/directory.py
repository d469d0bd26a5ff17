"""Finds what a GET asks for at once, by its path; whatever it does not know is left to the router.

FastAPI matches one route after another and solves the dependencies of each, which for fifty routes costs more than the
answer. Its own routes stay, since they describe the API and answer other methods; both call the same endpoints.
"""

from collections.abc import Awaitable, Callable
from typing import NoReturn

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, NoMatchFound
from starlette.types import Receive, Scope, Send

Endpoint = Callable[[Request], Awaitable[Response]]
"""Answers a request."""


class Directory(BaseRoute):
    """A route to many endpoints."""

    def __init__(self) -> None:
        self._plain: dict[str, Endpoint] = {}
        self._items: dict[str, Endpoint] = {}

    def add(self, path: str, endpoint: Endpoint) -> None:
        """Add an endpoint at a path that is plain, or ends with `/{id}`; any other path is left to the router."""
        head, _, last = path.rpartition("/")
        if "{" not in path:
            self._plain[path] = endpoint
        elif last == "{id}" and "{" not in head:
            self._items[head] = endpoint

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Look a path up."""
        if scope["type"] != "http" or scope["method"] != "GET":
            return Match.NONE, {}
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if endpoint := self._plain.get(path):
            return Match.FULL, {"endpoint": endpoint, "path_params": {}}
        head, _, last = path.rpartition("/")
        if last and (endpoint := self._items.get(head)):
            return Match.FULL, {"endpoint": endpoint, "path_params": {"id": last}}
        return Match.NONE, {}

    def url_path_for(self, name: str, /, **path_params: object) -> NoReturn:
        """Name no path: the routes beside this one do."""
        raise NoMatchFound(name, path_params)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        response = await scope["endpoint"](Request(scope, receive))
        await response(scope, receive, send)
