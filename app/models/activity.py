"""Activities: what is held at, beside or after a summit: expos, ceremonies, shows, announced forums."""

from sqlmodel import Field

from app.models.base import Event, Named, by_year
from app.models.number import COUNT
from app.models.text import TEXT
from app.models.words import ActivityKind, EventMode, column


class Activity(Named, Event, table=True):
    """One activity; it belongs to no summit when no document ties it to one."""

    __table_args__ = by_year("activity", "kind", "series", "summit")

    summit: str | None = Field(default=None, sa_type=TEXT, foreign_key="summit.id")
    kind: ActivityKind = Field(sa_type=column(ActivityKind))
    held_on: str | None = Field(default=None, sa_type=TEXT)
    place: str | None = Field(default=None, sa_type=TEXT, foreign_key="place.id", index=True)
    mode: EventMode | None = Field(default=None, sa_type=column(EventMode))
    ordinal: int | None = Field(default=None, sa_type=COUNT)
    exhibition_area: int | None = Field(default=None, sa_type=COUNT)
    signed_projects: int | None = Field(default=None, sa_type=COUNT)
    signed_amount: int | None = Field(default=None, sa_type=COUNT)
    employers: int | None = Field(default=None, sa_type=COUNT)
    jobs: int | None = Field(default=None, sa_type=COUNT)
    participants: int | None = Field(default=None, sa_type=COUNT)
    participant_countries: int | None = Field(default=None, sa_type=COUNT)
