"""What is known and what is not: every property against every year."""

from collections import defaultdict
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from pydantic import BaseModel, Field
from sqlmodel import col
from starlette.requests import Request

from app.kit.publish import page_model
from app.kit.question import Question, paged
from app.kit.rows.prepared import Row
from app.kit.rows.snapshot import Snapshot
from app.models import Fact
from app.models.vocabulary import VOCABULARY
from app.models.words import EntityType, Rank, Status, ValueType
from app.questions.figures import editions
from app.questions.years import YearsAsked
from app.resources import fields as f
from app.resources.properties import Label


class State(StrEnum):
    """What the documents say of one property in one year."""

    STATED = "stated"
    NOT_STATED = "not_stated"
    CONFLICTING = "conflicting"
    PLANNED = "planned"


class CoverageAsked(YearsAsked):
    """Which properties, in which years."""

    property: f.Properties = f.property_("guests")
    value_type: list[ValueType] | None = Field(None, description="Kind of its values.", examples=[["number"]])
    state: list[State] | None = Field(
        None, description="Only years in this state; properties without one are left out.", examples=[["not_stated"]]
    )


class CoveredYear(BaseModel):
    """One property in one year."""

    year: int = Field(examples=[2022])
    state: State
    facts: list[str] = Field(description="Ids of the facts, deprecated ones left out; empty if not stated.")
    conflicting: list[str] = Field(description="Ids of those among them that differ on the same thing.")


class Covered(BaseModel):
    """One property of one series, over its years."""

    unfolds: ClassVar[str] = "years"

    property: str = Field(examples=["guests"])
    label: Label
    series: str = Field(examples=["wuzhen"])
    years: list[CoveredYear]


def run(_: Request, snapshot: Snapshot, asked: Any) -> dict[str, Any]:
    """Return a line for each property and series; what is said of documents is of no edition."""
    years = editions(snapshot, asked)
    names = [
        name
        for name, term in sorted(VOCABULARY.items())
        if name in (asked.property or VOCABULARY)
        and term.value in (asked.value_type or ValueType)
        and set(term.subjects) != {EntityType.DOCUMENT}
    ]
    found: dict[tuple[str, str, int], list[Row]] = defaultdict(list)
    for row in snapshot.rows(_DATED.where(col(Fact.series).in_(list(years)))):
        if asked.passes(row.year):
            years[row.series] = sorted({*years[row.series], row.year})
    for row in snapshot.rows(_STATED.where(col(Fact.series).in_(list(years)), col(Fact.property).in_(names))):
        if row.year is not None and asked.passes(row.year):
            found[row.property, row.series, row.year].append(row)
    items = []
    for name in names:
        for series, dated in years.items():
            line = [_year(year, found[name, series, year]) for year in dated]
            kept = [one for one in line if one.state in (asked.state or State)]
            if kept:
                label = Label(en=VOCABULARY[name].en, zh=VOCABULARY[name].zh)
                items.append(Covered(property=name, label=label, series=series, years=kept))
    return paged(items, len(items), None)


_COMPETING = ("subject_id", "scope", "status", "language", "period", "period_role", "slug")
"""Facts that are equal in these compete: two of them conflict."""
_STATED = (
    sa.select(*(getattr(Fact, name) for name in ("id", "property", "series", "year", *_COMPETING)))
    .where(col(Fact.rank) != Rank.DEPRECATED)
    .order_by(col(Fact.id))
)

_DATED = (
    sa.select(col(Fact.series), col(Fact.year))
    .where(col(Fact.rank) != Rank.DEPRECATED, col(Fact.year).is_not(None))
    .distinct()
)


def _year(year: int, rows: list[Row]) -> CoveredYear:
    groups: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for row in rows:
        groups[tuple(getattr(row, name) for name in _COMPETING)].append(row.id)
    differing = sorted(fact for group in groups.values() if len(group) > 1 for fact in group)
    planned = bool(rows) and all(row.status == Status.PLANNED for row in rows)
    state = State.PLANNED if planned else State.STATED if rows else State.NOT_STATED
    return CoveredYear(
        year=year,
        state=State.CONFLICTING if differing else state,
        facts=[row.id for row in rows],
        conflicting=differing,
    )


coverage = Question(
    path="/coverage",
    operation="list_coverage",
    run=run,
    asked=CoverageAsked,
    answer=page_model(Covered),
    tag="answers",
    summary="Show what is stated, and what is not",
    description="Every property of the vocabulary against every year that has a summit or a fact of the series:"
    " `stated`, `not_stated`, `conflicting` (statements on the same thing differ) or `planned` (only announced).",
)
