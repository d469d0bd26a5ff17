"""Exhibitors of an expo: stated groups (all, overseas), and the countries and organisations named."""

from typing import Annotated, Any, ClassVar

from pydantic import Field
from sqlmodel import select

from app.kit.formats.linked import Linked
from app.kit.resource import Found, Many, Resource
from app.kit.rows.filters import AnyOf, AtLeast, AtMost, Contains, Named
from app.kit.rows.prepared import Row
from app.kit.rows.related import Related
from app.models import Exhibitor, Fact, Organization, Place
from app.models import words as w
from app.resources import fields as f
from app.resources.facts import facts
from app.resources.linked.roles import EXHIBITOR
from app.resources.linked.things import linked
from app.resources.name import Name, Remark
from app.resources.published import (
    FACTS,
    EventStatus,
    EventYear,
    Figures,
    Proofs,
    Published,
    SeriesId,
    SummitId,
    named,
    naming,
)
from app.resources.quantity import Quantity


class ExhibitorFigures(Figures):
    """Figures of one group of exhibitors, in the scope of that group."""

    exhibitors: Quantity | None
    exhibitor_countries: Quantity | None


class ExhibitorPublic(Published):
    """One stated group, country or organisation at one expo."""

    linked: ClassVar[Linked] = linked("exhibitors", "Role", EXHIBITOR)

    related: ClassVar[dict[str, Related]] = {
        "facts": FACTS,
        "country": naming(Place, "country"),
        "organization": naming(Organization, "organization"),
    }

    summit: SummitId
    series: SeriesId
    year: EventYear
    status: EventStatus
    expo: str = Field(description="Id of the expo, an activity.", examples=["light-of-the-internet-2023"])
    kind: w.ExhibitorKind
    scope: w.Scope | None = Field(description="What a group covers; null unless it is one.")
    name: Name | None = Field(description="Name of the country or organisation; null for a group.")
    mode: w.EventMode | None
    note: Remark | None
    figures: ExhibitorFigures
    facts: Proofs

    @classmethod
    def more(cls, row: Row, found: Found) -> dict[str, Any]:
        """Add the name of the country or organisation."""
        return {"name": named(found["country"] or found["organization"])}


class ExhibitorFilters(f.YearFilters):
    """What may be asked of exhibitors."""

    year: Annotated[f.Years, AnyOf(Exhibitor.year)] = f.YEAR
    year_from: Annotated[f.OneYear, AtLeast(Exhibitor.year)] = f.YEAR_FROM
    year_to: Annotated[f.OneYear, AtMost(Exhibitor.year)] = f.YEAR_TO
    series: Annotated[f.Ids, AnyOf(Exhibitor.series)] = f.SERIES
    summit: Annotated[f.Ids, AnyOf(Exhibitor.summit)] = f.SUMMIT
    status: Annotated[list[w.Status] | None, AnyOf(Exhibitor.status)] = f.STATUS
    expo: Annotated[f.Ids, AnyOf(Exhibitor.expo)] = Field(
        None, description="Id of the expo.", examples=[["light-of-the-internet-2024"]]
    )
    kind: Annotated[list[w.ExhibitorKind] | None, AnyOf(Exhibitor.kind)] = Field(
        None, description="A group, a country or an organisation.", examples=[["country"]]
    )
    scope: Annotated[list[w.Scope] | None, AnyOf(Exhibitor.scope)] = Field(
        None, description="What a group covers.", examples=[["overseas"]]
    )
    country: Annotated[f.Names, Named(Place.id, lines=Place.search, through=Place.id, parent="country")] = Field(
        None, description="Id or whole name of a country named, in either language.", examples=[["法国"]]
    )
    organization: Annotated[
        f.Names, Named(Organization.id, lines=Organization.search, through=Organization.id, parent="organization")
    ] = f.organization("ibm")
    mode: Annotated[list[w.EventMode] | None, AnyOf(Exhibitor.mode)] = f.event_mode("hybrid")
    exhibitors_min: Annotated[f.Count | None, AtLeast(Exhibitor.exhibitors)] = Field(
        None, description="Only groups with at least this number, whatever its hedge.", examples=[500]
    )
    q: Annotated[f.Search, Contains(Exhibitor.search)] = f.q("法国")


exhibitors = Resource(
    name="exhibitors",
    about=__doc__,
    rows=select(Exhibitor),
    schema=ExhibitorPublic,
    filters=ExhibitorFilters,
    sort={"id": Exhibitor.id, "year": Exhibitor.year, "expo": Exhibitor.expo, "exhibitors": Exhibitor.exhibitors},
    example="light-of-the-internet-2024.overseas",
    include={"facts": Many(facts, Fact.subject_id)},
)
