"""Questions: what is asked at one path with GET, its parameters and its answer documented alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from app.kit.parameters import documented_parameters
from app.kit.problems import UNREAD, documented
from app.kit.query import pairs_of, read, written
from app.kit.respond import NOT_MODIFIED, described, respond
from app.kit.store import Snapshot, Store

Run = Callable[[Request, Snapshot, Any], dict[str, Any]]
"""Answers what was asked, from one state of the data."""


FREE = ("cursor", "limit", "fields", "include")
"""Parameters that may change in the middle of a walk."""


@dataclass(frozen=True)
class Question:
    """What is asked at `path` with GET, and answered by `run`; an answer with `next` is one page of several.

    `asked` declares the parameters of the query, `path_parameters` describes those of the path; `statuses` are the
    problems beyond those of every route.
    """

    path: str
    operation: str
    run: Run
    asked: type[BaseModel]
    answer: type[BaseModel]
    tag: str
    summary: str
    description: str
    path_parameters: tuple[dict[str, Any], ...] = ()
    statuses: tuple[int, ...] = ()


def ask(router: APIRouter, question: Question, store: Store) -> None:
    """Add the route of a question."""

    def endpoint(request: Request) -> Response:
        asked = read(question.asked, pairs_of(request.scope["query_string"]))
        with store.open() as snapshot:
            found = question.run(request, snapshot, asked)
            return respond(request, store, snapshot, found)

    router.add_api_route(
        question.path,
        endpoint,
        operation_id=question.operation,
        tags=[question.tag],
        summary=question.summary,
        description=question.description,
        response_class=Response,
        responses={
            200: described(f"{question.summary}.", question.answer),
            304: NOT_MODIFIED,
            **documented(*UNREAD, *question.statuses, 422, 500, 503),
        },
        openapi_extra={"parameters": [*question.path_parameters, *documented_parameters(question.asked)]},
    )


def paged(items: Sequence[BaseModel], total: int, following: str | None) -> dict[str, Any]:
    """Return the envelope of one page of a list."""
    return {"items": [item.model_dump(mode="json") for item in items], "total": total, "next": following}


def path_id(about: str, example: str) -> dict[str, Any]:
    """Describe the id that a path ends with."""
    return {
        "name": "id",
        "in": "path",
        "required": True,
        "description": about,
        "schema": {"type": "string", "minLength": 1, "maxLength": 300},
        "example": example,
    }


def walk_of(request: Request) -> str:
    """Return what a cursor belongs to: the path, the filters and the sort."""
    pairs = pairs_of(request.scope["query_string"])
    return f"{request.url.path}?{written(sorted(pair for pair in pairs if pair[0] not in FREE))}"


def following_of(request: Request, cursor: str | None) -> str | None:
    """Return the path-absolute reference of the next page, every parameter kept; None without a cursor."""
    kept = [pair for pair in pairs_of(request.scope["query_string"]) if pair[0] != "cursor"]
    return f"{request.url.path}?{written([*kept, ('cursor', cursor)])}" if cursor else None
