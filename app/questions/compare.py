"""Editions side by side: every property that is stated for one of the years, with the verdicts of the trends."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, ClassVar, Self

from pydantic import BaseModel, Field
from sqlalchemy import and_, or_
from sqlmodel import col
from starlette.requests import Request

from app.kit.publish import page_model
from app.kit.question import Question, paged
from app.kit.rows.prepared import Row
from app.kit.rows.snapshot import Snapshot
from app.models import Fact
from app.models.vocabulary import STRUCTURE, VOCABULARY
from app.models.words import Basis, EntityType, Language, Status, ValueType
from app.questions.figures import cells, editions, lasting, stated
from app.questions.point import NOT_STATED, Point, unit_of
from app.questions.years import SCOPE, OneScope, YearsAsked
from app.resources import fields as f
from app.resources.properties import Label

UNSHOWN = (*STRUCTURE, "listing")
"""What an edition is made of, and remarks on lists."""

SHOWN = or_(
    col(Fact.number).is_not(None),
    and_(col(Fact.subject_type) == EntityType.SUMMIT, col(Fact.property).not_in(UNSHOWN)),
)
"""Every figure, whatever it is of, and all else that is stated of the summit itself."""


class CompareAsked(YearsAsked):
    """Which years, of which series."""

    year: f.Years = Field(None, description="Years to set side by side; default: all.", examples=[[2023, 2024]])
    property: f.Properties = f.property_("sub_forums")
    scope: OneScope = SCOPE


class Said(BaseModel):
    """Something stated that is no figure."""

    text: str | None = Field(description="A text, a closed word or an ISO 8601 date; null if it points to something.")
    language: Language | None
    object: str | None = Field(description="Id of what it points to.")
    status: Status = Field(description="`planned` if it is only announced.")
    basis: Basis = Field(description="How it follows from the words; `ambiguous` ones allow another reading.")
    fact: str = Field(description="Id of the fact that proves it.")

    @classmethod
    def of(cls, row: Row) -> "Said":
        """Return what a fact states."""
        return cls(
            text=row.text,
            language=row.language,
            object=row.object_id,
            status=row.status,
            basis=row.basis,
            fact=row.id,
        )


class SidePoint(Point):
    """One year; what is no figure stands under `stated`."""

    stated: list[Said]

    @classmethod
    def texts(cls, year: int, rows: list[Row]) -> Self:
        """Return the point of a property whose values are no figures."""
        return cls(
            year=year,
            status=str(min((row.status for row in rows), key=list(Status).index)) if rows else NOT_STATED,
            subject=rows[0].subject_id if rows else None,
            quantity=None,
            ignored=[],
            also=[row.id for row in rows if not row.best],
            change=None,
            stated=[Said.of(row) for row in rows if row.best],
        )


class Comparison(BaseModel):
    """One property of one thing, in every year asked for."""

    unfolds: ClassVar[str] = "points"

    property: str = Field(examples=["sub_forums"])
    label: Label
    value_type: ValueType
    series: str = Field(examples=["wuzhen"])
    subject: str = Field(description="Id of what it is stated of, `*` standing for the year.", examples=["wuzhen-*"])
    slug: str | None = Field(description="Tells several figures of one property apart; mostly null.")
    unit: str | None = Field(description="Null if the years differ in it, or it is no figure.")
    points: list[SidePoint]


def run(_: Request, snapshot: Snapshot, asked: Any) -> dict[str, Any]:
    """Return a line for each property and thing of which something is stated in one of the years."""
    years = editions(snapshot, asked)
    lines: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    dated = {year for line in years.values() for year in line}
    for row in stated(snapshot, years, asked.property, SHOWN, col(Fact.year).in_(sorted(dated))):
        if row.year in years[row.series]:
            slug = row.slug if row.number is not None else None
            lines[row.property, row.series, lasting(row.subject_id), slug or ""].append(row)
    items = [_comparison(line, rows, years[line[1]], asked.scope) for line, rows in sorted(lines.items())]
    return paged(items, len(items), None)


def _comparison(line: tuple[str, ...], rows: list[Row], years: list[int], scope: Any) -> Comparison:
    name, series, subject, slug = line
    term = VOCABULARY[name]
    if term.value is ValueType.NUMBER:
        found = cells(rows, years, scope)
        points = [SidePoint(**vars(point), stated=[]) for point in Point.line(found)]
        unit = unit_of(found)
    else:
        points, unit = [SidePoint.texts(year, _of(rows, year)) for year in years], None
    return Comparison(
        property=name,
        label=Label(en=term.en, zh=term.zh),
        value_type=term.value,
        series=series,
        subject=subject,
        slug=slug or None,
        unit=unit,
        points=points,
    )


def _of(rows: Iterable[Row], year: int) -> list[Row]:
    return sorted((row for row in rows if row.year == year), key=lambda row: (row.standing, row.id))


compare = Question(
    path="/compare",
    operation="list_comparisons",
    run=run,
    asked=CompareAsked,
    answer=page_model(Comparison),
    tag="answers",
    summary="Set years side by side",
    description="Every figure that is stated for one of the years, and all else that is stated of the summits"
    " themselves; a year without says `not_stated`. Figures carry the verdicts of `/v1/trends`: each is compared with"
    " that of the point before. The points are the years asked for that have a summit of the series.",
)
