"""How a figure went from edition to edition, and whether its years may be compared at all."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from pydantic import BaseModel, Field
from sqlmodel import col
from starlette.requests import Request

from app.kit.problems import Fault, refuse
from app.kit.publish import page_model
from app.kit.query import fault
from app.kit.question import Question, paged
from app.kit.rows.prepared import Row
from app.kit.rows.snapshot import Snapshot
from app.models import Fact
from app.models.vocabulary import VOCABULARY
from app.models.words import EntityType, Scope
from app.questions.figures import cells, editions, lasting, stated
from app.questions.point import Point, unit_of
from app.questions.years import SCOPE, OneScope, YearsAsked
from app.resources import fields as f
from app.resources.properties import Label

DEFAULTS = (EntityType.SUMMIT, EntityType.EXHIBITOR, EntityType.COMPETITION)
"""Whose figure a property means if no subject is named, the first that applies: there is one of each a year."""


class TrendsAsked(YearsAsked):
    """Which figures, of what, in which years."""

    property: list[f.NumberProperty] = Field(
        description="What is counted; repeat it for several.", examples=[["sub_forums"]], min_length=1
    )
    subject: f.Ids = Field(
        None,
        description="Ids of what it is stated of, one a year. Default: the summit, else its group of all exhibitors,"
        " else its competition; a property of none of these needs it.",
        examples=[["wuzhen-2023"]],
    )
    scope: OneScope = SCOPE


class Trend(BaseModel):
    """One figure over the editions of one series."""

    unfolds: ClassVar[str] = "points"

    property: str = Field(examples=["sub_forums"])
    label: Label
    series: str = Field(examples=["wuzhen"])
    slug: str | None = Field(description="Tells several figures of one property apart; mostly null.")
    unit: str | None = Field(description="Null if the years differ in it, or none is stated.", examples=["sub_forum"])
    points: list[Point] = Field(description="Every year that has a summit of the series, the earliest first.")


def run(_: Request, snapshot: Snapshot, asked: Any) -> dict[str, Any]:
    """Return a line of points for each property and series."""
    years = editions(snapshot, asked)
    rows = stated(snapshot, years, asked.property, col(Fact.number).is_not(None))
    chosen = {name: _of(name, rows, asked) for name in dict.fromkeys(asked.property)}
    _refuse_subjects(rows, chosen, asked)
    things = {lasting(subject) for subject in asked.subject or ()}
    same = [row for row in rows if lasting(row.subject_id) in things]
    items = [
        trend
        for name, found in chosen.items()
        for series in years
        if asked.series or not found or any(row.series == series for row in found)
        for trend in _lines(name, series, (found, same), years[series], asked.scope)
    ]
    return paged(items, len(items), None)


def _of(name: str, rows: Sequence[Row], asked: Any) -> list[Row]:
    """Return the figures of a property that are of the subjects asked for, or of its subject by default."""
    own = [row for row in rows if row.property == name]
    named = [row for row in own if row.subject_id in (asked.subject or ())]
    kind = next((kind for kind in DEFAULTS if kind in VOCABULARY[name].subjects), None)
    group = {asked.scope or Scope.ALL} if kind is EntityType.EXHIBITOR else {None}
    return named or [row for row in own if row.subject_type == kind and row.group_scope in group]


def _refuse_subjects(rows: Sequence[Row], chosen: dict[str, list[Row]], asked: Any) -> None:
    """Raise ProblemError 422 where a subject is missing, unknown, or one of two in a year."""
    faults: list[Fault] = []
    for name, found in chosen.items():
        subjects = sorted({row.subject_id for row in rows if row.property == name})
        by_year = {(row.series, row.year): row.subject_id for row in found}
        if subjects and not found and not set(DEFAULTS) & set(VOCABULARY[name].subjects):
            faults.append(
                fault(
                    "subject",
                    f"{name} is not stated of the summit itself; name one thing for each year",
                    subjects,
                )
            )
        elif any(by_year[row.series, row.year] != row.subject_id for row in found):
            faults.append(
                fault("subject", f"{name} is stated of several in one year; name one thing for each", subjects)
            )
    used = {row.subject_id for found in chosen.values() for row in found}
    if not faults and set(asked.subject or ()) - used:
        names = {row.subject_id for row in rows}
        faults.append(fault("subject", "none of these properties is stated of it in this series", sorted(names)))
    if faults:
        raise refuse(faults)


def _lines(
    name: str, series: str, rows: tuple[Sequence[Row], ...], years: list[int], scope: Scope | None
) -> Iterator[Trend]:
    """Yield a line for each slug of the figures; the second of `rows` are those of the same things, named or not."""
    term = VOCABULARY[name]
    found, same = ([row for row in part if (row.property, row.series) == (name, series)] for part in rows)
    for slug in sorted({row.slug for row in found}, key=str) or [None]:
        own, beside = ([row for row in part if row.slug == slug] for part in (found, same))
        line = cells(own, years, scope, beside)
        yield Trend(
            property=name,
            label=Label(en=term.en, zh=term.zh),
            series=series,
            slug=slug,
            unit=unit_of(line),
            points=Point.line(line),
        )


trends = Question(
    path="/trends",
    operation="list_trends",
    run=run,
    asked=TrendsAsked,
    answer=page_model(Trend),
    tag="answers",
    summary="Show figures year by year",
    description="Every year that has a summit of the series is a point; one for which nothing is stated says so, and is"
    " never 0 or left out. `change` compares with the point before and says whether that may be done. Facts that are"
    " `ambiguous` or `deprecated` are ignored; the ambiguous ones are named. Where you name the subject of some years"
    " alone, `also` names what is stated of it under its id of each other year.",
)
