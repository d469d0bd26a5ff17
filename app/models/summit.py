"""Summits: one row is one edition of a series."""

from sqlmodel import Field

from app.models.base import Event, Named, by_year
from app.models.number import COUNT
from app.models.text import TEXT
from app.models.words import EventMode, column


class Summit(Named, Event, table=True):
    """One edition. Dates are ISO 8601 and may stop at the year or month; figures count what their property says."""

    __table_args__ = by_year("summit", "series")

    starts_on: str | None = Field(default=None, sa_type=TEXT)
    ends_on: str | None = Field(default=None, sa_type=TEXT)
    place: str | None = Field(default=None, sa_type=TEXT, foreign_key="place.id", index=True)
    mode: EventMode | None = Field(default=None, sa_type=column(EventMode))
    theme_en: str | None = Field(default=None, sa_type=TEXT)
    theme_zh: str | None = Field(default=None, sa_type=TEXT)
    ordinal: int | None = Field(default=None, sa_type=COUNT)
    guests: int | None = Field(default=None, sa_type=COUNT)
    guests_on_site: int | None = Field(default=None, sa_type=COUNT)
    guest_countries: int | None = Field(default=None, sa_type=COUNT)
    guest_countries_on_site: int | None = Field(default=None, sa_type=COUNT)
    sub_forums: int | None = Field(default=None, sa_type=COUNT)
    sub_forum_hosts: int | None = Field(default=None, sa_type=COUNT)
    media: int | None = Field(default=None, sa_type=COUNT)
    journalists: int | None = Field(default=None, sa_type=COUNT)
