"""Tracks of a competition."""

from sqlmodel import Field

from app.models.base import Named
from app.models.text import TEXT


class Track(Named, table=True):
    """One track of one year's competition."""

    competition: str = Field(sa_type=TEXT, foreign_key="competition.id", index=True)
