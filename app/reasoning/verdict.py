"""Verdicts: what the documents say of a claimed figure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from app.models.words import Basis, Bound, Scope, Status
from app.reasoning.interval import Interval

Fact = Any
"""The row of a fact that states a number."""


class Verdict(StrEnum):
    """What the documents say of a figure, in the order in which the verdicts of several facts are preferred."""

    SUPPORTED = "supported"
    HEDGE_LOST = "hedge_lost"
    HEDGE_ADDED = "hedge_added"
    UNIT_MISMATCH = "unit_mismatch"
    SCOPE_MISMATCH = "scope_mismatch"
    CONTRADICTED = "contradicted"
    NOT_IN_SOURCES = "not_in_sources"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True)
class Claimed:
    """A claimed figure. `strict` excludes the number itself, as "fewer than" does; `unit` is None if none is named.

    An `ordinal` counts editions.
    """

    number: float
    bound: Bound
    scope: Scope
    unit: str | None
    strict: bool = False
    ordinal: bool = False

    def interval(self) -> Interval:
        """Return the numbers for which the claim is true."""
        found = Interval.usual(self.number, self.bound)
        return replace(found, high_open=True) if self.strict else found


def judge(claimed: Claimed, facts: Sequence[Fact]) -> tuple[Verdict, list[Fact]]:
    """Return the verdict on a claim about one property in one year, and the facts that decide it."""
    usable = [fact for fact in facts if fact.basis != Basis.AMBIGUOUS and fact.status == Status.REPORTED]
    if not usable:
        # What is only announced, or may be read in two ways, decides nothing; it is named.
        return (Verdict.AMBIGUOUS, list(facts)) if facts else (Verdict.NOT_IN_SOURCES, [])
    verdicts = [(fact, against(claimed, fact)) for fact in usable]
    best = _first(verdict for _, verdict in verdicts)
    deciding = [fact for fact, verdict in verdicts if verdict is best]
    return best, deciding


def _first(verdicts: Iterable[Verdict]) -> Verdict:
    return min(verdicts, key=list(Verdict).index)


def against(claimed: Claimed, fact: Fact) -> Verdict:
    """Return the verdict that one fact gives."""
    same_unit = claimed.unit in {None, fact.unit}
    if claimed.number == fact.number:
        if not same_unit:
            return Verdict.UNIT_MISMATCH
        return _same_number(claimed, fact) if claimed.scope == fact.scope else Verdict.SCOPE_MISMATCH
    if not same_unit or claimed.scope != fact.scope:
        return Verdict.NOT_IN_SOURCES
    return _other_number(claimed, fact)


def _same_number(claimed: Claimed, fact: Fact) -> Verdict:
    if claimed.bound == fact.bound and not claimed.strict:
        return Verdict.SUPPORTED
    if claimed.bound is not Bound.EXACT and claimed.interval().apart(Interval.usual(fact.number, Bound(fact.bound))):
        return Verdict.CONTRADICTED
    return Verdict.HEDGE_ADDED if fact.bound == Bound.EXACT else Verdict.HEDGE_LOST


def _other_number(claimed: Claimed, fact: Fact) -> Verdict:
    stated = Interval.usual(fact.number, Bound(fact.bound))
    if claimed.interval().apart(stated):
        return Verdict.CONTRADICTED
    if stated.within(claimed.interval()):
        if fact.bound == Bound.EXACT:
            return Verdict.HEDGE_ADDED
        return Verdict.SUPPORTED if claimed.bound == fact.bound else Verdict.HEDGE_LOST
    return Verdict.NOT_IN_SOURCES
