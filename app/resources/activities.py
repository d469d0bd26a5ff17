"""Activities: what is held at, beside or after a summit: expos, ceremonies, special events, shows, announced forums."""

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, Field
from sqlalchemy import and_
from sqlalchemy import select as join_of
from sqlmodel import col, select

from app.kit.formats.linked import Linked
from app.kit.resource import Found, Many, Resource
from app.kit.rows.filters import AnyOf, AtLeast, AtMost, Contains, Named
from app.kit.rows.prepared import Row
from app.kit.rows.related import Related
from app.models import Activity, Exhibitor, Fact, Place
from app.models import words as w
from app.resources import fields as f
from app.resources.exhibitors import exhibitors
from app.resources.facts import facts
from app.resources.linked.events import ACTIVITY, activity
from app.resources.linked.things import linked
from app.resources.name import Name, Remark
from app.resources.published import (
    FACTS,
    PLACE,
    EventStatus,
    EventYear,
    Figures,
    OpenList,
    Proofs,
    Published,
    Texts,
    listed,
)
from app.resources.quantity import Quantity

COUNTRIES = Related(
    join_of(Place, col(Fact.id).label("fact"))
    .join(Exhibitor, col(Exhibitor.country) == Place.id)
    .join(Fact, and_(col(Fact.subject_id) == Exhibitor.id, col(Fact.property) == "country", col(Fact.best)))
    .order_by(col(Place.id)),
    Exhibitor.expo,
)
"""The countries named as exhibiting at each expo, with the facts that name them."""


class Country(BaseModel):
    """A country named."""

    id: str
    name: Name | None
    fact: str = Field(description="Id of the fact that names it.")


class Countries(OpenList):
    """The countries named."""

    items: list[Country]


class ActivityFigures(Figures):
    """Figures of one activity; others are among its facts."""

    ordinal: Quantity | None
    exhibition_area: Quantity | None
    signed_projects: Quantity | None
    signed_amount: Quantity | None
    employers: Quantity | None
    jobs: Quantity | None
    participants: Quantity | None
    participant_countries: Quantity | None


class ActivityPublic(Published):
    """One activity."""

    linked: ClassVar[Linked] = linked("activities", activity, ACTIVITY)

    related: ClassVar[dict[str, Related]] = {"facts": FACTS, "place": PLACE, "countries": COUNTRIES}

    summit: str | None = Field(description="Id of the summit; null if no document ties it to one.")
    series: str | None
    year: EventYear
    status: EventStatus
    kind: w.ActivityKind
    name: Name | None
    held_on: str | None
    place: Name | None
    mode: w.EventMode | None
    note: Remark | None
    figures: ActivityFigures
    sections: Texts
    exhibits: Texts
    countries: Countries
    facts: Proofs

    @classmethod
    def more(cls, row: Row, found: Found) -> dict[str, Any]:
        """Add the place and the lists."""
        facts = found["facts"]
        countries = [Country(id=of.id, name=Name.of(of, "name"), fact=of.fact) for of in found["countries"]]
        return super().more(row, found) | {
            "sections": Texts.of(facts, "sections"),
            "exhibits": Texts.of(facts, "exhibits"),
            "countries": Countries(items=countries, complete=listed(facts, "countries")),
        }


class ActivityFilters(f.YearFilters):
    """What may be asked of activities."""

    year: Annotated[f.Years, AnyOf(Activity.year)] = f.YEAR
    year_from: Annotated[f.OneYear, AtLeast(Activity.year)] = f.YEAR_FROM
    year_to: Annotated[f.OneYear, AtMost(Activity.year)] = f.YEAR_TO
    series: Annotated[f.Ids, AnyOf(Activity.series)] = f.SERIES
    summit: Annotated[f.Ids, AnyOf(Activity.summit)] = f.SUMMIT
    status: Annotated[list[w.Status] | None, AnyOf(Activity.status)] = f.STATUS
    kind: Annotated[list[w.ActivityKind] | None, AnyOf(Activity.kind)] = Field(
        None, description="Kind of activity.", examples=[["expo"]]
    )
    place: Annotated[f.Names, Named(Place.id, lines=Place.within, through=Place.id, parent="place")] = f.place(
        "Quanzhou"
    )
    mode: Annotated[list[w.EventMode] | None, AnyOf(Activity.mode)] = f.event_mode("hybrid")
    q: Annotated[f.Search, Contains(Activity.search)] = f.q("乌镇")


activities = Resource(
    name="activities",
    about=__doc__,
    rows=select(Activity),
    schema=ActivityPublic,
    filters=ActivityFilters,
    sort={"id": Activity.id, "year": Activity.year, "held_on": Activity.held_on, "summit": Activity.summit},
    example="light-of-the-internet-2023",
    include={"exhibitors": Many(exhibitors, Exhibitor.expo), "facts": Many(facts, Fact.subject_id)},
)
