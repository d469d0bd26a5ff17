"""Outcomes: awards, honours, case collections, reports, initiatives and what else a summit brings forth."""

from sqlmodel import Field

from app.models.base import Named, SummitEvent, by_year
from app.models.number import COUNT
from app.models.words import Listing, OutcomeKind, column


class Outcome(Named, SummitEvent, table=True):
    """One outcome of one summit; `recipients_listing` says whether its recipients are all named."""

    __table_args__ = by_year("outcome", "kind", "series", "summit")

    kind: OutcomeKind = Field(sa_type=column(OutcomeKind))
    recipients_listing: Listing | None = Field(default=None, sa_type=column(Listing))
    submitted: int | None = Field(default=None, sa_type=COUNT)
    submitted_countries: int | None = Field(default=None, sa_type=COUNT)
    selected: int | None = Field(default=None, sa_type=COUNT)
    judges: int | None = Field(default=None, sa_type=COUNT)
    recipient_people: int | None = Field(default=None, sa_type=COUNT)
    recipient_organizations: int | None = Field(default=None, sa_type=COUNT)
