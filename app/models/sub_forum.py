"""Sub-forums: the forums held at a summit."""

from sqlmodel import Field

from app.models.base import Named, SummitEvent, by_year
from app.models.number import COUNT
from app.models.text import TEXT
from app.models.words import EventMode, column


class SubForum(Named, SummitEvent, table=True):
    """One forum of one summit."""

    __tablename__ = "sub_forum"
    __table_args__ = by_year("sub_forum", "series", "summit")

    held_on: str | None = Field(default=None, sa_type=TEXT)
    place: str | None = Field(default=None, sa_type=TEXT, foreign_key="place.id", index=True)
    mode: EventMode | None = Field(default=None, sa_type=column(EventMode))
    theme_en: str | None = Field(default=None, sa_type=TEXT)
    theme_zh: str | None = Field(default=None, sa_type=TEXT)
    attendance: int | None = Field(default=None, sa_type=COUNT)
    attendance_on_site: int | None = Field(default=None, sa_type=COUNT)
    invited_experts: int | None = Field(default=None, sa_type=COUNT)
