"""The years in which a fact names a person, an organisation, a document or a property."""

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.models.text import TEXT


class EntityYear(SQLModel, table=True):
    """One year of one of the things that outlive a year; kept by the seeder from the facts."""

    __tablename__ = "entity_year"
    __table_args__ = (sa.Index("ix_entity_year_year_entity", "year", "entity"),)

    entity: str = Field(sa_type=TEXT, primary_key=True)
    year: int = Field(primary_key=True)
