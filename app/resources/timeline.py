"""Dated events in their order: summits, forums, activities, outcomes and contributions; planned ones are marked."""

from typing import Annotated, ClassVar

from pydantic import Field
from sqlmodel import col, select

from app.kit.formats.linked import Linked
from app.kit.resource import Found, Item, Resource, Schema
from app.kit.rows.filters import AnyOf, AtLeast, AtMost, Contains
from app.kit.rows.prepared import Row
from app.kit.rows.related import Related
from app.kit.rows.snapshot import Snapshot
from app.models import Fact, Subject
from app.models import words as w
from app.resources import fields as f
from app.resources.linked.context import CONTEXT
from app.resources.linked.events import DATED, day
from app.resources.name import Name, name_of

DATING = ("starts_on", "ends_on", "held_on", "delivered_on", "year")
"""The properties that date an event by itself."""

DATES = Related(
    select(Fact).where(col(Fact.property).in_(DATING), col(Fact.best)).order_by(col(Fact.standing), col(Fact.id)),
    Fact.subject_id,
)
"""The facts that date each row."""


class TimelineEvent(Schema):
    """One dated event; an event that is only tied to a summit, without a date of its own, is not on the line."""

    linked: ClassVar[Linked] = Linked(CONTEXT, day, lambda _: "Event", DATED)

    related: ClassVar[dict[str, Related]] = {"dates": DATES}

    type: w.EntityType = Field(description="What kind of thing it is.")
    collection: str | None = Field(description="The list that shows it, such as `summits`.", examples=["summits"])
    name: Name | None = Field(description="Of a contribution, the name of the person.")
    starts_on: str = Field(
        description="ISO 8601; only a year or month where no day is stated.", examples=["2023-11-08"]
    )
    ends_on: str | None = Field(description="Last day; null if not stated.", examples=["2023-11-10"])
    summit: str | None = Field(examples=["wuzhen-2023"])
    series: str | None = Field(examples=["wuzhen"])
    year: int = Field(examples=[2023])
    status: w.Status = Field(description="`planned` if it is only announced, never to be read as held.")
    facts: list[str] = Field(description="Ids of the facts that date it.")

    @classmethod
    def shape(cls, row: Row, found: Found, snapshot: Snapshot) -> Item:
        """Return what is shown of an event."""
        made = {"name": name_of(row, "name"), "facts": [fact.id for fact in found["dates"]]}
        return {name: made[name] if name in made else getattr(row, name) for name in cls.model_fields}


class TimelineFilters(f.YearFilters):
    """What may be asked of the timeline."""

    year: Annotated[f.Years, AnyOf(Subject.year)] = f.YEAR
    year_from: Annotated[f.OneYear, AtLeast(Subject.year)] = f.YEAR_FROM
    year_to: Annotated[f.OneYear, AtMost(Subject.year)] = f.YEAR_TO
    series: Annotated[f.Ids, AnyOf(Subject.series)] = f.SERIES
    summit: Annotated[f.Ids, AnyOf(Subject.summit)] = f.SUMMIT
    status: Annotated[list[w.Status] | None, AnyOf(Subject.status)] = f.STATUS
    type: Annotated[list[w.EntityType] | None, AnyOf(Subject.type)] = Field(
        None, description="Kind of thing.", examples=[["summit"]]
    )
    q: Annotated[f.Search, Contains(Subject.search)] = f.q("Wuzhen")


timeline = Resource(
    name="timeline",
    about=__doc__,
    rows=select(Subject).where(col(Subject.starts_on).is_not(None)),
    schema=TimelineEvent,
    filters=TimelineFilters,
    sort={"starts_on": Subject.starts_on, "id": Subject.id, "type": Subject.type},
    example="wuzhen-2023",
)
