"""`/v1`: which collections there are."""

import sqlalchemy as sa
from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from app.kit.parameters import Nothing
from app.kit.problems import documented
from app.kit.publish import UNREAD
from app.kit.query import pairs_of, read
from app.kit.resource import Resource
from app.kit.respond import respond
from app.kit.store import Store


class Collection(BaseModel):
    """One collection."""

    id: str = Field(examples=["summits"])
    href: str = Field(description="Path of its list.", examples=["/v1/summits"])
    about: str
    total: int = Field(description="How many items it lists if nothing is asked.")


class Collections(BaseModel):
    """All collections, in one page."""

    items: list[Collection]
    total: int
    next: str | None


def index_routes(resources: tuple[Resource, ...], store: Store) -> APIRouter:
    """Return `/v1`."""
    router = APIRouter(tags=["index"])

    @router.get(
        "/v1",
        operation_id="list_collections",
        summary="List the collections",
        description="What there is to ask, with the number of items of each.",
        response_model=Collections,
        response_class=Response,
        responses={200: {"model": Collections}, **documented(*UNREAD, 422, 500, 503)},
    )
    def collections(request: Request) -> Response:
        read(Nothing, pairs_of(request.scope["query_string"]))
        base = f"{request.scope.get('root_path', '')}/v1"
        with store.open() as snapshot:
            counts = [
                sa.select(sa.func.count())
                .select_from(resource.matching(resource.filters()).subquery())
                .scalar_subquery()
                for resource in resources
            ]
            totals = snapshot.rows(sa.select(*(count.label(f"n{n}") for n, count in enumerate(counts))))[0]
            items = [
                Collection(id=of.name, href=f"{base}/{of.name}", about=of.about.strip(), total=total)
                for of, total in zip(resources, totals, strict=True)
            ]
            return respond(request, store, snapshot, Collections(items=items, total=len(items), next=None).model_dump())

    return router
