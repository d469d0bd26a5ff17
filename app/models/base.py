"""What the tables share: names of constraints, and the columns that more than one table has."""

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.models.text import TEXT
from app.models.words import Language, Status, column

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Entity(SQLModel):
    """Anything a fact can be about; ids are written in the seed and unique over all tables."""

    id: str = Field(sa_type=TEXT, primary_key=True)


class Named(Entity):
    """Something with a name in English, Chinese or both; at most one of them is our own translation."""

    name_en: str | None = Field(default=None, sa_type=TEXT)
    name_zh: str | None = Field(default=None, sa_type=TEXT)
    name_translated: Language | None = Field(default=None, sa_type=column(Language))
    search: str = Field(default="", sa_type=TEXT)


class Noted(Entity):
    """A row with a remark of ours, in both languages or none."""

    note_en: str | None = Field(default=None, sa_type=TEXT)
    note_zh: str | None = Field(default=None, sa_type=TEXT)


class Event(Noted):
    """Something that happened, or is announced, in one year."""

    year: int
    status: Status = Field(default=Status.REPORTED, sa_type=column(Status))
    series: str | None = Field(default=None, sa_type=TEXT, foreign_key="series.id")


class SummitEvent(Event):
    """Something that belongs to one edition of a series."""

    summit: str = Field(sa_type=TEXT, foreign_key="summit.id")


def by_year(table: str, *more: str) -> tuple[sa.Index, ...]:
    """Give the indexes of a dated table that begin with the year.

    One more, `ix_<table>_newest`, has the order of its list (the year descending, then the id). Only the migrations
    know it: what an index descends by cannot be compared with a model on SQLite.
    """
    return tuple(sa.Index(f"ix_{table}_year_{name}", "year", name) for name in more)
