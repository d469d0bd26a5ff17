"""Hedged numbers as intervals: what a hedge allows the true number to be."""

from dataclasses import dataclass
from decimal import Decimal

from app.models.words import Bound

TOLERANCE = Decimal("0.1")
"""How far off `nearly` and `about` may be, as a share of the number, where they are read in the usual way. Ours."""


@dataclass(frozen=True)
class Interval:
    """The numbers between two ends; an end that is None is infinite, an open end is not included."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def strict(cls, number: float, bound: Bound) -> "Interval":
        """Return what a hedged number asserts for certain: `about` asserts nothing, `nearly` only that it is less."""
        value = Decimal(str(number))
        if bound is Bound.MORE_THAN:
            return cls(value, None, low_open=True)
        if bound is Bound.AT_LEAST:
            return cls(value, None)
        if bound is Bound.NEARLY:
            return cls(None, value, high_open=True)
        if bound is Bound.AT_MOST:
            return cls(None, value)
        return cls(None, None) if bound is Bound.ABOUT else cls(value, value)

    @classmethod
    def usual(cls, number: float, bound: Bound) -> "Interval":
        """Return what a reader takes a hedged number to mean: `nearly` and `about` stay within `TOLERANCE`."""
        value = Decimal(str(number))
        slack = abs(value) * TOLERANCE
        if bound is Bound.NEARLY:
            return cls(value - slack, value, high_open=True)
        return cls(value - slack, value + slack) if bound is Bound.ABOUT else cls.strict(number, bound)

    def within(self, other: "Interval") -> bool:
        """Tell whether every number of this interval is in `other`."""
        above = other.low is None or (
            self.low is not None
            and (self.low > other.low or (self.low == other.low and (self.low_open or not other.low_open)))
        )
        below = other.high is None or (
            self.high is not None
            and (self.high < other.high or (self.high == other.high and (self.high_open or not other.high_open)))
        )
        return above and below

    def apart(self, other: "Interval") -> bool:
        """Tell whether no number is in both."""
        return self._below(other) or other._below(self)

    def _below(self, other: "Interval") -> bool:
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))

    def minus(self, other: "Interval") -> "Interval":
        """Return the interval of the differences between a number of this interval and one of `other`."""
        low = None if self.low is None or other.high is None else self.low - other.high
        high = None if self.high is None or other.low is None else self.high - other.low
        return Interval(low, high, self.low_open or other.high_open, self.high_open or other.low_open)
