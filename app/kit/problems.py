"""Errors as the API tells them: RFC 9457 problem details, for every status."""

import uuid
from contextvars import ContextVar
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, Field
from starlette.responses import JSONResponse

PROBLEM = "application/problem+json"

INSTANCE: ContextVar[str] = ContextVar("INSTANCE")
"""The UUID of the request at hand in the log; set by whoever writes it."""

UNREAD = (400, 405, 406, 412, 414, 431)
"""Problems of requests that are not read further, on every route."""

RENAMED = {413: "Content Too Large", 414: "URI Too Long", 422: "Unprocessable Content"}
"""Phrases that RFC 9110 changed, and Python only since 3.13."""


def phrase(status: int) -> str:
    """Return the reason phrase of a status (RFC 9110 section 15)."""
    return RENAMED.get(status) or HTTPStatus(status).phrase


class Fault(BaseModel):
    """One thing that is wrong with a request."""

    location: str = Field(
        description="Where it is: `query`, `header`, `body` or, at `/readyz`, `check`.", examples=["query"]
    )
    name: str | None = Field(
        description="The parameter, the place in the body, or the check; null if it does not look like a name.",
        examples=["year"],
    )
    detail: str = Field(
        description="What is wrong, and what is allowed.", examples=["a whole number from 1000 to 9999"]
    )
    allowed: list[str] | None = Field(description="Every word allowed, where they can be listed.", examples=[None])


class Problem(BaseModel):
    """A problem (RFC 9457). No value of the request is ever echoed."""

    type: str = Field(
        description="`about:blank`: the status says what kind of problem it is.", examples=["about:blank"]
    )
    title: str = Field(description="The phrase of the status (RFC 9110).", examples=["Unprocessable Content"])
    status: int = Field(description="The HTTP status.", examples=[422])
    detail: str = Field(description="What to do about it.", examples=["1 parameter was refused; see errors"])
    instance: str = Field(description="Id of this answer, for the operator.", examples=["urn:uuid:…"])
    errors: list[Fault] = Field(description="Each fault of a parameter; empty if nothing can be told apart.")


class ProblemError(Exception):
    """Raised anywhere below a route to answer with a problem."""

    def __init__(self, status: int, detail: str, faults: list[Fault] | None = None, **headers: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.faults = faults or []
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def refuse(faults: list[Fault]) -> ProblemError:
    """Return the 422 that tells every fault."""
    count = "1 parameter was" if len(faults) == 1 else f"{len(faults)} parameters were"
    return ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, f"{count} refused; see errors", faults)


def answer(error: ProblemError) -> JSONResponse:
    """Return the response of a problem; it is not to be stored."""
    problem = Problem(
        type="about:blank",
        title=phrase(error.status),
        status=error.status,
        detail=error.detail,
        instance=f"urn:uuid:{INSTANCE.get(None) or uuid.uuid4()}",
        errors=error.faults,
    )
    return JSONResponse(
        problem.model_dump(), error.status, {"cache-control": "no-store"} | error.headers, media_type=PROBLEM
    )


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI responses of the problems a route may answer with."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {status: {"description": phrase(status), "content": {PROBLEM: {"schema": schema}}} for status in statuses}
