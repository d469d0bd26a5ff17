"""Properties: what a fact may state. The vocabulary itself is in `vocabulary`; the seeder copies it here."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from app.models.base import Entity
from app.models.text import TEXT
from app.models.words import ValueType, column


class Property(Entity, table=True):
    """One property: the subjects it is stated of, the type of its values, and the units and scopes allowed."""

    subjects: list[Any] = Field(sa_type=sa.JSON)
    value_type: ValueType = Field(sa_type=column(ValueType))
    units: list[Any] = Field(sa_type=sa.JSON)
    scopes: list[Any] = Field(sa_type=sa.JSON)
    label_en: str = Field(sa_type=TEXT)
    label_zh: str = Field(sa_type=TEXT)
    search: str = Field(default="", sa_type=TEXT)
