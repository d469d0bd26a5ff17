"""Evidence: where a document says a fact."""

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.models.text import TEXT


class Evidence(SQLModel, table=True):
    """One place in one document.

    `start` and `end` are Unicode code points into the document's text, the end excluded (W3C Web Annotation
    TextPositionSelector); `surface` is the phrase that stands there, at most 160 code points.
    """

    __table_args__ = (
        sa.CheckConstraint('start >= 0 AND start < "end"', name="span"),
        sa.CheckConstraint("length(surface) BETWEEN 1 AND 160", name="surface"),
        sa.CheckConstraint("ordinal >= 1", name="ordinal"),
    )

    fact: str = Field(sa_type=TEXT, foreign_key="fact.id", primary_key=True)
    ordinal: int = Field(primary_key=True)
    document: str = Field(sa_type=TEXT, foreign_key="document.id", index=True)
    start: int
    end: int
    surface: str = Field(sa_type=TEXT)
