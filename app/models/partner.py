"""Partners: the role of one organisation at one summit, as stated for that year."""

from sqlmodel import Field

from app.models.base import SummitEvent, by_year
from app.models.text import TEXT
from app.models.words import Role, column


class Partner(SummitEvent, table=True):
    """One role of one organisation at one summit or sub-forum. `search` holds the names of the organisation."""

    __table_args__ = by_year("partner", "organization", "role", "series", "summit")

    organization: str = Field(sa_type=TEXT, foreign_key="organization.id", index=True)
    sub_forum: str | None = Field(default=None, sa_type=TEXT, foreign_key="sub_forum.id", index=True)
    role: Role = Field(sa_type=column(Role))
    search: str = Field(default="", sa_type=TEXT)
