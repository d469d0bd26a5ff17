"""Exhibitors of an expo: stated groups, and the countries and organisations named."""

from sqlmodel import Field

from app.models.base import SummitEvent, by_year
from app.models.number import COUNT
from app.models.text import TEXT
from app.models.words import EventMode, ExhibitorKind, Scope, column


class Exhibitor(SummitEvent, table=True):
    """One stated group, country or organisation at one expo; `scope` is null unless the row is a group."""

    __table_args__ = by_year("exhibitor", "kind", "series", "summit")

    expo: str = Field(sa_type=TEXT, foreign_key="activity.id", index=True)
    kind: ExhibitorKind = Field(sa_type=column(ExhibitorKind))
    scope: Scope | None = Field(default=None, sa_type=column(Scope))
    country: str | None = Field(default=None, sa_type=TEXT, foreign_key="place.id", index=True)
    organization: str | None = Field(default=None, sa_type=TEXT, foreign_key="organization.id", index=True)
    mode: EventMode | None = Field(default=None, sa_type=column(EventMode))
    search: str = Field(default="", sa_type=TEXT)
    exhibitors: int | None = Field(default=None, sa_type=COUNT)
    exhibitor_countries: int | None = Field(default=None, sa_type=COUNT)
