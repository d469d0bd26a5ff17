"""Activities: what is held at, beside or after a summit: expos, ceremonies, special events, shows, announced forums."""

from typing import Annotated, ClassVar

from pydantic import Field
from sqlmodel import select

from app.kit.filters import AnyOf, AtLeast, AtMost, Contains, Named
from app.kit.resource import Many, Related, Resource
from app.models import Activity, Exhibitor, Fact, Place
from app.models import words as w
from app.resources import fields as f
from app.resources.exhibitors import exhibitors
from app.resources.facts import facts
from app.resources.name import Name, Remark
from app.resources.published import FACTS, PLACE, EventStatus, EventYear, Figures, Proofs, Published
from app.resources.quantity import Quantity


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

    related: ClassVar[dict[str, Related]] = {"facts": FACTS, "place": PLACE}

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
    facts: Proofs


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
    place: Annotated[f.Names, Named(Place.id, lines=Place.search, through=Place.id, parent="place")] = f.PLACE
    mode: Annotated[list[w.EventMode] | None, AnyOf(Activity.mode)] = f.EVENT_MODE
    q: Annotated[f.Search, Contains(Activity.search)] = f.Q


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
