"""Subjects: everything that facts are about, by id: what it is, how it is named, when it was."""

import sqlalchemy as sa
from sqlmodel import Field

from app.models.base import Named
from app.models.text import TEXT
from app.models.words import EntityType, Scope, Status, column


class Subject(Named, table=True):
    """One thing, whatever its table; kept by the seeder from the other tables.

    What has no name of its own is named after what it points to: an appearance after the person, a partner after the
    organisation, a group of exhibitors after the expo, its `scope` telling which. `setting_en` and `setting_zh` name
    what it belongs to: the sub-forum if there is one, else the summit. `collection` is the API's list that shows it.
    `starts_on` and `ends_on` are ISO 8601 and may stop at the year or month; both are null for what is not dated.
    """

    __table_args__ = (
        sa.Index("ix_subject_year_id", "year", "id"),
        sa.Index("ix_subject_starts_on_id", "starts_on", "id"),
    )

    type: EntityType = Field(sa_type=column(EntityType))
    scope: Scope | None = Field(default=None, sa_type=column(Scope))
    setting_en: str | None = Field(default=None, sa_type=TEXT)
    setting_zh: str | None = Field(default=None, sa_type=TEXT)
    collection: str | None = Field(default=None, sa_type=TEXT)
    summit: str | None = Field(default=None, sa_type=TEXT, foreign_key="summit.id")
    series: str | None = Field(default=None, sa_type=TEXT, foreign_key="series.id")
    year: int | None = None
    status: Status | None = Field(default=None, sa_type=column(Status))
    starts_on: str | None = Field(default=None, sa_type=TEXT)
    ends_on: str | None = Field(default=None, sa_type=TEXT)
