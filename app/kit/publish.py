"""Publishes resources: a list and an item route for each, with their docs."""

from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from fastapi import APIRouter
from pydantic import BaseModel, Field, create_model
from starlette.requests import Request
from starlette.responses import Response

from app.kit.cursor import after, decode, encode
from app.kit.include import attach, dump, tree_of
from app.kit.parameters import DEPTH, documented_parameters, item_parameters, list_parameters
from app.kit.problems import ProblemError, documented
from app.kit.query import Pairs, pairs_of, read, written
from app.kit.resource import Resource, ordering
from app.kit.respond import respond
from app.kit.store import Snapshot, Store

UNREAD = (400, 405, 414, 431)
"""Problems of requests that are not read further, on every route."""

FREE = ("cursor", "limit", "fields", "include")
"""Parameters that may change in the middle of a walk."""

Model = TypeVar("Model", bound=BaseModel)


def publish(router: APIRouter, resource: Resource, store: Store) -> None:
    """Add the routes of a resource."""
    query, item_query = list_parameters(resource, store.folder), item_parameters(resource, store.folder)
    model = full_model(resource, store.folder)
    noun = resource.name.replace("-", "_")

    def listing(request: Request) -> Response:
        pairs = pairs_of(request.scope["query_string"])
        asked: Any = read(query, pairs)
        with store.open() as snapshot:
            items, total, cursor = page(snapshot, resource, asked, walk_of(request, pairs))
            more = [pair for pair in pairs if pair[0] != "cursor"] + [("cursor", cursor or "")]
            following = f"{request.url.path}?{written(more)}" if cursor else None
            link = {"link": f'<{following}>; rel="next"'} if following else {}
            return respond(request, store, snapshot, {"items": items, "total": total, "next": following}, **link)

    def item(request: Request) -> Response:
        asked: Any = read(item_query, pairs_of(request.scope["query_string"]))
        with store.open() as snapshot:
            statement = resource.rows.where(resource.entity.id == request.path_params["id"])
            rows = snapshot.rows(statement)
            if not rows:
                raise ProblemError(HTTPStatus.NOT_FOUND, f"no such id among {resource.name}")
            return respond(request, store, snapshot, _shown(snapshot, resource, rows, asked)[0])

    common: dict[str, Any] = {"tags": [resource.name], "response_class": Response}
    about = resource.about.strip()
    router.add_api_route(
        f"/{resource.name}",
        listing,
        operation_id=f"list_{noun}",
        summary=f"List {resource.name}",
        description=about,
        responses={
            200: _described(f"A page of {resource.name}.", page_model(model)),
            304: _NOT_MODIFIED,
            **documented(*UNREAD, 410, 422, 500, 503),
        },
        openapi_extra={"parameters": documented_parameters(query)},
        **common,
    )
    path_id = {
        "name": "id",
        "in": "path",
        "required": True,
        "description": f"Id of one of the {resource.name}.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 300},
        "example": resource.example,
    }
    router.add_api_route(
        f"/{resource.name}/{{id}}",
        item,
        operation_id=f"get_{noun}",
        summary=f"Get one of the {resource.name}",
        description=about,
        responses={
            200: _described(f"One of the {resource.name}.", model),
            304: _NOT_MODIFIED,
            **documented(*UNREAD, 404, 422, 500, 503),
        },
        openapi_extra={"parameters": [path_id, *documented_parameters(item_query)]},
        **common,
    )


def page(snapshot: Snapshot, resource: Resource, asked: Any, walk: str) -> tuple[list[dict[str, Any]], int, str | None]:
    """Return the items of a page, the exact number of all, and the cursor of the next page if there is one."""
    matching = resource.matching(asked)
    order = resource.order(asked.sort or resource.default_sort)
    columns = [column for column, _ in order]
    statement = matching.order_by(*ordering(order)).limit(asked.limit + 1)
    if asked.cursor is not None:
        statement = statement.where(after(order, decode(asked.cursor, snapshot.release, walk, columns)))
    total = snapshot.one(
        sa.select(sa.func.count()).select_from(matching.with_only_columns(resource.entity.id).subquery())
    )
    rows = snapshot.rows(statement)
    shown = rows[: asked.limit]
    cursor = None
    if len(rows) > asked.limit:
        cursor = encode(snapshot.release, walk, [getattr(shown[-1], column.key) for column in columns])
    return _shown(snapshot, resource, shown, asked), total, cursor


def _shown(snapshot: Snapshot, resource: Resource, rows: Any, asked: Any) -> list[dict[str, Any]]:
    items = [dump(one, asked.fields) for one in resource.shape(snapshot, rows)]
    attach(snapshot, resource.include, tree_of(getattr(asked, "include", None)), rows, items)
    return items


def walk_of(request: Request, pairs: Pairs) -> str:
    """Return what a cursor belongs to: the path, the filters and the sort."""
    return f"{request.url.path}?{written(sorted(pair for pair in pairs if pair[0] not in FREE))}"


_NOT_MODIFIED: dict[str, Any] = {"description": "The client has this answer already (If-None-Match)."}


def _described(text: str, model: type[BaseModel]) -> dict[str, Any]:
    headers = {
        "ETag": {"description": "Strong validator of this answer.", "schema": {"type": "string"}},
        "X-Dataset-Version": {"description": "Release of the data.", "schema": {"type": "string"}},
    }
    return {"model": model, "description": text, "headers": headers}


def full_model(resource: Resource, folder: Path | None, depth: int = DEPTH) -> type[BaseModel]:
    """Return the model of an item with what may be included, for the docs."""
    return _with_included(resource.schema, dict(resource.include), folder, depth)


def _with_included(
    schema: type[BaseModel], include: dict[str, Any], folder: Path | None, depth: int
) -> type[BaseModel]:
    offered = {name: child for name, child in include.items() if child.offered(folder)}
    if depth == 0 or not offered:
        return schema
    parts: dict[str, Any] = {}
    for name, child in offered.items():
        inner = _with_included(child.schema(), dict(child.children()), folder, depth - 1)
        parts[name] = (list[inner], Field(default_factory=list))  # type: ignore[valid-type]
    name = schema.__name__.removesuffix("Public")
    suffix = "" if depth == DEPTH else "Within"
    included = create_model(f"{name}Included{suffix}", __doc__="What `include=` asked for.", **parts)
    return create_model(
        f"{name}{suffix or 'Item'}",
        __base__=schema,
        __doc__=schema.__doc__,
        included=(included, Field(description="Only there if `include=` asked for something.")),
    )


def page_model(model: type[BaseModel]) -> type[BaseModel]:
    """Return the envelope of a list."""
    return create_model(
        f"{model.__name__}Page",
        __doc__="One page of a list.",
        items=(list[model], Field(description="The items.")),  # type: ignore[valid-type]
        total=(int, Field(ge=0, description="How many items pass the filters, exactly.")),
        next=(str | None, Field(description="The next page, path-absolute; null on the last.")),
    )
