"""Releases: one row is one seeded state of the data."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.models.text import TEXT


class Release(SQLModel, table=True):
    """One seeded state: `version` is a hash of the content, the same on every machine; `counts` are rows a table."""

    sequence: int = Field(primary_key=True)
    version: str = Field(sa_type=TEXT, index=True)
    created_at: datetime = Field(sa_type=sa.DateTime(timezone=True))
    counts: dict[str, Any] = Field(sa_type=sa.JSON)
