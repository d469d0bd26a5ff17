"""Health: whether the process is alive, and whether it can answer."""

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from app.kit.parameters import Nothing
from app.kit.problems import UNREAD, Fault, ProblemError, documented
from app.kit.query import pairs_of, read
from app.kit.rows.store import Store
from app.operations.readiness import Check, checks


class Health(BaseModel):
    """The process is alive."""

    status: str = Field(examples=["ok"])


class Checked(BaseModel):
    """A check that passed."""

    name: str = Field(description="`database`, `schema` or `release`.", examples=["schema"])
    found: str = Field(
        description="Kind of database, migration of the schema, version of the release.", examples=["0007"]
    )


class Readiness(BaseModel):
    """The data can be asked."""

    status: str = Field(examples=["ready"])
    release: str = Field(description="Version of the release being served.")
    checks: list[Checked] = Field(description="What was looked at.")


def health_routes(store: Store) -> APIRouter:
    """Return `/healthz` and `/readyz`."""
    router = APIRouter(tags=["health"])

    @router.get(
        "/healthz",
        operation_id="get_health",
        summary="Is the process alive?",
        description="Always 200 while the process runs, with or without a database, which it does not ask.",
        responses=documented(*UNREAD, 422, 500),
    )
    # In the loop, so that it answers while every thread is busy.
    async def healthz(request: Request, response: Response) -> Health:
        read(Nothing, pairs_of(request.scope["query_string"]))
        response.headers["cache-control"] = "no-store"
        return Health(status="ok")

    @router.get(
        "/readyz",
        operation_id="get_readiness",
        summary="Can it answer?",
        description="200 with the release once the database is there, at the newest migration of this build, and "
        "seeded; else 503, whose `errors` give each check that failed.",
        responses=documented(*UNREAD, 422, 500, 503),
    )
    def readyz(request: Request, response: Response) -> Readiness:
        read(Nothing, pairs_of(request.scope["query_string"]))
        response.headers["cache-control"] = "no-store"
        found = list(checks(store))
        failed = [check for check in found if not check.passed]
        if failed:
            raise _unready(failed) from failed[0].error
        told = {check.name: check.found for check in found}
        passed = [Checked(name=name, found=what) for name, what in told.items()]
        return Readiness(status="ready", release=told["release"], checks=passed)

    return router


def _unready(failed: list[Check]) -> ProblemError:
    faults = [Fault(location="check", name=check.name, detail=check.found, allowed=None) for check in failed]
    return ProblemError(503, ". ".join(f"{check.name}: {check.found}" for check in failed), faults, retry_after="2")
