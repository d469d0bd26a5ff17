"""`/v1`: which collections there are."""

from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel, Field
from starlette.requests import Request

from app.kit.parameters import Nothing
from app.kit.publish import page_model
from app.kit.question import Question, paged
from app.kit.resource import Resource
from app.kit.rows.snapshot import Snapshot


class Collection(BaseModel):
    """One collection."""

    id: str = Field(examples=["summits"])
    href: str = Field(description="Path of its list.", examples=["/v1/summits"])
    about: str
    total: int = Field(description="How many items it lists if nothing is asked.")


def index_of(resources: tuple[Resource, ...]) -> Question:
    """Return the question which collections there are."""

    def collections(request: Request, snapshot: Snapshot, _: Any) -> dict[str, Any]:
        base = f"{request.scope.get('root_path', '')}/v1"
        counts = [
            sa.select(sa.func.count()).select_from(resource.matching(resource.filters()).subquery()).scalar_subquery()
            for resource in resources
        ]
        totals = snapshot.rows(sa.select(*(count.label(f"n{n}") for n, count in enumerate(counts))))[0]
        items = [
            Collection(id=of.name, href=f"{base}/{of.name}", about=of.about.strip(), total=total)
            for of, total in zip(resources, totals, strict=True)
        ]
        return paged(items, len(items), None)

    return Question(
        path="",
        operation="list_collections",
        run=collections,
        asked=Nothing,
        answer=page_model(Collection),
        tag="index",
        summary="List the collections",
        description="What there is to ask, with the number of items of each.",
    )
