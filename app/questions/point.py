"""One year of a line of figures, and its change against the year before."""

from pydantic import BaseModel, Field

from app.models.words import Bound, Scope, Status
from app.questions.figures import Cell
from app.reasoning.change import explain
from app.reasoning.comparison import Reason, difference, percent, reason
from app.resources.name import Remark
from app.resources.quantity import Figure, Quantity

NOT_STATED = "not_stated"


class YearChange(BaseModel):
    """The change against the edition before; a number only between two exact figures of the same thing."""

    against: int = Field(description="The year compared with: that of the point before.", examples=[2022])
    comparable: bool = Field(description="Whether the two figures are exact and of the same thing.")
    reason: Reason | None = Field(description="Why not, the first that applies; null if comparable.")
    absolute: Figure | None = Field(description="In `unit`; null unless comparable.", examples=[1])
    percent: Figure | None = Field(
        description="Of the earlier figure, to two decimals; null unless comparable, and for percentages.",
        examples=[5.26],
    )
    bound: Bound | None = Field(description="Hedge of `absolute`: `exact`, or null where that is null.")
    unit: str | None = Field(description="Unit of `absolute`.", examples=["sub_forum"])
    scope: Scope | None = Field(description="Scope of `absolute`.")
    explanation: Remark = Field(description="What can be said, and why no more.")

    @classmethod
    def between(cls, before: Cell, after: Cell) -> "YearChange":
        """Return the change from one year to another."""
        first, second = before.end(), after.end()
        why = reason(first, second)
        en, zh = explain(first, second)
        exact = {} if why else _exact(before, after)
        return cls(
            against=before.year,
            comparable=why is None,
            reason=why,
            absolute=exact.get("absolute"),
            percent=exact.get("percent"),
            bound=Bound.EXACT if exact else None,
            unit=after.figure.unit if exact else None,
            scope=after.figure.scope if exact else None,
            explanation=Remark(en=en, zh=zh),
        )


def _exact(before: Cell, after: Cell) -> dict[str, float | None]:
    share = percent(before.figure, after.figure)
    found = {"absolute": difference(before.figure, after.figure), "percent": share}
    return {name: None if value is None else _plain(float(value)) for name, value in found.items()}


def _plain(value: float) -> float:
    return int(value) if value.is_integer() else value


class Point(BaseModel):
    """One year."""

    year: int = Field(examples=[2023])
    status: str = Field(
        description="`reported`, `planned`, or `not_stated`: no figure answers, which is not 0; see `ignored`,"
        " and `also` if you asked for a scope or for subjects: what you asked for is not stated, but this is.",
        examples=["reported"],
        json_schema_extra={"enum": [*Status, NOT_STATED]},
    )
    subject: str | None = Field(description="Id of what the figure is stated of.", examples=["wuzhen-2023"])
    quantity: Quantity | None = Field(description="The best figure; null if not stated.")
    ignored: list[str] = Field(description="Ids of facts too ambiguous to answer.")
    also: list[str] = Field(
        description="Ids of what else is stated of the same thing that year: in another scope, at the start of a"
        " period, by another wording, or under its id of that year, which you did not name among the subjects."
    )
    change: YearChange | None = Field(description="Against the point before; null for the first.")

    @classmethod
    def line(cls, cells: list[Cell]) -> "list[Point]":
        """Return the points of a line of figures."""
        return [cls.of(cell, before) for before, cell in zip([None, *cells], cells, strict=False)]

    @classmethod
    def of(cls, cell: Cell, before: Cell | None) -> "Point":
        """Return one point."""
        return cls(
            year=cell.year,
            status=NOT_STATED if cell.figure is None else str(cell.figure.status),
            subject=cell.figure.subject_id if cell.figure else None,
            quantity=Quantity.of(cell.figure) if cell.figure else None,
            ignored=[row.id for row in cell.ignored],
            also=[row.id for row in cell.also],
            change=YearChange.between(before, cell) if before else None,
        )


def unit_of(cells: list[Cell]) -> str | None:
    """Return the unit that all figures of a line share; None if they differ or there is none."""
    units = {cell.figure.unit for cell in cells if cell.figure}
    return units.pop() if len(units) == 1 else None
