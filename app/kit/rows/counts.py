"""Totals by the values of one column: what is asked of that column alone need not be counted again."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from app.kit.rows.filters import Span

VALUES = 10_000
"""Values of a column up to which they are kept."""


class Counts:
    """How many rows have each value of a column of whole numbers; those without a value pass nothing."""

    def __init__(self, found: Iterable[tuple[int | None, int]]) -> None:
        known = sorted((value, count) for value, count in found if value is not None)
        self._values = [value for value, _ in known]
        self._sums = list(accumulate((count for _, count in known), initial=0))

    def within(self, spans: Iterable[Span]) -> int:
        """Return how many rows pass; no two spans overlap, and one whose last value is before its first is empty."""
        return sum(
            self._sums[bisect_right(self._values, last)] - self._sums[bisect_left(self._values, first)]
            for first, last in spans
            if first <= last
        )
