"""Health: whether the process is alive, and whether it can answer."""

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from app.kit.parameters import Nothing
from app.kit.problems import UNREAD, documented
from app.kit.query import pairs_of, read
from app.kit.store import Store


class Health(BaseModel):
    """The process is alive."""

    status: str = Field(examples=["ok"])


class Readiness(BaseModel):
    """The data can be asked."""

    status: str = Field(examples=["ready"])
    release: str = Field(description="Version of the release being served.")


def health_routes(store: Store) -> APIRouter:
    """Return `/healthz` and `/readyz`."""
    router = APIRouter(tags=["health"])

    @router.get(
        "/healthz",
        operation_id="get_health",
        summary="Is the process alive?",
        description="Always 200 while the process runs, with or without a database.",
        responses=documented(*UNREAD, 422, 500),
    )
    def healthz(request: Request, response: Response) -> Health:
        read(Nothing, pairs_of(request.scope["query_string"]))
        response.headers["cache-control"] = "no-store"
        return Health(status="ok")

    @router.get(
        "/readyz",
        operation_id="get_readiness",
        summary="Can it answer?",
        description="200 with the release once the database is migrated and seeded, else 503 with the reason.",
        responses=documented(*UNREAD, 422, 500, 503),
    )
    def readyz(request: Request, response: Response) -> Readiness:
        read(Nothing, pairs_of(request.scope["query_string"]))
        response.headers["cache-control"] = "no-store"
        with store.open() as snapshot:
            return Readiness(status="ready", release=snapshot.release)

    return router
