"""Whether two figures of two years may be compared, and by how much they differ."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.models.words import Bound

Figure = Any
"""The row of a fact that states a number, or None where nothing is stated."""


class Reason(StrEnum):
    """Why two figures cannot be compared; the first that applies, in this order."""

    NOT_STATED = "not_stated"
    PLANNED_AGAINST_REPORTED = "planned_against_reported"
    DEFINITION_DIFFERS = "definition_differs"
    SCOPE_DIFFERS = "scope_differs"
    UNIT_DIFFERS = "unit_differs"
    BOUND_DIFFERS = "bound_differs"
    NOT_EXACT = "not_exact"


@dataclass(frozen=True)
class End:
    """One end of a comparison: a year, what is stated for it, and of what, the year of the edition apart."""

    year: int
    figure: Figure
    definition: tuple[str | None, ...] = ()


def reason(before: End, after: End) -> Reason | None:
    """Return the first reason not to compare; None if both are exact numbers of the same thing."""
    if before.figure is None or after.figure is None:
        return Reason.NOT_STATED
    first, second = before.figure, after.figure
    differs: dict[Reason, bool] = {
        Reason.PLANNED_AGAINST_REPORTED: first.status != second.status,
        Reason.DEFINITION_DIFFERS: before.definition != after.definition,
        Reason.SCOPE_DIFFERS: first.scope != second.scope,
        Reason.UNIT_DIFFERS: first.unit != second.unit,
        Reason.BOUND_DIFFERS: first.bound != second.bound,
        Reason.NOT_EXACT: first.bound != Bound.EXACT,
    }
    return next((why for why, found in differs.items() if found), None)


def difference(before: Figure, after: Figure) -> Decimal:
    """Return an exact number less another."""
    return Decimal(str(after.number)) - Decimal(str(before.number))


def percent(before: Figure, after: Figure) -> Decimal | None:
    """Return the change in percent of the earlier number, to two decimals.

    None where that says nothing: of 0, of percentages, and of ordinals.
    """
    first = Decimal(str(before.number))
    if not first or before.unit == "percent" or before.property == "ordinal":
        return None
    return round(difference(before, after) / first * 100, 2)
