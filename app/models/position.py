"""Positions: a post that a person held when they appeared."""

from sqlmodel import Field, SQLModel

from app.models.text import TEXT


class Position(SQLModel, table=True):
    """One post of one person at one appearance, in printed order; two posts are two rows."""

    appearance: str = Field(sa_type=TEXT, foreign_key="appearance.id", primary_key=True)
    slug: str = Field(sa_type=TEXT, primary_key=True)
    ordinal: int
    title_en: str | None = Field(default=None, sa_type=TEXT)
    title_zh: str | None = Field(default=None, sa_type=TEXT)
    organization: str | None = Field(default=None, sa_type=TEXT, foreign_key="organization.id", index=True)
    fact: str = Field(sa_type=TEXT, foreign_key="fact.id")
