"""Competitions: one row is the competition of one summit."""

from sqlmodel import Field

from app.models.base import Named, SummitEvent, by_year
from app.models.number import COUNT
from app.models.words import Listing, column


class Competition(Named, SummitEvent, table=True):
    """One year of a competition; `tracks_listing` says whether its tracks are all named."""

    __table_args__ = by_year("competition", "series", "summit")

    tracks_listing: Listing | None = Field(default=None, sa_type=column(Listing))
    projects: int | None = Field(default=None, sa_type=COUNT)
    project_countries: int | None = Field(default=None, sa_type=COUNT)
    finalists: int | None = Field(default=None, sa_type=COUNT)
    winners: int | None = Field(default=None, sa_type=COUNT)
    projects_added: int | None = Field(default=None, sa_type=COUNT)
    countries_added: int | None = Field(default=None, sa_type=COUNT)
    track_count: int | None = Field(default=None, sa_type=COUNT)
