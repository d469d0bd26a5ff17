"""Outcomes: awards, honours, case collections, reports, initiatives and what else a summit brings forth."""

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, Field
from sqlalchemy import and_
from sqlmodel import col, select

from app.kit.formats.linked import Linked
from app.kit.resource import Found, Many, Resource
from app.kit.rows.filters import AnyOf, AtLeast, AtMost, Contains, Named
from app.kit.rows.prepared import Row
from app.kit.rows.related import Related
from app.models import Fact, Organization, Outcome
from app.models import words as w
from app.resources import fields as f
from app.resources.facts import Entity, facts
from app.resources.linked.events import OUTCOME, outcome
from app.resources.linked.things import linked
from app.resources.name import Name, Remark
from app.resources.published import (
    FACTS,
    EventStatus,
    EventYear,
    Figures,
    OpenList,
    Proofs,
    Published,
    SeriesId,
    SummitId,
    complete,
)
from app.resources.quantity import Quantity


class OutcomeFigures(Figures):
    """Figures of one outcome; others are among its facts."""

    submitted: Quantity | None
    submitted_countries: Quantity | None
    selected: Quantity | None
    judges: Quantity | None
    recipient_people: Quantity | None
    recipient_organizations: Quantity | None


class Recipient(BaseModel):
    """Someone named who received it."""

    recipient: Entity
    fact: str = Field(description="Id of the fact that names it.")


class Recipients(OpenList):
    """The recipients named."""

    items: list[Recipient]


class OutcomePublic(Published):
    """One outcome of one summit."""

    linked: ClassVar[Linked] = linked("outcomes", outcome, OUTCOME)

    related: ClassVar[dict[str, Related]] = {"facts": FACTS}

    summit: SummitId
    series: SeriesId
    year: EventYear
    status: EventStatus
    kind: w.OutcomeKind
    name: Name | None
    note: Remark | None
    figures: OutcomeFigures
    recipients: Recipients
    facts: Proofs

    @classmethod
    def more(cls, row: Row, found: Found) -> dict[str, Any]:
        """Add the recipients."""
        items = [
            Recipient(recipient=Entity(type=fact.object_type, id=fact.object_id), fact=fact.id)
            for fact in sorted(found["facts"], key=lambda fact: fact.id)
            if fact.property == "recipients" and fact.best
        ]
        return {"recipients": Recipients(items=items, complete=complete(row.recipients_listing))}


class OutcomeFilters(f.YearFilters):
    """What may be asked of outcomes."""

    year: Annotated[f.Years, AnyOf(Outcome.year)] = f.YEAR
    year_from: Annotated[f.OneYear, AtLeast(Outcome.year)] = f.YEAR_FROM
    year_to: Annotated[f.OneYear, AtMost(Outcome.year)] = f.YEAR_TO
    series: Annotated[f.Ids, AnyOf(Outcome.series)] = f.SERIES
    summit: Annotated[f.Ids, AnyOf(Outcome.summit)] = f.SUMMIT
    status: Annotated[list[w.Status] | None, AnyOf(Outcome.status)] = f.STATUS
    kind: Annotated[list[w.OutcomeKind] | None, AnyOf(Outcome.kind)] = Field(
        None, description="Kind of outcome.", examples=[["award"]]
    )
    organization: Annotated[
        f.Names,
        Named(
            Organization.id,
            lines=Organization.search,
            through=Fact.subject_id,
            on=and_(col(Fact.object_id) == Organization.id, col(Fact.rank) != w.Rank.DEPRECATED),
        ),
    ] = Field(
        None,
        description="Id or whole name of an organisation named as recipient or initiator, in either language.",
        examples=[["WIPO"]],
    )
    q: Annotated[f.Search, Contains(Outcome.search)] = f.q("Report")


outcomes = Resource(
    name="outcomes",
    about=__doc__,
    rows=select(Outcome),
    schema=OutcomePublic,
    filters=OutcomeFilters,
    sort={"id": Outcome.id, "year": Outcome.year, "summit": Outcome.summit},
    example="wuzhen-2024.leading-technology-award",
    include={"facts": Many(facts, Fact.subject_id)},
)
