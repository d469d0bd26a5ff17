"""Facts: what the documents say, one statement a row, after Wikibase's statement model."""

import sqlalchemy as sa
from sqlmodel import Field

from app.models.base import Noted
from app.models.number import Number
from app.models.text import TEXT
from app.models.words import (
    Basis,
    Bound,
    EntityType,
    Language,
    PeriodRole,
    Rank,
    Scope,
    Status,
    ValueType,
    YearBasis,
    column,
)

ONE_VALUE = (
    "(value_type = 'number') = (number IS NOT NULL)"
    " AND (value_type IN ('text', 'date')) = (text IS NOT NULL)"
    " AND (value_type <> 'entity' OR object_id IS NOT NULL)"
    " AND (object_type IS NULL) = (object_id IS NULL)"
)
NUMBERS_ARE_HEDGED = (
    "(value_type = 'number') = (bound IS NOT NULL)"
    " AND (bound IS NULL) = (unit IS NULL) AND (bound IS NULL) = (scope IS NULL)"
)


class Fact(Noted, table=True):
    """One statement of one or more documents.

    `year` is the year of the event, never of publication; `number` is in base units; `text` of a date is ISO 8601 and
    may stop at the year or month; a position is a text (the title) whose object is the organisation. `slug` tells the
    members of a list apart. `best` marks the fact that answers for its subject, property, scope, status, language,
    period and slug; `standing` orders all facts of a subject, best first.
    """

    __table_args__ = (
        sa.CheckConstraint(ONE_VALUE, name="one_value"),
        sa.CheckConstraint(NUMBERS_ARE_HEDGED, name="numbers_are_hedged"),
        sa.CheckConstraint("rank <> 'deprecated' OR (rank_reason IS NOT NULL AND NOT best)", name="deprecated"),
        sa.CheckConstraint("rank <> 'preferred' OR rank_reason IS NOT NULL", name="preferred"),
        sa.CheckConstraint("basis <> 'ambiguous' OR note_en IS NOT NULL", name="ambiguous"),
        sa.CheckConstraint("proof = 1", name="proof"),
        # With `proof` always 1 this asks for the first piece of evidence: a fact without one cannot be committed.
        sa.ForeignKeyConstraint(
            ["id", "proof"],
            ["evidence.fact", "evidence.ordinal"],
            name="fk_fact_evidence",
            deferrable=True,
            initially="DEFERRED",
            use_alter=True,
        ),
        sa.Index("ix_fact_year_id", "year", "id"),
        sa.Index("ix_fact_year_property", "year", "property"),
        sa.Index("ix_fact_subject_id", "subject_id"),
        sa.Index("ix_fact_object_id", "object_id"),
        sa.Index("ix_fact_property_year", "property", "year"),
    )

    subject_type: EntityType = Field(sa_type=column(EntityType, "subject_type"))
    subject_id: str = Field(sa_type=TEXT)
    property: str = Field(sa_type=TEXT, foreign_key="property.id")
    slug: str | None = Field(default=None, sa_type=TEXT)
    summit: str | None = Field(default=None, sa_type=TEXT, foreign_key="summit.id")
    series: str | None = Field(default=None, sa_type=TEXT, foreign_key="series.id")
    year: int | None = None
    year_basis: YearBasis = Field(default=YearBasis.STATED, sa_type=column(YearBasis))
    value_type: ValueType = Field(sa_type=column(ValueType))
    number: float | None = Field(default=None, sa_type=Number)
    text: str | None = Field(default=None, sa_type=TEXT)
    language: Language | None = Field(default=None, sa_type=column(Language))
    object_type: EntityType | None = Field(default=None, sa_type=column(EntityType, "object_type"))
    object_id: str | None = Field(default=None, sa_type=TEXT)
    bound: Bound | None = Field(default=None, sa_type=column(Bound))
    unit: str | None = Field(default=None, sa_type=TEXT)
    scope: Scope | None = Field(default=None, sa_type=column(Scope))
    period: str | None = Field(default=None, sa_type=TEXT)
    period_role: PeriodRole | None = Field(default=None, sa_type=column(PeriodRole))
    status: Status = Field(default=Status.REPORTED, sa_type=column(Status))
    basis: Basis = Field(default=Basis.STATED, sa_type=column(Basis))
    rank: Rank = Field(default=Rank.NORMAL, sa_type=column(Rank))
    rank_reason: str | None = Field(default=None, sa_type=TEXT)
    best: bool = False
    standing: int = 1
    search: str = Field(default="", sa_type=TEXT)
    proof: int = 1
