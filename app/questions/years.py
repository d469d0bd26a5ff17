"""The parameters that questions about several years share."""

from pydantic import Field

from app.models.words import Scope
from app.resources import fields as f


class YearsAsked(f.YearFilters):
    """Which years, of which series."""

    series: f.Ids = f.SERIES
    year: f.Years = f.YEAR
    year_from: f.OneYear = f.YEAR_FROM
    year_to: f.OneYear = f.YEAR_TO

    def passes(self, year: int) -> bool:
        """Tell whether a year is asked for."""
        return (
            (self.year is None or year in self.year)
            and (self.year_from is None or year >= self.year_from)
            and (self.year_to is None or year <= self.year_to)
        )


SCOPE = Field(
    None,
    description="Only figures of this scope. Default: `all` where it is stated, else the scope that is.",
    examples=["all"],
)
"""The parameter that fixes the scope of a figure."""

OneScope = Scope | None
