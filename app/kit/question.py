"""Questions: what is asked at one path with GET, its parameters and its answer documented alike."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pydantic import BaseModel
from pydantic_core import to_json
from starlette.requests import Request

from app.kit.query import canonical
from app.kit.rows.snapshot import Snapshot

Run = Callable[[Request, Snapshot, Any], dict[str, Any]]
"""Answers what was asked, from one state of the data."""

Batches = Callable[[Request, Snapshot, Any], Iterator[list[dict[str, Any]]]]
"""Yields all items of what was asked, some at a time."""


FREE = ("cursor", "limit", "fields", "include", "format", "excel")
"""Parameters that may change in the middle of a walk."""


@dataclass(frozen=True)
class Written:
    """An answer as JSON, and the reference of the next page."""

    body: bytes
    following: str | None


def written_of(answer: dict[str, Any]) -> Written:
    """Return an answer written out."""
    return Written(to_json(answer), answer.get("next"))


Quick = Callable[[Request, Snapshot, Any], Written]
"""Answers what was asked as JSON."""


@dataclass(frozen=True)
class Question:
    """What is asked at `path` with GET, and answered by `run`; an answer with `next` is one page of several.

    `asked` declares the parameters of the query, `path_parameters` describes those of the path; `statuses` are the
    problems beyond those of every route. A list may say in `batches` how all of it is read without going by pages.
    What `quick` writes as JSON, without `fields` and `include`, takes only prepared statements and little time, so that
    the event loop may do it.
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
    batches: Batches | None = None
    quick: Quick | None = None


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
    return f"{request.scope['path']}?{canonical(request.scope['query_string'], *FREE)}"


def following_of(request: Request, cursor: str | None) -> str | None:
    """Return the path-absolute reference of the next page, every parameter kept; None without a cursor."""
    kept = canonical(request.scope["query_string"], "cursor")
    return f"{request.scope['path']}?{kept}{'&' * bool(kept)}cursor={cursor}" if cursor else None


def cursor_of(following: str) -> str:
    """Return the cursor in the reference of a next page."""
    return parse_qs(urlsplit(following).query)["cursor"][0]
