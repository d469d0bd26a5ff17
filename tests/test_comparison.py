"""What may be said of the change between two hedged figures: every reason, and what stays certain."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest

from app.models.words import Basis, Bound, PeriodRole, Rank, Scope, Status, YearBasis
from app.reasoning.change import explain
from app.reasoning.comparison import End, Reason, difference, percent, reason
from app.reasoning.interval import Interval


@dataclass
class Stated:
    """A figure as a fact states it."""

    number: float
    bound: Bound = Bound.EXACT
    unit: str = "company"
    scope: Scope = Scope.ALL
    status: Status = Status.REPORTED
    property: str = "exhibitors"
    basis: Basis = Basis.STATED
    rank: Rank = Rank.NORMAL
    year_basis: YearBasis = YearBasis.STATED
    period: str | None = None
    period_role: PeriodRole | None = None


def ends(before: Stated | None, after: Stated | None, definition: tuple[str, str] = ("a", "a")) -> tuple[End, End]:
    return End(2031, before, (definition[0],)), End(2032, after, (definition[1],))


@pytest.mark.parametrize(
    ("before", "after", "definition", "expected"),
    [
        (Stated(19), Stated(20), ("a", "a"), None),
        (None, Stated(20), ("a", "a"), Reason.NOT_STATED),
        (Stated(20), None, ("a", "a"), Reason.NOT_STATED),
        (Stated(20), Stated(20, status=Status.PLANNED), ("a", "b"), Reason.PLANNED_AGAINST_REPORTED),
        (Stated(20), Stated(20, scope=Scope.ON_SITE), ("a", "b"), Reason.DEFINITION_DIFFERS),
        (Stated(20), Stated(20, scope=Scope.ON_SITE, unit="person"), ("a", "a"), Reason.SCOPE_DIFFERS),
        (Stated(20), Stated(20, Bound.ABOUT, unit="person"), ("a", "a"), Reason.UNIT_DIFFERS),
        (Stated(20), Stated(20, Bound.MORE_THAN), ("a", "a"), Reason.BOUND_DIFFERS),
        (Stated(20, Bound.NEARLY), Stated(20, Bound.MORE_THAN), ("a", "a"), Reason.BOUND_DIFFERS),
        (Stated(20, Bound.MORE_THAN), Stated(30, Bound.MORE_THAN), ("a", "a"), Reason.NOT_EXACT),
    ],
)
def test_the_first_reason_that_applies(
    before: Stated | None, after: Stated | None, definition: tuple[str, str], expected: Reason | None
) -> None:
    assert reason(*ends(before, after, definition)) is expected


@pytest.mark.parametrize(
    ("before", "after", "en", "zh"),
    [
        (Stated(19), Stated(20), "1 more (+5.26%).", "增加1（+5.26%）。"),
        (Stated(1100), Stated(1005), "95 fewer (-8.64%).", "减少95（-8.64%）。"),
        (Stated(20), Stated(20), "no change.", "持平。"),
        (Stated(0), Stated(20), "20 more.", "增加20。"),
        (
            Stated(30.9, unit="percent"),
            Stated(67.8, unit="percent"),
            "36.9 percentage points higher.",
            "上升36.9个百分点。",
        ),
        (Stated(400, Bound.MORE_THAN), Stated(580, Bound.MORE_THAN), "no statement on the change.", "不足以判断增减。"),
        (
            Stated(580, Bound.MORE_THAN),
            Stated(665),
            "fewer than 85 more, if more at all.",
            "即使增加，增加数也少于85。",
        ),
        (Stated(1100, Bound.MORE_THAN), Stated(1005), "more than 95 fewer.", "减少超过95。"),
        (Stated(126), Stated(130, Bound.MORE_THAN), "more than 4 more.", "增加超过4。"),
        (Stated(600, Bound.NEARLY), Stated(700), "more than 100 more.", "增加超过100。"),
        (Stated(600, Bound.AT_MOST), Stated(700), "at least 100 more.", "增加至少100。"),
        (Stated(600), Stated(600, Bound.AT_LEAST), "as many or more.", "持平或增加。"),
        (Stated(600), Stated(600, Bound.NEARLY), ": fewer.", "：减少。"),
        (
            Stated(600),
            Stated(500, Bound.AT_LEAST),
            "at most 100 fewer, if fewer at all.",
            "即使减少，减少数也至多100。",
        ),
        (Stated(600), Stated(600, Bound.ABOUT), "no statement on the change.", "不足以判断增减。"),
    ],
)
def test_only_what_is_certain_is_said(before: Stated, after: Stated, en: str, zh: str) -> None:
    said = explain(*ends(before, after))
    assert said[0].endswith(en)
    assert said[1].endswith(zh)


def test_an_exact_change_is_told_in_numbers() -> None:
    assert difference(Stated(30.9), Stated(67.8)) == Decimal("36.9")
    assert percent(Stated(19), Stated(20)) == Decimal("5.26")
    assert percent(Stated(0), Stated(20)) is None
    assert percent(Stated(5, unit="percent"), Stated(6, unit="percent")) is None
    assert percent(Stated(10, property="ordinal"), Stated(11, property="ordinal")) is None


def test_what_is_not_plainly_stated_is_said() -> None:
    planned = Stated(20, status=Status.PLANNED)
    assert explain(*ends(planned, planned))[0] == (
        "From 20 companies (announced, not reported as held) in 2031 to 20 companies (announced, not reported as held)"
        " in 2032: no change."
    )
    inferred = Stated(2, basis=Basis.INFERRED, year_basis=YearBasis.INFERRED, scope=Scope.ON_SITE)
    assert explain(*ends(inferred, Stated(3, scope=Scope.ON_SITE)))[1] == (
        "2031年2家企业（现场；推断；年份系推断），2032年3家企业（现场）：增加1（+50%）。"
    )
    tenth, eleventh = Stated(10, unit="edition", property="ordinal"), Stated(11, unit="edition", property="ordinal")
    assert explain(*ends(tenth, eleventh)) == (
        "From 10th edition in 2031 to 11th edition in 2032.",
        "2031年第10届，2032年第11届。",
    )


HOLDS: dict[Bound, Callable[[int, int], bool]] = {
    Bound.EXACT: lambda true, said: true == said,
    Bound.MORE_THAN: lambda true, said: true > said,
    Bound.AT_LEAST: lambda true, said: true >= said,
    Bound.NEARLY: lambda true, said: true < said,
    Bound.AT_MOST: lambda true, said: true <= said,
    Bound.ABOUT: lambda _true, _said: True,
}


def inside(value: Decimal, interval: Interval) -> bool:
    above = interval.low is None or value > interval.low or (value == interval.low and not interval.low_open)
    below = interval.high is None or value < interval.high or (value == interval.high and not interval.high_open)
    return above and below


@pytest.mark.parametrize(("first", "second"), list(itertools.product(Bound, Bound)))
def test_an_interval_holds_just_the_differences_that_the_hedges_allow(first: Bound, second: Bound) -> None:
    """Against all pairs of whole numbers about two stated ones, written out."""
    before, after = 10, 13
    change = Interval.strict(after, second).minus(Interval.strict(before, first))
    near = range(-30, 60)
    allowed = {b - a for a in near for b in near if HOLDS[first](a, before) and HOLDS[second](b, after)}
    for value in range(-15, 16):
        if value in allowed:
            assert inside(Decimal(value), change), value
        elif change.low is not None and change.high is not None:
            assert not inside(Decimal(value), change), value


@pytest.mark.parametrize(("first", "second"), list(itertools.product(Bound, Bound)))
@pytest.mark.parametrize("number", [9, 10, 11])
def test_within_and_apart_are_what_they_say(first: Bound, second: Bound, number: int) -> None:
    one, other = Interval.strict(number, first), Interval.strict(10, second)
    values = [Decimal(step) / 2 for step in range(-60, 120)]
    mine, theirs = ({value for value in values if inside(value, interval)} for interval in (one, other))
    assert one.apart(other) == (not mine & theirs)
    assert one.within(other) == (mine <= theirs)
