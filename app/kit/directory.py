"""Stands before the router: finds what a GET asks for at once, by its path; whatever it does not know is passed on.

FastAPI matches one route after another and solves the dependencies of each, which for fifty routes costs more than the
answer. Its own routes stay, since they describe the API and answer other methods; both call the same endpoints.
"""

from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.kit.problems import ProblemError

Endpoint = Callable[[Request], Awaitable[Response]]
"""Answers a request."""

Refused = Callable[[Request, Exception], Response]
"""Answers a request that was refused."""


class Directory:
    """A pure ASGI layer, to stand innermost. It writes into the scope that it is given, where others look.

    `endpoints` are known by their paths; one that is not plain, and does not end with `/{id}`, is left to the router.
    """

    def __init__(self, app: ASGIApp, endpoints: Mapping[str, Endpoint], refused: Refused) -> None:
        self.app = app
        self.refused = refused
        self._plain = {path: endpoint for path, endpoint in endpoints.items() if "{" not in path}
        ends = {path.removesuffix("/{id}"): endpoint for path, endpoint in endpoints.items() if path.endswith("/{id}")}
        self._items = {path: endpoint for path, endpoint in ends.items() if "{" not in path}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        if scope["type"] != "http" or scope["method"] != "GET" or not self._found(scope):
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            response = await scope["endpoint"](request)
        except ProblemError as error:
            response = self.refused(request, error)
        await response(scope, receive, send)

    def _found(self, scope: Scope) -> bool:
        """Tell whether the path is known, and note in the scope what answers it, as the router would."""
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        parameters = {}
        endpoint = self._plain.get(path)
        if endpoint is None:
            head, _, last = path.rpartition("/")
            endpoint, parameters = self._items.get(head) if last else None, {"id": last}
        if endpoint is not None:
            scope["endpoint"], scope["path_params"] = endpoint, parameters
        return endpoint is not None
