"""What is shown of a thing that was found: what it is, where its item is, and the texts that matched."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel, Field
from sqlmodel import col
from starlette.requests import Request

from app.kit.rows.prepared import Row
from app.kit.rows.snapshot import Snapshot
from app.models import Property, SearchEntry, Subject
from app.models.search import SearchField, SearchType
from app.models.words import Language, Status
from app.resources.name import Name

LISTLESS = {SearchType.PLACES, SearchType.SERIES, SearchType.TRACKS}
"""What no list shows, so that there is no item to point to."""


class Match(BaseModel):
    """One text that matched."""

    field: SearchField = Field(
        description="Which text: `person` to `expo` are names of what the thing is named after.", examples=["name"]
    )
    text: str = Field(description="As printed; a word of a closed vocabulary as that word.", examples=["乌镇峰会"])
    language: Language | None = Field(description="Null for words of a closed vocabulary.")
    fact: str | None = Field(description="Id of the fact that proves it; null where the text is ours.")


class Found(BaseModel):
    """What every thing found shows."""

    id: str = Field(examples=["wuzhen-2023"])
    type: SearchType = Field(description="The list that has it, or `places`, `series`, `tracks`, which have none.")
    href: str | None = Field(
        description="Path of the item; null where there is no list.", examples=["/v1/summits/wuzhen-2023"]
    )
    name: Name | None = Field(description="Its name, or that of what it is named after.")


class Hit(Found):
    """One thing found, once, with all its texts that matched."""

    years: list[int] = Field(description="Years of the event, or in which facts name it.", examples=[[2023]])
    series: str | None = Field(description="Id of the series.", examples=["wuzhen"])
    summit: str | None = Field(description="Id of the summit.", examples=["wuzhen-2023"])
    status: Status | None = Field(description="`planned` if it is only announced; null for what is no event.")
    matches: list[Match] = Field(description="The texts that matched, best first.")


IS_PROPERTY = col(SearchEntry.type) == SearchType.PROPERTIES

NAMED = (
    sa.select(
        *SearchEntry.__table__.columns,  # type: ignore[attr-defined]
        *(
            sa.func.coalesce(getattr(Subject, f"name_{language}"), getattr(Property, f"label_{language}")).label(
                f"name_{language}"
            )
            for language in Language
        ),
        col(Subject.name_translated),
        col(Subject.series),
        col(Subject.summit),
        col(Subject.status),
    )
    .select_from(SearchEntry)
    .outerjoin(Subject, sa.and_(col(Subject.id) == col(SearchEntry.subject), ~IS_PROPERTY))
    .outerjoin(Property, sa.and_(col(Property.id) == col(SearchEntry.subject), IS_PROPERTY))
)
"""Texts, each with what is shown of the thing it belongs to: a subject or a property."""


def entries(snapshot: Snapshot, standings: Iterable[int]) -> dict[int, Row]:
    """Return texts by their ids, each with what is shown of the thing it belongs to."""
    found = snapshot.rows(NAMED.where(col(SearchEntry.id).in_(list(standings))))
    return {row.id: row for row in found}


def shown(request: Request, row: Row) -> dict[str, Any]:
    """Return what every thing found shows."""
    base = f"{request.scope.get('root_path', '')}/v1"
    return {
        "id": row.subject,
        "type": row.type,
        "href": None if row.type in LISTLESS else f"{base}/{row.type}/{row.subject}",
        "name": Name.of(row, "name"),
    }


def hit(request: Request, rows: list[Row]) -> Hit:
    """Return the hit for one thing, from its texts that matched, best first."""
    first = rows[0]
    return Hit(
        **shown(request, first),
        years=first.years,
        series=first.series,
        summit=first.summit,
        status=first.status,
        matches=[Match(field=row.field, text=row.text, language=row.language, fact=row.fact) for row in rows],
    )
