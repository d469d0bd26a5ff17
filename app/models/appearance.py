"""Appearances: one contribution of one person to one summit."""

from sqlmodel import Field

from app.models.base import SummitEvent, by_year
from app.models.text import TEXT
from app.models.words import Contribution, ContributionMode, column


class Appearance(SummitEvent, table=True):
    """One contribution; someone who was present and spoke has two. `search` holds the names of the person."""

    __table_args__ = by_year("appearance", "contribution", "person", "series", "summit")

    person: str = Field(sa_type=TEXT, foreign_key="person.id", index=True)
    sub_forum: str | None = Field(default=None, sa_type=TEXT, foreign_key="sub_forum.id", index=True)
    contribution: Contribution = Field(sa_type=column(Contribution))
    mode: ContributionMode | None = Field(default=None, sa_type=column(ContributionMode))
    topic_en: str | None = Field(default=None, sa_type=TEXT)
    topic_zh: str | None = Field(default=None, sa_type=TEXT)
    search: str = Field(default="", sa_type=TEXT)
