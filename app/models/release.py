"""Releases: one row is one seeded state of the data."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.models.text import TEXT


class Release(SQLModel, table=True):
    """One seeded state: `version` is a hash of the content, the same on every machine; `counts` are rows a table.

    `local` is a state that the release log does not list: an operator's own documents, or work under way. The last
    five columns compare it with the release before it. `released_on` is null for what was recorded before there was a
    history; such a release cannot be asked, and the next load removes it.
    """

    sequence: int = Field(primary_key=True)
    version: str = Field(sa_type=TEXT, index=True)
    created_at: datetime = Field(sa_type=sa.DateTime(timezone=True))
    counts: dict[str, Any] = Field(sa_type=sa.JSON)
    released_on: str | None = Field(default=None, sa_type=TEXT)
    local: bool = True
    facts: int = 0
    added: int = 0
    changed: int = 0
    re_ranked: int = 0
    withdrawn: int = 0
