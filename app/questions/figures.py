"""The figures of a series, year by year: what trends and comparisons are made of."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from app.kit.problems import refuse
from app.kit.query import fault
from app.kit.rows.filters import Statement
from app.kit.rows.prepared import Row
from app.kit.rows.snapshot import Snapshot
from app.models import Exhibitor, Fact, Summit
from app.models.words import Basis, ExhibitorKind, PeriodRole, Rank, Scope, Status
from app.reasoning.comparison import End

STATED: Statement = (
    sa.select(Fact, col(Exhibitor.scope).label("group_scope"))
    .outerjoin(Exhibitor, sa.and_(col(Exhibitor.id) == Fact.subject_id, col(Exhibitor.kind) == ExhibitorKind.GROUP))
    .where(col(Fact.rank) != Rank.DEPRECATED)
    .order_by(col(Fact.property), col(Fact.year), col(Fact.id))
)
"""Every fact that may answer a question, with the scope of the group of exhibitors that it is stated of."""

_YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")


@dataclass
class Cell:
    """What is stated for one year: the figure that answers, those too ambiguous to, and what else is."""

    year: int
    figure: Row = None
    ignored: list[Row] = field(default_factory=list)
    also: list[Row] = field(default_factory=list)

    def end(self) -> End:
        """Return it as one end of a comparison."""
        figure = self.figure
        same = (lasting(figure.subject_id), figure.slug, figure.period, figure.period_role) if figure else ()
        return End(self.year, figure, same)


def lasting(subject: str) -> str:
    """Return an id with `*` for the year: ids of one thing in two years differ in the year alone (docs/curation.md)."""
    return _YEAR.sub("*", subject)


def editions(snapshot: Snapshot, asked: Any) -> dict[str, list[int]]:
    """Return the years that have a summit, by series, within the filters. Raises ProblemError 422: unknown series."""
    rows = snapshot.rows(
        sa.select(col(Summit.series), col(Summit.year)).distinct().order_by(col(Summit.series), col(Summit.year))
    )
    known = sorted({row.series for row in rows})
    if set(asked.series or ()) - set(known):
        raise refuse([fault("series", "no summit of this series is known", known)])
    years: dict[str, list[int]] = {series: [] for series in known if series in (asked.series or known)}
    for row in rows:
        if row.series in years and asked.passes(row.year):
            years[row.series].append(row.year)
    return years


def stated(
    snapshot: Snapshot, series: Iterable[str], properties: Iterable[str] | None = None, *more: sa.ColumnElement[bool]
) -> Sequence[Row]:
    """Return what is stated in the series: of some properties, or of all."""
    statement = STATED.where(col(Fact.series).in_(sorted(series)), *more)
    if properties is not None:
        statement = statement.where(col(Fact.property).in_(sorted(properties)))
    return snapshot.rows(statement)


def cells(rows: Iterable[Row], years: Sequence[int], scope: Scope | None, beside: Iterable[Row] = ()) -> list[Cell]:
    """Return a cell for every year: the best figure, in all rather than in part, reported rather than planned.

    What stands `beside` answers nothing: it is named for the years that have none of `rows`.
    """
    answers, named = _by_year(rows), _by_year(beside)
    return [_cell(year, answers[year], scope, named[year]) for year in years]


def _by_year(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.year].append(row)
    return found


def _cell(year: int, rows: list[Row], scope: Scope | None, beside: list[Row]) -> Cell:
    # What a period began with is no figure of the year in which it ended.
    usable = [row for row in rows if row.basis != Basis.AMBIGUOUS and row.period_role != PeriodRole.START]
    best = min((row for row in usable if scope in {None, row.scope}), key=_preference, default=None)
    shown = rows or beside
    ignored = [row for row in shown if row.basis == Basis.AMBIGUOUS]
    also = [row for row in shown if row.basis != Basis.AMBIGUOUS and (best is None or row.id != best.id)]
    return Cell(year, best, ignored, also)


def _preference(row: Row) -> tuple[int, int, int]:
    return list(Status).index(row.status), list(Scope).index(row.scope), row.standing
