"""Records: what a data file says, after it was read strictly and before it was merged with the others."""

from dataclasses import dataclass, field

from app.models.words import (
    Basis,
    Bound,
    EntityType,
    Language,
    PeriodRole,
    Rank,
    Scope,
    Status,
    YearBasis,
)
from seed.phrase import Phrase
from seed.problem import Mark

Both = dict[Language, str]
"""A text of ours in both languages."""


@dataclass(frozen=True)
class Statement:
    """One fact as one document states it. `value` is the number, the text, the ISO date, or the id pointed to.

    `year` and `status` are None where the entity's own apply; `row` tells that the fact is one of the row's columns.
    """

    key: str
    property: str
    value: int | float | str
    phrases: tuple[Phrase, ...]
    mark: Mark
    language: Language | None = None
    scope: Scope | None = None
    slug: str | None = None
    organization: str | None = None
    bound: Bound | None = None
    unit: str | None = None
    period: str | None = None
    period_role: PeriodRole | None = None
    year: int | None = None
    year_basis: YearBasis | None = None
    summit: str | None = None
    series: str | None = None
    status: Status | None = None
    basis: Basis = Basis.STATED
    rank: Rank = Rank.NORMAL
    rank_reason: str | None = None
    note: Both | None = None
    row: bool = False


@dataclass(frozen=True)
class EntityRecord:
    """What one document says of one entity; `ours` are names that we translated."""

    type: EntityType
    id: str
    mark: Mark
    statements: tuple[Statement, ...]
    phrases: tuple[Phrase, ...] = ()
    status: Status | None = None
    year_basis: YearBasis | None = None
    ours: dict[Language, str] = field(default_factory=dict)
    note: Both | None = None


@dataclass(frozen=True)
class NotFact:
    """Digits that are no fact, and why."""

    phrases: tuple[Phrase, ...]
    why: str
    mark: Mark


@dataclass(frozen=True)
class File:
    """One data file: one document, what it says, and what in it is no fact."""

    document: str
    language: Language
    label: Both
    path: str
    entities: tuple[EntityRecord, ...]
    not_facts: tuple[NotFact, ...]
