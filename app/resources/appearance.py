"""What speakers and attendees share: one appearance of one person, with the positions held then."""

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, Field
from sqlalchemy import select as join_of
from sqlmodel import col

from app.kit.resource import Found
from app.kit.rows.filters import AnyOf, AtLeast, AtMost, Contains, Named
from app.kit.rows.prepared import Row
from app.kit.rows.related import Related
from app.models import Appearance, Organization, Person, Position
from app.models import words as w
from app.resources import fields as f
from app.resources.name import Name, Remark
from app.resources.published import FACTS, EventStatus, EventYear, Proofs, Published, SeriesId, SummitId, named, naming

POSITIONS = Related(
    join_of(
        Position,
        col(Organization.name_en).label("organization_name_en"),
        col(Organization.name_zh).label("organization_name_zh"),
        col(Organization.name_translated).label("organization_name_translated"),
    )
    .outerjoin(Organization, col(Organization.id) == Position.organization)
    .order_by(col(Position.appearance), col(Position.ordinal)),
    Position.appearance,
)
"""The positions of each appearance in printed order, with the names of their organisations."""


class PositionPublic(BaseModel):
    """A post held then; two posts are two positions."""

    title: Name | None = Field(description="Null if only the affiliation is printed.")
    organization: str | None = Field(description="Id of the organisation.")
    organization_name: Name | None
    fact: str = Field(description="Id of the fact that proves it.")

    @classmethod
    def of(cls, row: Row) -> "PositionPublic":
        """Return a position."""
        return cls(
            title=Name.of(row, "title"),
            organization=row.organization,
            organization_name=Name.of(row, "organization_name"),
            fact=row.fact,
        )


class AppearancePublic(Published):
    """Base of what is shown of an appearance."""

    related: ClassVar[dict[str, Related]] = {
        "facts": FACTS,
        "person": naming(Person, "person"),
        "positions": POSITIONS,
    }

    person: str = Field(description="Id of the person.", examples=["ren-xianliang"])
    name: Name | None = Field(description="Name of the person.")
    summit: SummitId
    sub_forum: str | None = Field(description="Id of the sub-forum, if one is said.")
    series: SeriesId
    year: EventYear
    status: EventStatus
    contribution: w.Contribution
    mode: w.ContributionMode | None = Field(description="How; null if not stated.")
    positions: list[PositionPublic] = Field(description="Posts held then, in printed order.")
    topic: Name | None
    note: Remark | None
    facts: Proofs

    @classmethod
    def more(cls, row: Row, found: Found) -> dict[str, Any]:
        """Add the name and the positions."""
        return {"name": named(found["person"]), "positions": [PositionPublic.of(post) for post in found["positions"]]}


class AppearanceFilters(f.YearFilters):
    """What may be asked of appearances."""

    year: Annotated[f.Years, AnyOf(Appearance.year)] = f.YEAR
    year_from: Annotated[f.OneYear, AtLeast(Appearance.year)] = f.YEAR_FROM
    year_to: Annotated[f.OneYear, AtMost(Appearance.year)] = f.YEAR_TO
    series: Annotated[f.Ids, AnyOf(Appearance.series)] = f.SERIES
    summit: Annotated[f.Ids, AnyOf(Appearance.summit)] = f.SUMMIT
    sub_forum: Annotated[f.Ids, AnyOf(Appearance.sub_forum)] = f.SUB_FORUM
    status: Annotated[list[w.Status] | None, AnyOf(Appearance.status)] = f.STATUS
    person: Annotated[f.Names, Named(Person.id, lines=Person.search, through=Person.id, parent="person")] = Field(
        None, description="Id or whole name of the person, in either language.", examples=[["Liu Hua"]]
    )
    organization: Annotated[
        f.Names,
        Named(
            Organization.id,
            lines=Organization.search,
            through=Position.appearance,
            on=col(Position.organization) == Organization.id,
        ),
    ] = f.organization("zhejiang-provincial-peoples-government")
    mode: Annotated[list[w.ContributionMode] | None, AnyOf(Appearance.mode)] = Field(
        None, description="How the person took part, where stated.", examples=[["in_person"]]
    )
    q: Annotated[f.Search, Contains(Appearance.search)] = Field(
        None, description="Part of the person's name, in either language.", examples=["Liu"]
    )


APPEARANCE_SORT = {"id": Appearance.id, "year": Appearance.year, "person": Appearance.person}
"""The keys by which appearances may be sorted."""
